using Tensorflow.Layers;
using static Tensorflow.Binding;

namespace Tensorflow.Rnn;

/// <summary>
/// One step of a recurrent network: inputs [batch, features] and a state give outputs [batch, output_size] and the next
/// state. A cell of one's own derives this class and gives <see cref="state_size"/>, <see cref="output_size"/> and
/// <see cref="call"/>; variables come from <c>add_weight</c> in <c>build</c>, or from <c>tf.get_variable</c> in
/// <c>call</c>. They are made at the first step and shared by all later ones.
/// </summary>
public abstract class RNNCell : Layer
{
    /// <summary>Arguments as of <see cref="Layer"/>.</summary>
    protected RNNCell(bool trainable = true, string? name = null, TF_DataType dtype = TF_DataType.DtInvalid, VariableReuse? reuse = null)
        : base(trainable, name, dtype, null, reuse) { }

    /// <summary>The size of the state, in its structure.</summary>
    public abstract StateSize state_size { get; }

    /// <summary>The size of the output.</summary>
    public abstract int output_size { get; }

    /// <summary>Adds the operations of one step; the cell's variables exist by now.</summary>
    protected abstract (Tensor output, RnnState state) call(Tensor inputs, RnnState state);

    /// <summary>Adds one step.</summary>
    /// <param name="inputs">[batch, features]; float32 or float64.</param>
    /// <param name="state">The state before, of the structure and size of <see cref="state_size"/>.</param>
    /// <param name="scope">The variable scope at the first use; the cell's name, made unique, unless given.</param>
    /// <returns>The output, and the state after the step.</returns>
    /// <exception cref="ValueError">Structure or sizes of the state do not fit, the inputs are no matrices, or their last dimension is unknown.</exception>
    /// <exception cref="TypeError">Inputs and state have different types.</exception>
    public virtual (Tensor output, RnnState state) apply(TensorLike inputs, RnnState state, string? scope = null)
    {
        var x = inputs.ToTensor("inputs");
        if (x.rank != 2)
            throw new ValueError($"Input 0 of layer {name} is incompatible with the layer: expected ndim=2, found ndim={(x.rank < 0 ? "unknown" : x.rank.ToString(System.Globalization.CultureInfo.InvariantCulture))}. Full shape received: {x.shape} of {x}, made at {x.op.DefinedAt}.");
        if (x.shape[1] < 0)
            throw new ValueError($"Expected inputs.shape[-1] to be known, saw shape: {x.shape} of {x}, made at {x.op.DefinedAt}: the variables of the cell '{name}' need its size.");
        if (!x.dtype.is_floating()) throw new TypeError($"RNN cell only supports floating point inputs, but saw dtype: {x.dtype.as_numpy_name()} of {x}.");
        var before = state_size.Checked(state, $"The state given to the cell '{name}'", x, x.shape[0]);
        var (output, after) = Enter(scope, x, () => call(x, before));
        return (output, state_size.Checked(after, $"The state returned by the cell '{name}'", x, x.shape[0]));
    }

    /// <summary><see cref="apply"/> under its Python name.</summary>
    public (Tensor output, RnnState state) __call__(TensorLike inputs, RnnState state, string? scope = null) => apply(inputs, state, scope);

    /// <summary>A state of zeros.</summary>
    /// <param name="batch_size">A number or a tensor.</param>
    /// <param name="dtype">The type.</param>
    public virtual RnnState zero_state(TensorLike batch_size, TF_DataType dtype)
    {
        using var scope = tf.name_scope($"{GetType().Name}ZeroState");
        return state_size.Zeros(batch_size, dtype);
    }

    /// <summary>The weights of a cell with its own inputs and the <paramref name="recurrent"/> part of the state.</summary>
    private protected RefVariable Kernel(string name, Shape inputs, int recurrent, int columns, Initializer? initializer = null) =>
        add_weight(name, [inputs[-1] + recurrent, columns], initializer: initializer);

    /// <summary>[inputs, recurrent] kernel + bias.</summary>
    private protected static Tensor Affine(Tensor inputs, Tensor recurrent, RefVariable kernel, RefVariable bias) =>
        tf.nn.bias_add(tf.matmul(tf.concat([inputs, recurrent], 1), kernel), bias);

    private protected static int Units(int num_units) => num_units >= 1 ? num_units
        : throw new ValueError($"`num_units` must be 1 or more. Received: num_units={num_units}");
}
