using System.Runtime.CompilerServices;
using static Tensorflow.Binding;

namespace Tensorflow.Rnn;

/// <summary>
/// The size of a cell's state without the batch: a number, a shape, or a tuple of sizes in the structure of the state.
/// </summary>
[CollectionBuilder(typeof(StateSize), nameof(Create))]
public sealed class StateSize
{
    private readonly Shape? _shape;
    private readonly StateSize[] _items = [];
    private readonly bool _isLstm;

    private StateSize(Shape shape) => _shape = shape;

    private StateSize(StateSize[] items, bool isLstm)
    {
        _items = items;
        _isLstm = isLstm;
    }

    /// <summary>The size of a tuple of states.</summary>
    public static StateSize Create(ReadOnlySpan<StateSize> items) => new(items.ToArray(), false);

    /// <summary>The size of an LSTM's state: of memory and output.</summary>
    public static StateSize Lstm(int c, int h) => new([c, h], true);

    /// <summary>True for a tuple of sizes.</summary>
    public bool is_tuple => _shape is null;

    /// <summary>The number of a tuple's elements.</summary>
    public int Count => _items.Length;

    /// <summary>An element of a tuple.</summary>
    public StateSize this[int index] => _items[index];

    /// <summary>The elements of a tuple.</summary>
    public IEnumerator<StateSize> GetEnumerator() => ((IEnumerable<StateSize>)_items).GetEnumerator();

    public static implicit operator StateSize(int units) => new(units);

    public static implicit operator StateSize(Shape shape) => new(shape);

    public static implicit operator int(StateSize size) => size._shape is { ndim: 1 } shape ? (int)shape[0]
        : throw new TypeError($"The state size {size} is not one number.");

    public override string ToString()
    {
        if (_shape is not null) return _shape.ndim == 1 ? _shape[0].ToString(System.Globalization.CultureInfo.InvariantCulture) : _shape.ToString();
        return _isLstm ? $"LSTMStateTuple(c={_items[0]}, h={_items[1]})" : $"({string.Join(", ", _items.Select(item => item.ToString()))})";
    }

    /// <summary>The sizes of the state's tensors in order.</summary>
    internal IEnumerable<Shape> Flatten() => _shape is not null ? [_shape] : _items.SelectMany(item => item.Flatten());

    /// <summary>A state of this structure with a tensor for each size.</summary>
    internal RnnState Build(Func<Shape, Tensor> make)
    {
        if (_shape is not null) return make(_shape);
        RnnState[] items = [.. _items.Select(item => item.Build(make))];
        return _isLstm ? new LSTMStateTuple(items[0], items[1]) : items;
    }

    /// <summary>Zeros [batch, size...] for each size.</summary>
    internal RnnState Zeros(TensorLike batch, TF_DataType dtype) => Build(size =>
    {
        var (full, known) = WithBatch(batch, size);
        var zeros = tf.zeros(full, dtype);
        zeros.set_shape(known);
        return zeros;
    });

    /// <summary>The shape [batch, size...] as a tensor, and as far as it is known.</summary>
    internal static (Tensor Full, Shape Known) WithBatch(TensorLike batch, Shape size)
    {
        var prefix = batch.AsTensor is { } tensor ? tf.expand_dims(tensor, 0) : tf.constant(new[] { Number(batch) });
        var full = tf.concat([prefix, tf.constant(size.as_int_list())], 0);
        return (full, ConstantValues.AsShape(full) is { HasRank: true } known ? known : Shape.UnknownOfRank(1).concatenate(size));
    }

    /// <summary>The state as one of this structure; refuses another one, and other sizes and types.</summary>
    /// <param name="state">What is to be a state.</param>
    /// <param name="whose">Where it comes from, for errors: <c>The state given to the cell 'gru_cell'</c>.</param>
    /// <param name="inputs">The cell's inputs, whose type the state must have.</param>
    /// <param name="batch">The number of rows, -1 if unknown.</param>
    /// <exception cref="ValueError">Structure or sizes differ.</exception>
    /// <exception cref="TypeError">A tensor has another type than the inputs.</exception>
    internal RnnState Checked(RnnState state, string whose, Tensor inputs, long batch)
    {
        // A plain pair serves for an LSTM's state, as in Python.
        if (_isLstm && state is { is_tuple: true, Count: 2 } and not LSTMStateTuple && !state[0].is_tuple && !state[1].is_tuple)
            state = new LSTMStateTuple(state[0], state[1]);
        if (!Fits(state)) throw new ValueError($"{whose} has another structure than the cell's state_size: expected {this}, got {state}.");
        var type = inputs.dtype.as_base_dtype();
        foreach (var (tensor, size) in state.flatten().Zip(Flatten()))
        {
            var wanted = Shape.UnknownOfRank(1).concatenate(size);
            if (!tensor.shape.is_compatible_with(wanted))
                throw new ValueError($"{whose} has another size than the cell's state_size {this}: expected the shape {wanted}, got {tensor.shape} of {tensor}, made at {tensor.op.DefinedAt}.");
            if (tensor.dtype.as_base_dtype() != type)
                throw new TypeError($"{whose} has the type {tensor.dtype.as_base_dtype().as_numpy_name()}, the inputs have {type.as_numpy_name()}: {tensor} and {inputs}. Both must have one type; give the zero state or tf.nn.dynamic_rnn the dtype of the inputs.");
            if (batch >= 0 && tensor.shape is { ndim: > 0 } its && its[0] >= 0 && its[0] != batch)
                throw new ValueError($"{whose} is for a batch of {its[0]}, the inputs for one of {batch}: {tensor} and {inputs}.");
        }
        return state;
    }

    private bool Fits(RnnState state)
    {
        if (_shape is not null) return !state.is_tuple;
        if (!state.is_tuple || state.Count != Count || (_isLstm && state is not LSTMStateTuple)) return false;
        return _items.Index().All(item => item.Item.Fits(state[item.Index]));
    }

    private static int Number(TensorLike batch) => batch.Value switch
    {
        int number => number,
        long number => checked((int)number),
        var other => throw new TypeError($"batch_size must be an integer or an integer tensor. Received: {other}"),
    };
}
