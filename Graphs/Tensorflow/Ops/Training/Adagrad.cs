using System.Numerics;
using System.Runtime.CompilerServices;
using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>a += g^2 (left out where update_slots is false); w -= lr g / sqrt(a).</summary>
internal sealed class ApplyAdagrad(string name = "ApplyAdagrad",
    string signature = "var: Ref(T), accum: Ref(T), lr: T, grad: T -> out: Ref(T); T: number; use_locking: bool = false; update_slots: bool = true")
    : UpdateOp(name, signature)
{
    /// <summary>The same for the rows that <c>indices</c> name.</summary>
    public static ApplyAdagrad Sparse() => new("SparseApplyAdagrad",
        "var: Ref(T), accum: Ref(T), lr: T, grad: T, indices: Tindices -> out: Ref(T); T: number; Tindices: index; use_locking: bool = false; update_slots: bool = true");

    protected override void Step<T>(KernelContext k) => Apply<T, AdagradUpdate<T>>(k, new()
    {
        Rate = Number<T>(k, 0), Grow = k.Attrs.Bool("update_slots") ? T.One : T.Zero,
    });
}

/// <summary>a += g^2 (left out where update_slots is false); w -= lr g / (sqrt(a) + epsilon).</summary>
internal sealed class ApplyAdagradV2(string name = "ApplyAdagradV2",
    string signature = "var: Ref(T), accum: Ref(T), lr: T, epsilon: T, grad: T -> out: Ref(T); T: number; use_locking: bool = false; update_slots: bool = true")
    : UpdateOp(name, signature)
{
    /// <summary>The same for the rows that <c>indices</c> name.</summary>
    public static ApplyAdagradV2 Sparse() => new("SparseApplyAdagradV2",
        "var: Ref(T), accum: Ref(T), lr: T, epsilon: T, grad: T, indices: Tindices -> out: Ref(T); T: number; Tindices: index; use_locking: bool = false; update_slots: bool = true");

    protected override void Step<T>(KernelContext k) => Apply<T, AdagradUpdate<T>>(k, new()
    {
        Rate = Number<T>(k, 0), Epsilon = Number<T>(k, 1), Grow = k.Attrs.Bool("update_slots") ? T.One : T.Zero,
    });
}

internal struct AdagradUpdate<T> : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Rate, Epsilon, Grow;

    public static int Slots => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step(ref Vector<T> w, ref Vector<T> a, ref Vector<T> b, ref Vector<T> c, Vector<T> g)
    {
        if (Grow != T.Zero) a += g * g;
        w -= g * Rate / (Vector.SquareRoot(a) + Vector.Create(Epsilon));
    }
}

/// <summary>a += g^2; r = lr / sqrt(a); u = w - r g; w = sign(u) max(|u| - r l1, 0) / (1 + r l2).</summary>
internal sealed class ApplyProximalAdagrad(string name = "ApplyProximalAdagrad",
    string signature = "var: Ref(T), accum: Ref(T), lr: T, l1: T, l2: T, grad: T -> out: Ref(T); T: number; use_locking: bool = false") : UpdateOp(name, signature)
{
    /// <summary>The same for the rows that <c>indices</c> name.</summary>
    public static ApplyProximalAdagrad Sparse() => new("SparseApplyProximalAdagrad",
        "var: Ref(T), accum: Ref(T), lr: T, l1: T, l2: T, grad: T, indices: Tindices -> out: Ref(T); T: number; Tindices: index; use_locking: bool = false");

    protected override void Step<T>(KernelContext k) => Apply<T, ProximalAdagradUpdate<T>>(k, new()
    {
        Rate = Number<T>(k, 0), L1 = Number<T>(k, 1), L2 = Number<T>(k, 2),
    });
}

internal struct ProximalAdagradUpdate<T> : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Rate, L1, L2;

    public static int Slots => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step(ref Vector<T> w, ref Vector<T> a, ref Vector<T> b, ref Vector<T> c, Vector<T> g)
    {
        a += g * g;
        var rate = Vector.Create(Rate) / Vector.SquareRoot(a);
        w = Shrink.Towards0(w - g * rate, rate * L1) / (Vector<T>.One + rate * L2);
    }
}

/// <summary>
/// Dual averaging: s += g; q += g^2; w = -lr shrink(s, l1 t) / (l2 t lr + sqrt(q)), where t is the step
/// (Duchi, Hazan and Singer, JMLR 12).
/// </summary>
internal sealed class ApplyAdagradDA(string name = "ApplyAdagradDA",
    string signature = "var: Ref(T), gradient_accumulator: Ref(T), gradient_squared_accumulator: Ref(T), grad: T, lr: T, l1: T, l2: T, global_step: int64 -> out: Ref(T); T: number; use_locking: bool = false")
    : UpdateOp(name, signature)
{
    /// <summary>The same for the rows that <c>indices</c> name.</summary>
    public static ApplyAdagradDA Sparse() => new("SparseApplyAdagradDA",
        "var: Ref(T), gradient_accumulator: Ref(T), gradient_squared_accumulator: Ref(T), grad: T, indices: Tindices, lr: T, l1: T, l2: T, global_step: int64 -> out: Ref(T); T: number; Tindices: index; use_locking: bool = false");

    protected override void Step<T>(KernelContext k)
    {
        T rate = Number<T>(k, 0), step = T.CreateChecked(Whole(k, 3));
        Apply<T, AdagradDAUpdate<T>>(k, new() { Rate = rate, L1 = Number<T>(k, 1) * step, L2 = Number<T>(k, 2) * step * rate });
    }
}

internal struct AdagradDAUpdate<T> : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Rate, L1, L2;

    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step(ref Vector<T> w, ref Vector<T> s, ref Vector<T> q, ref Vector<T> c, Vector<T> g)
    {
        s += g;
        q += g * g;
        w = Shrink.Towards0(s, Vector.Create(L1)) * -Rate / (Vector.SquareRoot(q) + Vector.Create(L2));
    }
}
