namespace Tensorflow;

public sealed partial class tensorflow
{
    internal Tensor zeros(Shape shape, TF_DataType dtype) => constant(0, dtype, shape, "zeros");

    internal Tensor ones(Shape shape, TF_DataType dtype) => constant(1, dtype, shape, "ones");

    internal Tensor boolean_mask(TensorLike tensor, TensorLike mask) =>
        Ops.OpBuilder.Apply("GatherV2", null, [tensor, Ops.OpBuilder.Apply("Squeeze", null, [Ops.OpBuilder.Apply("Where", null, [mask])]), 0]);
}
