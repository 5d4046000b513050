using System.Numerics;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>softmax = exp(logits) / sum(exp(logits)) along the last dimension.</summary>
internal sealed class Softmax() : OpType("Softmax", "logits: T -> softmax: T; T: floating")
{
    public override bool CanOverwrite(int input) => true;

    public override void Infer(InferContext c) => c.Set(0, c.WithRankAtLeast(0, 1));

    public override Tensor?[] Gradient(GradContext g)
    {
        var softmax = g.Output();
        return [(g.Dy() - SumOfRows(g.Dy() * softmax)) * softmax];
    }

    /// <summary>Sums along the last dimension, which stays with size 1.</summary>
    internal static Tensor SumOfRows(Tensor x) => OpBuilder.Apply("Sum", null, [x, -1], ("keep_dims", true));

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IFloatKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T> =>
            Kernels.Softmax.Rows(k.In<T>(0), k.Input(0).Dims[^1], k.Out<T>());
    }
}

/// <summary>logsoftmax = logits - log(sum(exp(logits))) along the last dimension.</summary>
internal sealed class LogSoftmax() : OpType("LogSoftmax", "logits: T -> logsoftmax: T; T: floating")
{
    public override bool CanOverwrite(int input) => true;

    public override void Infer(InferContext c) => c.Set(0, c.WithRankAtLeast(0, 1));

    public override Tensor?[] Gradient(GradContext g) => [g.Dy() - Softmax.SumOfRows(g.Dy()) * Node("Exp", g.Output())];

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IFloatKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T> =>
            Kernels.Softmax.LogRows(k.In<T>(0), k.Input(0).Dims[^1], k.Out<T>());
    }
}
