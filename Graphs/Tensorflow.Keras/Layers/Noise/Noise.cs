using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>In training adds normal noise of mean 0.</summary>
public sealed class GaussianNoise : Layer
{
    /// <param name="stddev">The noise's standard deviation.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public GaussianNoise(double stddev, int? seed = null, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        this.stddev = stddev >= 0 ? stddev : throw new ValueError($"`stddev` must be 0 or more. Received: stddev={stddev}");
        this.seed = seed;
        supports_masking = true;
    }

    public double stddev { get; }

    public int? seed { get; }

    public override Tensors call(Tensors inputs, CallOptions options) =>
        options.training ? inputs.Single + tf.random_normal(tf.shape(inputs), 0.0, stddev, inputs.dtype, seed) : inputs;
}

/// <summary>In training multiplies by normal noise of mean 1 and variance rate / (1 - rate).</summary>
public sealed class GaussianDropout : Layer
{
    /// <param name="rate">As of Dropout, from 0 to below 1.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public GaussianDropout(double rate, int? seed = null, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        this.rate = rate is >= 0 and < 1 ? rate : throw new ValueError($"Invalid value {rate} received for `rate`, expected a value from 0 to below 1.");
        this.seed = seed;
        supports_masking = true;
    }

    public double rate { get; }

    public int? seed { get; }

    public override Tensors call(Tensors inputs, CallOptions options) => options.training && rate > 0
        ? inputs.Single * tf.random_normal(tf.shape(inputs), 1.0, Math.Sqrt(rate / (1 - rate)), inputs.dtype, seed)
        : inputs;
}

/// <summary>
/// Dropout for networks of SELU: what falls takes the activation's lowest value, and all is scaled and moved so that mean and
/// variance stay (Klambauer et al., 2017).
/// </summary>
public sealed class AlphaDropout : Layer
{
    // The activation SELU's lowest value: minus its alpha times its scale.
    private const double Lowest = -1.6732632423543772 * 1.0507009873554805;

    /// <param name="rate">The share that falls, from 0 to below 1.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public AlphaDropout(double rate, int? seed = null, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        this.rate = rate is >= 0 and < 1 ? rate : throw new ValueError($"Invalid value {rate} received for `rate`, expected a value from 0 to below 1.");
        this.seed = seed;
        supports_masking = true;
    }

    public double rate { get; }

    public int? seed { get; }

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        if (!options.training || rate == 0) return inputs;
        var x = inputs.Single;
        var kept = tf.cast(tf.greater_equal(tf.random_uniform(tf.shape(x), 0.0, 1.0, x.dtype, seed), (float)rate), x.dtype);
        var scale = 1 / Math.Sqrt((1 - rate) * (1 + rate * Lowest * Lowest));
        return (float)scale * (x * kept + (float)Lowest * (1f - kept)) - (float)(scale * Lowest * rate);
    }
}

/// <summary>Dropout of whole feature maps: all places of a channel fall together.</summary>
public abstract class SpatialDropout : Layer
{
    private readonly int _axes;

    private protected SpatialDropout(int axes, double rate, string? data_format, Shape? input_shape, string? name) : base(name, input_shape)
    {
        _axes = axes;
        this.rate = rate is >= 0 and <= 1 ? rate : throw new ValueError($"Invalid value {rate} received for `rate`, expected a value between 0 and 1.");
        Format = DataFormats.Require(data_format);
        supports_masking = true;
    }

    public double rate { get; }

    private protected string Format { get; }

    public override System.Text.Json.Nodes.JsonObject get_config()
    {
        var config = base.get_config();
        config.Remove("data_format");
        config["noise_shape"] = null;
        config["seed"] = null;
        return config;
    }

    protected override void CheckInputs(Tensors inputs) => RequireRank(inputs, _axes + 2);

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        if (!options.training || rate == 0) return inputs;
        if (rate == 1) return tf.zeros_like(inputs);
        int[] together = Format == "channels_first" ? [-1, -1, .. Enumerable.Repeat(1, _axes)] : [-1, .. Enumerable.Repeat(1, _axes), -1];
        return tf.nn.dropout(inputs, rate: rate, noise_shape: NoiseShapes.Of(inputs, together));
    }
}

/// <summary>Dropout of whole features of sequences (batch, steps, features).</summary>
public sealed class SpatialDropout1D(double rate, Shape? input_shape = null, string? name = null) : SpatialDropout(1, rate, null, input_shape, name);

/// <summary>Dropout of whole channels of images.</summary>
public sealed class SpatialDropout2D(double rate, string? data_format = null, Shape? input_shape = null, string? name = null)
    : SpatialDropout(2, rate, data_format, input_shape, name)
{
    public string data_format => Format;
}

/// <summary>Which elements fall together, as a shape or a tensor that holds one.</summary>
internal static class NoiseShapes
{
    /// <summary>These sizes, with the input's where they are -1.</summary>
    public static TensorLike Of(Tensor x, int[] sizes)
    {
        if (sizes.Length != x.rank) throw new ValueError($"noise_shape has {sizes.Length} sizes for inputs of shape {x.shape}; give one for each axis, -1 for the input's own.");
        var isKnown = Enumerable.Range(0, sizes.Length).All(i => sizes[i] >= 0 || x.shape[i] >= 0);
        if (isKnown) return sizes.Select((size, i) => size >= 0 ? size : (int)x.shape[i]).ToArray();
        var own = tf.shape(x);
        return tf.stack(sizes.Select((size, i) => size >= 0 ? size : (TensorLike)own[i]).ToArray());
    }
}
