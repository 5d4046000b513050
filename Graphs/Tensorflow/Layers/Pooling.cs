using static Tensorflow.Binding;

namespace Tensorflow.Layers;

/// <summary>Pooling of sequences or images: the largest value or the mean of each window.</summary>
public abstract class Pooling : TensorLayer
{
    private readonly bool _max;
    private readonly int _dimensions;
    private readonly long[] _poolSize;
    private readonly long[] _strides;
    private readonly string _padding;
    private readonly bool _channelsFirst;

    private protected Pooling(bool max, int dimensions, Shape poolSize, Shape strides, string padding, string dataFormat, string? name) : base(name: name)
    {
        _max = max;
        _dimensions = dimensions;
        _poolSize = LayerArguments.Sizes(poolSize, dimensions, "pool_size");
        _strides = LayerArguments.Sizes(strides, dimensions, "strides");
        _padding = LayerArguments.Padding(padding);
        _channelsFirst = LayerArguments.ChannelsFirst(dataFormat);
    }

    protected override int? InputRank => _dimensions + 2;

    protected override Tensor call(Tensor inputs)
    {
        if (_dimensions == 2) return Pool(inputs, _poolSize, _strides);
        var added = _channelsFirst ? 3 : 2;
        var images = tf.expand_dims(inputs, added);
        return tf.squeeze(Pool(images, [_poolSize[0], 1], [_strides[0], 1]), added);
    }

    private Tensor Pool(Tensor images, long[] size, long[] strides)
    {
        var format = _channelsFirst ? "NCHW" : "NHWC";
        return _max ? tf.nn.max_pool(images, size, strides, _padding, format) : tf.nn.avg_pool(images, size, strides, _padding, format);
    }
}

/// <summary>The largest value of each window of sequences [batch, length, channels].</summary>
public sealed class MaxPooling1D(Shape pool_size, Shape strides, string padding = "valid", string data_format = "channels_last", string? name = null)
    : Pooling(true, 1, pool_size, strides, padding, data_format, name);

/// <summary>The largest value of each window of images [batch, height, width, channels].</summary>
public sealed class MaxPooling2D(Shape pool_size, Shape strides, string padding = "valid", string data_format = "channels_last", string? name = null)
    : Pooling(true, 2, pool_size, strides, padding, data_format, name);

/// <summary>The mean of each window of sequences [batch, length, channels].</summary>
public sealed class AveragePooling1D(Shape pool_size, Shape strides, string padding = "valid", string data_format = "channels_last", string? name = null)
    : Pooling(false, 1, pool_size, strides, padding, data_format, name);

/// <summary>The mean of each window of images [batch, height, width, channels].</summary>
public sealed class AveragePooling2D(Shape pool_size, Shape strides, string padding = "valid", string data_format = "channels_last", string? name = null)
    : Pooling(false, 2, pool_size, strides, padding, data_format, name);
