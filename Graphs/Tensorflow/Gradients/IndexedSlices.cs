using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// A sparse tensor given by rows: <c>dense[indices[i]] += values[i]</c>. The gradient of a gather. Optimizers apply it
/// row by row; used as an ordinary tensor it becomes dense (UnsortedSegmentSum), once.
/// </summary>
public sealed class IndexedSlices : Tensor
{
    private Tensor? _dense;

    internal IndexedSlices(Tensor values, Tensor indices, Tensor? dense_shape) : base(values.dtype)
    {
        this.values = values;
        this.indices = indices;
        this.dense_shape = dense_shape;
    }

    /// <summary>The rows; the first dimension goes with <see cref="indices"/>.</summary>
    public Tensor values { get; }

    /// <summary>For each row the place in the dense tensor; places may repeat, their rows add up.</summary>
    public Tensor indices { get; }

    /// <summary>The shape of the dense tensor, if it is known.</summary>
    public Tensor? dense_shape { get; }

    /// <summary>The operation of the dense form.</summary>
    public override Operation op => AsDense().op;

    /// <summary>The output index of the dense form.</summary>
    public override int value_index => AsDense().value_index;

    /// <summary>The shape of the dense form.</summary>
    public override Shape shape => dense_shape is null ? Shape.Unknown : ConstantValues.AsShape(dense_shape);

    /// <summary>The dense tensor.</summary>
    /// <exception cref="ValueError">The dense shape is not known.</exception>
    public Tensor AsDense()
    {
        if (_dense is not null) return _dense;
        if (dense_shape is null) throw new ValueError($"Tensor conversion requested for IndexedSlices without dense_shape: {this}");
        var tf = Binding.tf;
        var rows = tf.strided_slice(dense_shape, new[] { 0 }, new[] { 1 }, new[] { 1 }, shrink_axis_mask: 1);
        return _dense = tf.unsorted_segment_sum(values, indices, rows);
    }

    /// <summary>The same tensor with no row named twice: rows of one place are summed.</summary>
    internal IndexedSlices Summed()
    {
        var unique = OpBuilder.ApplyMany("Unique", null, [indices]);
        var count = Binding.tf.strided_slice(OpBuilder.Apply("Shape", null, [unique[0]]), new[] { 0 }, new[] { 1 }, new[] { 1 }, shrink_axis_mask: 1);
        return new IndexedSlices(OpBuilder.Apply("UnsortedSegmentSum", null, [values, unique[1], count]), unique[0], dense_shape);
    }

    public override string ToString() => $"IndexedSlices(indices={indices}, values={values}{(dense_shape is null ? "" : $", dense_shape={dense_shape}")})";
}
