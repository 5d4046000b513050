using System.Numerics;
using System.Runtime.CompilerServices;
using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>w -= alpha g.</summary>
internal sealed class ApplyGradientDescent() : UpdateOp("ApplyGradientDescent",
    "var: Ref(T), alpha: T, delta: T -> out: Ref(T); T: number; use_locking: bool = false")
{
    protected override void Step<T>(KernelContext k) => Apply<T, GradientDescentUpdate<T>>(k, new() { Alpha = Number<T>(k, 0) });
}

internal struct GradientDescentUpdate<T> : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Alpha;

    public static int Slots => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step(ref Vector<T> w, ref Vector<T> a, ref Vector<T> b, ref Vector<T> c, Vector<T> g) => w -= g * Alpha;
}

/// <summary>u = w - alpha g; w = sign(u) max(|u| - alpha l1, 0) / (1 + alpha l2).</summary>
internal sealed class ApplyProximalGradientDescent(string name = "ApplyProximalGradientDescent",
    string signature = "var: Ref(T), alpha: T, l1: T, l2: T, delta: T -> out: Ref(T); T: number; use_locking: bool = false") : UpdateOp(name, signature)
{
    /// <summary>The same for the rows that <c>indices</c> name.</summary>
    public static ApplyProximalGradientDescent Sparse() => new("SparseApplyProximalGradientDescent",
        "var: Ref(T), alpha: T, l1: T, l2: T, grad: T, indices: Tindices -> out: Ref(T); T: number; Tindices: index; use_locking: bool = false");

    protected override void Step<T>(KernelContext k) => Apply<T, ProximalGradientDescentUpdate<T>>(k, new()
    {
        Alpha = Number<T>(k, 0), L1 = Number<T>(k, 1), L2 = Number<T>(k, 2),
    });
}

internal struct ProximalGradientDescentUpdate<T> : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Alpha, L1, L2;

    public static int Slots => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step(ref Vector<T> w, ref Vector<T> a, ref Vector<T> b, ref Vector<T> c, Vector<T> g) =>
        w = Shrink.Towards0(w - g * Alpha, Vector.Create(Alpha * L1)) / Vector.Create(T.One + Alpha * L2);
}

/// <summary>Soft thresholding, by which an L1 penalty makes weights exactly 0.</summary>
internal static class Shrink
{
    /// <summary>sign(x) max(|x| - by, 0).</summary>
    public static Vector<T> Towards0<T>(Vector<T> x, Vector<T> by) =>
        Vector.CopySign(Vector.Max(Vector.Abs(x) - by, Vector<T>.Zero), x);
}
