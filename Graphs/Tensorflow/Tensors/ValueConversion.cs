using System.Text;
using NumSharp;

namespace Tensorflow;

/// <summary>Turns what a .NET program has (numbers, strings, arrays of any rank, jagged arrays, NDArrays) into tensor values.</summary>
internal static class ValueConversion
{
    /// <summary>The value as a tensor, of type <paramref name="dtype"/> if one is given.</summary>
    /// <exception cref="TypeError">The value is no tensor, or would lose what it says in that type.</exception>
    public static TensorValue ToValue(object? value, TF_DataType dtype = TF_DataType.DtInvalid)
    {
        dtype = dtype.as_base_dtype();
        var natural = Natural(value);
        // Numbers alone and lists of them have Python's types: their width is decided by what they are used with.
        if (dtype == TF_DataType.DtInvalid) return natural.DType == TF_DataType.TF_DOUBLE && IsPythonNumber(value) ? Convert(natural, TF_DataType.TF_FLOAT) : natural;
        if (natural.DType == dtype) return natural;
        if (!CanBecome(natural, dtype)) throw new TypeError($"Expected {dtype.as_numpy_name()}, but got {Describe(value)} of type '{natural.DType.as_numpy_name()}'.");
        return Convert(natural, dtype);
    }

    /// <summary>The value with another number type; fractions are cut off towards zero.</summary>
    public static TensorValue Convert(TensorValue value, TF_DataType dtype)
    {
        if (value.DType == dtype) return value;
        var result = TensorValue.Allocate(dtype, value.Dims);
        Convert(value, result);
        return result;
    }

    /// <summary>As the other overload, into a value of the same count.</summary>
    public static void Convert(TensorValue value, TensorValue result)
    {
        switch (value.DType, result.DType)
        {
            case var (from, to) when from == to:
                value.CopyTo(result);
                break;
            case (TF_DataType.TF_DOUBLE, TF_DataType.TF_FLOAT):
                System.Numerics.Tensors.TensorPrimitives.ConvertTruncating<double, float>(value.Span<double>(), result.Span<float>());
                break;
            case var (from, to) when from.is_integer() && !to.is_floating():
                for (var i = 0; i < value.Count; i++) SetLong(result, i, value.AsLong(i));
                break;
            default:
                for (var i = 0; i < value.Count; i++) SetDouble(result, i, value.AsDouble(i));
                break;
        }
    }

    private static TensorValue Natural(object? value) => value switch
    {
        null => throw new ValueError("None values not supported: null was given where a tensor is needed."),
        TensorValue already => already,
        float v => TensorValue.Scalar(v),
        double v => TensorValue.Scalar(v),
        int v => TensorValue.Scalar(v),
        long v => TensorValue.Scalar(v),
        bool v => TensorValue.Scalar(v),
        byte v => TensorValue.Scalar(v),
        sbyte v => TensorValue.Scalar(v),
        short v => TensorValue.Scalar(v),
        ushort v => TensorValue.Scalar(v),
        uint v => TensorValue.Scalar(v),
        ulong v => TensorValue.Scalar(v),
        string v => TensorValue.FromObjects(TF_DataType.TF_STRING, [Encoding.UTF8.GetBytes(v)], []),
        NDArray v => NDArrayBridge.ToValue(v),
        NumPy.NDArray v => NDArrayBridge.ToValue(v),
        Shape v => TensorValue.Vector(v.ToInts()),
        Array v => FromArray(v),
        System.Collections.IEnumerable v => FromArray(v.Cast<object>().ToArray()),
        _ => throw new TypeError($"A value of type {value.GetType()} cannot become a tensor; use a number, a boolean, a string, an array of them or an NDArray."),
    };

    private static TensorValue FromArray(Array array)
    {
        var element = array.GetType().GetElementType()!;
        if (array.Rank == 1 && (element.IsArray || element == typeof(object) || element == typeof(NDArray))) return Stack(array);
        var dims = new int[array.Rank];
        for (var i = 0; i < dims.Length; i++) dims[i] = array.GetLength(i);
        if (element == typeof(string))
        {
            return TensorValue.FromObjects(TF_DataType.TF_STRING, [.. array.Cast<string>().Select(s => (object)Encoding.UTF8.GetBytes(s))], dims);
        }
        var value = TensorValue.Allocate(element.as_tf_dtype(), dims);
        CopyBytes(array, value);
        return value;
    }

    private static unsafe void CopyBytes(Array array, TensorValue value)
    {
        if (value.Count == 0) return;
        ref var first = ref System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(array);
        fixed (byte* source = &first) System.Buffer.MemoryCopy(source, value.Data, value.ByteCount, value.ByteCount);
    }

    private static TensorValue Stack(Array parts)
    {
        if (parts.Length == 0) return TensorValue.Allocate(TF_DataType.TF_FLOAT, [0]);
        var values = new TensorValue[parts.Length];
        for (var i = 0; i < values.Length; i++) values[i] = Natural(parts.GetValue(i));
        var type = Array.Find(values, v => v.DType.is_floating())?.DType ?? values[0].DType;
        for (var i = 0; i < values.Length; i++)
        {
            if (!values[i].Dims.AsSpan().SequenceEqual(values[0].Dims))
                throw new ValueError($"The array is ragged: element 0 has shape {values[0].Shape}, element {i} has shape {values[i].Shape}; all must have one shape.");
            values[i] = Convert(values[i], type);
        }
        int[] dims = [values.Length, .. values[0].Dims];
        if (type == TF_DataType.TF_STRING) return TensorValue.FromObjects(type, [.. values.SelectMany(v => v.Objects)], dims);
        var result = TensorValue.Allocate(type, dims);
        for (var i = 0; i < values.Length; i++)
        {
            var bytes = (int)values[i].ByteCount;
            unsafe { new ReadOnlySpan<byte>(values[i].Data, bytes).CopyTo(new Span<byte>(result.Data + (long)i * bytes, bytes)); }
        }
        return result;
    }

    private static bool IsPythonNumber(object? value) =>
        value is double or float or int or int[] || value is object[] list && Array.TrueForAll(list, IsPythonNumber);

    private static bool CanBecome(TensorValue value, TF_DataType dtype)
    {
        if (value.IsObject || dtype.size() == 0) return false;
        if (dtype == TF_DataType.TF_BOOL) return value.DType == TF_DataType.TF_BOOL;
        if (value.DType == TF_DataType.TF_BOOL) return false;
        return dtype.is_floating() || value.DType.is_integer();
    }

    private static string Describe(object? value) => value switch
    {
        string text => $"'{text}'",
        Array array => $"an array of {array.GetType().GetElementType()?.Name}",
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? "null",
    };

    private static void SetLong(TensorValue result, int index, long v)
    {
        try
        {
            checked
            {
                switch (result.DType)
                {
                    case TF_DataType.TF_INT32: result.Span<int>()[index] = (int)v; break;
                    case TF_DataType.TF_INT64: result.Span<long>()[index] = v; break;
                    case TF_DataType.TF_UINT8: result.Span<byte>()[index] = (byte)v; break;
                    case TF_DataType.TF_INT8: result.Span<sbyte>()[index] = (sbyte)v; break;
                    case TF_DataType.TF_INT16: result.Span<short>()[index] = (short)v; break;
                    case TF_DataType.TF_UINT16: result.Span<ushort>()[index] = (ushort)v; break;
                    case TF_DataType.TF_UINT32: result.Span<uint>()[index] = (uint)v; break;
                    case TF_DataType.TF_UINT64: result.Span<ulong>()[index] = (ulong)v; break;
                    default: throw new TypeError($"An integer cannot become {result.DType.as_numpy_name()}.");
                }
            }
        }
        catch (OverflowException error)
        {
            throw new ValueError($"The value {v} does not fit into {result.DType.as_numpy_name()}.", error);
        }
    }

    private static void SetDouble(TensorValue result, int index, double v)
    {
        switch (result.DType)
        {
            case TF_DataType.TF_FLOAT: result.Span<float>()[index] = (float)v; break;
            case TF_DataType.TF_DOUBLE: result.Span<double>()[index] = v; break;
            case TF_DataType.TF_HALF: result.Span<Half>()[index] = (Half)v; break;
            default: SetLong(result, index, (long)v); break;
        }
    }
}
