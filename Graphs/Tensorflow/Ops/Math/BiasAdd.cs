using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>output = value + bias, one bias for each channel: the last dimension in NHWC, the second in NCHW.</summary>
internal sealed class BiasAdd() : OpType("BiasAdd", "value: T, bias: T -> output: T; T: number; data_format: string = 'NHWC'")
{
    public override bool CanOverwrite(int input) => input == 0;

    public override void Infer(InferContext c)
    {
        Shape value = c.WithRankAtLeast(0, 2), bias = c.WithRank(1, 1);
        if (!value.HasRank) return;
        var channel = ChannelAxis(c.Attrs, value.ndim);
        var channels = c.MergeDim(value[channel], bias[0]);
        c.Set(0, value.Slice(0, channel).concatenate(channels).concatenate(value.Slice(channel + 1, value.ndim)));
    }

    internal static int ChannelAxis(NodeAttrs attrs, int rank) => attrs.String("data_format") == "NCHW" ? 1 : rank - 1;

    public override Tensor?[] Gradient(GradContext g) =>
        [g.Dy(), OpBuilder.Apply("BiasAddGrad", null, [g.Dy()], ("data_format", g.Attrs.String("data_format")))];

    public override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var dims = k.Input(0).Dims;
            var channel = ChannelAxis(k.Attrs, dims.Length);
            Span<int> bias = stackalloc int[dims.Length - channel];
            bias.Fill(1);
            bias[0] = dims[channel];
            Elementwise.Zip<T, T, NumberZip<T, AddV2.Formula>>(k.In<T>(0), dims, k.In<T>(1), bias, k.Out<T>(), dims);
        }
    }
}

/// <summary>output = the sum of out_backprop for each channel.</summary>
internal sealed class BiasAddGrad() : OpType("BiasAddGrad", "out_backprop: T -> output: T; T: number; data_format: string = 'NHWC'")
{
    public override void Infer(InferContext c)
    {
        var shape = c.WithRankAtLeast(0, 2);
        c.Set(0, shape.HasRank ? new Shape(shape[BiasAdd.ChannelAxis(c.Attrs, shape.ndim)]) : Shape.UnknownOfRank(1));
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var bias = g.Dy();
        if (g.Attrs.String("data_format") == "NCHW")
        {
            var ones = Enumerable.Repeat(1, g.Input(0).shape.ndim - 2).ToArray();
            bias = Node("Reshape", bias, (int[])[-1, .. ones]);
        }

        return [Node("BroadcastTo", bias, ShapeOf(g.Input(0)))];
    }

    public override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var dims = k.Input(0).Dims;
            Span<bool> reduced = stackalloc bool[dims.Length];
            reduced.Fill(true);
            reduced[BiasAdd.ChannelAxis(k.Attrs, dims.Length)] = false;
            Reduce.Over<T, SumReducer>(k.In<T>(0), dims, reduced, k.Out<T>());
        }
    }
}
