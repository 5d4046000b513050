namespace Tensorflow;

/// <summary>The least and greatest numbers of the element types.</summary>
internal static class NumberRange
{
    /// <summary>The least finite number.</summary>
    /// <exception cref="TypeError">The type holds no real numbers.</exception>
    public static double Least(TF_DataType type) => Of(type).Least;

    /// <summary>The greatest finite number.</summary>
    /// <exception cref="TypeError">The type holds no real numbers.</exception>
    public static double Greatest(TF_DataType type) => Of(type).Greatest;

    /// <summary>A constant of type <paramref name="type"/> at a limit of another type, or the number next to it that does not lie beyond.</summary>
    public static Tensor Constant(double limit, TF_DataType type, string name)
    {
        var value = ValueConversion.Convert(TensorValue.Scalar(limit), type);
        // 2^63, which stands for the greatest int64, is a uint64 beyond it.
        if (type == TF_DataType.TF_UINT64 && limit == long.MaxValue) value.Span<ulong>()[0] = long.MaxValue;
        if (type == TF_DataType.TF_FLOAT && Math.Abs((double)value.Span<float>()[0]) > Math.Abs(limit))
            value.Span<float>()[0] = limit > 0 ? MathF.BitDecrement((float)limit) : MathF.BitIncrement((float)limit);
        return Ops.Const.Apply(value, name);
    }

    private static (double Least, double Greatest) Of(TF_DataType type) => type switch
    {
        TF_DataType.TF_DOUBLE => (double.MinValue, double.MaxValue),
        TF_DataType.TF_FLOAT => (float.MinValue, float.MaxValue),
        TF_DataType.TF_HALF => ((double)Half.MinValue, (double)Half.MaxValue),
        TF_DataType.TF_BFLOAT16 => (-3.3895313892515355e38, 3.3895313892515355e38),
        TF_DataType.TF_INT8 => (sbyte.MinValue, sbyte.MaxValue),
        TF_DataType.TF_UINT8 => (byte.MinValue, byte.MaxValue),
        TF_DataType.TF_INT16 => (short.MinValue, short.MaxValue),
        TF_DataType.TF_UINT16 => (ushort.MinValue, ushort.MaxValue),
        TF_DataType.TF_INT32 => (int.MinValue, int.MaxValue),
        TF_DataType.TF_UINT32 => (uint.MinValue, uint.MaxValue),
        TF_DataType.TF_INT64 => (long.MinValue, long.MaxValue),
        TF_DataType.TF_UINT64 => (ulong.MinValue, ulong.MaxValue),
        _ => throw new TypeError($"The type {type.as_numpy_name()} has no range of numbers."),
    };
}
