using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>
/// Greyscale dilation of NHWC images by filter [height, width, channels]:
/// output[n,y,x,c] = max over r, s of input[n, y*stride + r*rate - pad, x*stride + s*rate - pad, c] + filter[r,s,c].
/// </summary>
internal sealed class Dilation2D() : OpType("Dilation2D",
    "input: T, filter: T -> output: T; T: real; strides: list(int); rates: list(int); padding: string")
{
    public override void Infer(InferContext c) => c.Set(0, DilationRules.OutputShape(c));

    public override Tensor?[] Gradient(GradContext g) =>
        [DilationRules.Backprop("Dilation2DBackpropInput", g), DilationRules.Backprop("Dilation2DBackpropFilter", g)];

    public override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        static void INumberKernel.Run<T>(KernelContext k) =>
            Kernels.Dilation2D.Forward(DilationRules.Geometry(k), k.In<T>(0), k.In<T>(1), k.Out<T>());
    }
}

/// <summary>The gradient of <see cref="Dilation2D"/> with respect to its input.</summary>
internal sealed class Dilation2DBackpropInput() : OpType("Dilation2DBackpropInput",
    "input: T, filter: T, out_backprop: T -> in_backprop: T; T: real; strides: list(int); rates: list(int); padding: string")
{
    public override string NoGradientReason => DilationRules.NoSecondGradient;

    public override void Infer(InferContext c)
    {
        c.Merge(DilationRules.OutputShape(c), c.Input(2));
        c.Same();
    }

    public override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        static void INumberKernel.Run<T>(KernelContext k) =>
            Kernels.Dilation2D.BackpropInput(DilationRules.Geometry(k), k.In<T>(0), k.In<T>(1), k.In<T>(2), k.Out<T>());
    }
}

/// <summary>The gradient of <see cref="Dilation2D"/> with respect to its filter.</summary>
internal sealed class Dilation2DBackpropFilter() : OpType("Dilation2DBackpropFilter",
    "input: T, filter: T, out_backprop: T -> filter_backprop: T; T: real; strides: list(int); rates: list(int); padding: string")
{
    public override string NoGradientReason => DilationRules.NoSecondGradient;

    public override void Infer(InferContext c)
    {
        c.Merge(DilationRules.OutputShape(c), c.Input(2));
        c.Same(1);
    }

    public override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        static void INumberKernel.Run<T>(KernelContext k) =>
            Kernels.Dilation2D.BackpropFilter(DilationRules.Geometry(k), k.In<T>(0), k.In<T>(1), k.In<T>(2), k.Out<T>());
    }
}

/// <summary>What the dilations share.</summary>
internal static class DilationRules
{
    public const string NoSecondGradient = "TensorFlow defines no second derivative of dilation2d.";

    public static Tensor Backprop(string type, GradContext g) => OpBuilder.Apply(type, null, [g.Input(0), g.Input(1), g.Dy()],
        ("strides", g.Attrs["strides"]), ("rates", g.Attrs["rates"]), ("padding", g.Attrs["padding"]));

    public static Shape OutputShape(InferContext c)
    {
        var input = c.WithRank(0, 4);
        var filter = c.WithRank(1, 3);
        if (c.Attrs.String("padding") is not ("SAME" or "VALID") and var padding) throw c.Error($"padding is '{padding}'; it must be 'SAME' or 'VALID'");
        SlidingWindow.CheckSizes(c, "strides", c.Attrs.Longs("strides"), 1);
        SlidingWindow.CheckSizes(c, "rates", c.Attrs.Longs("rates"), 1);
        return Window(c.Attrs).OutputShape(c, input, filter[0], filter[1], c.MergeDim(input[3], filter[2]));
    }

    public static ConvGeometry Geometry(KernelContext k)
    {
        if (k.Prepared is ImagePlan plan) return plan.Geometry;
        var (input, filter) = (k.Input(0).Dims, k.Input(1).Dims);
        plan = new ImagePlan(Window(k.Attrs).Geometry(input, filter[0], filter[1], input[3]), isNchw: false);
        k.Prepared = plan;
        return plan.Geometry;
    }

    private static SlidingWindow Window(NodeAttrs attrs) => SlidingWindow.Of(new NodeAttrs(
        ("data_format", "NHWC"), ("padding", attrs.String("padding")), ("strides", attrs.Longs("strides")), ("dilations", attrs.Longs("rates"))));
}
