using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>x scale + offset: pixels from 0 to 255 become numbers from 0 to 1 by a scale of 1 / 255.</summary>
public sealed class Rescaling : Layer
{
    /// <param name="scale">The factor.</param>
    /// <param name="offset">What is added.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public Rescaling(double scale, double offset = 0, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        this.scale = scale;
        this.offset = offset;
        supports_masking = true;
    }

    public double scale { get; }

    public double offset { get; }

    public override Tensors call(Tensors inputs, CallOptions options) => tf.cast(inputs.Single, dtype) * (float)scale + (float)offset;
}
