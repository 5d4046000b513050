namespace Tensorflow.Ops;

/// <summary>
/// output[n,y,x,o] = sum over r, s, i of input[n, y*stride + r*dilation - pad, x*stride + s*dilation - pad, i] * filter[r,s,i,o].
/// </summary>
internal sealed class Conv2D() : OpType("Conv2D",
    "input: T, filter: T -> output: T; T: floating; strides: list(int); use_cudnn_on_gpu: bool = true; padding: string; "
    + "explicit_paddings: list(int) = []; data_format: string = 'NHWC'; dilations: list(int) = [1, 1, 1, 1]")
{
    public override void Infer(InferContext c)
    {
        var input = c.WithRank(0, 4);
        var filter = c.WithRank(1, 4);
        var window = SlidingWindow.Check(c);
        if (input[window.Channels] >= 0 && filter[2] >= 0 && input[window.Channels] != filter[2])
            throw c.Error($"Dimensions must be equal: the input has {input[window.Channels]} channels ({c.Attrs.String("data_format")}), but the filter (height, width, input channels, output channels) takes {filter[2]}");
        c.Set(0, window.OutputShape(c, input, filter[0], filter[1], filter[3]));
    }

    public override Tensor?[] Gradient(GradContext g) =>
    [
        ConvRules.Apply("Conv2DBackpropInput", g.Attrs, GraphCalls.ShapeOf(g.Input(0)), g.Input(1), g.Dy()),
        ConvRules.Apply("Conv2DBackpropFilter", g.Attrs, g.Input(0), GraphCalls.ShapeOf(g.Input(1)), g.Dy()),
    ];

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IFloatKernel
    {
        static void IFloatKernel.Run<T>(KernelContext k)
        {
            var plan = k.Prepared as ImagePlan ?? ConvRules.Prepare(k, k.Input(0).Dims, k.Input(1).Dims);
            var result = plan.Result<T>(k);
            Kernels.Conv2D.Forward(plan.Geometry, plan.Images<T>(k, 0), k.In<T>(1), result);
            plan.Finish<T>(k, result);
        }
    }
}

/// <summary>The gradient of <see cref="Conv2D"/> with respect to its input of shape input_sizes; also the transposed convolution.</summary>
internal sealed class Conv2DBackpropInput() : OpType("Conv2DBackpropInput",
    "input_sizes: int32, filter: T, out_backprop: T -> output: T; T: floating; strides: list(int); use_cudnn_on_gpu: bool = true; padding: string; "
    + "explicit_paddings: list(int) = []; data_format: string = 'NHWC'; dilations: list(int) = [1, 1, 1, 1]")
{
    public override void Infer(InferContext c)
    {
        var window = SlidingWindow.Check(c);
        var filter = c.WithRank(1, 4);
        var dy = c.WithRank(2, 4);
        var input = c.ValueAsShape(0);
        if (!input.HasRank) input = Shape.UnknownOfRank(4);
        if (input.ndim != 4) throw c.Error($"input_sizes must hold 4 sizes, but holds {input}");
        c.Set(0, ConvRules.InputShape(c, window, input, filter, dy, filter[3]));
    }

    public override Tensor?[] Gradient(GradContext g) =>
    [
        null,
        ConvRules.Apply("Conv2DBackpropFilter", g.Attrs, g.Dy(), GraphCalls.ShapeOf(g.Input(1)), g.Input(2)),
        ConvRules.Apply("Conv2D", g.Attrs, g.Dy(), g.Input(1)),
    ];

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(1).DType);

    private readonly struct Kernel : IFloatKernel
    {
        static void IFloatKernel.Run<T>(KernelContext k)
        {
            var plan = k.Prepared as ImagePlan ?? ConvRules.Prepare(k, k.Output().Dims, k.Input(1).Dims);
            var result = plan.Result<T>(k);
            Kernels.Conv2D.BackpropInput(plan.Geometry, k.In<T>(1), plan.Images<T>(k, 2), result);
            plan.Finish<T>(k, result);
        }
    }
}

/// <summary>The gradient of <see cref="Conv2D"/> with respect to its filter of shape filter_sizes.</summary>
internal sealed class Conv2DBackpropFilter() : OpType("Conv2DBackpropFilter",
    "input: T, filter_sizes: int32, out_backprop: T -> output: T; T: floating; strides: list(int); use_cudnn_on_gpu: bool = true; padding: string; "
    + "explicit_paddings: list(int) = []; data_format: string = 'NHWC'; dilations: list(int) = [1, 1, 1, 1]")
{
    public override void Infer(InferContext c)
    {
        var window = SlidingWindow.Check(c);
        var input = c.WithRank(0, 4);
        var dy = c.WithRank(2, 4);
        var filter = c.ValueAsShape(1);
        if (!filter.HasRank) filter = Shape.UnknownOfRank(4);
        if (filter.ndim != 4) throw c.Error($"filter_sizes must hold 4 sizes, but holds {filter}");
        ConvRules.InputShape(c, window, input, filter, dy, filter[3]);
        c.Set(0, filter);
    }

    public override Tensor?[] Gradient(GradContext g) =>
    [
        ConvRules.Apply("Conv2DBackpropInput", g.Attrs, GraphCalls.ShapeOf(g.Input(0)), g.Dy(), g.Input(2)),
        null,
        ConvRules.Apply("Conv2D", g.Attrs, g.Input(0), g.Dy()),
    ];

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IFloatKernel
    {
        static void IFloatKernel.Run<T>(KernelContext k)
        {
            var plan = k.Prepared as ImagePlan ?? ConvRules.Prepare(k, k.Input(0).Dims, k.Output().Dims);
            Kernels.Conv2D.BackpropFilter(plan.Geometry, plan.Images<T>(k, 0), plan.Images<T>(k, 2), k.Out<T>());
        }
    }
}
