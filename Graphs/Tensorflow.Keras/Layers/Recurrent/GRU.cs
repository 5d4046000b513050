namespace Tensorflow.Keras.Layers;

/// <summary>Gated recurrent units (Cho et al., 2014). See <see cref="RNN"/> for shapes, <see cref="GRUCell"/> for a step.</summary>
public sealed class GRU : KernelRNN
{
    /// <param name="units">The size of the output, at least 1.</param>
    /// <param name="activation">The activation; tanh unless given.</param>
    /// <param name="recurrent_activation">The activation of the gates; sigmoid unless given.</param>
    /// <param name="use_bias">False to leave the bias out.</param>
    /// <param name="kernel_initializer">Glorot's uniform unless given.</param>
    /// <param name="recurrent_initializer">Orthogonal unless given.</param>
    /// <param name="bias_initializer">Zeros unless given.</param>
    /// <param name="kernel_regularizer">Penalty of the kernel.</param>
    /// <param name="recurrent_regularizer">Penalty of the recurrent kernel.</param>
    /// <param name="bias_regularizer">Penalty of the bias.</param>
    /// <param name="activity_regularizer">Penalty of the outputs.</param>
    /// <param name="kernel_constraint">What the kernel is made to satisfy.</param>
    /// <param name="recurrent_constraint">What the recurrent kernel is made to satisfy.</param>
    /// <param name="bias_constraint">What the bias is made to satisfy.</param>
    /// <param name="dropout">The share of inputs that training drops, from 0 to 1, the same in all steps.</param>
    /// <param name="recurrent_dropout">The share of the state that training drops, from 0 to 1, the same in all steps.</param>
    /// <param name="implementation">1: each gate drops elements of its own; 2: all gates the same. With recurrent_dropout always 1, as in Keras.</param>
    /// <param name="return_sequences">True for the outputs of all steps, false for the last one's.</param>
    /// <param name="return_state">True to give the last states too.</param>
    /// <param name="go_backwards">True to go from the last step to the first; outputs come in that order.</param>
    /// <param name="stateful">True to begin each batch with the states that the one before left; needs a fixed batch size.</param>
    /// <param name="unroll">True for operations of their own for each step, false for a loop.</param>
    /// <param name="time_major">True for inputs and outputs (steps, batch, ...).</param>
    /// <param name="reset_after">True to reset after the product with the recurrent kernel; false as in the paper.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public GRU(int units, ActivationFunction? activation = null, ActivationFunction? recurrent_activation = null, bool use_bias = true,
        Initializer? kernel_initializer = null, Initializer? recurrent_initializer = null, Initializer? bias_initializer = null,
        Regularizer? kernel_regularizer = null, Regularizer? recurrent_regularizer = null, Regularizer? bias_regularizer = null,
        Regularizer? activity_regularizer = null, Constraint? kernel_constraint = null, Constraint? recurrent_constraint = null,
        Constraint? bias_constraint = null, double dropout = 0, double recurrent_dropout = 0, int implementation = 2, bool return_sequences = false,
        bool return_state = false, bool go_backwards = false, bool stateful = false, bool unroll = false, bool time_major = false, bool reset_after = true,
        Shape? input_shape = null, string? name = null)
        : base(new GRUCell(new CellArguments(units, activation, use_bias, kernel_initializer, recurrent_initializer, bias_initializer, kernel_regularizer, recurrent_regularizer,
            bias_regularizer, kernel_constraint, recurrent_constraint, bias_constraint, dropout, recurrent_dropout), recurrent_activation, implementation, reset_after, "gru_cell"),
            activity_regularizer, return_sequences, return_state, go_backwards, stateful, unroll, time_major,
            input_shape, name)
    {
    }

    private GRUCell Gru => (GRUCell)cell;

    public ActivationFunction recurrent_activation => Gru.recurrent_activation;

    public int implementation => Gru.implementation;

    public bool reset_after => Gru.reset_after;
}
