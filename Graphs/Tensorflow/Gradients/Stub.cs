namespace Tensorflow;

public sealed partial class tensorflow
{
    internal Tensor boolean_mask(TensorLike tensor, TensorLike mask) =>
        Ops.OpBuilder.Apply("GatherV2", null, [tensor, Ops.OpBuilder.Apply("Squeeze", null, [Ops.OpBuilder.Apply("Where", null, [mask])]), 0]);
}
