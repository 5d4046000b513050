using static Tensorflow.Binding;

namespace Tensorflow.Ops;

/// <summary>Cuts a tensor along an axis into equal parts.</summary>
internal sealed class Split() : OpType("Split", "split_dim: int32, value: T -> output: num_split * T; num_split: int; T: type")
{
    public override void Infer(InferContext c)
    {
        var value = c.Input(1);
        if (!value.HasRank) return;
        if (c.Value(0) is not { Count: 1 } known)
        {
            c.SetAll(Shape.UnknownOfRank(value.ndim));
            return;
        }
        var axis = c.Axis(known.AsLong(0), value.ndim);
        var parts = c.Attrs.Long("num_split");
        if (value[axis] >= 0 && value[axis] % parts != 0) throw c.Error($"Dimension size must be evenly divisible by {parts} but is {value[axis]}");
        c.SetAll(value.Slice(0, axis).concatenate(value[axis] < 0 ? -1 : value[axis] / parts).concatenate(value.Slice(axis + 1, value.ndim)));
    }

    public override Tensor?[] Gradient(GradContext g) => [null, tf.concat(Cotangents(g), g.Input(0))];

    internal static Tensor[] Cotangents(GradContext g)
    {
        var parts = new Tensor[g.Op.outputs.Length];
        for (var i = 0; i < parts.Length; i++) parts[i] = g.Dy(i);
        return parts;
    }

    public override void Run(KernelContext k)
    {
        var axis = IntTensor.Scalar(k.Input(0), "split_dim");
        MoveRows.Split(k, k.Input(1), axis < 0 ? axis + k.Input(1).Rank : axis);
    }
}

/// <summary>Cuts a tensor along an axis into parts of given sizes; one size may be -1 and takes what is left.</summary>
internal sealed class SplitV() : OpType("SplitV",
    "value: T, size_splits: Tlen, split_dim: int32 -> output: num_split * T; num_split: int; T: type; Tlen: {int8, int32, int64} = int64")
{
    public override void Infer(InferContext c)
    {
        var value = c.Input(0);
        c.MergeDim(c.WithRank(1, 1)[0], c.OutputCount);
        if (!value.HasRank) return;
        if (c.Value(2) is not { Count: 1 } known)
        {
            c.SetAll(Shape.UnknownOfRank(value.ndim));
            return;
        }
        var axis = c.Axis(known.AsLong(0), value.ndim);
        var sizes = Sizes(c, value[axis]);
        for (var i = 0; i < sizes.Length; i++) c.Set(i, value.Slice(0, axis).concatenate(sizes[i]).concatenate(value.Slice(axis + 1, value.ndim)));
    }

    private static long[] Sizes(InferContext c, long whole)
    {
        var sizes = new long[c.OutputCount];
        Array.Fill(sizes, -1);
        if (c.Value(1) is not { } given) return sizes;
        long sum = 0;
        var open = -1;
        for (var i = 0; i < sizes.Length; i++)
        {
            sizes[i] = given.AsLong(i);
            if (sizes[i] >= 0) sum += sizes[i];
            else if (sizes[i] == -1 && open < 0) open = i;
            else throw c.Error($"size_splits[{i}] is {sizes[i]}: sizes must be 0 or more, and only one may be -1");
        }
        if (whole < 0) return sizes;
        if (open >= 0 ? sum > whole : sum != whole) throw c.Error($"Determined shape must either match input shape along split_dim exactly if fully specified, or be less than the size of the input along split_dim if not fully specified. Got: {sum}, the input has {whole}");
        if (open >= 0) sizes[open] = whole - sum;
        return sizes;
    }

    public override Tensor?[] Gradient(GradContext g) => [tf.concat(Split.Cotangents(g), g.Input(2)), null, null];

    public override void Run(KernelContext k)
    {
        var axis = IntTensor.Scalar(k.Input(2), "split_dim");
        MoveRows.Split(k, k.Input(0), axis < 0 ? axis + k.Input(0).Rank : axis);
    }
}
