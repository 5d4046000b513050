namespace Tensorflow.NumPy;

/// <summary>
/// NumPy for files that say <c>using Tensorflow.NumPy;</c>: NumSharp's functions with <see cref="NDArray"/> and
/// <see cref="TF_DataType"/>, and a random stream that gives NumPy's numbers. What is not here is in <see cref="NumSharp.np"/>.
/// </summary>
public static partial class np
{
    public static TF_DataType float32 => TF_DataType.TF_FLOAT;

    public static TF_DataType float64 => TF_DataType.TF_DOUBLE;

    public static TF_DataType int8 => TF_DataType.TF_INT8;

    public static TF_DataType int16 => TF_DataType.TF_INT16;

    public static TF_DataType int32 => TF_DataType.TF_INT32;

    public static TF_DataType int64 => TF_DataType.TF_INT64;

    public static TF_DataType uint8 => TF_DataType.TF_UINT8;

    public static TF_DataType @bool => TF_DataType.TF_BOOL;

    public const double pi = Math.PI;

    public const double e = Math.E;

    public const double nan = double.NaN;

    public const double inf = double.PositiveInfinity;

    /// <summary>NumPy's legacy stream: <c>np.random.seed(0); np.random.rand(5)</c>.</summary>
    public static RandomState random { get; } = new();

    private static Type? SystemType(TF_DataType dtype) => dtype == TF_DataType.DtInvalid ? null : dtype.as_system_dtype();
}
