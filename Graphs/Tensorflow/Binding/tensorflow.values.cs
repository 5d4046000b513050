using Tensorflow.Ops;

namespace Tensorflow;

public sealed partial class tensorflow
{
    /// <summary>
    /// A constant. One value fills the whole <paramref name="shape"/>; an array is reshaped to it.
    /// Numbers alone are float32 or int32, as in Python; arrays keep their type unless <paramref name="dtype"/> is given.
    /// </summary>
    /// <exception cref="TypeError">The value does not fit into <paramref name="dtype"/>.</exception>
    /// <exception cref="ValueError">The array has another number of elements than <paramref name="shape"/>.</exception>
    public Tensor constant(object value, TF_DataType dtype = TF_DataType.DtInvalid, Shape? shape = null, string name = "Const", bool verify_shape = false)
    {
        // An array given with a type is a value like Python's list or NumPy array: NumPy casts it.
        var natural = ValueConversion.ToValue(value, value is NumSharp.NDArray or NumPy.NDArray ? TF_DataType.DtInvalid : dtype);
        var tensor = dtype == TF_DataType.DtInvalid ? natural : ValueConversion.Convert(natural, dtype);
        return Const.Apply(shape is null ? tensor : Filled(tensor, shape, verify_shape), name);
    }

    /// <summary>A tensor to feed. A shape of null accepts every rank; -1 in it accepts every size.</summary>
    public Tensor placeholder(TF_DataType dtype, Shape? shape = null, string? name = null) =>
        OpBuilder.Apply("Placeholder", name, [], ("dtype", dtype), ("shape", shape ?? Shape.Unknown));

    /// <summary>A tensor that may be fed and has the value of <paramref name="input"/> otherwise.</summary>
    public Tensor placeholder_with_default(TensorLike input, Shape? shape, string? name = null) =>
        OpBuilder.Apply("PlaceholderWithDefault", name, [input], ("shape", shape ?? Shape.Unknown));

    /// <summary>A variable with an initial value, which also gives its type and shape.</summary>
    public RefVariable Variable(TensorLike initial_value, bool trainable = true, IEnumerable<string>? collections = null, bool validate_shape = true, string? name = null, TF_DataType dtype = TF_DataType.DtInvalid, bool? use_resource = null) =>
        VariableFactory.Create(initial_value, trainable, name, dtype, collections, validate_shape, use_resource: use_resource);

    /// <summary>The value as a tensor: a tensor or variable as it is, anything else as a constant.</summary>
    public Tensor convert_to_tensor(TensorLike value, TF_DataType dtype = TF_DataType.DtInvalid, string? name = null) => value.ToTensor(name, dtype);

    /// <summary>The same tensor under another name.</summary>
    public Tensor identity(TensorLike input, string? name = null) => Identity.Apply(input, name);

    /// <summary>The same tensor, through which no gradient flows.</summary>
    public Tensor stop_gradient(TensorLike input, string? name = null) => OpBuilder.Apply("StopGradient", name, [input]);

    private static TensorValue Filled(TensorValue value, Shape shape, bool verifyShape)
    {
        var dims = shape.ToInts();
        var count = TensorValue.CountOf(dims);
        if (verifyShape && value.Shape != shape) throw new TypeError($"Expected Tensor's shape: {shape}, got {value.Shape}.");
        if (value.Count == count) return value.Reshaped(dims);
        // One number fills any shape, also one without elements.
        if (count == 0 && value.Rank == 0) return TensorValue.Allocate(value.DType, dims);
        if (value.Count > count || value.Count == 0)
            throw new ValueError($"Too many elements provided. Needed at most {count} for shape {shape}, but received {value.Count}.");
        var filled = TensorValue.Allocate(value.DType, dims);
        for (var i = 0; i < count; i++) MoveRows.CopyRows(value, Math.Min(i, value.Count - 1), 0, filled, i, 0, 1, 1);
        return filled;
    }
}
