using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>
/// For each row: loss = -sum(labels log softmax(features)), and backprop = softmax(features) - labels, its derivative by
/// the features. Both inputs are [batch, classes] and broadcast against each other.
/// </summary>
internal sealed class SoftmaxCrossEntropyWithLogits() : OpType(
    "SoftmaxCrossEntropyWithLogits", "features: T, labels: T -> loss: T, backprop: T; T: floating")
{
    public override void Infer(InferContext c)
    {
        var shape = c.Broadcast(c.WithRank(0, 2), c.WithRank(1, 2));
        c.Set(0, new Shape(shape[0]));
        c.Set(1, shape);
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var logits = g.Input(0);
        return [ToLogits(g, logits), Column(g.Dy()) * -Node("LogSoftmax", logits)];
    }

    /// <summary>The cotangent of the logits: of the loss, and of backprop where its own value is differentiated further.</summary>
    internal static Tensor ToLogits(GradContext g, Tensor logits)
    {
        var ofLoss = Column(g.Dy()) * g.Output(1);
        if (g.DyOrNull(1) is null) return ofLoss;
        var softmax = Node("Softmax", logits);
        return ofLoss + (g.Dy(1) - Softmax.SumOfRows(g.Dy(1) * softmax)) * softmax;
    }

    internal static Tensor Column(Tensor vector) => Node("ExpandDims", vector, -1);

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IFloatKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            var dims = k.Output(1).Dims;
            Kernels.Softmax.CrossEntropy(Full<T>(k, 0), Full<T>(k, 1), dims[1], k.Out<T>(0), k.Out<T>(1));
        }

        private static ReadOnlySpan<T> Full<T>(KernelContext k, int input) where T : unmanaged
        {
            var dims = k.Output(1).Dims;
            if (k.Input(input).Dims.AsSpan().SequenceEqual(dims)) return k.In<T>(input);
            var full = k.Scratch<T>(k.Output(1).Count, input);
            Elementwise.BroadcastTo(k.In<T>(input), k.Input(input).Dims, full, dims);
            return full;
        }
    }
}

/// <summary>
/// The same with one class for each row: loss = -log softmax(features)[label]; features are [batch, classes], labels [batch].
/// </summary>
/// <exception cref="InvalidArgumentError">A label lies outside [0, classes).</exception>
internal sealed class SparseSoftmaxCrossEntropyWithLogits() : OpType(
    "SparseSoftmaxCrossEntropyWithLogits", "features: T, labels: Tlabels -> loss: T, backprop: T; T: floating; Tlabels: index = int64")
{
    public override void Infer(InferContext c)
    {
        Shape features = c.WithRank(0, 2), labels = c.WithRank(1, 1);
        var batch = c.MergeDim(features[0], labels[0]);
        c.Set(0, new Shape(batch));
        c.Set(1, new Shape(batch, features[1]));
    }

    public override Tensor?[] Gradient(GradContext g) => [SoftmaxCrossEntropyWithLogits.ToLogits(g, g.Input(0)), null];

    public override void Run(KernelContext k)
    {
        var labels = k.Input(1);
        var classes = k.Input(0).Dims[1];
        for (var i = 0; i < labels.Count; i++)
        {
            var label = labels.AsLong(i);
            if (label < 0 || label >= classes)
                throw new InvalidArgumentError($"Received a label value of {label} which is outside the valid range of [0, {classes}).  It stands in row {i}.");
        }

        Dispatch.Floating<Kernel>(k, k.Input(0).DType);
    }

    private readonly struct Kernel : IFloatKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            var classes = k.Input(0).Dims[1];
            if (k.Input(1).DType == TF_DataType.TF_INT32) Kernels.Softmax.SparseCrossEntropy(k.In<T>(0), k.In<int>(1), classes, k.Out<T>(0), k.Out<T>(1));
            else Kernels.Softmax.SparseCrossEntropy(k.In<T>(0), k.In<long>(1), classes, k.Out<T>(0), k.Out<T>(1));
        }
    }
}
