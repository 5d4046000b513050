namespace Tensorflow.Ops;

/// <summary>Reading and writing of small tensors of int32 or int64 (shapes, axes, indices) without allocation.</summary>
internal static class IntTensor
{
    /// <summary>Writes one element.</summary>
    public static void Set(TensorValue tensor, int index, long value)
    {
        switch (tensor.DType)
        {
            case TF_DataType.TF_INT32: tensor.Span<int>()[index] = checked((int)value); break;
            case TF_DataType.TF_INT64: tensor.Span<long>()[index] = value; break;
            default: throw new InternalError($"An index tensor cannot be {tensor.DType.as_numpy_name()}.");
        }
    }

    /// <summary>Writes all elements.</summary>
    public static void Set(TensorValue tensor, ReadOnlySpan<int> values)
    {
        for (var i = 0; i < values.Length; i++) Set(tensor, i, values[i]);
    }

    /// <summary>Reads all elements.</summary>
    public static void Read(TensorValue tensor, Span<int> values)
    {
        for (var i = 0; i < tensor.Count; i++) values[i] = tensor.AsInt(i);
    }

    /// <summary>Reads the element of a tensor that must hold one.</summary>
    public static int Scalar(TensorValue tensor, string argument) => tensor.Count == 1
        ? tensor.AsInt(0)
        : throw new InvalidArgumentError($"{argument} must be a scalar, but has shape {tensor.Shape}.");

    /// <summary>The product of sizes.</summary>
    public static int Product(ReadOnlySpan<int> dims)
    {
        var product = 1;
        foreach (var dim in dims) product *= dim;
        return product;
    }
}
