using System.Numerics;
using static Tensorflow.Binding;

namespace Tensorflow.Ops;

/// <summary>The k largest elements along the last axis, in descending order, and their places; of equal elements the first ones.</summary>
internal sealed class TopKV2() : OpType("TopKV2",
    "input: T, k: Tk -> values: T, indices: index_type; sorted: bool = true; T: real; Tk: {int16, int32, int64} = int32; index_type: {int16, int32, int64} = int32")
{
    public override void Infer(InferContext c)
    {
        c.WithRank(1, 0);
        TopK.Infer(c, c.Value(1)?.AsLong(0) ?? -1, c.Value(1) is not null);
    }

    public override Tensor?[] Gradient(GradContext g) => [TopK.ToPlaces(g), null];

    public override void Run(KernelContext k) => TopK.Run(k, k.Input(1).AsInt(0));
}

/// <summary>The older form of <see cref="TopKV2"/>, with k as an attribute.</summary>
internal sealed class TopK() : OpType("TopK", "input: T -> values: T, indices: int32; k: int; sorted: bool = true; T: real")
{
    public override void Infer(InferContext c) => Infer(c, c.Attrs.Long("k"), true);

    public override Tensor?[] Gradient(GradContext g) => [ToPlaces(g)];

    public override void Run(KernelContext k) => Run(k, k.Attrs.Int("k"));

    internal static void Infer(InferContext c, long count, bool isKnown)
    {
        var input = c.WithRankAtLeast(0, 1);
        if (isKnown && count < 0) throw c.Error($"Need k >= 0, got {count}");
        if (!input.HasRank) return;
        if (input[-1] >= 0 && count > input[-1]) throw c.Error($"input must have last dimension >= k = {count} but is {input[-1]}");
        c.SetAll(input.Slice(0, input.ndim - 1).concatenate(count));
    }

    /// <summary>The cotangents of the values at their places in the input, zeros elsewhere.</summary>
    internal static Tensor ToPlaces(GradContext g)
    {
        var shape = tf.shape(g.Input(0));
        var places = g.Output(1);
        var length = shape[-1];
        var rows = tf.reshape(places, tf.stack(new object[] { -1, tf.shape(places)[-1] }));
        var starts = OpBuilder.Apply("Mul", null, [tf.range(tf.shape(rows)[0]), length]);
        if (places.dtype != TF_DataType.TF_INT32) starts = OpBuilder.Apply("Cast", null, [starts], ("DstT", places.dtype));
        var flat = tf.reshape(rows + tf.expand_dims(starts, -1), new[] { -1, 1 });
        var size = OpBuilder.Apply("Prod", null, [shape, new[] { 0 }], ("keep_dims", true));
        if (places.dtype != TF_DataType.TF_INT32) size = OpBuilder.Apply("Cast", null, [size], ("DstT", places.dtype));
        return tf.reshape(OpBuilder.Apply("ScatterNd", null, [flat, tf.reshape(g.Dy(), new[] { -1 }), size]), shape);
    }

    internal static void Run(KernelContext k, int count)
    {
        var dims = k.Input(0).Dims;
        if (count < 0 || count > dims[^1]) throw new InvalidArgumentError($"input must have at least k({count}) columns. Had {dims[^1]}");
        Span<int> result = stackalloc int[dims.Length];
        dims.CopyTo(result);
        result[^1] = count;
        k.Fit(0, result);
        k.Fit(1, result);
        Dispatch.Number<Kernel>(k, k.Input(0).DType);
    }

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            int length = k.Input(0).Dims[^1], count = k.Output().Dims[^1];
            if (k.Output().Count == 0) return;
            var heap = k.Scratch<int>(count);
            var x = k.In<T>(0);
            var y = k.Out<T>();
            for (var row = 0; row < x.Length / length; row++)
            {
                var values = x.Slice(row * length, length);
                Largest(values, heap);
                for (var i = 0; i < count; i++)
                {
                    y[row * count + i] = values[heap[i]];
                    IntTensor.Set(k.Output(1), row * count + i, heap[i]);
                }
            }
        }

        // A heap with the worst of the best k at its root; taken apart from the worst on, it leaves them in order.
        private static void Largest<T>(ReadOnlySpan<T> x, Span<int> heap) where T : INumber<T>
        {
            var count = heap.Length;
            for (var i = 0; i < count; i++) heap[i] = i;
            for (var i = count / 2 - 1; i >= 0; i--) Sink(x, heap, i, count);
            for (var i = count; i < x.Length; i++)
            {
                if (x[i] <= x[heap[0]]) continue;
                heap[0] = i;
                Sink(x, heap, 0, count);
            }
            for (var end = count - 1; end > 0; end--)
            {
                (heap[0], heap[end]) = (heap[end], heap[0]);
                Sink(x, heap, 0, end);
            }
        }

        private static void Sink<T>(ReadOnlySpan<T> x, Span<int> heap, int at, int count) where T : INumber<T>
        {
            while (2 * at + 1 < count)
            {
                var child = 2 * at + 1;
                if (child + 1 < count && IsWorse(x, heap[child + 1], heap[child])) child++;
                if (!IsWorse(x, heap[child], heap[at])) return;
                (heap[at], heap[child]) = (heap[child], heap[at]);
                at = child;
            }
        }

        private static bool IsWorse<T>(ReadOnlySpan<T> x, int a, int b) where T : INumber<T> => x[a] < x[b] || (x[a] == x[b] && a > b);
    }
}

/// <summary>True for each row whose target class is among the k with the largest predictions; a class as large as the k-th counts.</summary>
internal sealed class InTopKV2() : NotDifferentiableOp("InTopKV2", "predictions: float32, targets: T, k: T -> precision: bool; T: index = int32")
{
    public override void Infer(InferContext c) => InTopK.InferRows(c);

    public override void Run(KernelContext k) => InTopK.Run(k, k.Input(2).AsLong(0));
}

/// <summary>The older form of <see cref="InTopKV2"/>, with k as an attribute.</summary>
internal sealed class InTopK() : NotDifferentiableOp("InTopK", "predictions: float32, targets: T -> precision: bool; k: int; T: index = int32")
{
    public override void Infer(InferContext c) => InferRows(c);

    public override void Run(KernelContext k) => Run(k, k.Attrs.Long("k"));

    internal static void InferRows(InferContext c) => c.Set(0, new Shape([c.MergeDim(c.WithRank(0, 2)[0], c.WithRank(1, 1)[0])]));

    internal static void Run(KernelContext k, long count)
    {
        var predictions = k.In<float>(0);
        var classes = k.Input(0).Dims[1];
        var result = k.Out<bool>();
        for (var row = 0; row < result.Length; row++)
        {
            var target = k.Input(1).AsLong(row);
            result[row] = target >= 0 && target < classes && IsAmong(predictions.Slice(row * classes, classes), (int)target, count);
        }
    }

    // A row with a prediction that is not finite says nothing about its order.
    private static bool IsAmong(ReadOnlySpan<float> predictions, int target, long count)
    {
        var own = predictions[target];
        if (!float.IsFinite(own)) return false;
        long better = 0;
        foreach (var prediction in predictions)
        {
            if (!float.IsFinite(prediction)) return false;
            if (prediction > own && ++better > count) break;
        }
        return better < count;
    }
}
