using System.Numerics.Tensors;
using NumSharp;

namespace Tensorflow.Keras.Training;

/// <summary>All samples of one input or target, dense and of the type that is fed; an array that is so already is read where it lies.</summary>
internal sealed unsafe class DataColumn
{
    private readonly TensorValue _all;

    private DataColumn(TensorValue all, string what)
    {
        _all = all;
        What = what;
        Samples = all.Dims[0];
        RowDims = all.Dims[1..];
        RowBytes = Samples == 0 ? 0 : all.ByteCount / Samples;
    }

    /// <summary>What the data are for, as errors call them.</summary>
    public string What { get; }

    public int Samples { get; }

    /// <summary>The shape of one sample.</summary>
    public int[] RowDims { get; }

    public long RowBytes { get; }

    public TF_DataType DType => _all.DType;

    public TensorValue All => _all;

    /// <summary>A column from an array.</summary>
    /// <param name="data">An NDArray or an array of .NET.</param>
    /// <param name="dtype">The type to feed.</param>
    /// <param name="what">What the data are for, as errors call them.</param>
    /// <exception cref="ValueError">The array is empty, has no axis of samples, or holds NaN.</exception>
    public static DataColumn From(object data, TF_DataType dtype, string what)
    {
        var value = Dense(data, dtype, what);
        if (value.Rank == 0) throw NoSamples(what);
        if (value.Dims[0] == 0 || value.Count == 0) throw new ValueError($"{what} is empty (shape {value.Shape}); at least one sample is needed.");
        RequireNumbers(value, what);
        return new DataColumn(value, what);
    }

    /// <summary>The same samples with an axis of size 1 at the end.</summary>
    public DataColumn WithLastAxis() => new(_all.Reshaped([.. _all.Dims, 1]), What);

    /// <summary>Samples <paramref name="start"/> up to <paramref name="end"/>, where they lie.</summary>
    public DataColumn Part(int start, int end) => new(TensorValue.Over(_all.Data + start * RowBytes, _all, DType, [end - start, .. RowDims]), What);

    /// <summary>Makes <paramref name="view"/> stand for the samples from <paramref name="start"/> on, without a copy.</summary>
    public void View(TensorValue view, int start, int count)
    {
        Span<int> dims = stackalloc int[1 + RowDims.Length];
        dims[0] = count;
        RowDims.CopyTo(dims[1..]);
        view.Follow(_all.Data + start * RowBytes, _all, dims);
    }

    /// <summary>Copies the samples of these numbers behind each other.</summary>
    public void Gather(ReadOnlySpan<int> rows, TensorValue to)
    {
        if (RowBytes == sizeof(int))
        {
            var source = (int*)_all.Data;
            var target = (int*)to.Data;
            for (var i = 0; i < rows.Length; i++) target[i] = source[rows[i]];
            return;
        }
        for (var i = 0; i < rows.Length; i++) Buffer.MemoryCopy(_all.Data + rows[i] * RowBytes, to.Data + i * RowBytes, RowBytes, RowBytes);
    }

    public static ValueError NoSamples(string what) => new($"{what} is a single number; an array with one row a sample is needed.");

    private static TensorValue Dense(object data, TF_DataType dtype, string what)
    {
        if (data is NumPy.NDArray view) data = (NDArray)view;
        if (data is NDArray array && NDArrayBridge.IsDense(array, dtype))
        {
            return TensorValue.Over(NDArrayBridge.Address(array), array, dtype, Array.ConvertAll(array.shape, d => checked((int)d)));
        }
        TensorValue value;
        try
        {
            value = ValueConversion.ToValue(data);
        }
        catch (TensorflowException error)
        {
            throw new ValueError($"{what} is no array of numbers: {error.Message}", error);
        }
        if (value.DType == dtype) return value;
        if (value.IsObject) throw new ValueError($"{what} holds {value.DType.as_numpy_name()}, but numbers are needed.");
        if (value.DType == TF_DataType.TF_DOUBLE && dtype == TF_DataType.TF_FLOAT)
        {
            var single = TensorValue.Allocate(dtype, value.Dims);
            TensorPrimitives.ConvertSaturating<double, float>(value.Span<double>(), single.Span<float>());
            return single;
        }
        if (value.DType == TF_DataType.TF_UINT8 && dtype == TF_DataType.TF_FLOAT)
        {
            var single = TensorValue.Allocate(dtype, value.Dims);
            TensorPrimitives.ConvertSaturating<byte, float>(value.Span<byte>(), single.Span<float>());
            return single;
        }
        if (value.DType.is_floating() && dtype.is_integer()) RequireWhole(value, what);
        return ValueConversion.Convert(value, dtype);
    }

    private static void RequireWhole(TensorValue value, string what)
    {
        for (var i = 0; i < value.Count; i++)
        {
            var number = value.AsDouble(i);
            if (number != Math.Floor(number)) throw new ValueError($"{what} must hold whole numbers (labels or indices), but element {i} is {number.ToString(System.Globalization.CultureInfo.InvariantCulture)}.");
        }
    }

    private static void RequireNumbers(TensorValue value, string what)
    {
        var at = value.DType switch
        {
            // A sum is NaN where an element is; only then is the place looked for.
            TF_DataType.TF_FLOAT => float.IsNaN(TensorPrimitives.Sum<float>(value.Span<float>())) ? FirstNaN<float>(value) : -1,
            TF_DataType.TF_DOUBLE => double.IsNaN(TensorPrimitives.Sum<double>(value.Span<double>())) ? FirstNaN<double>(value) : -1,
            _ => -1,
        };
        if (at >= 0) throw new ValueError($"{what} holds NaN (the first in sample {at / Math.Max(1, value.Count / value.Dims[0])}, element {at} of shape {value.Shape}). Clean the data first.");
    }

    private static int FirstNaN<T>(TensorValue value) where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var elements = value.Span<T>();
        for (var i = 0; i < elements.Length; i++)
        {
            if (T.IsNaN(elements[i])) return i;
        }
        return -1;
    }
}
