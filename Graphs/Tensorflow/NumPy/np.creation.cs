using Array = System.Array;

namespace Tensorflow.NumPy;

public static partial class np
{
    /// <summary>An array of the elements of a .NET array of any rank.</summary>
    public static NDArray array(Array values, TF_DataType dtype = TF_DataType.DtInvalid)
    {
        NumSharp.NDArray made = NDArrayBridge.ToArray(ValueConversion.ToValue(values));
        return dtype == TF_DataType.DtInvalid ? made : made.astype(dtype.as_system_dtype());
    }

    /// <summary>A copy of an array.</summary>
    public static NDArray array(NDArray a, TF_DataType dtype = TF_DataType.DtInvalid) => new NDArray(NumSharp.np.copy(a)).astype(dtype == TF_DataType.DtInvalid ? a.dtype : dtype);

    /// <summary>A vector of these numbers.</summary>
    public static NDArray array<T>(params T[] values) where T : unmanaged => new NumSharp.NDArray(values);

    /// <summary>The array itself, or a .NET array as one.</summary>
    public static NDArray asarray(NDArray a, TF_DataType dtype = TF_DataType.DtInvalid) => dtype == TF_DataType.DtInvalid || dtype == a.dtype ? a : a.astype(dtype);

    /// <summary>0, 1, ..., <paramref name="stop"/> - 1, int64 as in NumPy.</summary>
    public static NDArray arange(int stop, TF_DataType dtype = TF_DataType.TF_INT64) => arange(0, stop, 1, dtype);

    /// <summary>The integers from <paramref name="start"/> to <paramref name="stop"/> (exclusive) in steps, int64 as in NumPy.</summary>
    public static NDArray arange(int start, int stop, int step = 1, TF_DataType dtype = TF_DataType.TF_INT64) =>
        new NDArray(NumSharp.np.arange((long)start, (long)stop, (long)step)).astype(dtype);

    /// <summary>The numbers from <paramref name="start"/> to <paramref name="stop"/> (exclusive) in steps, float64.</summary>
    public static NDArray arange(double start, double stop, double step = 1.0) => NumSharp.np.arange(start, stop, step);

    /// <summary><paramref name="num"/> numbers evenly spread from start to stop, both included.</summary>
    public static NDArray linspace(double start, double stop, int num = 50, TF_DataType dtype = TF_DataType.TF_DOUBLE) =>
        NumSharp.np.linspace(start, stop, num, true, dtype.as_system_dtype());

    public static NDArray zeros(Shape shape, TF_DataType dtype = TF_DataType.TF_DOUBLE) => NumSharp.np.zeros(shape.dims, dtype.as_system_dtype());

    public static NDArray ones(Shape shape, TF_DataType dtype = TF_DataType.TF_DOUBLE) => NumSharp.np.ones(shape.dims, dtype.as_system_dtype());

    public static NDArray full(Shape shape, object value, TF_DataType dtype = TF_DataType.DtInvalid) => NumSharp.np.full(shape.dims, value, SystemType(dtype));

    public static NDArray zeros_like(NDArray a) => NumSharp.np.zeros_like(a);

    public static NDArray ones_like(NDArray a) => NumSharp.np.ones_like(a);

    public static NDArray full_like(NDArray a, object value) => NumSharp.np.full_like(a, value);

    /// <summary>Ones on the diagonal, zeros elsewhere.</summary>
    public static NDArray eye(int n, int? m = null, int k = 0, TF_DataType dtype = TF_DataType.TF_DOUBLE) => NumSharp.np.eye(n, m, k, dtype.as_system_dtype());

    /// <summary>Reads a .npy file.</summary>
    public static NDArray load(string file) => (NumSharp.NDArray)NumSharp.np.load(file);

    /// <summary>Writes a .npy file.</summary>
    public static void save(string file, NDArray a) => NumSharp.np.save(file, (NumSharp.NDArray)a);
}
