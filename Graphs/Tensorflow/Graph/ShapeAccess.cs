namespace Tensorflow;

/// <summary>TensorFlow's method forms of the shape; extensions, because the property <c>shape</c> reserves their names in the classes.</summary>
public static class ShapeAccess
{
    /// <summary>The shape as far as it is known when the graph is built.</summary>
    public static Shape get_shape(this Tensor tensor) => tensor.shape;

    /// <summary>The variable's shape.</summary>
    public static Shape get_shape(this RefVariable variable) => variable.shape;

    /// <summary>Adds what the program knows of the shape; later operations build on it.</summary>
    /// <exception cref="ValueError">It contradicts what is known.</exception>
    public static void set_shape(this Tensor tensor, Shape shape)
    {
        if (!tensor.shape.is_compatible_with(shape))
            throw new ValueError($"The tensor {tensor.name} has shape {tensor.shape}, which {shape} contradicts (made at {tensor.op.DefinedAt}).");
        tensor.MergeShape(shape);
    }
}
