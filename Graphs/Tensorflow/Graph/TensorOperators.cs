namespace Tensorflow;

/// <summary>
/// The operators, with TensorFlow's node names (<c>add</c>, <c>sub</c>, <c>mul</c>, <c>truediv</c>, <c>mod</c>, <c>Less</c>, <c>and</c>, ...).
/// Division of integers gives float64, as in Python 3. As in TensorFlow 1, <c>==</c> asks whether both are the same tensor; see tf.equal.
/// </summary>
public partial class Tensor
{
    public static Tensor operator +(Tensor x, Tensor y) => BinaryOperators.Add(x, y);

    public static Tensor operator +(Tensor x, TensorLike y) => BinaryOperators.Add(x, y);

    public static Tensor operator +(TensorLike x, Tensor y) => BinaryOperators.Add(x, y);

    public static Tensor operator -(Tensor x, Tensor y) => BinaryOperators.Apply("Sub", "sub", x, y);

    public static Tensor operator -(Tensor x, TensorLike y) => BinaryOperators.Apply("Sub", "sub", x, y);

    public static Tensor operator -(TensorLike x, Tensor y) => BinaryOperators.Apply("Sub", "sub", x, y);

    public static Tensor operator *(Tensor x, Tensor y) => BinaryOperators.Apply("Mul", "mul", x, y);

    public static Tensor operator *(Tensor x, TensorLike y) => BinaryOperators.Apply("Mul", "mul", x, y);

    public static Tensor operator *(TensorLike x, Tensor y) => BinaryOperators.Apply("Mul", "mul", x, y);

    public static Tensor operator /(Tensor x, Tensor y) => BinaryOperators.Divide(x, y);

    public static Tensor operator /(Tensor x, TensorLike y) => BinaryOperators.Divide(x, y);

    public static Tensor operator /(TensorLike x, Tensor y) => BinaryOperators.Divide(x, y);

    public static Tensor operator %(Tensor x, Tensor y) => BinaryOperators.Apply("FloorMod", "mod", x, y);

    public static Tensor operator %(Tensor x, TensorLike y) => BinaryOperators.Apply("FloorMod", "mod", x, y);

    public static Tensor operator %(TensorLike x, Tensor y) => BinaryOperators.Apply("FloorMod", "mod", x, y);

    public static Tensor operator <(Tensor x, Tensor y) => BinaryOperators.Apply("Less", "Less", x, y);

    public static Tensor operator <(Tensor x, TensorLike y) => BinaryOperators.Apply("Less", "Less", x, y);

    public static Tensor operator <(TensorLike x, Tensor y) => BinaryOperators.Apply("Less", "Less", x, y);

    public static Tensor operator <=(Tensor x, Tensor y) => BinaryOperators.Apply("LessEqual", "LessEqual", x, y);

    public static Tensor operator <=(Tensor x, TensorLike y) => BinaryOperators.Apply("LessEqual", "LessEqual", x, y);

    public static Tensor operator <=(TensorLike x, Tensor y) => BinaryOperators.Apply("LessEqual", "LessEqual", x, y);

    public static Tensor operator >(Tensor x, Tensor y) => BinaryOperators.Apply("Greater", "Greater", x, y);

    public static Tensor operator >(Tensor x, TensorLike y) => BinaryOperators.Apply("Greater", "Greater", x, y);

    public static Tensor operator >(TensorLike x, Tensor y) => BinaryOperators.Apply("Greater", "Greater", x, y);

    public static Tensor operator >=(Tensor x, Tensor y) => BinaryOperators.Apply("GreaterEqual", "GreaterEqual", x, y);

    public static Tensor operator >=(Tensor x, TensorLike y) => BinaryOperators.Apply("GreaterEqual", "GreaterEqual", x, y);

    public static Tensor operator >=(TensorLike x, Tensor y) => BinaryOperators.Apply("GreaterEqual", "GreaterEqual", x, y);

    public static Tensor operator &(Tensor x, Tensor y) => BinaryOperators.Apply("LogicalAnd", "and", x, y);

    public static Tensor operator &(Tensor x, TensorLike y) => BinaryOperators.Apply("LogicalAnd", "and", x, y);

    public static Tensor operator &(TensorLike x, Tensor y) => BinaryOperators.Apply("LogicalAnd", "and", x, y);

    public static Tensor operator |(Tensor x, Tensor y) => BinaryOperators.Apply("LogicalOr", "or", x, y);

    public static Tensor operator |(Tensor x, TensorLike y) => BinaryOperators.Apply("LogicalOr", "or", x, y);

    public static Tensor operator |(TensorLike x, Tensor y) => BinaryOperators.Apply("LogicalOr", "or", x, y);

    public static Tensor operator ^(Tensor x, Tensor y) => Binding.tf.logical_xor(x, y);

    public static Tensor operator ^(Tensor x, TensorLike y) => Binding.tf.logical_xor(x, y);

    public static Tensor operator ^(TensorLike x, Tensor y) => Binding.tf.logical_xor(x, y);

    public static Tensor operator -(Tensor x) => Ops.OpBuilder.Apply("Neg", null, [x]);

    public static Tensor operator ~(Tensor x) => Ops.OpBuilder.Apply("LogicalNot", null, [x]);
}
