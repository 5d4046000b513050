namespace Tensorflow.NumPy;

public static partial class np
{
    public static NDArray reshape(NDArray a, Shape shape) => a.reshape(shape);

    public static NDArray transpose(NDArray a, int[]? axes = null) => NumSharp.np.transpose(a, axes);

    public static NDArray expand_dims(NDArray a, int axis) => NumSharp.np.expand_dims(a, axis);

    public static NDArray squeeze(NDArray a) => NumSharp.np.squeeze((NumSharp.NDArray)a);

    public static NDArray squeeze(NDArray a, int axis) => NumSharp.np.squeeze(a, axis);

    public static NDArray ravel(NDArray a) => NumSharp.np.ravel(a);

    /// <summary>The arrays one after the other along an existing axis.</summary>
    public static NDArray concatenate(NDArray[] arrays, int axis = 0) => NumSharp.np.concatenate(Arrays(arrays), axis);

    /// <summary>The arrays side by side along a new axis.</summary>
    public static NDArray stack(NDArray[] arrays, int axis = 0) => NumSharp.np.stack(Arrays(arrays), axis);

    public static NDArray vstack(params NDArray[] arrays) => NumSharp.np.vstack(Arrays(arrays));

    public static NDArray hstack(params NDArray[] arrays) => NumSharp.np.hstack(Arrays(arrays));

    public static NDArray repeat(NDArray a, int repeats, int? axis = null) => NumSharp.np.repeat((NumSharp.NDArray)a, repeats, axis);

    public static NDArray tile(NDArray a, params int[] reps) => NumSharp.np.tile(a, reps);

    /// <summary>x where the condition is true, else y.</summary>
    public static NDArray where(NDArray condition, NDArray x, NDArray y) => NumSharp.np.where((NumSharp.NDArray)condition, (NumSharp.NDArray)x, (NumSharp.NDArray)y);

    public static NDArray sort(NDArray a, int axis = -1) => NumSharp.np.sort(a, axis);

    public static NDArray argsort(NDArray a, int axis = -1) => NumSharp.np.argsort(a, axis);

    public static NDArray argmax(NDArray a, int? axis = null) => axis is { } along ? NumSharp.np.argmax(a, along) : (NDArray)(long)NumSharp.np.argmax(a);

    public static NDArray argmin(NDArray a, int? axis = null) => axis is { } along ? NumSharp.np.argmin(a, along) : (NDArray)(long)NumSharp.np.argmin(a);

    private static NumSharp.NDArray[] Arrays(NDArray[] arrays) => System.Array.ConvertAll(arrays, a => (NumSharp.NDArray)a);
}
