using System.Numerics;
using System.Runtime.CompilerServices;
using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>m = beta m + (1 - beta) g; w -= lr (alpha + sign_decay sign(g) sign(m)) g (Bello et al., arXiv:1709.07417).</summary>
internal sealed class ApplyAddSign() : UpdateOp("ApplyAddSign",
    "var: Ref(T), m: Ref(T), lr: T, alpha: T, sign_decay: T, beta: T, grad: T -> out: Ref(T); T: number; use_locking: bool = false")
{
    protected override void Step<T>(KernelContext k) => Apply<T, AddSignUpdate<T>>(k, new()
    {
        Rate = Number<T>(k, 0), Alpha = Number<T>(k, 1), Decay = Number<T>(k, 2), Beta = Number<T>(k, 3),
    });
}

internal struct AddSignUpdate<T> : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Rate, Alpha, Decay, Beta;

    public static int Slots => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step(ref Vector<T> w, ref Vector<T> m, ref Vector<T> b, ref Vector<T> c, Vector<T> g)
    {
        m = m * Beta + g * (T.One - Beta);
        w -= (Vector.Create(Alpha) + Agreement.Of(g, m) * Decay) * g * Rate;
    }
}

/// <summary>m = beta m + (1 - beta) g; w -= lr e^(logbase sign_decay sign(g) sign(m)) g (Bello et al., arXiv:1709.07417).</summary>
internal sealed class ApplyPowerSign() : UpdateOp("ApplyPowerSign",
    "var: Ref(T), m: Ref(T), lr: T, logbase: T, sign_decay: T, beta: T, grad: T -> out: Ref(T); T: number; use_locking: bool = false")
{
    protected override void Step<T>(KernelContext k)
    {
        var exponent = Number<T>(k, 1) * Number<T>(k, 2);
        Apply<T, PowerSignUpdate<T>>(k, new() { Rate = Number<T>(k, 0), Beta = Number<T>(k, 3), Agree = T.Exp(exponent), Oppose = T.Exp(-exponent) });
    }
}

internal struct PowerSignUpdate<T> : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Rate, Beta, Agree, Oppose;

    public static int Slots => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step(ref Vector<T> w, ref Vector<T> m, ref Vector<T> b, ref Vector<T> c, Vector<T> g)
    {
        m = m * Beta + g * (T.One - Beta);
        var agreement = Agreement.Of(g, m);
        var scale = Vector.ConditionalSelect(Vector.GreaterThan(agreement, Vector<T>.Zero), Vector.Create(Agree),
            Vector.ConditionalSelect(Vector.LessThan(agreement, Vector<T>.Zero), Vector.Create(Oppose), Vector<T>.One));
        w -= scale * g * Rate;
    }
}

internal static class Agreement
{
    /// <summary>sign(x) sign(y): 1 where they agree, -1 where they do not, 0 where one is 0.</summary>
    public static Vector<T> Of<T>(Vector<T> x, Vector<T> y) => Sign(x) * Sign(y);

    private static Vector<T> Sign<T>(Vector<T> x) =>
        Vector.ConditionalSelect(Vector.Equals(x, Vector<T>.Zero), Vector<T>.Zero, Vector.CopySign(Vector<T>.One, x));
}
