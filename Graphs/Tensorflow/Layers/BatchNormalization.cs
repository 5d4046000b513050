using Tensorflow.Ops;
using static Tensorflow.Binding;

namespace Tensorflow.Layers;

/// <summary>
/// Batch normalization (Ioffe and Szegedy, 2015): gamma (x - mean) / sqrt(variance + epsilon) + beta along an axis, with the
/// batch's mean and variance in training, with their moving averages otherwise. The averages' steps are in the collection
/// UPDATE_OPS and must be run with each training step.
/// </summary>
public sealed class BatchNormalization : TensorLayer
{
    private readonly int _axis;
    private readonly double _momentum;
    private readonly double _epsilon;
    private readonly bool _center;
    private readonly bool _scale;
    private readonly bool? _fused;
    private readonly Initializer _betaInitializer;
    private readonly Initializer _gammaInitializer;
    private readonly Initializer _meanInitializer;
    private readonly Initializer _varianceInitializer;
    private readonly Func<Tensor, Tensor?>? _betaRegularizer;
    private readonly Func<Tensor, Tensor?>? _gammaRegularizer;
    private Tensor? _betaConstant;
    private Tensor? _gammaConstant;
    private bool _isFused;
    private int _channelAxis;

    /// <inheritdoc cref="LayersApi.batch_normalization"/>
    public BatchNormalization(int axis = -1, double momentum = 0.99, double epsilon = 1e-3, bool center = true, bool scale = true,
        Initializer? beta_initializer = null, Initializer? gamma_initializer = null, Initializer? moving_mean_initializer = null, Initializer? moving_variance_initializer = null,
        Func<Tensor, Tensor?>? beta_regularizer = null, Func<Tensor, Tensor?>? gamma_regularizer = null, bool trainable = true, string? name = null, bool? fused = null,
        string? _scope = null, VariableReuse? _reuse = null) : base(trainable, name, scope: _scope, reuse: _reuse)
    {
        _axis = axis;
        _momentum = momentum;
        _epsilon = epsilon;
        _center = center;
        _scale = scale;
        _fused = fused;
        _betaInitializer = beta_initializer ?? tf.zeros_initializer;
        _gammaInitializer = gamma_initializer ?? tf.ones_initializer;
        _meanInitializer = moving_mean_initializer ?? tf.zeros_initializer;
        _varianceInitializer = moving_variance_initializer ?? tf.ones_initializer;
        _betaRegularizer = beta_regularizer;
        _gammaRegularizer = gamma_regularizer;
    }

    /// <summary>The scale; null before the first use or without one.</summary>
    public RefVariable? gamma { get; private set; }

    /// <summary>The offset; null before the first use or without one.</summary>
    public RefVariable? beta { get; private set; }

    /// <summary>The moving average of the batches' means; null before the first use.</summary>
    public RefVariable? moving_mean { get; private set; }

    /// <summary>The moving average of the batches' variances; null before the first use.</summary>
    public RefVariable? moving_variance { get; private set; }

    /// <summary>Adds the layer's operations.</summary>
    /// <param name="inputs">float32 or float64.</param>
    /// <param name="training">A bool, or a boolean tensor to feed; false unless given.</param>
    public Tensor apply(TensorLike inputs, TensorLike training) => Apply(inputs, null, x => Normalized(x, training));

    protected override Tensor call(Tensor inputs) => Normalized(inputs, false);

    protected override int LeastInputRank => 2;

    protected override void build(Shape input_shape)
    {
        var rank = input_shape.ndim;
        if (_axis < -rank || _axis >= rank) throw new ValueError($"Invalid axis: {_axis} for inputs of shape {input_shape}.");
        _channelAxis = _axis < 0 ? _axis + rank : _axis;
        var size = RequiredDimension(input_shape, _channelAxis, $"axis {_axis}");
        _isFused = (_fused ?? true) && rank == 4 && _channelAxis is 1 or 3 && dtype == TF_DataType.TF_FLOAT;
        if (_scale) gamma = add_weight("gamma", [size], initializer: _gammaInitializer, regularizer: _gammaRegularizer);
        else if (_isFused) _gammaConstant = tf.constant(1f, shape: [size]);
        if (_center) beta = add_weight("beta", [size], initializer: _betaInitializer, regularizer: _betaRegularizer);
        else if (_isFused) _betaConstant = tf.constant(0f, shape: [size]);
        moving_mean = add_weight("moving_mean", [size], initializer: _meanInitializer, trainable: false);
        moving_variance = add_weight("moving_variance", [size], initializer: _varianceInitializer, trainable: false);
    }

    private protected override void CheckInput(Tensor inputs)
    {
        if (_channelAxis >= inputs.rank) throw new ValueError($"Input 0 of layer {name} is incompatible with the layer: axis {_channelAxis} was normalized, received an input of shape {inputs.shape}: {inputs}.");
        RequireDimension(inputs, _channelAxis, moving_mean!.shape[0]);
    }

    private Tensor Normalized(Tensor inputs, TensorLike training)
    {
        var outputs = _isFused ? Fused(inputs, training) : Composed(inputs, training);
        outputs.set_shape(inputs.shape);
        return outputs;
    }

    private Tensor Fused(Tensor inputs, TensorLike training)
    {
        TensorLike scale = gamma is null ? _gammaConstant : gamma;
        TensorLike offset = beta is null ? _betaConstant : beta;
        var format = _channelAxis == 1 ? "NCHW" : "NHWC";
        var results = SmartCond.Apply(training,
            () => Listed(tf.nn.fused_batch_norm(inputs, scale, offset, epsilon: _epsilon, data_format: format)),
            () => Listed(tf.nn.fused_batch_norm(inputs, scale, offset, moving_mean!, moving_variance!, _epsilon, format, is_training: false)));
        var known = SmartCond.Known(training);
        // TensorFlow leaves the momentum in the graph whether it is used or not.
        var momentum = known is null ? Momentum(training) : tf.constant(_momentum, tf.float32);
        if (known != false)
        {
            add_update(Step(moving_mean!, results[1], momentum));
            add_update(Step(moving_variance!, results[2], momentum));
        }
        return results[0];
    }

    private Tensor Composed(Tensor inputs, TensorLike training)
    {
        var rank = inputs.rank;
        var known = SmartCond.Known(training);
        var (scale, offset) = (Broadcast(gamma, rank), Broadcast(beta, rank));
        Tensor mean = moving_mean!, variance = moving_variance!;
        if (known != false)
        {
            var (batchMean, batchVariance) = tf.nn.moments(inputs, [.. Enumerable.Range(0, rank).Where(axis => axis != _channelAxis)]);
            mean = SmartCond.Apply(training, () => [batchMean], () => [moving_mean!])[0];
            variance = SmartCond.Apply(training, () => [batchVariance], () => [moving_variance!])[0];
            var momentum = known is null ? Momentum(training) : null;
            add_update(Step(moving_mean!, mean, momentum));
            add_update(Step(moving_variance!, variance, momentum));
        }
        return tf.nn.batch_normalization(inputs, Broadcast(mean, rank), Broadcast(variance, rank), offset, scale, _epsilon);
    }

    /// <summary>The momentum in training, 1 otherwise: then the averages stay.</summary>
    private Tensor Momentum(TensorLike training) =>
        SmartCond.Apply(training, () => [tf.constant(_momentum, tf.float32)], () => [tf.constant(1.0, tf.float32)])[0];

    /// <summary>variable -= (1 - momentum) (variable - value).</summary>
    private Operation Step(RefVariable variable, Tensor value, Tensor? momentum)
    {
        using var scope = tf.name_scope("AssignMovingAvg");
        using var beside = tf.colocate_with(variable.op);
        var decay = momentum is null ? tf.constant(1.0 - _momentum, variable.dtype.as_base_dtype(), name: "decay") : tf.cast(1.0 - momentum, variable.dtype.as_base_dtype());
        return tf.assign_sub(variable, (variable - value) * decay, name: scope).op;
    }

    /// <summary>A vector in the shape that broadcasts along the axis; as it is where that is the last one.</summary>
    private TensorLike Broadcast(TensorLike vector, int rank)
    {
        if (vector.IsNull || _channelAxis == rank - 1) return vector;
        var shape = Enumerable.Repeat(1, rank).ToArray();
        shape[_channelAxis] = (int)moving_mean!.shape[0];
        return tf.reshape(vector, shape);
    }

    private static Tensor[] Listed((Tensor y, Tensor mean, Tensor variance) results) => [results.y, results.mean, results.variance];
}
