using System.Text;
using NumSharp;

namespace Tensorflow;

/// <summary>Tensor values as NumSharp arrays and back. Data are copied: an array never points into a session's memory.</summary>
internal static class NDArrayBridge
{
    public static unsafe TensorValue ToValue(NDArray array)
    {
        var dims = Array.ConvertAll(array.shape, d => checked((int)d));
        if (array.typecode == NPTypeCode.String || array.typecode == NPTypeCode.Char)
        {
            return TensorValue.FromObjects(TF_DataType.TF_STRING, [Encoding.UTF8.GetBytes(NDArray.AsString(array))], []);
        }
        var value = TensorValue.Allocate(array.dtype.as_tf_dtype(), dims);
        if (value.Count == 0) return value;
        var dense = array.Shape.IsContiguous ? array : array.copy('C');
        dense.CopyTo((IntPtr)value.Data);
        return value;
    }

    /// <summary>Feeds the array's elements where they lie, if they are dense and of this type; else gives false.</summary>
    public static unsafe bool TryFeedInPlace(NDArray array, TF_DataType dtype, RunRequest request)
    {
        if (array.size == 0 || !array.Shape.IsContiguous || array.typecode is NPTypeCode.String or NPTypeCode.Char or NPTypeCode.Decimal or NPTypeCode.Complex || array.dtype.as_tf_dtype() != dtype) return false;
        Span<int> dims = stackalloc int[array.ndim];
        for (var i = 0; i < dims.Length; i++) dims[i] = checked((int)array.shape[i]);
        request.AddInPlace(array.Unsafe.Address, array, dtype, dims);
        return true;
    }

    public static unsafe NDArray ToArray(TensorValue value)
    {
        if (value.DType == TF_DataType.TF_STRING)
            throw new TypeError("Tensors of strings are fetched by sess.run_strings or tensor.eval_strings: an NDArray holds numbers.");
        var array = new NDArray(value.DType.as_system_dtype(), new NumSharp.Shape(Array.ConvertAll(value.Dims, d => (long)d)), false);
        if (value.Count > 0) System.Buffer.MemoryCopy(value.Data, (void*)array.Unsafe.Address, value.ByteCount, value.ByteCount);
        return array;
    }
}
