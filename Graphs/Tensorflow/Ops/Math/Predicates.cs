using System.Numerics;
using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>A truth value of one float32 or float64 number.</summary>
internal interface IFloatTest
{
    static abstract bool Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T>;
}

/// <summary>Base of the questions that are asked of each element.</summary>
internal abstract class FloatTest<TFormula>(string name) : NotDifferentiableOp(name, "x: T -> y: bool; T: floating")
    where TFormula : struct, IFloatTest
{
    public sealed override void Infer(InferContext c) => c.Same();

    public sealed override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IFloatKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T> =>
            Elementwise.Map<T, bool, Map<T>>(k.In<T>(0), k.Out<bool>());
    }

    private readonly struct Map<T> : IMap<T, bool>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static bool Of(T x) => TFormula.Of(x);
    }
}

/// <summary>y = whether x is not a number.</summary>
internal sealed class IsNan() : FloatTest<IsNan.Formula>("IsNan")
{
    internal readonly struct Formula : IFloatTest
    {
        public static bool Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.IsNaN(x);
    }
}

/// <summary>y = whether x is infinite.</summary>
internal sealed class IsInf() : FloatTest<IsInf.Formula>("IsInf")
{
    internal readonly struct Formula : IFloatTest
    {
        public static bool Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.IsInfinity(x);
    }
}

/// <summary>y = whether x is neither infinite nor NaN.</summary>
internal sealed class IsFinite() : FloatTest<IsFinite.Formula>("IsFinite")
{
    internal readonly struct Formula : IFloatTest
    {
        public static bool Of<T>(T x) where T : unmanaged, IFloatingPointIeee754<T> => T.IsFinite(x);
    }
}
