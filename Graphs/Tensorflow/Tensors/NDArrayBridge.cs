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

    /// <summary>Adds a dense array of numbers as a feed for a tensor of this type, as <see cref="RunRequest.TryAdd(void*, object, TF_DataType, TF_DataType, ReadOnlySpan{int})"/> does.</summary>
    public static unsafe bool TryAdd(NDArray array, TF_DataType dtype, RunRequest request)
    {
        if (!IsDense(array)) return false;
        Span<int> dims = stackalloc int[array.ndim];
        for (var i = 0; i < dims.Length; i++) dims[i] = checked((int)array.shape[i]);
        return request.TryAdd(Address(array), array, array.dtype.as_tf_dtype(), dtype, dims);
    }

    /// <summary>True for an array of numbers that lie one after the other: a whole array, or some rows of one.</summary>
    public static bool IsDense(NDArray array) =>
        array.size > 0 && array.Shape.IsContiguous && array.typecode is not (NPTypeCode.String or NPTypeCode.Char or NPTypeCode.Decimal or NPTypeCode.Complex);

    /// <summary>True for such an array with elements of this type.</summary>
    public static bool IsDense(NDArray array, TF_DataType dtype) => IsDense(array) && array.dtype.as_tf_dtype() == dtype;

    /// <summary>Where the first element of a dense array lies. NumSharp itself gives no address of the first rows of an array.</summary>
    public static unsafe void* Address(NDArray array) => (byte*)array.Unsafe.Storage.Address + array.Shape.Offset * array.dtypesize;

    public static unsafe NDArray ToArray(TensorValue value)
    {
        if (value.DType == TF_DataType.TF_STRING)
            throw new TypeError("Tensors of strings are fetched by sess.run_strings or tensor.eval_strings: an NDArray holds numbers.");
        var array = new NDArray(value.DType.as_system_dtype(), new NumSharp.Shape(Array.ConvertAll(value.Dims, d => (long)d)), false);
        if (value.Count > 0) System.Buffer.MemoryCopy(value.Data, (void*)array.Unsafe.Address, value.ByteCount, value.ByteCount);
        return array;
    }
}
