namespace Tensorflow.Ops;

/// <summary>output[n,y,x,c] = the mean of the inputs of channel c in the window of size ksize; padding does not count.</summary>
internal sealed class AvgPool() : OpType("AvgPool",
    "value: T -> output: T; ksize: list(int); strides: list(int); padding: string; data_format: string = 'NHWC'; T: floating")
{
    public override void Infer(InferContext c) => c.Set(0, PoolRules.OutputShape(c, 0, c.Attrs.Longs("ksize"), null));

    public override Tensor?[] Gradient(GradContext g) => [PoolRules.Apply("AvgPoolGrad", g.Attrs, GraphCalls.ShapeOf(g.Input(0)), g.Dy())];

    public override void Run(KernelContext k) => Dispatch.Floating<PoolRules.AverageForward>(k, k.Input(0).DType);
}

/// <summary>The gradient of <see cref="AvgPool"/> with respect to its input of shape orig_input_shape.</summary>
internal sealed class AvgPoolGrad() : OpType("AvgPoolGrad",
    "orig_input_shape: int32, grad: T -> output: T; ksize: list(int); strides: list(int); padding: string; data_format: string = 'NHWC'; T: floating")
{
    public override void Infer(InferContext c)
    {
        var window = SlidingWindow.Check(c);
        var ksize = c.Attrs.Longs("ksize");
        SlidingWindow.CheckSizes(c, "ksize", ksize, window.Height);
        var gradient = c.WithRank(1, 4);
        var input = c.ValueAsShape(0);
        if (!input.HasRank) input = Shape.UnknownOfRank(4);
        if (input.ndim != 4) throw c.Error($"orig_input_shape must hold 4 sizes, but holds {input}");
        c.Merge(window.OutputShape(c, input, ksize[window.Height], ksize[window.Width], input[window.Channels]), gradient);
        c.Set(0, input);
    }

    public override Tensor?[] Gradient(GradContext g) => [null, PoolRules.Apply("AvgPool", g.Attrs, g.Dy())];

    public override void Run(KernelContext k) => Dispatch.Floating<PoolRules.AverageGradient>(k, k.Input(1).DType);
}
