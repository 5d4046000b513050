using System.Numerics;
using System.Runtime.CompilerServices;
using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>s += (g^2 - s)(1 - rho); o = momentum o + lr g / sqrt(s + epsilon); w -= o.</summary>
internal sealed class ApplyRMSProp(string name = "ApplyRMSProp",
    string signature = "var: Ref(T), ms: Ref(T), mom: Ref(T), lr: T, rho: T, momentum: T, epsilon: T, grad: T -> out: Ref(T); T: number; use_locking: bool = false")
    : UpdateOp(name, signature)
{
    /// <summary>The same for the rows that <c>indices</c> name.</summary>
    public static ApplyRMSProp Sparse() => new("SparseApplyRMSProp",
        "var: Ref(T), ms: Ref(T), mom: Ref(T), lr: T, rho: T, momentum: T, epsilon: T, grad: T, indices: Tindices -> out: Ref(T); T: number; Tindices: index; use_locking: bool = false");

    protected override void Step<T>(KernelContext k) => Apply<T, RMSPropUpdate<T>>(k, new()
    {
        Rate = Number<T>(k, 0), OneMinusRho = T.One - Number<T>(k, 1), Momentum = Number<T>(k, 2), Epsilon = Number<T>(k, 3),
    });
}

internal struct RMSPropUpdate<T> : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Rate, OneMinusRho, Momentum, Epsilon;

    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step(ref Vector<T> w, ref Vector<T> s, ref Vector<T> o, ref Vector<T> c, Vector<T> g)
    {
        s += (g * g - s) * OneMinusRho;
        o = o * Momentum + g * Rate / Vector.SquareRoot(s + Vector.Create(Epsilon));
        w -= o;
    }
}

/// <summary>s += (g^2 - s)(1 - rho); e += (g - e)(1 - rho); o = momentum o + lr g / sqrt(s - e^2 + epsilon); w -= o.</summary>
internal sealed class ApplyCenteredRMSProp(string name = "ApplyCenteredRMSProp",
    string signature = "var: Ref(T), mg: Ref(T), ms: Ref(T), mom: Ref(T), lr: T, rho: T, momentum: T, epsilon: T, grad: T -> out: Ref(T); T: number; use_locking: bool = false")
    : UpdateOp(name, signature)
{
    /// <summary>The same for the rows that <c>indices</c> name.</summary>
    public static ApplyCenteredRMSProp Sparse() => new("SparseApplyCenteredRMSProp",
        "var: Ref(T), mg: Ref(T), ms: Ref(T), mom: Ref(T), lr: T, rho: T, momentum: T, epsilon: T, grad: T, indices: Tindices -> out: Ref(T); T: number; Tindices: index; use_locking: bool = false");

    protected override void Step<T>(KernelContext k) => Apply<T, CenteredRMSPropUpdate<T>>(k, new()
    {
        Rate = Number<T>(k, 0), OneMinusRho = T.One - Number<T>(k, 1), Momentum = Number<T>(k, 2), Epsilon = Number<T>(k, 3),
    });
}

internal struct CenteredRMSPropUpdate<T> : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Rate, OneMinusRho, Momentum, Epsilon;

    public static int Slots => 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step(ref Vector<T> w, ref Vector<T> e, ref Vector<T> s, ref Vector<T> o, Vector<T> g)
    {
        s += (g * g - s) * OneMinusRho;
        e += (g - e) * OneMinusRho;
        o = o * Momentum + g * Rate / Vector.SquareRoot(s - e * e + Vector.Create(Epsilon));
        w -= o;
    }
}
