namespace Tensorflow.Ops;

internal static partial class OpTable
{
    private static OpType[] SummaryOps() =>
        [new ScalarSummary(), new HistogramSummary(), new ImageSummary(), new TensorSummaryV2(), new MergeSummary()];
}
