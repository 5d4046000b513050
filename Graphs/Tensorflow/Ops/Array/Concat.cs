using static Tensorflow.Binding;

namespace Tensorflow.Ops;

/// <summary>Joins tensors along an axis.</summary>
internal sealed class ConcatV2() : OpType("ConcatV2", "values: N * T, axis: Tidx -> output: T; N: int; T: type; Tidx: index = int32")
{
    public override void Infer(InferContext c) => Concat.Infer(c, 0, c.InputCount - 1);

    public override Tensor?[] Gradient(GradContext g) => [.. ConcatGradient.Of(g, 0, g.Op.inputs.Count - 1), null];

    public override void Run(KernelContext k) => Concat.Run(k, 0, k.Inputs.Length - 1);
}

/// <summary>The older form of <see cref="ConcatV2"/>, with the axis first.</summary>
internal sealed class Concat() : OpType("Concat", "concat_dim: int32, values: N * T -> output: T; N: int; T: type")
{
    public override void Infer(InferContext c) => Infer(c, 1, 0);

    public override Tensor?[] Gradient(GradContext g) => [null, .. ConcatGradient.Of(g, 1, 0)];

    public override void Run(KernelContext k) => Run(k, 1, 0);

    internal static void Infer(InferContext c, int first, int axisInput)
    {
        var rank = -1;
        for (var i = 0; i < c.InputCount - 1; i++)
        {
            var part = c.Input(first + i);
            if (!part.HasRank) continue;
            if (rank >= 0 && part.ndim != rank) throw c.Error($"Shape must be rank {rank} but is rank {part.ndim}");
            rank = part.ndim;
        }
        if (rank == 0) throw c.Error("Can't concatenate scalars (use tf.stack instead)");
        if (rank < 0) return;
        if (c.Value(axisInput) is not { Count: 1 } axisValue)
        {
            c.Set(0, Shape.UnknownOfRank(rank));
            return;
        }
        var axis = c.Axis(axisValue.AsLong(0), rank);
        var dims = new long[rank];
        Array.Fill(dims, -1);
        long joined = 0;
        for (var i = 0; i < c.InputCount - 1; i++)
        {
            var part = c.Input(first + i);
            for (var d = 0; d < rank; d++)
            {
                if (d == axis) joined = joined < 0 || !part.HasRank || part[d] < 0 ? -1 : joined + part[d];
                else if (part.HasRank) dims[d] = c.MergeDim(dims[d], part[d]);
            }
        }
        dims[axis] = joined;
        c.Set(0, new Shape(dims));
    }

    internal static void Run(KernelContext k, int first, int axisInput)
    {
        var axis = IntTensor.Scalar(k.Input(axisInput), "axis");
        MoveRows.Concatenate(k, first, k.Inputs.Length - 1, axis < 0 ? axis + k.Output().Rank : axis);
    }
}

/// <summary>Where each of several tensors begins in their concatenation: zeros, and along the axis the sum of the sizes before it.</summary>
internal sealed class ConcatOffset() : NotDifferentiableOp("ConcatOffset",
    "concat_dim: int32, shape: N * shape_type -> offset: N * shape_type; N: int; shape_type: index = int32")
{
    public override void Infer(InferContext c)
    {
        for (var i = 1; i < c.InputCount; i++) c.Set(i - 1, c.WithRank(i, 1));
    }

    public override void Run(KernelContext k)
    {
        var axis = IntTensor.Scalar(k.Input(0), "concat_dim");
        var rank = k.Input(1).Count;
        if (axis < 0) axis += rank;
        if (axis < 0 || axis >= rank) throw new InvalidArgumentError($"Concat dim is out of range: {axis} vs. {rank}");
        long at = 0;
        for (var i = 0; i < k.Outputs.Length; i++)
        {
            for (var d = 0; d < rank; d++) IntTensor.Set(k.Output(i), d, d == axis ? at : 0);
            at += k.Input(i + 1).AsLong(axis);
        }
    }
}

/// <summary>The gradient of both forms of concatenation: each input's part of the cotangent.</summary>
internal static class ConcatGradient
{
    public static Tensor?[] Of(GradContext g, int first, int axisInput)
    {
        var count = g.Op.inputs.Count - 1;
        if (count == 1) return [g.DyOrNull()];
        var parts = g.Op.inputs.Skip(first).Take(count).ToArray();
        var axis = OpBuilder.Apply("FloorMod", "mod", [g.Input(axisInput), Ranked(g.Input(axisInput), parts[0])]);
        if (axis.dtype != TF_DataType.TF_INT32) axis = OpBuilder.Apply("Cast", null, [axis], ("DstT", TF_DataType.TF_INT32));
        return g.DyOrNull() is IndexedSlices slices ? OfSlices(slices, parts, axis) : OfDense(g.Dy(), parts, axis);
    }

    private static Tensor Ranked(Tensor axis, Tensor part)
    {
        var rank = tf.rank(part);
        return axis.dtype == rank.dtype ? rank : OpBuilder.Apply("Cast", null, [rank], ("DstT", axis.dtype));
    }

    private static Tensor?[] OfDense(Tensor dy, Tensor[] parts, Tensor axis)
    {
        var sizes = parts.All(p => p.shape.IsFullyDefined)
            ? Array.ConvertAll(parts, p => tf.shape(p))
            : OpBuilder.ApplyMany("ShapeN", null, [parts]);
        var offsets = OpBuilder.ApplyMany("ConcatOffset", null, [axis, sizes]);
        return [.. offsets.Zip(sizes, (begin, size) => tf.slice(dy, begin, size))];
    }

    // Sparse rows along the first axis fall to the input that holds them; along another axis every input takes its columns.
    private static Tensor?[] OfSlices(IndexedSlices dy, Tensor[] parts, Tensor axis)
    {
        if (ConstantValues.Of(axis) is not { } known) throw new ValueError("Can only compute IndexedSlices gradient with statically-known concat_dim");
        var sizes = Array.ConvertAll(parts, p => tf.shape(p));
        return known.AsLong(0) == 0 ? ByRow(dy, sizes) : ByColumn(dy, sizes, axis);
    }

    private static Tensor?[] ByRow(IndexedSlices dy, Tensor[] sizes)
    {
        var result = new Tensor?[sizes.Length];
        Tensor start = tf.constant(0, dy.indices.dtype);
        for (var i = 0; i < sizes.Length; i++)
        {
            var rows = tf.gather(sizes[i], 0);
            if (rows.dtype != dy.indices.dtype) rows = OpBuilder.Apply("Cast", null, [rows], ("DstT", dy.indices.dtype));
            var end = start + rows;
            var mine = tf.squeeze(tf.where((dy.indices >= start) & (dy.indices < end)), 1);
            result[i] = new IndexedSlices(tf.gather(dy.values, mine), tf.gather(dy.indices, mine) - start, sizes[i]);
            start = end;
        }
        return result;
    }

    private static Tensor?[] ByColumn(IndexedSlices dy, Tensor[] sizes, Tensor axis)
    {
        var offsets = OpBuilder.ApplyMany("ConcatOffset", null, [axis, sizes]);
        var result = new Tensor?[sizes.Length];
        for (var i = 0; i < sizes.Length; i++)
        {
            var size = tf.concat(new[] { tf.constant(new[] { -1 }), tf.slice(sizes[i], new[] { 1 }, new[] { -1 }) }, 0);
            result[i] = new IndexedSlices(tf.slice(dy.values, offsets[i], size), dy.indices, sizes[i]);
        }
        return result;
    }
}
