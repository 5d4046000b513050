using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tensorflow.Ops;

/// <summary>
/// a = rho a + (1 - rho) g^2; u = g sqrt(d + epsilon) / sqrt(a + epsilon); w -= lr u; d = rho d + (1 - rho) u^2
/// (Zeiler, arXiv:1212.5701).
/// </summary>
internal sealed class ApplyAdadelta(string name = "ApplyAdadelta",
    string signature = "var: Ref(T), accum: Ref(T), accum_update: Ref(T), lr: T, rho: T, epsilon: T, grad: T -> out: Ref(T); T: number; use_locking: bool = false")
    : UpdateOp(name, signature)
{
    /// <summary>The same for the rows that <c>indices</c> name.</summary>
    public static ApplyAdadelta Sparse() => new("SparseApplyAdadelta",
        "var: Ref(T), accum: Ref(T), accum_update: Ref(T), lr: T, rho: T, epsilon: T, grad: T, indices: Tindices -> out: Ref(T); T: number; Tindices: index; use_locking: bool = false");

    protected override void Step<T>(KernelContext k)
    {
        var rho = Number<T>(k, 1);
        Apply<T, AdadeltaUpdate<T>>(k, new() { Rate = Number<T>(k, 0), Rho = rho, OneMinusRho = T.One - rho, Epsilon = Number<T>(k, 2) });
    }
}

internal struct AdadeltaUpdate<T> : Kernels.IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Rate, Rho, OneMinusRho, Epsilon;

    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step(ref Vector<T> w, ref Vector<T> a, ref Vector<T> d, ref Vector<T> c, Vector<T> g)
    {
        var epsilon = Vector.Create(Epsilon);
        a = a * Rho + g * g * OneMinusRho;
        var u = Vector.SquareRoot(d + epsilon) / Vector.SquareRoot(a + epsilon) * g;
        w -= u * Rate;
        d = d * Rho + u * u * OneMinusRho;
    }
}
