using static Tensorflow.Binding;

namespace Tensorflow.Rnn;

/// <summary>Cells on top of each other: each takes the output of the one below. The state is the tuple of theirs.</summary>
public sealed class MultiRNNCell : RNNCell
{
    private readonly RNNCell[] _cells;
    private readonly bool _stateIsTuple;

    /// <inheritdoc cref="RnnCellApi.MultiRNNCell"/>
    public MultiRNNCell(IEnumerable<RNNCell> cells, bool state_is_tuple = true)
    {
        _cells = [.. cells];
        _stateIsTuple = state_is_tuple;
        if (_cells.Length == 0) throw new ValueError("Must specify at least one cell for MultiRNNCell.");
        if (!state_is_tuple && _cells.Any(cell => cell.state_size.is_tuple))
            throw new ValueError($"Some cells return tuples of states, but the flag state_is_tuple is not set. State sizes are: ({string.Join(", ", _cells.Select(cell => cell.state_size))})");
    }

    public override StateSize state_size => _stateIsTuple ? [.. _cells.Select(cell => cell.state_size)] : _cells.Sum(cell => (int)cell.state_size);

    public override int output_size => _cells[^1].output_size;

    public override IReadOnlyList<RefVariable> trainable_weights => [.. _cells.SelectMany(cell => cell.trainable_weights).Distinct()];

    public override IReadOnlyList<RefVariable> non_trainable_weights => [.. _cells.SelectMany(cell => cell.non_trainable_weights).Distinct()];

    public override RnnState zero_state(TensorLike batch_size, TF_DataType dtype)
    {
        if (!_stateIsTuple) return base.zero_state(batch_size, dtype);
        using var scope = tf.name_scope($"{nameof(MultiRNNCell)}ZeroState");
        return [.. _cells.Select(cell => cell.zero_state(batch_size, dtype))];
    }

    protected override (Tensor output, RnnState state) call(Tensor inputs, RnnState state)
    {
        var output = inputs;
        var states = new RnnState[_cells.Length];
        var position = 0;
        foreach (var (index, cell) in _cells.Index())
        {
            using var scope = tf.variable_scope($"cell_{index}");
            RnnState before;
            if (_stateIsTuple)
            {
                before = state[index];
            }
            else
            {
                int size = cell.state_size;
                before = tf.slice(state, new[] { 0, position }, new[] { -1, size });
                position += size;
            }
            (output, states[index]) = cell.apply(output, before);
        }
        return (output, _stateIsTuple ? states : tf.concat(Array.ConvertAll(states, s => (Tensor)s), 1));
    }
}
