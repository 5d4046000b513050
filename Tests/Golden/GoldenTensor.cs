using System.Text.Json;
using NUnit.Framework;
using Tensorflow;

namespace TfExercises.Tests.Golden;

/// <summary>How far two floats may be apart: |got - want| &lt;= atol + rtol * |want|.</summary>
readonly record struct Tolerance(double Relative, double Absolute)
{
    public bool Allows(double got, double want) =>
        double.IsNaN(want) ? double.IsNaN(got)
        : double.IsInfinity(want) ? got == want
        : Math.Abs(got - want) <= Absolute + Relative * Math.Abs(want);
}

/// <summary>Tensors of golden files: read, and compared with what was computed.</summary>
static class GoldenTensor
{
    /// <summary>Reads <c>{"dtype": "float32", "shape": [2,3], "data": BASE64}</c>, little-endian and row-major.</summary>
    public static unsafe TensorValue Read(JsonElement json)
    {
        var dtype = DataTypes.from_numpy_name(json.GetProperty("dtype").GetString()!);
        int[] dims = [.. json.GetProperty("shape").EnumerateArray().Select(d => d.GetInt32())];
        var bytes = json.GetProperty("data").GetBytesFromBase64();
        var value = TensorValue.Allocate(dtype, dims);
        if (bytes.Length != value.ByteCount) throw new InvalidDataException($"A golden tensor of {value.ByteCount} bytes has {bytes.Length}.");
        bytes.CopyTo(new Span<byte>(value.Data, bytes.Length));
        return value;
    }

    /// <summary>Fails with the tensor's name, the first index that differs, what was computed and what TensorFlow gives.</summary>
    public static void AssertEqual(string what, TensorValue? got, TensorValue want, Tolerance tolerance)
    {
        if (got is null) throw new AssertionException($"{what}: got nothing, want {Describe(want)}");
        if (got.DType != want.DType || !got.Dims.AsSpan().SequenceEqual(want.Dims))
            throw new AssertionException($"{what}: got {Describe(got)}, want {Describe(want)}");
        var wrong = 0;
        var first = -1;
        for (var i = 0; i < want.Count; i++)
        {
            if (Same(got, want, i, tolerance)) continue;
            if (wrong++ == 0) first = i;
        }
        if (wrong > 0)
            throw new AssertionException(
                $"{what}[{Place(first, want.Dims)}]: got {Text(got, first)}, want {Text(want, first)} ({wrong} of {want.Count} differ, rtol {tolerance.Relative}, atol {tolerance.Absolute})");
    }

    static bool Same(TensorValue got, TensorValue want, int i, Tolerance tolerance)
    {
        if (want.DType.is_floating()) return tolerance.Allows(got.AsDouble(i), want.AsDouble(i));
        return want.DType switch
        {
            TF_DataType.TF_BOOL => got.AsDouble(i) == want.AsDouble(i),
            TF_DataType.TF_UINT64 => got.Span<ulong>()[i] == want.Span<ulong>()[i],
            TF_DataType.TF_UINT32 => got.Span<uint>()[i] == want.Span<uint>()[i],
            _ => got.AsLong(i) == want.AsLong(i),
        };
    }

    static string Describe(TensorValue value) => $"{value.DType.as_numpy_name()}{value.Shape}";

    static string Text(TensorValue value, int i) => value.DType.is_floating()
        ? value.AsDouble(i).ToString("G9", System.Globalization.CultureInfo.InvariantCulture)
        : value.DType == TF_DataType.TF_BOOL ? (value.AsDouble(i) != 0).ToString() : value.AsDouble(i).ToString(System.Globalization.CultureInfo.InvariantCulture);

    static string Place(int index, int[] dims)
    {
        var places = new int[dims.Length];
        for (var axis = dims.Length - 1; axis >= 0; axis--) (index, places[axis]) = Math.DivRem(index, dims[axis]);
        return string.Join(", ", places);
    }
}
