using static Tensorflow.Binding;

namespace Tensorflow.Ops;

/// <summary>Deals out slices: output p holds, in their order, the data[i] for which partitions[i] = p.</summary>
internal sealed class DynamicPartition() : OpType("DynamicPartition",
    "data: T, partitions: int32 -> outputs: num_partitions * T; num_partitions: int; T: type")
{
    public override void Infer(InferContext c)
    {
        Shape data = c.Input(0), partitions = c.Input(1);
        if (!data.HasRank || !partitions.HasRank) return;
        if (data.ndim < partitions.ndim) throw c.Error($"data of shape {data} must begin with the shape of partitions, {partitions}");
        c.Merge(data.Slice(0, partitions.ndim), partitions);
        c.SetAll(new Shape([-1L]).concatenate(data.Slice(partitions.ndim, data.ndim)));
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var count = g.Op.outputs.Length;
        var shape = tf.shape(g.Input(1));
        var order = tf.reshape(tf.range(OpBuilder.Apply("Prod", null, [shape, new[] { 0 }])), shape);
        var places = OpBuilder.ApplyMany("DynamicPartition", null, [order, g.Input(1)], ("num_partitions", count));
        var gradients = Enumerable.Range(0, count).Select(g.Dy).ToArray();
        return [tf.reshape(OpBuilder.Apply("ParallelDynamicStitch", null, [places, gradients]), tf.shape(g.Input(0))), null];
    }

    public override void Run(KernelContext k)
    {
        var data = k.Input(0);
        var partitions = k.Input(1).Span<int>();
        var rest = data.Dims.AsSpan(k.Input(1).Rank);
        var row = IntTensor.Product(rest);
        var counts = k.Scratch<int>(k.Outputs.Length);
        counts.Clear();
        for (var i = 0; i < partitions.Length; i++)
        {
            if ((uint)partitions[i] >= (uint)counts.Length)
                throw new InvalidArgumentError($"partitions{Gather.Place(i, k.Input(1).Dims)} = {partitions[i]} is not in [0, {counts.Length})");
            counts[partitions[i]]++;
        }
        Span<int> dims = stackalloc int[rest.Length + 1];
        rest.CopyTo(dims[1..]);
        for (var p = 0; p < counts.Length; p++)
        {
            dims[0] = counts[p];
            k.Resize(p, dims);
        }
        counts.Clear();
        for (var i = 0; i < partitions.Length; i++)
        {
            MoveRows.CopyRows(data, i * row, 0, k.Output(partitions[i]), counts[partitions[i]]++ * row, 0, row, 1);
        }
    }
}
