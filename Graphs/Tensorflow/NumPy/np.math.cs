namespace Tensorflow.NumPy;

public static partial class np
{
    public static NDArray sum(NDArray a, int? axis = null, bool keepdims = false) => NumSharp.np.sum(a, axis, keepdims);

    public static NDArray prod(NDArray a, int? axis = null) => NumSharp.np.prod(a, axis);

    public static NDArray mean(NDArray a, int? axis = null, bool keepdims = false) =>
        axis is { } along ? NumSharp.np.mean(a, along, keepdims) : NumSharp.np.mean(a, keepdims);

    /// <summary>The standard deviation, the mean of the squares taken over all n elements.</summary>
    public static NDArray std(NDArray a, int? axis = null, bool keepdims = false) =>
        axis is { } along ? NumSharp.np.std(a, along, keepdims) : NumSharp.np.std(a, keepdims);

    /// <summary>The variance, the mean of the squares taken over all n elements.</summary>
    public static NDArray var(NDArray a, int? axis = null, bool keepdims = false) =>
        axis is { } along ? NumSharp.np.var(a, along, keepdims) : NumSharp.np.var(a, keepdims);

    public static NDArray max(NDArray a, int? axis = null, bool keepdims = false) => NumSharp.np.max(a, axis, keepdims);

    public static NDArray min(NDArray a, int? axis = null, bool keepdims = false) => NumSharp.np.min(a, axis, keepdims);

    public static NDArray amax(NDArray a, int? axis = null) => max(a, axis);

    public static NDArray amin(NDArray a, int? axis = null) => min(a, axis);

    public static NDArray cumsum(NDArray a, int? axis = null) => NumSharp.np.cumsum(a, axis);

    public static NDArray maximum(NDArray x, NDArray y) => NumSharp.np.maximum(x, y);

    public static NDArray minimum(NDArray x, NDArray y) => NumSharp.np.minimum(x, y);

    public static NDArray clip(NDArray a, NDArray low, NDArray high) => NumSharp.np.clip(a, low, high);

    public static NDArray dot(NDArray a, NDArray b) => NumSharp.np.dot(a, b);

    public static NDArray matmul(NDArray a, NDArray b) => NumSharp.np.matmul(a, b);

    public static NDArray power(NDArray x, NDArray y) => NumSharp.np.power((NumSharp.NDArray)x, (NumSharp.NDArray)y);

    public static NDArray square(NDArray x) => x * x;

    public static NDArray abs(NDArray x) => NumSharp.np.abs(x);

    public static NDArray sign(NDArray x) => NumSharp.np.sign(x);

    public static NDArray exp(NDArray x) => NumSharp.np.exp(x);

    public static NDArray log(NDArray x) => NumSharp.np.log(x);

    public static NDArray sqrt(NDArray x) => NumSharp.np.sqrt(x);

    public static NDArray sin(NDArray x) => NumSharp.np.sin(x);

    public static NDArray cos(NDArray x) => NumSharp.np.cos(x);

    public static NDArray tan(NDArray x) => NumSharp.np.tan(x);

    public static NDArray tanh(NDArray x) => NumSharp.np.tanh(x);

    public static NDArray floor(NDArray x) => NumSharp.np.floor(x);

    public static NDArray ceil(NDArray x) => NumSharp.np.ceil(x);

    /// <summary>Rounded to a number of decimals, halves to the even neighbour.</summary>
    public static NDArray round(NDArray x, int decimals = 0) => NumSharp.np.around(x, decimals);

    public static NDArray equal(NDArray x, NDArray y) => NumSharp.np.equal((NumSharp.NDArray)x, (NumSharp.NDArray)y);

    public static NDArray isnan(NDArray x) => NumSharp.np.isnan(x);

    public static bool all(NDArray a) => NumSharp.np.all((NumSharp.NDArray)a);

    public static bool any(NDArray a) => NumSharp.np.any((NumSharp.NDArray)a);

    /// <summary>True when |a - b| &lt;= atol + rtol |b| everywhere.</summary>
    public static bool allclose(NDArray a, NDArray b, double rtol = 1e-5, double atol = 1e-8) => NumSharp.np.allclose(a, b, rtol, atol);

    public static bool array_equal(NDArray a, NDArray b) => NumSharp.np.array_equal(a, b);
}
