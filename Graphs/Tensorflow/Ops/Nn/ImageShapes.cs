namespace Tensorflow.Ops;

/// <summary>Shapes as tensors, for gradient rules that need a size.</summary>
internal static class ImageShapes
{
    /// <summary>The shape of a tensor as int32: a constant where it is known.</summary>
    public static Tensor Of(Tensor tensor) => tensor.shape.IsFullyDefined
        ? Const.Apply(TensorValue.Vector(tensor.shape.ToInts()), "Shape")
        : OpBuilder.Apply("Shape", null, [tensor], ("out_type", TF_DataType.TF_INT32));
}
