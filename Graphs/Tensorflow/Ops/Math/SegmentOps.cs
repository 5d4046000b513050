using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>
/// Base of the reductions of rows that are neighbours: row i of data goes to row segment_ids[i] of the output. The ids
/// ascend; a segment without rows is 0 (1 for products).
/// </summary>
/// <exception cref="InvalidArgumentError">The ids do not ascend or are not one for each row.</exception>
internal abstract class SegmentOp<TReducer>(string name) : OpType(
    name, "data: T, segment_ids: Tindices -> output: T; T: number; Tindices: index")
    where TReducer : struct, IReducer
{
    public sealed override void Infer(InferContext c)
    {
        var data = c.WithRankAtLeast(0, 1);
        c.WithRank(1, 1);
        if (data.HasRank) c.Set(0, new Shape(-1).concatenate(data.Slice(1, data.ndim)));
    }

    public override void Run(KernelContext k)
    {
        TensorValue data = k.Input(0), ids = k.Input(1);
        if (ids.Count != data.Dims[0])
            throw new InvalidArgumentError($"segment_ids should be the same size as dimension 0 of input: there are {ids.Count} ids for {data.Dims[0]} rows.");
        for (var i = 0; i < ids.Count; i++)
        {
            var id = ids.AsLong(i);
            if (i == 0 ? id < 0 : id < ids.AsLong(i - 1)) throw new InvalidArgumentError($"segment ids are not increasing: id {i} is {id}.");
        }

        int[] dims = [ids.Count == 0 ? 0 : ids.AsInt(ids.Count - 1) + 1, .. data.Dims[1..]];
        k.Fit(0, dims);
        Dispatch.Number<Kernel>(k, data.DType);
    }

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var empty = typeof(TReducer) == typeof(ProdReducer) ? T.One : T.Zero;
            Segments.Reduce<T, TReducer>(k, k.Output().Dims[0], empty);
        }
    }
}

/// <summary>The loop of the segment operations.</summary>
internal static class Segments
{
    /// <summary>Reduces the rows of input 0 into the rows of output 0 named by input 1; negative ids are dropped.</summary>
    public static void Reduce<T, TReducer>(KernelContext k, int segments, T empty)
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        var ids = k.Input(1);
        var output = k.Out<T>();
        if (output.Length == 0) return;
        var data = k.In<T>(0);
        var length = output.Length / segments;
        Span<bool> seen = k.Scratch<bool>(segments);
        seen.Clear();
        for (var i = 0; i < ids.Count; i++)
        {
            var id = ids.AsInt(i);
            if (id < 0) continue;
            if (id >= segments) throw new InvalidArgumentError($"segment_ids[{i}] = {id} is out of range [0, {segments})");
            var row = data.Slice(i * length, length);
            var to = output.Slice(id * length, length);
            if (seen[id])
            {
                Elementwise.Zip<T, T, Combination<T, TReducer>>(to, row, to);
            }
            else
            {
                row.CopyTo(to);
                seen[id] = true;
            }
        }

        for (var id = 0; id < segments; id++)
        {
            if (!seen[id]) output.Slice(id * length, length).Fill(empty);
        }
    }

    private readonly struct Combination<T, TReducer> : IZip<T, T>
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        public static bool HasVector => true;

        public static T Of(T a, T b) => TReducer.Combine(a, b);

        public static Vector<T> Of(Vector<T> a, Vector<T> b) => TReducer.Combine(a, b);
    }
}

/// <summary>output[s] = the sum of the rows of segment s.</summary>
internal sealed class SegmentSum() : SegmentOp<SumReducer>("SegmentSum")
{
    public override Tensor?[] Gradient(GradContext g) => [Node("GatherV2", g.Dy(), g.Input(1), 0), null];
}

/// <summary>output[s] = the mean of the rows of segment s.</summary>
internal sealed class SegmentMean() : SegmentOp<SumReducer>("SegmentMean")
{
    public override Tensor?[] Gradient(GradContext g)
    {
        var counts = Node("SegmentSum", Node("OnesLike", g.Input(0)), g.Input(1));
        return [Node("GatherV2", Node("DivNoNan", g.Dy(), counts), g.Input(1), 0), null];
    }

    public override void Run(KernelContext k)
    {
        base.Run(k);
        Dispatch.Number<Kernel>(k, k.Input(0).DType);
    }

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var ids = k.Input(1);
            var output = k.Out<T>();
            if (output.Length == 0) return;
            var length = output.Length / k.Output().Dims[0];
            for (var start = 0; start < ids.Count;)
            {
                var id = ids.AsInt(start);
                var end = start + 1;
                while (end < ids.Count && ids.AsInt(end) == id) end++;
                var count = T.CreateTruncating(end - start);
                foreach (ref var mean in output.Slice(id * length, length)) mean /= count;
                start = end;
            }
        }
    }
}

/// <summary>output[s] = the greatest of the rows of segment s, element by element.</summary>
internal sealed class SegmentMax() : SegmentOp<MaxReducer>("SegmentMax")
{
    public override Tensor?[] Gradient(GradContext g) => ToExtremes(g);

    /// <summary>The cotangent goes in equal parts to the elements that have the extreme value.</summary>
    internal static Tensor?[] ToExtremes(GradContext g)
    {
        Tensor data = g.Input(0), ids = g.Input(1);
        var isExtreme = Node("Equal", data, Node("GatherV2", g.Output(), ids, 0));
        var counts = Node("SegmentSum", OpBuilder.Apply("Cast", null, [isExtreme], ("DstT", data.dtype)), ids);
        var shares = Node("GatherV2", g.Dy() / counts, ids, 0);
        return [Node("SelectV2", isExtreme, shares, ZerosLike(shares)), null];
    }
}

/// <summary>output[s] = the least of the rows of segment s, element by element.</summary>
internal sealed class SegmentMin() : SegmentOp<MinReducer>("SegmentMin")
{
    public override Tensor?[] Gradient(GradContext g) => SegmentMax.ToExtremes(g);
}

/// <summary>output[s] = the product of the rows of segment s, element by element.</summary>
internal sealed class SegmentProd() : SegmentOp<ProdReducer>("SegmentProd")
{
    public override Tensor?[] Gradient(GradContext g)
    {
        Tensor data = g.Input(0), ids = g.Input(1);
        return [SegmentProducts.Gradient(data, ids, g.Output(), g.Dy(), x => Node("SegmentProd", x, ids), x => Node("SegmentSum", x, ids), x => Node("GatherV2", x, ids, 0)), null];
    }
}

/// <summary>The gradient of products over segments.</summary>
internal static class SegmentProducts
{
    /// <summary>
    /// dy times the product of the others of the segment: the product over the element itself where that is not 0; where
    /// it is the only 0, the product of the rest; where there are more, 0.
    /// </summary>
    public static Tensor Gradient(
        Tensor data, Tensor ids, Tensor product, Tensor dy, Func<Tensor, Tensor> segmentProd, Func<Tensor, Tensor> segmentSum, Func<Tensor, Tensor> gather)
    {
        var isZero = Node("Equal", data, 0);
        var zeros = segmentSum(OpBuilder.Apply("Cast", null, [isZero], ("DstT", TF_DataType.TF_INT32)));
        var open = Node("SelectV2", Node("Greater", zeros, 1), ZerosLike(dy), dy);
        var withoutZeros = Node("SelectV2", isZero, Node("OnesLike", data), data);
        var rest = gather(segmentProd(withoutZeros));
        var ratio = gather(product) / withoutZeros;
        return gather(open) * Node("SelectV2", isZero, rest, ratio);
    }
}
