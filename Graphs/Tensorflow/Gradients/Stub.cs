namespace Tensorflow;

public sealed partial class tensorflow
{
    internal Tensor unsorted_segment_sum(TensorLike data, TensorLike ids, TensorLike num) => Ops.OpBuilder.Apply("UnsortedSegmentSum", null, [data, ids, num]);
}
