using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tensorflow.Ops;

/// <summary>a = momentum a + g; w -= lr a; with Nesterov's look ahead w -= lr (g + momentum a).</summary>
internal sealed class ApplyMomentum(string name = "ApplyMomentum",
    string signature = "var: Ref(T), accum: Ref(T), lr: T, grad: T, momentum: T -> out: Ref(T); T: number; use_locking: bool = false; use_nesterov: bool = false")
    : UpdateOp(name, signature)
{
    /// <summary>The same for the rows that <c>indices</c> name.</summary>
    public static ApplyMomentum Sparse() => new("SparseApplyMomentum",
        "var: Ref(T), accum: Ref(T), lr: T, grad: T, indices: Tindices, momentum: T -> out: Ref(T); T: number; Tindices: index; use_locking: bool = false; use_nesterov: bool = false");

    protected override void Step<T>(KernelContext k)
    {
        var rate = Number<T>(k, 0);
        var momentum = Number<T>(k, 1);
        if (k.Attrs.Bool("use_nesterov")) Apply<T, NesterovUpdate<T>>(k, new() { Rate = rate, Momentum = momentum });
        else Apply<T, MomentumUpdate<T>>(k, new() { Rate = rate, Momentum = momentum });
    }
}

internal struct MomentumUpdate<T> : Kernels.IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Rate, Momentum;

    public static int Slots => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step(ref Vector<T> w, ref Vector<T> a, ref Vector<T> b, ref Vector<T> c, Vector<T> g)
    {
        a = a * Momentum + g;
        w -= a * Rate;
    }
}

internal struct NesterovUpdate<T> : Kernels.IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Rate, Momentum;

    public static int Slots => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step(ref Vector<T> w, ref Vector<T> a, ref Vector<T> b, ref Vector<T> c, Vector<T> g)
    {
        a = a * Momentum + g;
        w -= g * Rate + a * Momentum * Rate;
    }
}
