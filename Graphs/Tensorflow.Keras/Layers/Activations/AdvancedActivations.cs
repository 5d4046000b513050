using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>x where positive, else alpha x.</summary>
public sealed class LeakyReLU : Layer
{
    public LeakyReLU(double alpha = 0.3, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        this.alpha = alpha;
        supports_masking = true;
    }

    public double alpha { get; }

    public override Tensors call(Tensors inputs, CallOptions options) => tf.nn.leaky_relu(inputs, (float)alpha);
}

/// <summary>x where positive, else alpha (e^x - 1).</summary>
public sealed class ELU : Layer
{
    public ELU(double alpha = 1, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        this.alpha = alpha;
        supports_masking = true;
    }

    public double alpha { get; }

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        var unit = tf.nn.elu(inputs);
        return alpha == 1 ? unit : tf.where(inputs.Single > 0f, unit, (float)alpha * unit);
    }
}

/// <summary>
/// 0 below <c>threshold</c> (with negative_slope: negative_slope (x - threshold)), x from there on, at most <c>max_value</c>.
/// </summary>
public sealed class ReLU : Layer
{
    public ReLU(double? max_value = null, double negative_slope = 0, double threshold = 0, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        if (max_value < 0) throw new ValueError($"max_value of a ReLU layer cannot be a negative value. Received: {max_value}");
        if (!(negative_slope >= 0)) throw new ValueError($"negative_slope of a ReLU layer cannot be a negative value. Received: {negative_slope}");
        if (!(threshold >= 0)) throw new ValueError($"threshold of a ReLU layer cannot be a negative value. Received: {threshold}");
        this.max_value = max_value;
        this.negative_slope = negative_slope;
        this.threshold = threshold;
        supports_masking = true;
    }

    public double? max_value { get; }

    public double negative_slope { get; }

    public double threshold { get; }

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        Tensor x = inputs;
        if (threshold == 0 && max_value is null) return negative_slope == 0 ? tf.nn.relu(x) : tf.nn.leaky_relu(x, (float)negative_slope);
        if (threshold == 0 && max_value == 6 && negative_slope == 0) return tf.nn.relu6(x);
        var positive = threshold == 0 ? tf.nn.relu(x) : x * tf.cast(x > (float)threshold, x.dtype);
        if (max_value is { } most) positive = tf.minimum(positive, (float)most);
        return negative_slope == 0 ? positive : positive - (float)negative_slope * tf.nn.relu((float)threshold - x);
    }
}

/// <summary>e^x over its sum along an axis; places where the mask is false count as 0.</summary>
public sealed class Softmax : Layer
{
    public Softmax(int axis = -1, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        this.axis = axis;
        supports_masking = true;
    }

    public int axis { get; }

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        Tensor x = inputs;
        if (options.mask is { } mask && mask.rank == x.rank) x += (1f - tf.cast(mask, x.dtype)) * -1e9f;
        return tf.nn.softmax(x, axis);
    }
}

/// <summary>x where above theta, else 0.</summary>
public sealed class ThresholdedReLU : Layer
{
    public ThresholdedReLU(double theta = 1, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        this.theta = theta >= 0 ? theta : throw new ValueError($"Theta of a ThresholdedReLU layer cannot be negative. Received: {theta}");
        supports_masking = true;
    }

    public double theta { get; }

    public override Tensors call(Tensors inputs, CallOptions options) => inputs.Single * tf.cast(inputs.Single > (float)theta, inputs.dtype);
}

/// <summary>x where positive, else alpha x with an alpha for each place that training finds (He et al., 2015).</summary>
public sealed class PReLU : Layer
{
    private RefVariable? _alpha;

    /// <param name="alpha_initializer">Zeros unless given.</param>
    /// <param name="alpha_regularizer">Penalty of the slopes.</param>
    /// <param name="alpha_constraint">What the slopes are made to satisfy.</param>
    /// <param name="shared_axes">Axes along which there is one slope, counted from 1.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public PReLU(Initializer? alpha_initializer = null, Regularizer? alpha_regularizer = null, Constraint? alpha_constraint = null, int[]? shared_axes = null,
        Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        this.alpha_initializer = alpha_initializer ?? "zeros";
        this.alpha_regularizer = alpha_regularizer;
        this.alpha_constraint = alpha_constraint;
        this.shared_axes = shared_axes;
        supports_masking = true;
    }

    public Initializer alpha_initializer { get; }

    public Regularizer? alpha_regularizer { get; }

    public Constraint? alpha_constraint { get; }

    public int[]? shared_axes { get; }

    public override void build(Shape[] input_shapes)
    {
        var dims = input_shapes[0].dims[1..];
        foreach (var axis in shared_axes ?? []) dims[axis - 1] = 1;
        _alpha = add_weight("alpha", new Shape(dims), alpha_initializer, alpha_regularizer, alpha_constraint);
    }

    public override Tensors call(Tensors inputs, CallOptions options) => tf.nn.relu(inputs) - _alpha! * tf.nn.relu(-inputs.Single);
}
