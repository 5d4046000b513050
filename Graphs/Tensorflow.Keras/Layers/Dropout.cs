using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>In training sets elements to 0, each with probability <see cref="rate"/>, and multiplies the others by 1 / (1 - rate) (Srivastava et al., 2014).</summary>
public sealed class Dropout : Layer
{
    /// <param name="rate">The probability that an element falls, from 0 to 1.</param>
    /// <param name="noise_shape">Which elements fall together: a shape that broadcasts to the inputs'; -1 takes the inputs' size.</param>
    /// <param name="seed">The seed of the draws.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public Dropout(double rate, Shape? noise_shape = null, int? seed = null, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        if (!(rate is >= 0 and <= 1)) throw new ValueError($"Invalid value {rate} received for `rate`, expected a value between 0 and 1.");
        this.rate = rate;
        this.noise_shape = noise_shape;
        this.seed = seed;
        supports_masking = true;
    }

    public double rate { get; }

    public Shape? noise_shape { get; }

    public int? seed { get; }

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        if (!options.training || rate == 0) return inputs;
        if (rate == 1) return tf.zeros_like(inputs);
        return tf.nn.dropout(inputs, rate: rate, noise_shape: noise_shape is null ? default(TensorLike) : NoiseShapes.Of(inputs, noise_shape.as_int_list()), seed: seed);
    }
}
