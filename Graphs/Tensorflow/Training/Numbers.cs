using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Numbers that may be given as values or as tensors.</summary>
internal static class Numbers
{
    /// <summary>
    /// The number as a tensor of this type. A tensor of the type is taken as it is; a value becomes the constant <c>Cast/x</c>, and is
    /// cast where its own type differs, as TensorFlow's tf.cast does.
    /// </summary>
    public static Tensor Cast(TensorLike value, TF_DataType dtype)
    {
        if (value.TensorType == dtype) return value.AsTensor!;
        using var scope = DefaultGraph.Current.EnterScope("Cast");
        var x = value.ToTensor("x");
        return x.dtype.as_base_dtype() == dtype ? x : OpBuilder.Apply("Cast", scope, [x], ("DstT", dtype));
    }

    /// <summary>The value given, or the default.</summary>
    public static TensorLike Or(this TensorLike value, double standard) => value.IsNull ? (float)standard : value;
}
