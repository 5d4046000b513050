using static Tensorflow.Binding;

namespace Tensorflow.Keras.Activations;

/// <summary><c>keras.activations</c>: the activation functions by name. The names of TensorFlow.NET stand beside Keras' own.</summary>
public sealed class ActivationsApi
{
    internal static readonly Dictionary<string, ActivationFunction> ByName = new ActivationFunction[]
    {
        new("linear", x => x),
        new("relu", x => tf.nn.relu(x)),
        new("relu6", x => tf.nn.relu6(x)),
        new("leaky_relu", x => tf.nn.leaky_relu(x, 0.2f)),
        new("elu", x => tf.nn.elu(x)),
        new("selu", x => tf.nn.selu(x)),
        new("gelu", x => 0.5f * x * (1f + tf.erf(x / (float)Math.Sqrt(2)))),
        new("sigmoid", x => tf.sigmoid(x)),
        new("hard_sigmoid", x => tf.clip_by_value(0.2f * x + 0.5f, 0f, 1f)),
        new("tanh", x => tf.tanh(x)),
        new("softmax", SoftmaxOfRows),
        new("log_softmax", x => tf.nn.log_softmax(x)),
        new("softplus", x => tf.nn.softplus(x)),
        new("softsign", x => tf.nn.softsign(x)),
        new("exponential", x => tf.exp(x)),
        new("swish", x => tf.nn.swish(x)),
        new("mish", x => x * tf.tanh(tf.nn.softplus(x))),
    }.ToDictionary(a => a.name, StringComparer.Ordinal);

    static ActivationsApi() => ByName["silu"] = ByName["swish"];

    internal ActivationsApi() { }

    /// <summary>x.</summary>
    public ActivationFunction linear => ByName["linear"];

    /// <summary>max(x, 0).</summary>
    public ActivationFunction relu => ByName["relu"];

    /// <summary>min(max(x, 0), 6).</summary>
    public ActivationFunction relu6 => ByName["relu6"];

    /// <summary>x where positive, else 0.2 x.</summary>
    public ActivationFunction leaky_relu => ByName["leaky_relu"];

    /// <summary>x where positive, else e^x - 1.</summary>
    public ActivationFunction elu => ByName["elu"];

    /// <summary>1.0507 x where positive, else 1.7581 (e^x - 1).</summary>
    public ActivationFunction selu => ByName["selu"];

    /// <summary>x times the normal distribution function of x.</summary>
    public ActivationFunction gelu => ByName["gelu"];

    /// <summary>1 / (1 + e^-x).</summary>
    public ActivationFunction sigmoid => ByName["sigmoid"];

    /// <summary>0.2 x + 0.5, cut off at 0 and 1.</summary>
    public ActivationFunction hard_sigmoid => ByName["hard_sigmoid"];

    /// <summary>The hyperbolic tangent.</summary>
    public ActivationFunction tanh => ByName["tanh"];

    /// <summary>e^x over its sum along the last axis.</summary>
    public ActivationFunction softmax => ByName["softmax"];

    /// <summary>The logarithm of the softmax.</summary>
    public ActivationFunction log_softmax => ByName["log_softmax"];

    /// <summary>ln(1 + e^x).</summary>
    public ActivationFunction softplus => ByName["softplus"];

    /// <summary>x / (1 + |x|).</summary>
    public ActivationFunction softsign => ByName["softsign"];

    /// <summary>e^x.</summary>
    public ActivationFunction exponential => ByName["exponential"];

    /// <summary>x times the sigmoid of x.</summary>
    public ActivationFunction swish => ByName["swish"];

    /// <summary>x tanh(ln(1 + e^x)).</summary>
    public ActivationFunction mish => ByName["mish"];

    public ActivationFunction Linear => linear;

    public ActivationFunction Relu => relu;

    public ActivationFunction Relu6 => relu6;

    public ActivationFunction Elu => elu;

    public ActivationFunction Selu => selu;

    public ActivationFunction Sigmoid => sigmoid;

    public ActivationFunction Tanh => tanh;

    public ActivationFunction Softmax => softmax;

    public ActivationFunction Swish => swish;

    public ActivationFunction Mish => mish;

    /// <summary>The activation of this name.</summary>
    /// <exception cref="ValueError">The name is unknown.</exception>
    public ActivationFunction get(string name) => ActivationFunction.Get(name);

    private static Tensor SoftmaxOfRows(Tensor x)
    {
        if (x.rank == 1) throw new ValueError($"Cannot apply softmax to a tensor that is 1D. Received input: {x}");
        return tf.nn.softmax(x);
    }
}
