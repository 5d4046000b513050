namespace Tensorflow;

/// <summary>A value, or an array that fills the variable in row-major order; its last element fills what is left.</summary>
internal sealed class ConstantInitializer(object value, TF_DataType dtype, bool verifyShape) : Initializer
{
    public override Tensor Apply(Shape shape, TF_DataType type = TF_DataType.DtInvalid) =>
        Binding.tf.constant(value, type == TF_DataType.DtInvalid ? dtype : type, shape, verify_shape: verifyShape);
}
