using System.Numerics;
using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>ref = ref + value (AssignAdd) or ref - value (AssignSub); the shapes must be equal.</summary>
internal sealed class AssignUpdate<TFormula>(string name) : NotDifferentiableOp(name,
    "ref: Ref(T), value: T -> output_ref: Ref(T); T: number; use_locking: bool = false"), INumberKernel
    where TFormula : struct, INumberZip
{
    public override bool IsStateful => true;

    public override bool UpdatesInPlace => true;

    public override void Infer(InferContext c) => c.Set(0, c.Merge(c.Input(0), c.Input(1)));

    public override void Run(KernelContext k) => Dispatch.Number<AssignUpdate<TFormula>>(k, k.Input(1).DType);

    public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var variable = k.Variable(0).Initialized;
        var value = k.Input(1);
        if (!value.Dims.AsSpan().SequenceEqual(variable.Dims))
            throw new InvalidArgumentError($"The value to add to or subtract from a variable of shape {variable.Shape} must have that shape, but has {value.Shape}.");
        Elementwise.Zip<T, T, NumberZip<T, TFormula>>(variable.Span<T>(), value.Span<T>(), variable.Span<T>());
    }
}

/// <summary>a + b.</summary>
internal readonly struct SumFormula : INumberZip
{
    public static bool HasVector<T>() => true;

    public static T Of<T>(T a, T b) where T : unmanaged, INumber<T> => a + b;

    public static Vector<T> Of<T>(Vector<T> a, Vector<T> b) => a + b;
}

/// <summary>a - b.</summary>
internal readonly struct DifferenceFormula : INumberZip
{
    public static bool HasVector<T>() => true;

    public static T Of<T>(T a, T b) where T : unmanaged, INumber<T> => a - b;

    public static Vector<T> Of<T>(Vector<T> a, Vector<T> b) => a - b;
}
