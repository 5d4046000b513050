using static Tensorflow.Binding;

namespace Tensorflow.Rnn;

/// <summary>A cell around another one, with that cell's state, variables and scope.</summary>
public abstract class CellWrapper : RNNCell
{
    private protected CellWrapper(RNNCell cell) => wrapped_cell = cell;

    /// <summary>The cell inside.</summary>
    public RNNCell wrapped_cell { get; }

    public override StateSize state_size => wrapped_cell.state_size;

    public override int output_size => wrapped_cell.output_size;

    public override IReadOnlyList<RefVariable> trainable_weights => wrapped_cell.trainable_weights;

    public override IReadOnlyList<RefVariable> non_trainable_weights => wrapped_cell.non_trainable_weights;

    public override RnnState zero_state(TensorLike batch_size, TF_DataType dtype)
    {
        using var scope = tf.name_scope($"{GetType().Name}ZeroState");
        return wrapped_cell.zero_state(batch_size, dtype);
    }

    public sealed override (Tensor output, RnnState state) apply(TensorLike inputs, RnnState state, string? scope = null) => Step(inputs.ToTensor("inputs"), state, scope);

    protected sealed override (Tensor output, RnnState state) call(Tensor inputs, RnnState state) => Step(inputs, state, null);

    private protected abstract (Tensor output, RnnState state) Step(Tensor inputs, RnnState state, string? scope);
}
