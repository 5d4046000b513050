using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>What layers that pool over all places share.</summary>
public abstract class GlobalPooling : Layer
{
    private readonly int _axes;

    private protected GlobalPooling(int axes, string? data_format, bool keepdims, Shape? input_shape, string? name) : base(name, input_shape)
    {
        _axes = axes;
        this.data_format = DataFormats.Require(data_format);
        this.keepdims = keepdims;
    }

    /// <summary>channels_last or channels_first.</summary>
    public string data_format { get; }

    /// <summary>True to leave axes of size 1.</summary>
    public bool keepdims { get; }

    private protected int[] PlaceAxes => [.. Enumerable.Range(data_format == "channels_first" ? 2 : 1, _axes)];

    protected override void CheckInputs(Tensors inputs) => RequireRank(inputs, _axes + 2);
}

/// <summary>The largest of all steps, channel by channel.</summary>
public sealed class GlobalMaxPooling1D(string? data_format = null, bool keepdims = false, Shape? input_shape = null, string? name = null)
    : GlobalPooling(1, data_format, keepdims, input_shape, name)
{
    public override Tensors call(Tensors inputs, CallOptions options) => tf.reduce_max(inputs, PlaceAxes, keepdims);
}

/// <summary>The largest of all places, channel by channel.</summary>
public sealed class GlobalMaxPooling2D(string? data_format = null, bool keepdims = false, Shape? input_shape = null, string? name = null)
    : GlobalPooling(2, data_format, keepdims, input_shape, name)
{
    public override Tensors call(Tensors inputs, CallOptions options) => tf.reduce_max(inputs, PlaceAxes, keepdims);
}

/// <summary>The average of all steps, channel by channel; masked steps do not count.</summary>
public sealed class GlobalAveragePooling1D(string? data_format = null, bool keepdims = false, Shape? input_shape = null, string? name = null)
    : GlobalPooling(1, data_format, keepdims, input_shape, name)
{
    public override Tensors call(Tensors inputs, CallOptions options)
    {
        if (options.mask is not { } mask) return tf.reduce_mean(inputs, PlaceAxes, keepdims);
        var counts = tf.expand_dims(tf.cast(mask, inputs.dtype), data_format == "channels_first" ? 1 : 2);
        return tf.reduce_sum(inputs.Single * counts, PlaceAxes, keepdims) / tf.reduce_sum(counts, PlaceAxes, keepdims);
    }

    protected override Tensor?[] compute_mask(Tensors inputs, Tensors outputs, CallOptions options) => [null];
}

/// <summary>The average of all places, channel by channel.</summary>
public sealed class GlobalAveragePooling2D(string? data_format = null, bool keepdims = false, Shape? input_shape = null, string? name = null)
    : GlobalPooling(2, data_format, keepdims, input_shape, name)
{
    public override Tensors call(Tensors inputs, CallOptions options) => tf.reduce_mean(inputs, PlaceAxes, keepdims);
}
