namespace Tensorflow;

/// <summary>The operators of <see cref="Tensor"/>, on the variable's value.</summary>
public partial class RefVariable
{
    public static Tensor operator +(RefVariable x, RefVariable y) => BinaryOperators.Add(x, y);

    public static Tensor operator +(RefVariable x, Tensor y) => BinaryOperators.Add(x, y);

    public static Tensor operator +(Tensor x, RefVariable y) => BinaryOperators.Add(x, y);

    public static Tensor operator +(RefVariable x, TensorLike y) => BinaryOperators.Add(x, y);

    public static Tensor operator +(TensorLike x, RefVariable y) => BinaryOperators.Add(x, y);

    public static Tensor operator -(RefVariable x, RefVariable y) => BinaryOperators.Apply("Sub", "sub", x, y);

    public static Tensor operator -(RefVariable x, Tensor y) => BinaryOperators.Apply("Sub", "sub", x, y);

    public static Tensor operator -(Tensor x, RefVariable y) => BinaryOperators.Apply("Sub", "sub", x, y);

    public static Tensor operator -(RefVariable x, TensorLike y) => BinaryOperators.Apply("Sub", "sub", x, y);

    public static Tensor operator -(TensorLike x, RefVariable y) => BinaryOperators.Apply("Sub", "sub", x, y);

    public static Tensor operator *(RefVariable x, RefVariable y) => BinaryOperators.Apply("Mul", "mul", x, y);

    public static Tensor operator *(RefVariable x, Tensor y) => BinaryOperators.Apply("Mul", "mul", x, y);

    public static Tensor operator *(Tensor x, RefVariable y) => BinaryOperators.Apply("Mul", "mul", x, y);

    public static Tensor operator *(RefVariable x, TensorLike y) => BinaryOperators.Apply("Mul", "mul", x, y);

    public static Tensor operator *(TensorLike x, RefVariable y) => BinaryOperators.Apply("Mul", "mul", x, y);

    public static Tensor operator /(RefVariable x, RefVariable y) => BinaryOperators.Divide(x, y);

    public static Tensor operator /(RefVariable x, Tensor y) => BinaryOperators.Divide(x, y);

    public static Tensor operator /(Tensor x, RefVariable y) => BinaryOperators.Divide(x, y);

    public static Tensor operator /(RefVariable x, TensorLike y) => BinaryOperators.Divide(x, y);

    public static Tensor operator /(TensorLike x, RefVariable y) => BinaryOperators.Divide(x, y);

    public static Tensor operator %(RefVariable x, RefVariable y) => BinaryOperators.Apply("FloorMod", "mod", x, y);

    public static Tensor operator %(RefVariable x, Tensor y) => BinaryOperators.Apply("FloorMod", "mod", x, y);

    public static Tensor operator %(Tensor x, RefVariable y) => BinaryOperators.Apply("FloorMod", "mod", x, y);

    public static Tensor operator %(RefVariable x, TensorLike y) => BinaryOperators.Apply("FloorMod", "mod", x, y);

    public static Tensor operator %(TensorLike x, RefVariable y) => BinaryOperators.Apply("FloorMod", "mod", x, y);

    public static Tensor operator <(RefVariable x, RefVariable y) => BinaryOperators.Apply("Less", "Less", x, y);

    public static Tensor operator <(RefVariable x, Tensor y) => BinaryOperators.Apply("Less", "Less", x, y);

    public static Tensor operator <(Tensor x, RefVariable y) => BinaryOperators.Apply("Less", "Less", x, y);

    public static Tensor operator <(RefVariable x, TensorLike y) => BinaryOperators.Apply("Less", "Less", x, y);

    public static Tensor operator <(TensorLike x, RefVariable y) => BinaryOperators.Apply("Less", "Less", x, y);

    public static Tensor operator <=(RefVariable x, RefVariable y) => BinaryOperators.Apply("LessEqual", "LessEqual", x, y);

    public static Tensor operator <=(RefVariable x, Tensor y) => BinaryOperators.Apply("LessEqual", "LessEqual", x, y);

    public static Tensor operator <=(Tensor x, RefVariable y) => BinaryOperators.Apply("LessEqual", "LessEqual", x, y);

    public static Tensor operator <=(RefVariable x, TensorLike y) => BinaryOperators.Apply("LessEqual", "LessEqual", x, y);

    public static Tensor operator <=(TensorLike x, RefVariable y) => BinaryOperators.Apply("LessEqual", "LessEqual", x, y);

    public static Tensor operator >(RefVariable x, RefVariable y) => BinaryOperators.Apply("Greater", "Greater", x, y);

    public static Tensor operator >(RefVariable x, Tensor y) => BinaryOperators.Apply("Greater", "Greater", x, y);

    public static Tensor operator >(Tensor x, RefVariable y) => BinaryOperators.Apply("Greater", "Greater", x, y);

    public static Tensor operator >(RefVariable x, TensorLike y) => BinaryOperators.Apply("Greater", "Greater", x, y);

    public static Tensor operator >(TensorLike x, RefVariable y) => BinaryOperators.Apply("Greater", "Greater", x, y);

    public static Tensor operator >=(RefVariable x, RefVariable y) => BinaryOperators.Apply("GreaterEqual", "GreaterEqual", x, y);

    public static Tensor operator >=(RefVariable x, Tensor y) => BinaryOperators.Apply("GreaterEqual", "GreaterEqual", x, y);

    public static Tensor operator >=(Tensor x, RefVariable y) => BinaryOperators.Apply("GreaterEqual", "GreaterEqual", x, y);

    public static Tensor operator >=(RefVariable x, TensorLike y) => BinaryOperators.Apply("GreaterEqual", "GreaterEqual", x, y);

    public static Tensor operator >=(TensorLike x, RefVariable y) => BinaryOperators.Apply("GreaterEqual", "GreaterEqual", x, y);

    public static Tensor operator &(RefVariable x, RefVariable y) => BinaryOperators.Apply("LogicalAnd", "and", x, y);

    public static Tensor operator &(RefVariable x, Tensor y) => BinaryOperators.Apply("LogicalAnd", "and", x, y);

    public static Tensor operator &(Tensor x, RefVariable y) => BinaryOperators.Apply("LogicalAnd", "and", x, y);

    public static Tensor operator &(RefVariable x, TensorLike y) => BinaryOperators.Apply("LogicalAnd", "and", x, y);

    public static Tensor operator &(TensorLike x, RefVariable y) => BinaryOperators.Apply("LogicalAnd", "and", x, y);

    public static Tensor operator |(RefVariable x, RefVariable y) => BinaryOperators.Apply("LogicalOr", "or", x, y);

    public static Tensor operator |(RefVariable x, Tensor y) => BinaryOperators.Apply("LogicalOr", "or", x, y);

    public static Tensor operator |(Tensor x, RefVariable y) => BinaryOperators.Apply("LogicalOr", "or", x, y);

    public static Tensor operator |(RefVariable x, TensorLike y) => BinaryOperators.Apply("LogicalOr", "or", x, y);

    public static Tensor operator |(TensorLike x, RefVariable y) => BinaryOperators.Apply("LogicalOr", "or", x, y);

    public static Tensor operator ^(RefVariable x, RefVariable y) => Binding.tf.logical_xor(x, y);

    public static Tensor operator ^(RefVariable x, Tensor y) => Binding.tf.logical_xor(x, y);

    public static Tensor operator ^(Tensor x, RefVariable y) => Binding.tf.logical_xor(x, y);

    public static Tensor operator ^(RefVariable x, TensorLike y) => Binding.tf.logical_xor(x, y);

    public static Tensor operator ^(TensorLike x, RefVariable y) => Binding.tf.logical_xor(x, y);

    public static Tensor operator -(RefVariable x) => Ops.OpBuilder.Apply("Neg", null, [x.value()]);

    public static Tensor operator ~(RefVariable x) => Ops.OpBuilder.Apply("LogicalNot", null, [x.value()]);
}
