using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>gamma (x - mean) / sqrt(variance + epsilon) + beta, mean and variance over the given axes of each sample (Ba et al., arXiv:1607.06450).</summary>
/// <remarks>Weights: gamma, beta, of the sizes of the axes.</remarks>
public sealed class LayerNormalization : Layer
{
    private RefVariable? _gamma;
    private RefVariable? _beta;
    private int[] _axis;

    /// <param name="axis">The axes; the last unless given.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="center">False to leave beta out.</param>
    /// <param name="scale">False to leave gamma out.</param>
    /// <param name="beta_initializer">Zeros unless given.</param>
    /// <param name="gamma_initializer">Ones unless given.</param>
    /// <param name="beta_regularizer">Penalty of beta.</param>
    /// <param name="gamma_regularizer">Penalty of gamma.</param>
    /// <param name="beta_constraint">What beta is made to satisfy.</param>
    /// <param name="gamma_constraint">What gamma is made to satisfy.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public LayerNormalization(int[]? axis = null, double epsilon = 0.001, bool center = true, bool scale = true, Initializer? beta_initializer = null,
        Initializer? gamma_initializer = null, Regularizer? beta_regularizer = null, Regularizer? gamma_regularizer = null, Constraint? beta_constraint = null,
        Constraint? gamma_constraint = null, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        _axis = axis ?? [-1];
        this.epsilon = epsilon;
        this.center = center;
        this.scale = scale;
        this.beta_initializer = beta_initializer ?? "zeros";
        this.gamma_initializer = gamma_initializer ?? "ones";
        this.beta_regularizer = beta_regularizer;
        this.gamma_regularizer = gamma_regularizer;
        this.beta_constraint = beta_constraint;
        this.gamma_constraint = gamma_constraint;
        supports_masking = true;
    }

    public int[] axis => _axis;

    public double epsilon { get; }

    public bool center { get; }

    public bool scale { get; }

    public Initializer beta_initializer { get; }

    public Initializer gamma_initializer { get; }

    public Regularizer? beta_regularizer { get; }

    public Regularizer? gamma_regularizer { get; }

    public Constraint? beta_constraint { get; }

    public Constraint? gamma_constraint { get; }

    public override void build(Shape[] input_shapes)
    {
        _axis = Axes.Normalize(_axis, input_shapes[0].ndim, name);
        var sizes = new Shape([.. _axis.Select(a => KnownSize(input_shapes[0], a))]);
        if (scale) _gamma = add_weight("gamma", sizes, gamma_initializer, gamma_regularizer, gamma_constraint);
        if (center) _beta = add_weight("beta", sizes, beta_initializer, beta_regularizer, beta_constraint);
    }

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        Tensor x = inputs;
        var (mean, variance) = tf.nn.moments(x, _axis, keepdims: true);
        Tensor Spread(Tensor weights) => _axis is [var only] && only == x.rank - 1 ? weights
            : tf.reshape(weights, new Shape([.. Enumerable.Range(0, x.rank).Select(i => Array.IndexOf(_axis, i) is var at and >= 0 ? weights.shape[at] : 1L)]));
        return tf.nn.batch_normalization(x, mean, variance, _beta is null ? default(TensorLike) : Spread(_beta), _gamma is null ? default(TensorLike) : Spread(_gamma), epsilon);
    }
}
