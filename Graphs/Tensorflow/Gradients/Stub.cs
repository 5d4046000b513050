namespace Tensorflow;

public sealed partial class tensorflow
{
    internal Tensor zeros_like(TensorLike x) => Ops.OpBuilder.Apply("ZerosLike", null, [x]);

    internal Tensor strided_slice(TensorLike input, TensorLike begin, TensorLike end, TensorLike strides, int shrink_axis_mask = 0) =>
        Ops.OpBuilder.Apply("StridedSlice", null, [input, begin, end, strides], ("shrink_axis_mask", shrink_axis_mask));

    internal Tensor unsorted_segment_sum(TensorLike data, TensorLike ids, TensorLike num) => Ops.OpBuilder.Apply("UnsortedSegmentSum", null, [data, ids, num]);
}
