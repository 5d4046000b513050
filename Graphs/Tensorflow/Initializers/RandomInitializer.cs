namespace Tensorflow;

/// <summary>Draws the initial value: <paramref name="draw"/> builds the tensor of a shape and type.</summary>
internal sealed class RandomInitializer(TF_DataType dtype, Func<Shape, TF_DataType, Tensor> draw) : Initializer
{
    public override Tensor Apply(Shape shape, TF_DataType type = TF_DataType.DtInvalid) =>
        draw(shape, type == TF_DataType.DtInvalid ? dtype : type);
}
