namespace Tensorflow.Keras.Layers;

/// <summary>What SimpleRNN, LSTM and GRU share: their cell's arguments are their own.</summary>
public abstract class KernelRNN : RNN
{
    private readonly KernelCell _cell;

    private protected KernelRNN(KernelCell cell, Regularizer? activity_regularizer, bool return_sequences, bool return_state, bool go_backwards, bool stateful, bool unroll,
        bool time_major, Shape? input_shape, string? name) : base(cell, return_sequences, return_state, go_backwards, stateful, unroll, time_major, input_shape, name)
    {
        _cell = cell;
        this.activity_regularizer = activity_regularizer;
    }

    public int units => _cell.units;

    public ActivationFunction activation => _cell.activation;

    public bool use_bias => _cell.use_bias;

    public Initializer kernel_initializer => _cell.kernel_initializer;

    public Initializer recurrent_initializer => _cell.recurrent_initializer;

    public Initializer bias_initializer => _cell.bias_initializer;

    public Regularizer? kernel_regularizer => _cell.kernel_regularizer;

    public Regularizer? recurrent_regularizer => _cell.recurrent_regularizer;

    public Regularizer? bias_regularizer => _cell.bias_regularizer;

    public Constraint? kernel_constraint => _cell.kernel_constraint;

    public Constraint? recurrent_constraint => _cell.recurrent_constraint;

    public Constraint? bias_constraint => _cell.bias_constraint;

    public double dropout => _cell.dropout;

    public double recurrent_dropout => _cell.recurrent_dropout;
}
