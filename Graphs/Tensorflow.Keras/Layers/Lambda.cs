using System.Text.Json.Nodes;

namespace Tensorflow.Keras.Layers;

/// <summary>Operations of one's own between layers: <c>keras.layers.Lambda(x => x * 2)</c>. It has no weights.</summary>
public sealed class Lambda : Layer
{
    private readonly Func<Tensors, Tensors> _function;

    /// <param name="function">The outputs of the inputs.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public Lambda(Func<Tensors, Tensors> function, Shape? input_shape = null, string? name = null) : base(name, input_shape) => _function = function;

    public override Tensors call(Tensors inputs, CallOptions options) => _function(inputs);

    /// <exception cref="ValueError">Always: a function has no configuration.</exception>
    public override JsonObject get_config() =>
        throw new ValueError($"The layer \"{name}\" is a Lambda: its function is code, which a configuration cannot hold. Derive a class from Layer to save it; save_weights works as it is.");
}

/// <summary>The inputs as they are, with a penalty l1 sum |x| + l2 sum x^2.</summary>
public sealed class ActivityRegularization : Layer
{
    public ActivityRegularization(double l1 = 0, double l2 = 0, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        this.l1 = l1;
        this.l2 = l2;
        activity_regularizer = new Regularizers.L1L2(l1, l2);
        supports_masking = true;
    }

    public double l1 { get; }

    public double l2 { get; }

    public override Tensors call(Tensors inputs, CallOptions options) => inputs;
}
