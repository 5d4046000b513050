using System.Numerics;
using System.Runtime.CompilerServices;
using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>
/// Follow the regularized leader (McMahan et al., KDD 2013), with p = -lr_power: n' = n + g^2;
/// z += g - (n'^p - n^p) / lr w; w = (l1 sign(z) - z) / (n'^p / lr + 2 l2) where |z| > l1, else 0; n = n'.
/// With multiply_linear_by_lr z is kept multiplied by lr.
/// </summary>
internal sealed class ApplyFtrl(string name, string signature, bool hasShrinkage) : UpdateOp(name, signature)
{
    private const string Locking = "use_locking: bool = false; multiply_linear_by_lr: bool = false";

    /// <summary>The four operations: dense and for rows, without and with l2_shrinkage (2 l2_shrinkage w is added to the gradient in z).</summary>
    public static OpType[] All() =>
    [
        new ApplyFtrl("ApplyFtrl", $"var: Ref(T), accum: Ref(T), linear: Ref(T), grad: T, lr: T, l1: T, l2: T, lr_power: T -> out: Ref(T); T: number; {Locking}", false),
        new ApplyFtrl("SparseApplyFtrl", $"var: Ref(T), accum: Ref(T), linear: Ref(T), grad: T, indices: Tindices, lr: T, l1: T, l2: T, lr_power: T -> out: Ref(T); T: number; Tindices: index; {Locking}", false),
        new ApplyFtrl("ApplyFtrlV2", $"var: Ref(T), accum: Ref(T), linear: Ref(T), grad: T, lr: T, l1: T, l2: T, l2_shrinkage: T, lr_power: T -> out: Ref(T); T: number; {Locking}", true),
        new ApplyFtrl("SparseApplyFtrlV2", $"var: Ref(T), accum: Ref(T), linear: Ref(T), grad: T, indices: Tindices, lr: T, l1: T, l2: T, l2_shrinkage: T, lr_power: T -> out: Ref(T); T: number; Tindices: index; {Locking}", true),
    ];

    protected override void Step<T>(KernelContext k)
    {
        var power = -Number<T>(k, hasShrinkage ? 4 : 3);
        T rate = Number<T>(k, 0), l1 = Number<T>(k, 1), twoL2 = Number<T>(k, 2) + Number<T>(k, 2);
        var byRate = k.Attrs.Bool("multiply_linear_by_lr");
        Apply<T, FtrlUpdate<T>>(k, new()
        {
            Power = power, IsSquareRoot = power == T.CreateChecked(0.5),
            GradientScale = byRate ? rate : T.One, PowerScale = byRate ? T.One : rate,
            L1 = byRate ? l1 * rate : l1, TwoL2 = byRate ? twoL2 * rate : twoL2,
            TwoShrinkage = hasShrinkage ? Number<T>(k, 3) + Number<T>(k, 3) : T.Zero,
        });
    }
}

internal struct FtrlUpdate<T> : IUpdate<T> where T : unmanaged, IFloatingPointIeee754<T>
{
    public T Power, GradientScale, PowerScale, L1, TwoL2, TwoShrinkage;
    public bool IsSquareRoot;

    public static int Slots => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Step(ref Vector<T> w, ref Vector<T> n, ref Vector<T> z, ref Vector<T> c, Vector<T> g)
    {
        var grown = n + g * g;
        var power = Raise(grown);
        z += (g + w * TwoShrinkage) * GradientScale - (power - Raise(n)) / Vector.Create(PowerScale) * w;
        var l1 = Vector.Create(L1);
        var step = (Vector.CopySign(l1, z) - z) / (power / Vector.Create(PowerScale) + Vector.Create(TwoL2));
        w = Vector.ConditionalSelect(Vector.GreaterThan(Vector.Abs(z), l1), step, Vector<T>.Zero);
        n = grown;
    }

    private readonly Vector<T> Raise(Vector<T> x)
    {
        if (IsSquareRoot) return Vector.SquareRoot(x);
        Span<T> elements = stackalloc T[Vector<T>.Count];
        x.CopyTo(elements);
        foreach (ref var element in elements) element = T.Pow(element, Power);
        return new Vector<T>(elements);
    }
}
