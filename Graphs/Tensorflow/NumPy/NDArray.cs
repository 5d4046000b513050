using System.Collections;
using Array = System.Array;

namespace Tensorflow.NumPy;

/// <summary>
/// NumSharp's array under the name and with the types that programs with <c>using Tensorflow.NumPy;</c> expect:
/// <see cref="shape"/> is a <see cref="Tensorflow.Shape"/>, <see cref="dtype"/> a <see cref="TF_DataType"/>.
/// It is the same array, not a copy, and converts to and from NumSharp's without being asked.
/// </summary>
/// <remarks>
/// A class of its own because NumSharp's types cannot be given a second name in another namespace. A file takes
/// either <c>using NumSharp;</c> or <c>using Tensorflow.NumPy;</c>; with both, <c>np</c> and <c>NDArray</c> are ambiguous.
/// </remarks>
public sealed class NDArray(NumSharp.NDArray array) : IEnumerable
{
    private readonly NumSharp.NDArray _array = array;

    /// <summary>The sizes of the dimensions.</summary>
    public Shape shape => new([.. _array.shape]);

    /// <summary>The sizes of the dimensions.</summary>
    public long[] dims => _array.shape;

    /// <summary>The number of dimensions.</summary>
    public int ndim => _array.ndim;

    /// <summary>The number of elements.</summary>
    public long size => _array.size;

    /// <summary>The element type.</summary>
    public TF_DataType dtype => _array.dtype.as_tf_dtype();

    /// <summary>The array with its axes in reverse order.</summary>
    public NDArray T => _array.T;

    /// <summary>A part of the array, or one element: negative indices count from the end.</summary>
    public NDArray this[params int[] indices]
    {
        get => _array[Slices(indices)];
        set => _array[Slices(indices)] = value;
    }

    /// <summary>A part of the array in Python's notation: <c>x["1:3, ::2"]</c>.</summary>
    public NDArray this[string slice]
    {
        get => _array[slice];
        set => _array[slice] = value;
    }

    /// <summary>A part of the array, a slice a dimension.</summary>
    public NDArray this[params Slice[] slices]
    {
        get => _array[Array.ConvertAll(slices, slice => (NumSharp.Slice)slice)];
        set => _array[Array.ConvertAll(slices, slice => (NumSharp.Slice)slice)] = value;
    }

    /// <summary>The rows with these indices, or the elements where a boolean array is true.</summary>
    public NDArray this[NDArray indices]
    {
        get => _array[new object[] { indices._array }];
        set => _array[new object[] { indices._array }] = value;
    }

    /// <summary>The same elements with another shape; one dimension may be -1.</summary>
    public NDArray reshape(params int[] newshape) => _array.reshape(newshape);

    /// <summary>The same elements with another shape; one dimension may be -1.</summary>
    public NDArray reshape(Shape newshape) => _array.reshape(newshape.dims);

    /// <summary>The array with another element type.</summary>
    public NDArray astype(TF_DataType dtype) => _array.astype(dtype.as_system_dtype());

    /// <summary>All elements in row-major order.</summary>
    public T[] ToArray<T>() where T : unmanaged => _array.ToArray<T>();

    /// <summary>The sum of all elements.</summary>
    public NDArray sum() => np.sum(this);

    /// <summary>The mean of all elements.</summary>
    public NDArray mean() => np.mean(this);

    /// <summary>The largest element.</summary>
    public NDArray max() => np.max(this);

    /// <summary>The smallest element.</summary>
    public NDArray min() => np.min(this);

    /// <summary>The rows along the first axis.</summary>
    public IEnumerator GetEnumerator()
    {
        for (var row = 0; row < _array.shape[0]; row++) yield return this[row];
    }

    /// <inheritdoc cref="ArrayPrinter.Format"/>
    public override string ToString() => ArrayPrinter.Format(_array);

    public static implicit operator NDArray(NumSharp.NDArray array) => new(array);

    public static implicit operator NumSharp.NDArray(NDArray array) => array._array;

    public static implicit operator NDArray(Array values) => new(values);

    public static implicit operator NDArray(int value) => new(NumSharp.NDArray.Scalar(value));

    public static implicit operator NDArray(long value) => new(NumSharp.NDArray.Scalar(value));

    public static implicit operator NDArray(float value) => new(NumSharp.NDArray.Scalar(value));

    public static implicit operator NDArray(double value) => new(NumSharp.NDArray.Scalar(value));

    public static implicit operator NDArray(bool value) => new(NumSharp.NDArray.Scalar(value));

    public static explicit operator int(NDArray array) => (int)array._array;

    public static explicit operator long(NDArray array) => (long)array._array;

    public static explicit operator float(NDArray array) => (float)array._array;

    public static explicit operator double(NDArray array) => (double)array._array;

    public static explicit operator bool(NDArray array) => (bool)array._array;

    public static NDArray operator +(NDArray x, NDArray y) => x._array + y._array;

    public static NDArray operator -(NDArray x, NDArray y) => x._array - y._array;

    public static NDArray operator *(NDArray x, NDArray y) => x._array * y._array;

    public static NDArray operator /(NDArray x, NDArray y) => x._array / y._array;

    public static NDArray operator %(NDArray x, NDArray y) => x._array % y._array;

    public static NDArray operator -(NDArray x) => -x._array;

    public static NDArray operator <(NDArray x, NDArray y) => (NumSharp.NDArray)(x._array < y._array);

    public static NDArray operator >(NDArray x, NDArray y) => (NumSharp.NDArray)(x._array > y._array);

    public static NDArray operator <=(NDArray x, NDArray y) => (NumSharp.NDArray)(x._array <= y._array);

    public static NDArray operator >=(NDArray x, NDArray y) => (NumSharp.NDArray)(x._array >= y._array);

    private static NumSharp.Slice[] Slices(int[] indices) => Array.ConvertAll(indices, NumSharp.Slice.Index);
}
