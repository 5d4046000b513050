namespace Tensorflow.Layers;

/// <summary>A choice that is made when the graph is built where the condition is known then, else in the run.</summary>
internal static class SmartCond
{
    /// <summary>The condition's value if it is known when the graph is built; not given means false.</summary>
    public static bool? Known(TensorLike condition) => condition.Value switch
    {
        null => false,
        bool value => value,
        int value => value != 0,
        _ when condition.AsTensor is { } tensor => Known(tensor),
        var other => throw new TypeError($"`training` must be a bool or a boolean tensor. Received: {other}"),
    };

    /// <summary>The tensors of <paramref name="whenTrue"/> or of <paramref name="whenFalse"/>; with a condition to feed a <c>tf.cond</c>.</summary>
    public static Tensor[] Apply(TensorLike condition, Func<Tensor[]> whenTrue, Func<Tensor[]> whenFalse)
    {
        if (Known(condition) is { } known) return known ? whenTrue() : whenFalse();
        return Binding.tf.cond(condition, whenTrue, whenFalse);
    }

    private static bool? Known(Tensor tensor)
    {
        if (tensor.dtype.as_base_dtype() != TF_DataType.TF_BOOL)
            throw new TypeError($"`training` must be a bool or a boolean tensor. Received: {tensor}");
        if (!tensor.shape.is_compatible_with(Shape.Scalar))
            throw new ValueError($"`training` must be one boolean, of shape (). Received: {tensor}, made at {tensor.op.DefinedAt}");
        return ConstantValues.Of(tensor) is { } value ? value.Span<bool>()[0] : null;
    }
}
