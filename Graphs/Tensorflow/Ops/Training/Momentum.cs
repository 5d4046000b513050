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

/// <summary>
/// Keras' momentum, whose step already carries the learning rate: a = momentum a - lr g; w += a; with Nesterov's look ahead
/// w += momentum a - lr g. TensorFlow has it for handles only.
/// </summary>
internal sealed class ApplyKerasMomentum(string name, string signature) : UpdateOp(name, signature)
{
    public static ApplyKerasMomentum Dense() => new("ApplyKerasMomentum",
        "var: Ref(T), accum: Ref(T), lr: T, grad: T, momentum: T -> out: Ref(T); T: number; use_locking: bool = false; use_nesterov: bool = false");

    /// <summary>The same for the rows that <c>indices</c> name.</summary>
    public static ApplyKerasMomentum Sparse() => new("SparseApplyKerasMomentum",
        "var: Ref(T), accum: Ref(T), lr: T, grad: T, indices: Tindices, momentum: T -> out: Ref(T); T: number; Tindices: index; use_locking: bool = false; use_nesterov: bool = false");

    protected override void Step<T>(KernelContext k) => Apply<T, KerasMomentumUpdate<T>>(k, new()
    {
        Rate = Number<T>(k, 0), Momentum = Number<T>(k, 1), LooksAhead = k.Attrs.Bool("use_nesterov"),
    });
}

internal struct KerasMomentumUpdate<T> : Kernels.IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Rate, Momentum;
    public bool LooksAhead;

    public static int Slots => 1;

    public readonly void Step(ref Vector<T> w, ref Vector<T> a, ref Vector<T> b, ref Vector<T> c, Vector<T> g)
    {
        a = a * Momentum - g * Rate;
        w += LooksAhead ? a * Momentum - g * Rate : a;
    }
}
