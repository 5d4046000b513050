using System.Runtime.CompilerServices;

namespace Tensorflow.Rnn;

/// <summary>
/// The state of a recurrent cell: a tensor [batch, size], or a tuple of states as an LSTM or a stack of cells has. A tensor
/// stands for the state and a state of one tensor for the tensor; a tuple is written <c>[first, second]</c>.
/// </summary>
[CollectionBuilder(typeof(RnnState), nameof(Create))]
public class RnnState : ITensorConvertible
{
    private readonly Tensor? _tensor;
    private readonly RnnState[] _items = [];

    private RnnState(Tensor tensor) => _tensor = tensor;

    private protected RnnState(RnnState[] items) => _items = items;

    /// <summary>A tuple of states.</summary>
    public static RnnState Create(ReadOnlySpan<RnnState> items) => new(items.ToArray());

    /// <summary>True for a tuple, false for a tensor.</summary>
    public bool is_tuple => _tensor is null;

    /// <summary>The number of a tuple's elements.</summary>
    public int Count => _items.Length;

    /// <summary>An element of a tuple, counted from the end if negative.</summary>
    public RnnState this[int index] => Tuple(index < 0 ? index + _items.Length : index);

    /// <summary>The memory of an LSTM's state.</summary>
    /// <exception cref="TypeError">The state is no <see cref="LSTMStateTuple"/>.</exception>
    public virtual Tensor c => throw NoLstm("c");

    /// <summary>The output part of an LSTM's state.</summary>
    /// <exception cref="TypeError">The state is no <see cref="LSTMStateTuple"/>.</exception>
    public virtual Tensor h => throw NoLstm("h");

    /// <summary>The elements of a tuple.</summary>
    public IEnumerator<RnnState> GetEnumerator() => ((IEnumerable<RnnState>)_items).GetEnumerator();

    /// <summary>The tensors in order.</summary>
    public Tensor[] flatten() => _tensor is not null ? [_tensor] : [.. _items.SelectMany(item => item.flatten())];

    /// <summary>The state of the same structure with other tensors.</summary>
    internal RnnState Map(Func<Tensor, Tensor> change) => _tensor is not null ? change(_tensor) : Rebuilt([.. _items.Select(item => item.Map(change))]);

    /// <summary>A state of the structure of this one from the tensors that <see cref="flatten"/> lists.</summary>
    internal RnnState Pack(IReadOnlyList<Tensor> tensors)
    {
        var next = 0;
        return Map(_ => tensors[next++]);
    }

    private protected virtual RnnState Rebuilt(RnnState[] items) => new(items);

    public static implicit operator RnnState(Tensor tensor) => new(tensor);

    public static implicit operator RnnState(RefVariable variable) => new(variable.value());

    public static implicit operator RnnState(RnnState[] items) => new(items);

    public static implicit operator Tensor(RnnState state) => state._tensor
        ?? throw new TypeError($"A tensor was expected, but the state is a tuple of {state.Count}: {state}. Name one of its tensors: state.h of an LSTM's state, state[-1] of a stack of cells.");

    public static implicit operator TensorLike(RnnState state) => (Tensor)state;

    Tensor ITensorConvertible.ToTensor() => this;

    public override string ToString() => _tensor is not null ? _tensor.ToString() : $"({string.Join(", ", _items.Select(item => item.ToString()))})";

    private RnnState Tuple(int index) => index >= 0 && index < _items.Length ? _items[index]
        : throw new ValueError(is_tuple ? $"The state has {Count} elements, index {index} lies outside: {this}." : $"The state is one tensor, no tuple: {this}.");

    private TypeError NoLstm(string part) => new($"The state has no '{part}': it is not an LSTMStateTuple but {this}.");
}

/// <summary>The state of an LSTM: the memory <c>c</c> and the output <c>h</c>.</summary>
public sealed class LSTMStateTuple : RnnState
{
    /// <summary>The state of these two tensors, each [batch, size].</summary>
    public LSTMStateTuple(TensorLike c, TensorLike h) : this([c.ToTensor("c"), h.ToTensor("h")]) { }

    private LSTMStateTuple(RnnState[] items) : base(items) { }

    public override Tensor c => this[0];

    public override Tensor h => this[1];

    public override string ToString() => $"LSTMStateTuple(c={c}, h={h})";

    private protected override RnnState Rebuilt(RnnState[] items) => new LSTMStateTuple(items);
}
