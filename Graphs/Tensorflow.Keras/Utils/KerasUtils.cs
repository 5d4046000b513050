using NumSharp;
using Tensorflow.Keras.Saving;
using static Tensorflow.Binding;

namespace Tensorflow.Keras;

/// <summary><c>keras.utils</c>.</summary>
public sealed partial class KerasUtils
{
    internal KerasUtils() { }

    /// <summary>Class numbers as rows of zeros with a one: shape y + (num_classes), float32.</summary>
    /// <param name="y">Whole numbers from 0; a last axis of 1 is dropped.</param>
    /// <param name="num_classes">The number of classes; the largest number + 1 unless given.</param>
    /// <exception cref="ValueError">A number is not below num_classes, or negative.</exception>
    public NDArray to_categorical(NDArray y, int? num_classes = null)
    {
        var labels = ValueConversion.Convert(NDArrayBridge.ToValue(y), TF_DataType.TF_INT64);
        var dims = labels.Dims;
        if (dims.Length > 1 && dims[^1] == 1) dims = dims[..^1];
        var numbers = labels.Span<long>();
        long largest = -1;
        foreach (var number in numbers) largest = Math.Max(largest, number);
        var classes = num_classes ?? (int)(largest + 1);
        var result = TensorValue.Allocate(TF_DataType.TF_FLOAT, [.. dims, classes], clear: true);
        var to = result.Span<float>();
        for (var i = 0; i < numbers.Length; i++)
        {
            if ((ulong)numbers[i] >= (ulong)classes) throw new ValueError($"to_categorical: element {i} is {numbers[i]}, but there are {classes} classes: numbers go from 0 to {classes - 1}.");
            to[i * classes + (int)numbers[i]] = 1;
        }
        return NDArrayBridge.ToArray(result);
    }

    /// <summary>Vectors along an axis divided by their norm (of order 2: the length); those of norm 0 stay.</summary>
    public NDArray normalize(NDArray x, int axis = -1, int order = 2)
    {
        if (order < 1) throw new ValueError($"`order` must be at least 1. Received: order={order}");
        using var graph = new Graph().as_default();
        using var session = new Session(graph);
        var input = tf.placeholder(TF_DataType.TF_FLOAT, new Shape(x.shape));
        var norm = order switch
        {
            1 => tf.reduce_sum(tf.abs(input), axis, keepdims: true),
            2 => tf.sqrt(tf.reduce_sum(tf.square(input), axis, keepdims: true)),
            _ => tf.pow(tf.reduce_sum(tf.pow(tf.abs(input), (float)order), axis, keepdims: true), 1f / order),
        };
        return session.run(input / tf.where(tf.equal(norm, 0f), tf.ones_like(norm), norm), (input, x));
    }

    /// <summary>Seeds all that is random: initial weights, dropout, the order of samples, <c>np.random</c>.</summary>
    public void set_random_seed(int seed)
    {
        tf.set_random_seed(seed);
        NumSharp.np.random.seed(seed);
        KerasRandom.Seed(seed);
    }

    /// <summary>The classes of a program by which configurations are read, beside Keras' own: <c>["MyLayer"] = typeof(MyLayer)</c>.</summary>
    public Dictionary<string, Type> get_custom_objects() => Registry.Custom;
}
