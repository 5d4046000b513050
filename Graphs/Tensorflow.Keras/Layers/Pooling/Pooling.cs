using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>What layers of pooling share.</summary>
public abstract class Pooling : Layer
{
    private readonly int _axes;

    private protected Pooling(int axes, Shape pool_size, Shape? strides, string padding, string? data_format, Shape? input_shape, string? name) : base(name, input_shape)
    {
        _axes = axes;
        this.pool_size = WindowSizes.Of(pool_size, axes, "pool_size");
        this.strides = WindowSizes.Of(strides ?? pool_size, axes, "strides");
        this.padding = WindowSizes.Padding(padding);
        this.data_format = DataFormats.Require(data_format);
    }

    /// <summary>The window.</summary>
    public Shape pool_size { get; }

    /// <summary>The steps of the window; its size unless given.</summary>
    public Shape strides { get; }

    /// <summary>valid or same.</summary>
    public string padding { get; }

    /// <summary>channels_last or channels_first.</summary>
    public string data_format { get; }

    protected override void CheckInputs(Tensors inputs) => RequireRank(inputs, _axes + 2);

    private protected abstract Tensor Pool(Tensor images, Shape size, Shape strides, string scheme, string format);

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        Tensor x = inputs;
        var isFirst = data_format == "channels_first";
        Shape Four(Shape sizes)
        {
            long[] window = _axes == 2 ? sizes.dims : [1, sizes[0]];
            return isFirst ? new Shape([1, 1, .. window]) : new Shape([1, .. window, 1]);
        }
        // Sequences are images of height 1.
        var height = isFirst ? 2 : 1;
        var images = _axes == 2 ? x : tf.expand_dims(x, height);
        var pooled = Pool(images, Four(pool_size), Four(strides), padding.ToUpperInvariant(), isFirst ? "NCHW" : "NHWC");
        return _axes == 2 ? pooled : tf.squeeze(pooled, height);
    }
}

/// <summary>The largest of the steps in a window, channel by channel.</summary>
public sealed class MaxPooling1D(Shape? pool_size = null, Shape? strides = null, string padding = "valid", string? data_format = null, Shape? input_shape = null, string? name = null)
    : Pooling(1, pool_size ?? 2, strides, padding, data_format, input_shape, name)
{
    private protected override Tensor Pool(Tensor images, Shape size, Shape strides, string scheme, string format) => tf.nn.max_pool(images, size, strides, scheme, format);
}

/// <summary>The largest of the places in a window, channel by channel.</summary>
public sealed class MaxPooling2D(Shape? pool_size = null, Shape? strides = null, string padding = "valid", string? data_format = null, Shape? input_shape = null, string? name = null)
    : Pooling(2, pool_size ?? 2, strides, padding, data_format, input_shape, name)
{
    private protected override Tensor Pool(Tensor images, Shape size, Shape strides, string scheme, string format) => tf.nn.max_pool(images, size, strides, scheme, format);
}

/// <summary>The average of the steps in a window, channel by channel.</summary>
public sealed class AveragePooling1D(Shape? pool_size = null, Shape? strides = null, string padding = "valid", string? data_format = null, Shape? input_shape = null, string? name = null)
    : Pooling(1, pool_size ?? 2, strides, padding, data_format, input_shape, name)
{
    private protected override Tensor Pool(Tensor images, Shape size, Shape strides, string scheme, string format) => tf.nn.avg_pool(images, size, strides, scheme, format);
}

/// <summary>The average of the places in a window, channel by channel.</summary>
public sealed class AveragePooling2D(Shape? pool_size = null, Shape? strides = null, string padding = "valid", string? data_format = null, Shape? input_shape = null, string? name = null)
    : Pooling(2, pool_size ?? 2, strides, padding, data_format, input_shape, name)
{
    private protected override Tensor Pool(Tensor images, Shape size, Shape strides, string scheme, string format) => tf.nn.avg_pool(images, size, strides, scheme, format);
}
