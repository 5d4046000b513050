namespace Tensorflow.Ops;

/// <summary>output[n,y,x,c] = the largest input of channel c in the window of size ksize at (y*stride, x*stride); padding never wins.</summary>
internal sealed class MaxPool() : OpType("MaxPool",
    "input: T -> output: T; T: real = float32; ksize: list(int); strides: list(int); padding: string; explicit_paddings: list(int) = []; data_format: string = 'NHWC'")
{
    public override void Infer(InferContext c) => c.Set(0, PoolRules.OutputShape(c, 0, c.Attrs.Longs("ksize"), null));

    public override Tensor?[] Gradient(GradContext g) => [PoolRules.Apply("MaxPoolGrad", g.Attrs, g.Input(0), g.Output(), g.Dy())];

    public override void Run(KernelContext k) => Dispatch.Number<PoolRules.MaxForward>(k, k.Input(0).DType);
}

/// <summary>The gradient of <see cref="MaxPool"/>: each window's gradient goes to its first maximum in row-major order.</summary>
internal sealed class MaxPoolGrad() : OpType("MaxPoolGrad",
    "orig_input: T, orig_output: T, grad: T -> output: T; ksize: list(int); strides: list(int); padding: string; explicit_paddings: list(int) = []; "
    + "data_format: string = 'NHWC'; T: real = float32")
{
    public override void Infer(InferContext c) => PoolRules.InferGradient(c, c.Attrs.Longs("ksize"), null);

    public override Tensor?[] Gradient(GradContext g) => [OpBuilder.Apply("ZerosLike", null, [g.Input(0)]), null, PoolRules.Apply("MaxPoolGradGrad", g.Attrs, g.Input(0), g.Input(1), g.Dy())];

    public override void Run(KernelContext k) => Dispatch.Number<PoolRules.MaxGradient>(k, k.Input(0).DType);
}

/// <summary>The gradient of <see cref="MaxPoolGrad"/> with respect to its grad: what stands at each window's first maximum.</summary>
internal sealed class MaxPoolGradGrad() : OpType("MaxPoolGradGrad",
    "orig_input: T, orig_output: T, grad: T -> output: T; ksize: list(int); strides: list(int); padding: string; data_format: string = 'NHWC'; T: real")
{
    public override void Infer(InferContext c) => PoolRules.InferSecondGradient(c, c.Attrs.Longs("ksize"), null);

    public override Tensor?[] Gradient(GradContext g) => [OpBuilder.Apply("ZerosLike", null, [g.Input(0)]), null, PoolRules.Apply("MaxPoolGrad", g.Attrs, g.Input(0), g.Input(1), g.Dy())];

    public override void Run(KernelContext k) => Dispatch.Number<PoolRules.MaxSecondGradient>(k, k.Input(0).DType);
}
