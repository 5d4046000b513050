using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>Base of y = f(x), element by element, in the shape of x.</summary>
internal abstract class UnaryOp(string name, string signature) : OpType(name, signature)
{
    public override bool CanOverwrite(int input) => true;

    public sealed override void Infer(InferContext c) => c.Same();
}

/// <summary>y = f(x) for every number type.</summary>
internal abstract class NumberUnary<TFormula>(string name, string signature) : UnaryOp(name, signature)
    where TFormula : struct, INumberMap
{
    public sealed override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T> =>
            Elementwise.Map<T, T, NumberMap<T, TFormula>>(k.In<T>(0), k.Out<T>());
    }
}

/// <summary>y = f(x) for float32 and float64.</summary>
internal abstract class FloatUnary<TFormula>(string name, string signature = "x: T -> y: T; T: floating") : UnaryOp(name, signature)
    where TFormula : struct, IFloatMap
{
    public sealed override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IFloatKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>, System.Numerics.IMinMaxValue<T> =>
            Elementwise.Map<T, T, FloatMap<T, TFormula>>(k.In<T>(0), k.Out<T>());
    }
}

/// <summary>Base of z = f(x, y), element by element, with NumPy broadcasting.</summary>
internal abstract class BinaryOp(string name, string signature) : OpType(name, signature)
{
    public override bool CanOverwrite(int input) => true;

    public override void Infer(InferContext c) => c.Set(0, c.Broadcast(c.Input(0), c.Input(1)));
}

/// <summary>z = f(x, y) for every number type.</summary>
internal abstract class NumberBinary<TFormula>(string name, string signature) : BinaryOp(name, signature)
    where TFormula : struct, INumberZip
{
    public override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, System.Numerics.INumber<T>, System.Numerics.IMinMaxValue<T> =>
            Elementwise.Zip<T, T, NumberZip<T, TFormula>>(k.In<T>(0), k.Input(0).Dims, k.In<T>(1), k.Input(1).Dims, k.Out<T>(), k.Output().Dims);
    }
}

/// <summary>z = f(x, y) for float32 and float64.</summary>
internal abstract class FloatBinary<TFormula>(string name, string signature = "x: T, y: T -> z: T; T: floating") : BinaryOp(name, signature)
    where TFormula : struct, IFloatZip
{
    public sealed override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IFloatKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>, System.Numerics.IMinMaxValue<T> =>
            Elementwise.Zip<T, T, FloatZip<T, TFormula>>(k.In<T>(0), k.Input(0).Dims, k.In<T>(1), k.Input(1).Dims, k.Out<T>(), k.Output().Dims);
    }
}

/// <summary>
/// Base of the gradient companions dx = f(y, dy) that TensorFlow has for some functions: both inputs and the result
/// have one shape.
/// </summary>
internal abstract class GradOp<TFormula>(string name, string signature = "y: T, dy: T -> z: T; T: floating") : FloatBinary<TFormula>(name, signature)
    where TFormula : struct, IFloatZip
{
    public sealed override void Infer(InferContext c) => c.Set(0, c.Merge(c.Input(0), c.Input(1)));
}
