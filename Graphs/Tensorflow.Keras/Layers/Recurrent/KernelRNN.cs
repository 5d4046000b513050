namespace Tensorflow.Keras.Layers;

/// <summary>What SimpleRNN, LSTM and GRU share: their cell's arguments are their own.</summary>
public abstract class KernelRNN : RNN
{
    private KernelCell KernelCell => (KernelCell)cell;

    private protected KernelRNN(KernelCell cell, Regularizer? activity_regularizer, bool return_sequences, bool return_state, bool go_backwards, bool stateful, bool unroll,
        bool time_major, Shape? input_shape, string? name) : base(cell, return_sequences, return_state, go_backwards, stateful, unroll, time_major, input_shape, name)
    {
        this.activity_regularizer = activity_regularizer;
    }

    public int units => KernelCell.units;

    public ActivationFunction activation => KernelCell.activation;

    public bool use_bias => KernelCell.use_bias;

    public Initializer kernel_initializer => KernelCell.kernel_initializer;

    public Initializer recurrent_initializer => KernelCell.recurrent_initializer;

    public Initializer bias_initializer => KernelCell.bias_initializer;

    public Regularizer? kernel_regularizer => KernelCell.kernel_regularizer;

    public Regularizer? recurrent_regularizer => KernelCell.recurrent_regularizer;

    public Regularizer? bias_regularizer => KernelCell.bias_regularizer;

    public Constraint? kernel_constraint => KernelCell.kernel_constraint;

    public Constraint? recurrent_constraint => KernelCell.recurrent_constraint;

    public Constraint? bias_constraint => KernelCell.bias_constraint;

    public double dropout => KernelCell.dropout;

    public double recurrent_dropout => KernelCell.recurrent_dropout;
}
