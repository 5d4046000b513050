using static Tensorflow.Binding;

namespace Tensorflow.Layers;

/// <summary>A layer that makes one tensor of one tensor.</summary>
public abstract class TensorLayer : Layer
{
    private readonly Func<Tensor, Tensor>? _activityRegularizer;

    /// <summary>Arguments as of <see cref="Layer"/>; <paramref name="activity_regularizer"/> makes a loss of the output, which is divided by the batch size.</summary>
    protected TensorLayer(bool trainable = true, string? name = null, TF_DataType dtype = TF_DataType.DtInvalid, string? scope = null, VariableReuse? reuse = null,
        Func<Tensor, Tensor>? activity_regularizer = null) : base(trainable, name, dtype, scope, reuse) => _activityRegularizer = activity_regularizer;

    /// <summary>Adds the layer's operations on <paramref name="inputs"/>.</summary>
    /// <param name="inputs">The input; see the layer for its shape.</param>
    /// <param name="scope">The variable scope, where the layer has none yet.</param>
    /// <exception cref="ValueError">The input's rank or a dimension does not fit.</exception>
    public Tensor apply(TensorLike inputs, string? scope = null) => Apply(inputs, scope, call);

    /// <summary><see cref="apply(TensorLike, string?)"/> under its Python name.</summary>
    public Tensor __call__(TensorLike inputs, string? scope = null) => apply(inputs, scope);

    /// <summary>Adds the operations; the layer's variables exist by now.</summary>
    protected abstract Tensor call(Tensor inputs);

    /// <summary>The rank that inputs must have, null for any.</summary>
    protected virtual int? InputRank => null;

    /// <summary>The least rank that inputs may have.</summary>
    protected virtual int LeastInputRank => 0;

    private protected Tensor Apply(TensorLike inputs, string? scope, Func<Tensor, Tensor> operations)
    {
        var x = inputs.ToTensor("inputs");
        CheckRank(x);
        return Enter(scope, x, () =>
        {
            CheckInput(x);
            var outputs = operations(x);
            if (_activityRegularizer is not null) Regularize(outputs, _activityRegularizer);
            return outputs;
        });
    }

    /// <summary>Refuses inputs that do not fit the variables.</summary>
    private protected virtual void CheckInput(Tensor inputs) { }

    private void CheckRank(Tensor x)
    {
        var rank = x.rank;
        if (InputRank is { } wanted && rank != wanted)
            throw new ValueError($"Input 0 of layer {name} is incompatible with the layer: expected ndim={wanted}, found ndim={Found(rank)}. Full shape received: {x.shape} of {x}, made at {x.op.DefinedAt}.");
        if (LeastInputRank > 0 && rank < LeastInputRank)
            throw new ValueError($"Input 0 of layer {name} is incompatible with the layer: expected min_ndim={LeastInputRank}, found ndim={Found(rank)}. Full shape received: {x.shape} of {x}, made at {x.op.DefinedAt}.");
    }

    private static string Found(int rank) => rank < 0 ? "unknown" : rank.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The size of an input dimension that variables depend on.</summary>
    private protected long RequiredDimension(Shape input_shape, int axis, string meaning)
    {
        var size = input_shape[axis];
        return size >= 0 ? size
            : throw new ValueError($"The {meaning} of the inputs to `{GetType().Name}` should be defined, found unknown: the layer's variables need its size. Input shape: {input_shape}.");
    }

    /// <summary>Refuses inputs whose dimension is not the one that the variables were made for.</summary>
    private protected void RequireDimension(Tensor inputs, int axis, long size)
    {
        if (inputs.shape[axis] is var found && found >= 0 && found != size)
            throw new ValueError($"Input 0 of layer {name} is incompatible with the layer: expected axis {axis} of input shape to have value {size} but received input with shape {inputs.shape}: {inputs}, made at {inputs.op.DefinedAt}.");
    }

    private void Regularize(Tensor outputs, Func<Tensor, Tensor> regularizer)
    {
        using var scope = tf.name_scope("ActivityRegularizer");
        var loss = regularizer(outputs);
        var batch = tf.cast(tf.shape(outputs)[0], loss.dtype);
        add_loss(loss / batch);
    }
}
