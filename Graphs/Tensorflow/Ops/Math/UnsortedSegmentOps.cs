using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>
/// Base of the reductions of parts of data by ids in any order: the part at each place of segment_ids goes to the row of
/// the output that it names. Parts with negative ids are dropped; a row that gets none is the identity of the reduction.
/// </summary>
/// <exception cref="InvalidArgumentError">An id is num_segments or more.</exception>
internal abstract class UnsortedSegmentOp<TReducer>(string name) : OpType(
    name, "data: T, segment_ids: Tindices, num_segments: Tnumsegments -> output: T; T: number; Tindices: index; Tnumsegments: index = int32")
    where TReducer : struct, IReducer
{
    public sealed override void Infer(InferContext c)
    {
        Shape data = c.Input(0), ids = c.Input(1);
        if (!data.HasRank || !ids.HasRank) return;
        if (ids.ndim > data.ndim) throw c.Error("The segment ids have more dimensions than the data");
        c.Merge(data.Slice(0, ids.ndim), ids);
        var segments = c.Value(2) is { } value ? value.AsLong(0) : -1;
        c.Set(0, new Shape(segments).concatenate(data.Slice(ids.ndim, data.ndim)));
    }

    public override void Run(KernelContext k)
    {
        var data = k.Input(0).Dims;
        var inner = data.AsSpan(k.Input(1).Rank);
        Span<int> dims = stackalloc int[inner.Length + 1];
        dims[0] = k.Input(2).AsInt(0);
        if (dims[0] < 0) throw new InvalidArgumentError($"num_segments must be non-negative, but it is {dims[0]}.");
        inner.CopyTo(dims[1..]);
        k.Fit(0, dims);
        Dispatch.Number<Kernel>(k, k.Input(0).DType);
    }

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            Segments.Reduce<T, TReducer>(k, k.Output().Dims[0], Empty<T>());

        // TensorFlow fills rows that get nothing with the least (or greatest) finite number, not with an infinity.
        private static T Empty<T>() where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            typeof(TReducer) == typeof(MaxReducer) ? T.MinValue : typeof(TReducer) == typeof(MinReducer) ? T.MaxValue : TReducer.Identity<T>();
    }

    /// <summary>The rows of x named by the ids; zeros for negative ids.</summary>
    protected static Tensor GatherDropNegatives(Tensor x, Tensor ids)
    {
        var gathered = Node("GatherV2", x, Node("Maximum", ids, Node("ZerosLike", ids)), 0);
        var isValid = Node("GreaterEqual", ids, 0);

        // One axis of size 1 for each dimension of the rows, so that the condition broadcasts over them.
        var shape = Node("ConcatV2", new[] { ShapeOf(ids), Node("Fill", Node("ExpandDims", Node("Rank", gathered) - Node("Rank", ids), 0), 1) }, 0);
        return Node("SelectV2", Node("Reshape", isValid, shape), gathered, ZerosLike(gathered));
    }

    /// <summary>The cotangent goes in equal parts to the elements that have the extreme value of their segment.</summary>
    protected static Tensor?[] ToExtremes(GradContext g)
    {
        Tensor data = g.Input(0), ids = g.Input(1);
        var isExtreme = Node("Equal", data, GatherDropNegatives(g.Output(), ids));
        var counts = Node("UnsortedSegmentSum", OpBuilder.Apply("Cast", null, [isExtreme], ("DstT", data.dtype)), ids, g.Input(2));
        var shares = GatherDropNegatives(Node("DivNoNan", g.Dy(), counts), ids);
        return [Node("SelectV2", isExtreme, shares, ZerosLike(shares)), null, null];
    }
}

/// <summary>Sums by segment.</summary>
internal sealed class UnsortedSegmentSum() : UnsortedSegmentOp<SumReducer>("UnsortedSegmentSum")
{
    public override Tensor?[] Gradient(GradContext g) => [GatherDropNegatives(g.Dy(), g.Input(1)), null, null];
}

/// <summary>The greatest by segment; the least finite number where there is none.</summary>
internal sealed class UnsortedSegmentMax() : UnsortedSegmentOp<MaxReducer>("UnsortedSegmentMax")
{
    public override Tensor?[] Gradient(GradContext g) => ToExtremes(g);
}

/// <summary>The least by segment; the greatest finite number where there is none.</summary>
internal sealed class UnsortedSegmentMin() : UnsortedSegmentOp<MinReducer>("UnsortedSegmentMin")
{
    public override Tensor?[] Gradient(GradContext g) => ToExtremes(g);
}

/// <summary>Products by segment.</summary>
internal sealed class UnsortedSegmentProd() : UnsortedSegmentOp<ProdReducer>("UnsortedSegmentProd")
{
    public override Tensor?[] Gradient(GradContext g)
    {
        Tensor data = g.Input(0), ids = g.Input(1), count = g.Input(2);
        return
        [
            SegmentProducts.Gradient(
                data, ids, g.Output(), g.Dy(), x => Node("UnsortedSegmentProd", x, ids, count), x => Node("UnsortedSegmentSum", x, ids, count),
                x => GatherDropNegatives(x, ids)),
            null, null,
        ];
    }
}
