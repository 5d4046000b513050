namespace Tensorflow.Ops;

/// <summary>
/// Each input channel has filters of its own: output[n,y,x,c*M+q] = sum over r, s of
/// input[n, y*stride + r*dilation - pad, x*stride + s*dilation - pad, c] * filter[r,s,c,q], with q below the multiplier M.
/// </summary>
internal sealed class DepthwiseConv2dNative() : OpType("DepthwiseConv2dNative",
    "input: T, filter: T -> output: T; T: floating; strides: list(int); padding: string; explicit_paddings: list(int) = []; "
    + "data_format: string = 'NHWC'; dilations: list(int) = [1, 1, 1, 1]")
{
    public override void Infer(InferContext c)
    {
        var input = c.WithRank(0, 4);
        var filter = c.WithRank(1, 4);
        var window = SlidingWindow.Check(c);
        var channels = c.MergeDim(input[window.Channels], filter[2]);
        c.Set(0, window.OutputShape(c, input, filter[0], filter[1], OutputChannels(channels, filter)));
    }

    internal static long OutputChannels(long channels, Shape filter) => channels < 0 || filter[3] < 0 ? -1 : channels * filter[3];

    public override Tensor?[] Gradient(GradContext g) =>
    [
        ConvRules.Apply("DepthwiseConv2dNativeBackpropInput", g.Attrs, GraphCalls.ShapeOf(g.Input(0)), g.Input(1), g.Dy()),
        ConvRules.Apply("DepthwiseConv2dNativeBackpropFilter", g.Attrs, g.Input(0), GraphCalls.ShapeOf(g.Input(1)), g.Dy()),
    ];

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(0).DType);

    internal static ImagePlan Prepare(KernelContext k, int[] input, int[] filter)
    {
        var window = SlidingWindow.Of(k.Attrs);
        var plan = new ImagePlan(window.Geometry(input, filter[0], filter[1], filter[2] * filter[3]), window.IsNchw);
        k.Prepared = plan;
        return plan;
    }

    private readonly struct Kernel : IFloatKernel
    {
        static void IFloatKernel.Run<T>(KernelContext k)
        {
            var plan = k.Prepared as ImagePlan ?? Prepare(k, k.Input(0).Dims, k.Input(1).Dims);
            var result = plan.Result<T>(k);
            Kernels.DepthwiseConv2D.Forward(plan.Geometry, plan.Images<T>(k, 0), k.In<T>(1), result);
            plan.Finish<T>(k, result);
        }
    }
}

/// <summary>The gradient of <see cref="DepthwiseConv2dNative"/> with respect to its input of shape input_sizes.</summary>
internal sealed class DepthwiseConv2dNativeBackpropInput() : OpType("DepthwiseConv2dNativeBackpropInput",
    "input_sizes: int32, filter: T, out_backprop: T -> output: T; T: floating; strides: list(int); padding: string; explicit_paddings: list(int) = []; "
    + "data_format: string = 'NHWC'; dilations: list(int) = [1, 1, 1, 1]")
{
    public override void Infer(InferContext c)
    {
        var window = SlidingWindow.Check(c);
        var filter = c.WithRank(1, 4);
        var dy = c.WithRank(2, 4);
        var input = c.ValueAsShape(0);
        if (!input.HasRank) input = Shape.UnknownOfRank(4);
        if (input.ndim != 4) throw c.Error($"input_sizes must hold 4 sizes, but holds {input}");
        c.Set(0, ConvRules.InputShape(c, window, input, filter, dy, DepthwiseConv2dNative.OutputChannels(filter[2], filter)));
    }

    public override Tensor?[] Gradient(GradContext g) =>
    [
        null,
        ConvRules.Apply("DepthwiseConv2dNativeBackpropFilter", g.Attrs, g.Dy(), GraphCalls.ShapeOf(g.Input(1)), g.Input(2)),
        ConvRules.Apply("DepthwiseConv2dNative", g.Attrs, g.Dy(), g.Input(1)),
    ];

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(1).DType);

    private readonly struct Kernel : IFloatKernel
    {
        static void IFloatKernel.Run<T>(KernelContext k)
        {
            var plan = k.Prepared as ImagePlan ?? DepthwiseConv2dNative.Prepare(k, k.Output().Dims, k.Input(1).Dims);
            var result = plan.Result<T>(k);
            Kernels.DepthwiseConv2D.BackpropInput(plan.Geometry, k.In<T>(1), plan.Images<T>(k, 2), result);
            plan.Finish<T>(k, result);
        }
    }
}

/// <summary>The gradient of <see cref="DepthwiseConv2dNative"/> with respect to its filter of shape filter_sizes.</summary>
internal sealed class DepthwiseConv2dNativeBackpropFilter() : OpType("DepthwiseConv2dNativeBackpropFilter",
    "input: T, filter_sizes: int32, out_backprop: T -> output: T; T: floating; strides: list(int); padding: string; explicit_paddings: list(int) = []; "
    + "data_format: string = 'NHWC'; dilations: list(int) = [1, 1, 1, 1]")
{
    public override void Infer(InferContext c)
    {
        var window = SlidingWindow.Check(c);
        var input = c.WithRank(0, 4);
        var dy = c.WithRank(2, 4);
        var filter = c.ValueAsShape(1);
        if (!filter.HasRank) filter = Shape.UnknownOfRank(4);
        if (filter.ndim != 4) throw c.Error($"filter_sizes must hold 4 sizes, but holds {filter}");
        ConvRules.InputShape(c, window, input, filter, dy, DepthwiseConv2dNative.OutputChannels(filter[2], filter));
        c.Set(0, filter);
    }

    public override Tensor?[] Gradient(GradContext g) =>
    [
        ConvRules.Apply("DepthwiseConv2dNativeBackpropInput", g.Attrs, GraphCalls.ShapeOf(g.Input(0)), g.Dy(), g.Input(2)),
        null,
        ConvRules.Apply("DepthwiseConv2dNative", g.Attrs, g.Input(0), g.Dy()),
    ];

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IFloatKernel
    {
        static void IFloatKernel.Run<T>(KernelContext k)
        {
            var plan = k.Prepared as ImagePlan ?? DepthwiseConv2dNative.Prepare(k, k.Input(0).Dims, k.Output().Dims);
            Kernels.DepthwiseConv2D.BackpropFilter(plan.Geometry, plan.Images<T>(k, 0), plan.Images<T>(k, 2), k.Out<T>());
        }
    }
}
