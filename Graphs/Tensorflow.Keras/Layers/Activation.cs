namespace Tensorflow.Keras.Layers;

/// <summary>An activation function as a layer of its own.</summary>
public sealed class Activation : Layer
{
    /// <param name="activation">A name or a function.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public Activation(ActivationFunction activation, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        this.activation = activation ?? throw new ValueError("The layer Activation needs an activation: a name such as \"relu\" or a function.");
        supports_masking = true;
    }

    public ActivationFunction activation { get; }

    public override Tensors call(Tensors inputs, CallOptions options) => activation.Apply(inputs);
}
