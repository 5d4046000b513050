namespace Tensorflow.Ops;

internal static partial class OpTable
{
    private static OpType[] ArrayOps() =>
    [
        new ShapeOp(), new ShapeN(), new Size(), new Rank(),
        new Reshape(), new ExpandDims(), new Squeeze(), new EnsureShape(), new Snapshot(),
        new Transpose(), new InvertPermutation(),
        new Pack(), new Unpack(), new ConcatV2(), new Concat(), new ConcatOffset(),
        new Slice(), new StridedSlice(), new StridedSliceGrad(),
        new Tile(), new BroadcastTo(), new BroadcastArgs(), new BroadcastGradientArgs(),
        new Fill(), new ZerosLike(), new OnesLike(), new RangeOp(), new LinSpace(),
        new Gather(), new GatherV2(), new DynamicStitch(), new ParallelDynamicStitch(),
        new DynamicPartition(),
        new Pad(), new PadV2(), new Where(),
    ];
}
