using static Tensorflow.Binding;

namespace Tensorflow.Ops;

/// <summary>Takes the slices that indices name along an axis: y[.., i.., ..] = params[.., indices[i..], ..].</summary>
internal sealed class GatherV2() : OpType("GatherV2",
    "params: Tparams, indices: Tindices, axis: Taxis -> output: Tparams; batch_dims: int = 0; Tparams: type; Tindices: {int16, int32, int64}; Taxis: index")
{
    public override void Infer(InferContext c)
    {
        var data = c.WithRankAtLeast(0, 1);
        var indices = c.Input(1);
        if (!data.HasRank || !indices.HasRank) return;
        var batch = (int)c.Attrs.Long("batch_dims");
        if (batch < 0) batch += indices.ndim;
        if (batch < 0 || batch > indices.ndim || batch >= data.ndim)
            throw c.Error($"batch_dims {c.Attrs.Long("batch_dims")} is out of range for params of rank {data.ndim} and indices of rank {indices.ndim}");
        if (c.Value(2) is not { } axisValue)
        {
            c.Set(0, Shape.UnknownOfRank(data.ndim - 1 + indices.ndim - batch));
            return;
        }
        var axis = c.Axis(axisValue.AsLong(0), data.ndim);
        if (axis < batch) throw c.Error($"batch_dims ({batch}) must be less than or equal to axis ({axis})");
        var dims = new List<long>();
        for (var d = 0; d < batch; d++) dims.Add(c.MergeDim(data[d], indices[d]));
        for (var d = batch; d < axis; d++) dims.Add(data[d]);
        for (var d = batch; d < indices.ndim; d++) dims.Add(indices[d]);
        for (var d = axis + 1; d < data.ndim; d++) dims.Add(data[d]);
        c.Set(0, new Shape([.. dims]));
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var axis = ConstantValues.Of(g.Input(2));
        return axis is { Count: 1 } && axis.AsLong(0) == 0 ? [Gather.SparseGradient(g), null, null] : [GatherGradient.AlongAxis(g, axis), null, null];
    }

    public override void Run(KernelContext k)
    {
        var data = k.Input(0);
        var indices = k.Input(1);
        var axis = IntTensor.Scalar(k.Input(2), "axis");
        var batch = k.Attrs.Int("batch_dims");
        Gather.Run(k, data, indices, axis < 0 ? axis + data.Rank : axis, batch < 0 ? batch + indices.Rank : batch);
    }
}

/// <summary>The older form of <see cref="GatherV2"/>: along axis 0.</summary>
internal sealed class Gather() : OpType("Gather", "params: Tparams, indices: Tindices -> output: Tparams; validate_indices: bool = true; Tparams: type; Tindices: index")
{
    public override void Infer(InferContext c)
    {
        var data = c.WithRankAtLeast(0, 1);
        if (data.HasRank) c.Set(0, c.Input(1).concatenate(data.Slice(1, data.ndim)));
    }

    public override Tensor?[] Gradient(GradContext g) => [SparseGradient(g), null];

    /// <summary>The rows of the cotangent with the rows' numbers; equal numbers add up where it becomes dense.</summary>
    internal static IndexedSlices SparseGradient(GradContext g) => SparseGradient(g, tf.shape(g.Input(0)));

    /// <summary>The same for rows of something that has this shape.</summary>
    internal static IndexedSlices SparseGradient(GradContext g, Tensor shape)
    {
        var count = tf.expand_dims(tf.size(g.Input(1)), 0);
        var values = tf.reshape(g.Dy(), tf.concat(new[] { count, shape["1:"] }, 0));
        return new IndexedSlices(values, tf.reshape(g.Input(1), count), shape);
    }

    public override void Run(KernelContext k) => Run(k, k.Input(0), k.Input(1), 0, 0);

    /// <summary>Copies from params seen as [batch, outer, axis, inner] to the output [batch, outer, indices, inner].</summary>
    internal static void Run(KernelContext k, TensorValue data, TensorValue indices, int axis, int batch)
    {
        var dims = data.Dims.AsSpan();
        int batches = IntTensor.Product(dims[..batch]), outer = IntTensor.Product(dims[batch..axis]);
        int size = dims[axis], inner = IntTensor.Product(dims[(axis + 1)..]);
        var each = batches == 0 ? 0 : indices.Count / batches;
        for (var i = 0; i < indices.Count; i++)
        {
            var index = indices.AsLong(i);
            if (index < 0 || index >= size) throw new InvalidArgumentError($"indices{Place(i, indices.Dims)} = {index} is not in [0, {size})");
        }
        for (var b = 0; b < batches; b++)
        {
            for (var o = 0; o < outer; o++)
            {
                var from = (b * outer + o) * size;
                var to = (b * outer + o) * each;
                for (var i = 0; i < each; i++)
                {
                    MoveRows.CopyRows(data, (from + indices.AsInt(b * each + i)) * inner, 0, k.Output(), (to + i) * inner, 0, inner, 1);
                }
            }
        }
    }

    /// <summary>A flat index as TensorFlow prints places: [0,1].</summary>
    internal static string Place(int flat, ReadOnlySpan<int> dims)
    {
        var parts = new int[dims.Length];
        for (var d = dims.Length - 1; d >= 0; d--) (flat, parts[d]) = Math.DivRem(flat, Math.Max(1, dims[d]));
        return dims.Length == 0 ? "" : $"[{string.Join(",", parts)}]";
    }
}

/// <summary>The gradient of a gather along an inner axis or with batches.</summary>
internal static class GatherGradient
{
    /// <summary>
    /// With params seen as [B, P, A, S] and the cotangent as [B, P, I, S]: brings the indexed axis to the front, adds up
    /// the rows of each (batch, index), brings it back.
    /// </summary>
    public static Tensor AlongAxis(GradContext g, TensorValue? knownAxis)
    {
        var shape = tf.shape(g.Input(0));
        var indices = g.Input(1);
        var batch = g.Attrs.Int("batch_dims");
        if (batch < 0)
        {
            if (indices.rank < 0) throw new ValueError($"The gradient of tf.gather with batch_dims {batch} needs the rank of the indices, which is unknown: {indices}. Give a positive batch_dims, or the indices a shape (set_shape).");
            batch += indices.rank;
        }
        var axis = Axis(g, knownAxis);
        var at = axis is int fixedAxis ? tf.constant(new[] { fixedAxis }) : tf.reshape((Tensor)axis, new[] { 1 });
        var next = axis is int number ? tf.constant(new[] { number + 1 }) : tf.reshape((Tensor)axis, new[] { 1 }) + 1;
        var b = Product(Part(shape, new[] { 0 }, new[] { batch }));
        var p = Product(Part(shape, new[] { batch }, at));
        var a = Product(Part(shape, at, next));
        var s = Product(tf.strided_slice(shape, next, new[] { 0 }, new[] { 1 }, end_mask: 1));
        var perB = OpBuilder.Apply("FloorDiv", null, [tf.size(indices), OpBuilder.Apply("Maximum", null, [b, 1])]);
        var rows = tf.transpose(tf.reshape(g.Dy(), tf.stack(new[] { b, p, perB, s })), new[] { 0, 2, 1, 3 });
        var offsets = OpBuilder.Apply("Mul", null, [tf.range(b), a]);
        if (indices.dtype != TF_DataType.TF_INT32) offsets = OpBuilder.Apply("Cast", null, [offsets], ("DstT", indices.dtype));
        var ids = tf.reshape(indices, tf.stack(new[] { b, perB })) + tf.expand_dims(offsets, 1);
        var sums = OpBuilder.Apply("UnsortedSegmentSum", null, [rows, ids, b * a]);
        var back = tf.transpose(tf.reshape(sums, tf.stack(new[] { b, a, p, s })), new[] { 0, 2, 1, 3 });
        return tf.reshape(back, shape);
    }

    private static object Axis(GradContext g, TensorValue? known)
    {
        if (known is not null && known.AsInt(0) >= 0) return known.AsInt(0);
        if (known is not null && g.Input(0).rank >= 0) return known.AsInt(0) + g.Input(0).rank;
        var axis = g.Input(2);
        if (axis.dtype != TF_DataType.TF_INT32) axis = OpBuilder.Apply("Cast", null, [axis], ("DstT", TF_DataType.TF_INT32));
        return OpBuilder.Apply("FloorMod", null, [axis, tf.rank(g.Input(0))]);
    }

    private static Tensor Part(Tensor shape, TensorLike begin, TensorLike end) => tf.strided_slice(shape, begin, end, new[] { 1 });

    private static Tensor Product(Tensor sizes) => OpBuilder.Apply("Prod", null, [sizes, new[] { 0 }]);
}
