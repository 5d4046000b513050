using static Tensorflow.Binding;

namespace Tensorflow.Ops;

/// <summary>Puts slices at their places: merged[indices[m][i]] = data[m][i]; where places repeat, the last one stays.</summary>
internal class DynamicStitch : OpType
{
    private const string Form = "indices: N * int32, data: N * T -> merged: T; N: int; T: type";

    public DynamicStitch() : this("DynamicStitch") { }

    protected DynamicStitch(string name) : base(name, Form) { }

    public override void Infer(InferContext c)
    {
        var count = c.InputCount / 2;
        var rest = Shape.Unknown;
        long rows = 0;
        for (var m = 0; m < count; m++)
        {
            Shape indices = c.Input(m), data = c.Input(count + m);
            if (indices.HasRank && data.HasRank)
            {
                if (data.ndim < indices.ndim) throw c.Error($"data[{m}] of shape {data} must begin with the shape of indices[{m}], {indices}");
                c.Merge(indices, data.Slice(0, indices.ndim));
                rest = c.Merge(rest, data.Slice(indices.ndim, data.ndim));
            }
            rows = rows < 0 || c.Value(m) is not { } known ? -1 : Math.Max(rows, Rows(known));
        }
        if (rest.HasRank) c.Set(0, new Shape([rows]).concatenate(rest));
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var count = g.Op.inputs.Count / 2;
        var gradients = new Tensor?[2 * count];
        for (var m = 0; m < count; m++) gradients[count + m] = tf.gather(g.Dy(), g.Input(m));
        return gradients;
    }

    public override void Run(KernelContext k)
    {
        var count = k.Inputs.Length / 2;
        var rows = 0;
        for (var m = 0; m < count; m++) rows = Math.Max(rows, Rows(k.Input(m)));
        var rest = k.Input(count).Dims.AsSpan(k.Input(0).Rank);
        Span<int> dims = stackalloc int[rest.Length + 1];
        dims[0] = rows;
        rest.CopyTo(dims[1..]);
        var merged = k.Fit(0, dims);
        var row = IntTensor.Product(rest);
        for (var m = 0; m < count; m++)
        {
            var indices = k.Input(m);
            for (var i = 0; i < indices.Count; i++)
            {
                if (indices.AsInt(i) < 0) throw new InvalidArgumentError($"indices[{m}]{Gather.Place(i, indices.Dims)} = {indices.AsInt(i)} is out of range: it must not be negative");
                MoveRows.CopyRows(k.Input(count + m), i * row, 0, merged, indices.AsInt(i) * row, 0, row, 1);
            }
        }
    }

    private static int Rows(TensorValue indices)
    {
        var rows = 0;
        for (var i = 0; i < indices.Count; i++) rows = Math.Max(rows, indices.AsInt(i) + 1);
        return rows;
    }
}

/// <summary><see cref="DynamicStitch"/>, where the order of repeated places is left open.</summary>
internal sealed class ParallelDynamicStitch() : DynamicStitch("ParallelDynamicStitch");
