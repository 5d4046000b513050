namespace Tensorflow.Ops;

/// <summary>The sizes of a tensor's dimensions, as a vector.</summary>
internal sealed class ShapeOp() : NotDifferentiableOp("Shape", "input: T -> output: out_type; T: type; out_type: index = int32")
{
    public override void Infer(InferContext c) => c.Set(0, new Shape([c.Input(0).ndim]));

    public override void Run(KernelContext k) => IntTensor.Set(k.Output(), k.Input(0).Dims);
}

/// <summary>The shapes of several tensors.</summary>
internal sealed class ShapeN() : NotDifferentiableOp("ShapeN", "input: N * T -> output: N * out_type; N: int; T: type; out_type: index = int32")
{
    public override void Infer(InferContext c)
    {
        for (var i = 0; i < c.InputCount; i++) c.Set(i, new Shape([c.Input(i).ndim]));
    }

    public override void Run(KernelContext k)
    {
        for (var i = 0; i < k.Inputs.Length; i++) IntTensor.Set(k.Output(i), k.Input(i).Dims);
    }
}

/// <summary>The number of a tensor's elements.</summary>
internal sealed class Size() : NotDifferentiableOp("Size", "input: T -> output: out_type; T: type; out_type: index = int32")
{
    public override void Infer(InferContext c) => c.Scalar();

    public override void Run(KernelContext k) => IntTensor.Set(k.Output(), 0, k.Input(0).Count);
}

/// <summary>The number of a tensor's dimensions.</summary>
internal sealed class Rank() : NotDifferentiableOp("Rank", "input: T -> output: int32; T: type")
{
    public override void Infer(InferContext c) => c.Scalar();

    public override void Run(KernelContext k) => k.Out<int>()[0] = k.Input(0).Rank;
}
