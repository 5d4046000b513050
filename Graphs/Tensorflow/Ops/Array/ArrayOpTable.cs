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
        new DynamicPartition(), new Unique(), new UniqueWithCounts(), new Where(), new OneHot(),
        new Pad(), new PadV2(), new MirrorPad(), new MirrorPadGrad(), new Split(), new SplitV(), new ReverseV2(), new ReverseSequence(),
        new GatherNd(), new ScatterNd(),
        new TensorScatterUpdate(), new TensorScatterAdd(), new TensorScatterSub(), new TensorScatterMax(), new TensorScatterMin(),
        new MatrixDiag(), new MatrixDiagV2(), new MatrixDiagV3(), new MatrixDiagPart(), new MatrixDiagPartV2(), new MatrixDiagPartV3(),
        new MatrixSetDiag(), new MatrixSetDiagV2(), new MatrixSetDiagV3(), new MatrixBandPart(),
        new SpaceToDepth(), new DepthToSpace(), new SpaceToBatchND(), new BatchToSpaceND(),
        new TopK(), new TopKV2(), new InTopK(), new InTopKV2(),
        new CheckNumerics(), new Print(), new PrintV2(), new StringFormat(), new StringJoin(), new AsString(), new RegexFullMatch(), new StaticRegexFullMatch(), new Bitcast(),
    ];
}
