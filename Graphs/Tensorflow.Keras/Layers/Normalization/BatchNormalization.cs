using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>
/// gamma (x - mean) / sqrt(variance + epsilon) + beta for each channel. In training mean and variance are the batch's, and
/// the moving ones follow: moving = momentum moving + (1 - momentum) batch; otherwise the moving ones are taken, also while
/// the layer is not trainable (Ioffe and Szegedy, arXiv:1502.03167).
/// </summary>
/// <remarks>Weights: gamma, beta, moving_mean, moving_variance, each (channels).</remarks>
public sealed class BatchNormalization : Layer
{
    private RefVariable? _gamma;
    private RefVariable? _beta;
    private RefVariable? _movingMean;
    private RefVariable? _movingVariance;
    private int[] _axis;

    /// <param name="axis">The axis of the channels; the last unless given.</param>
    /// <param name="momentum">How much of the moving values stays each step.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="center">False to leave beta out.</param>
    /// <param name="scale">False to leave gamma out.</param>
    /// <param name="beta_initializer">Zeros unless given.</param>
    /// <param name="gamma_initializer">Ones unless given.</param>
    /// <param name="moving_mean_initializer">Zeros unless given.</param>
    /// <param name="moving_variance_initializer">Ones unless given.</param>
    /// <param name="beta_regularizer">Penalty of beta.</param>
    /// <param name="gamma_regularizer">Penalty of gamma.</param>
    /// <param name="beta_constraint">What beta is made to satisfy.</param>
    /// <param name="gamma_constraint">What gamma is made to satisfy.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public BatchNormalization(int[]? axis = null, double momentum = 0.99, double epsilon = 0.001, bool center = true, bool scale = true, Initializer? beta_initializer = null,
        Initializer? gamma_initializer = null, Initializer? moving_mean_initializer = null, Initializer? moving_variance_initializer = null, Regularizer? beta_regularizer = null,
        Regularizer? gamma_regularizer = null, Constraint? beta_constraint = null, Constraint? gamma_constraint = null, Shape? input_shape = null, string? name = null)
        : base(name, input_shape)
    {
        _axis = axis ?? [-1];
        this.momentum = momentum;
        this.epsilon = epsilon;
        this.center = center;
        this.scale = scale;
        this.beta_initializer = beta_initializer ?? "zeros";
        this.gamma_initializer = gamma_initializer ?? "ones";
        this.moving_mean_initializer = moving_mean_initializer ?? "zeros";
        this.moving_variance_initializer = moving_variance_initializer ?? "ones";
        this.beta_regularizer = beta_regularizer;
        this.gamma_regularizer = gamma_regularizer;
        this.beta_constraint = beta_constraint;
        this.gamma_constraint = gamma_constraint;
        supports_masking = true;
    }

    public int[] axis => _axis;

    public double momentum { get; }

    public double epsilon { get; }

    public bool center { get; }

    public bool scale { get; }

    public Initializer beta_initializer { get; }

    public Initializer gamma_initializer { get; }

    public Initializer moving_mean_initializer { get; }

    public Initializer moving_variance_initializer { get; }

    public Regularizer? beta_regularizer { get; }

    public Regularizer? gamma_regularizer { get; }

    public Constraint? beta_constraint { get; }

    public Constraint? gamma_constraint { get; }

    public override void build(Shape[] input_shapes)
    {
        var shape = input_shapes[0];
        _axis = Axes.Normalize(_axis, shape.ndim, name);
        if (_axis.Length != 1) throw new ValueError($"The layer \"{name}\" normalizes one axis of channels. Received: axis=[{string.Join(", ", _axis)}]");
        var channels = KnownSize(shape, _axis[0]);
        if (scale) _gamma = add_weight("gamma", channels, gamma_initializer, gamma_regularizer, gamma_constraint);
        if (center) _beta = add_weight("beta", channels, beta_initializer, beta_regularizer, beta_constraint);
        _movingMean = add_weight("moving_mean", channels, moving_mean_initializer, trainable: false);
        _movingVariance = add_weight("moving_variance", channels, moving_variance_initializer, trainable: false);
    }

    protected override void CheckInputs(Tensors inputs)
    {
        RequireMinRank(inputs, 2);
        if (_movingMean is not null) RequireSize(inputs, _axis[0], _movingMean.shape[0]);
    }

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        Tensor x = inputs;
        var training = options.training && trainable;
        if (x.rank == 4 && _axis[0] is (1 or 3)) return Fused(x, training);
        var others = Enumerable.Range(0, x.rank).Where(i => i != _axis[0]).ToArray();
        if (!training) return Normalize(x, _movingMean!, _movingVariance!);
        var (mean, variance) = tf.nn.moments(x, others);
        Follow(mean, variance);
        return Normalize(x, mean, variance);
    }

    private Tensor Fused(Tensor x, bool training)
    {
        var channels = _movingMean!.shape;
        Tensor gamma = _gamma is null ? tf.ones(channels) : _gamma, beta = _beta is null ? tf.zeros(channels) : _beta;
        var format = _axis[0] == 1 ? "NCHW" : "NHWC";
        if (!training) return tf.nn.fused_batch_norm(x, gamma, beta, _movingMean, _movingVariance!, epsilon, format, is_training: false).y;
        var (y, mean, variance) = tf.nn.fused_batch_norm(x, gamma, beta, epsilon: epsilon, data_format: format);
        Follow(mean, variance);
        return y;
    }

    private Tensor Normalize(Tensor x, Tensor mean, Tensor variance)
    {
        Tensor Spread(Tensor channels) => _axis[0] == x.rank - 1 ? channels
            : tf.reshape(channels, new Shape([.. Enumerable.Range(0, x.rank).Select(i => i == _axis[0] ? channels.shape[0] : 1L)]));
        return tf.nn.batch_normalization(x, Spread(mean), Spread(variance), _beta is null ? default(TensorLike) : Spread(_beta), _gamma is null ? default(TensorLike) : Spread(_gamma), epsilon);
    }

    private void Follow(Tensor mean, Tensor variance)
    {
        var rest = (float)(1 - momentum);
        add_update(_movingMean!.assign_sub((_movingMean! - mean) * rest).op);
        add_update(_movingVariance!.assign_sub((_movingVariance! - variance) * rest).op);
    }
}

internal static class Axes
{
    /// <summary>Axes counted from the front.</summary>
    public static int[] Normalize(int[] axes, int rank, string layer) => Array.ConvertAll(axes, axis =>
        axis >= -rank && axis < rank ? (axis + rank) % rank : throw new ValueError($"Invalid value for `axis` of the layer \"{layer}\": {axis}, where the inputs have {rank} dimensions."));
}
