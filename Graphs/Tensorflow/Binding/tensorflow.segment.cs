using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Reductions of rows by segment ids.</summary>
public sealed partial class tensorflow
{
    /// <summary>Row s of the result is the sum of the rows of data whose id is s. The ids ascend and are one for each row.</summary>
    public Tensor segment_sum(TensorLike data, TensorLike segment_ids, string? name = null) =>
        OpBuilder.Apply("SegmentSum", name, [data, segment_ids]);

    /// <summary>Row s of the result is the mean of the rows of data whose id is s. The ids ascend and are one for each row.</summary>
    public Tensor segment_mean(TensorLike data, TensorLike segment_ids, string? name = null) =>
        OpBuilder.Apply("SegmentMean", name, [data, segment_ids]);

    /// <summary>Row s of the result is the greatest of the rows of data whose id is s. The ids ascend and are one for each row.</summary>
    public Tensor segment_max(TensorLike data, TensorLike segment_ids, string? name = null) =>
        OpBuilder.Apply("SegmentMax", name, [data, segment_ids]);

    /// <summary>Row s of the result is the least of the rows of data whose id is s. The ids ascend and are one for each row.</summary>
    public Tensor segment_min(TensorLike data, TensorLike segment_ids, string? name = null) =>
        OpBuilder.Apply("SegmentMin", name, [data, segment_ids]);

    /// <summary>Row s of the result is the product of the rows of data whose id is s. The ids ascend and are one for each row.</summary>
    public Tensor segment_prod(TensorLike data, TensorLike segment_ids, string? name = null) =>
        OpBuilder.Apply("SegmentProd", name, [data, segment_ids]);

    /// <summary>Row s of the result is the sum of the parts of data whose id is s; ids come in any order, negative ones are dropped.</summary>
    public Tensor unsorted_segment_sum(TensorLike data, TensorLike segment_ids, TensorLike num_segments, string? name = null) =>
        OpBuilder.Apply("UnsortedSegmentSum", name, [data, segment_ids, num_segments]);

    /// <summary>Row s of the result is the greatest of the parts of data whose id is s; ids come in any order, negative ones are dropped.</summary>
    public Tensor unsorted_segment_max(TensorLike data, TensorLike segment_ids, TensorLike num_segments, string? name = null) =>
        OpBuilder.Apply("UnsortedSegmentMax", name, [data, segment_ids, num_segments]);

    /// <summary>Row s of the result is the least of the parts of data whose id is s; ids come in any order, negative ones are dropped.</summary>
    public Tensor unsorted_segment_min(TensorLike data, TensorLike segment_ids, TensorLike num_segments, string? name = null) =>
        OpBuilder.Apply("UnsortedSegmentMin", name, [data, segment_ids, num_segments]);

    /// <summary>Row s of the result is the product of the parts of data whose id is s; ids come in any order, negative ones are dropped.</summary>
    public Tensor unsorted_segment_prod(TensorLike data, TensorLike segment_ids, TensorLike num_segments, string? name = null) =>
        OpBuilder.Apply("UnsortedSegmentProd", name, [data, segment_ids, num_segments]);

    /// <summary>Row s of the result is the mean of the parts of data whose id is s, 0 where there is none.</summary>
    public Tensor unsorted_segment_mean(TensorLike data, TensorLike segment_ids, TensorLike num_segments, string? name = null)
    {
        using var scope = name_scope(name ?? "UnsortedSegmentMean");
        var (sum, count) = SumAndCount(data, segment_ids, num_segments);
        return divide(sum, count, scope);
    }

    /// <summary>Row s of the result is the sum of the parts of data whose id is s, divided by the square root of their number; 0 where there is none.</summary>
    public Tensor unsorted_segment_sqrt_n(TensorLike data, TensorLike segment_ids, TensorLike num_segments, string? name = null)
    {
        using var scope = name_scope(name ?? "UnsortedSegmentSqrtN");
        var (sum, count) = SumAndCount(data, segment_ids, num_segments);
        return divide(sum, sqrt(count), scope);
    }

    private (Tensor Sum, Tensor Count) SumAndCount(TensorLike data, TensorLike segmentIds, TensorLike segments)
    {
        Tensor x = data.ToTensor(), ids = segmentIds.ToTensor();
        var sum = unsorted_segment_sum(x, ids, segments);
        return (sum, maximum(unsorted_segment_sum(OpBuilder.Apply("OnesLike", null, [x]), ids, segments), 1));
    }
}
