using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// The gradient of reading one element of a list: a list of zeros but for that element. It is added to another gradient
/// of the list by changing that one element, so that a loop which reads a list costs what it reads.
/// </summary>
internal sealed class ListItemGradient(Tensor list, Tensor index, Tensor value, Tensor item) : Tensor(TF_DataType.TF_VARIANT)
{
    private Tensor? _dense;

    public override Operation op => AsList().op;

    public override int value_index => AsList().value_index;

    public override Shape shape => Shape.Scalar;

    /// <summary>The gradient as a list.</summary>
    public Tensor AsList() => _dense ??= Lists.SetItem(Lists.ZerosLike(list), index, value);

    /// <summary>The sum with another gradient of the list.</summary>
    public Tensor AddTo(Tensor gradient)
    {
        var there = Lists.GetItem(gradient, index, value.dtype, Lists.ShapeOf(item));
        return Lists.SetItem(gradient, index, OpBuilder.Apply("AddN", null, [new[] { there, value }]));
    }
}
