namespace Tensorflow.Ops;

/// <summary><see cref="MaxPool"/> with ksize and strides as tensors.</summary>
internal sealed class MaxPoolV2() : OpType("MaxPoolV2",
    "input: T, ksize: int32, strides: int32 -> output: T; T: real = float32; padding: string; data_format: string = 'NHWC'")
{
    public override void Infer(InferContext c)
    {
        var (ksize, strides) = PoolRules.Sizes(c, 1);
        if (ksize is null || strides is null) c.Set(0, Shape.UnknownOfRank(4));
        else c.Set(0, PoolRules.OutputShape(c, 0, ksize, strides));
    }

    public override Tensor?[] Gradient(GradContext g) =>
        [PoolRules.ApplyV2("MaxPoolGradV2", g.Attrs, g.Input(0), g.Output(), g.Dy(), g.Input(1), g.Input(2)), null, null];

    public override void Run(KernelContext k) => Dispatch.Number<PoolRules.MaxForward>(k, k.Input(0).DType);
}

/// <summary><see cref="MaxPoolGrad"/> with ksize and strides as tensors.</summary>
internal sealed class MaxPoolGradV2() : OpType("MaxPoolGradV2",
    "orig_input: T, orig_output: T, grad: T, ksize: int32, strides: int32 -> output: T; padding: string; data_format: string = 'NHWC'; T: real = float32")
{
    public override void Infer(InferContext c)
    {
        var (ksize, strides) = PoolRules.Sizes(c, 3);
        if (ksize is null || strides is null) c.Same();
        else PoolRules.InferGradient(c, ksize, strides);
    }

    public override Tensor?[] Gradient(GradContext g) =>
        [OpBuilder.Apply("ZerosLike", null, [g.Input(0)]), null, PoolRules.ApplyV2("MaxPoolGradGradV2", g.Attrs, g.Input(0), g.Input(1), g.Dy(), g.Input(3), g.Input(4)), null, null];

    public override void Run(KernelContext k) => Dispatch.Number<PoolRules.MaxGradient>(k, k.Input(0).DType);
}

/// <summary><see cref="MaxPoolGradGrad"/> with ksize and strides as tensors.</summary>
internal sealed class MaxPoolGradGradV2() : OpType("MaxPoolGradGradV2",
    "orig_input: T, orig_output: T, grad: T, ksize: int32, strides: int32 -> output: T; padding: string; data_format: string = 'NHWC'; T: real")
{
    public override void Infer(InferContext c)
    {
        var (ksize, strides) = PoolRules.Sizes(c, 3);
        if (ksize is null || strides is null) c.Same(1);
        else PoolRules.InferSecondGradient(c, ksize, strides);
    }

    public override Tensor?[] Gradient(GradContext g) =>
        [OpBuilder.Apply("ZerosLike", null, [g.Input(0)]), null, PoolRules.ApplyV2("MaxPoolGradV2", g.Attrs, g.Input(0), g.Input(1), g.Dy(), g.Input(3), g.Input(4)), null, null];

    public override void Run(KernelContext k) => Dispatch.Number<PoolRules.MaxSecondGradient>(k, k.Input(0).DType);
}
