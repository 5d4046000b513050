namespace Tensorflow.Ops;

/// <summary>Short forms for gradient rules, which add many operations with default attributes.</summary>
internal static class GraphCalls
{
    /// <summary>Adds an operation of this type with its default attributes and name; its first output.</summary>
    public static Tensor Node(string type, params ReadOnlySpan<TensorLike> inputs) => OpBuilder.Apply(type, null, inputs);

    /// <summary>The shape of a tensor as a vector of int32; a constant where it is known.</summary>
    public static Tensor ShapeOf(Tensor x) =>
        x.shape.IsFullyDefined ? Const.Apply(TensorValue.Vector(x.shape.ToInts()), "Shape") : Node("Shape", x);

    /// <summary>Zeros in the shape and type of a tensor.</summary>
    public static Tensor ZerosLike(Tensor x) => Node("ZerosLike", x);
}
