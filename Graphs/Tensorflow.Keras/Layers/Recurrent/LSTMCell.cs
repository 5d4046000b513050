using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>
/// One step of <see cref="LSTM"/> (Hochreiter and Schmidhuber, 1997): with i, f, g, o the four parts of x kernel + bias + h recurrent_kernel,
/// c' = s(f) c + s(i) a(g) and h' = s(o) a(c'), where s is the recurrent activation and a the activation.
/// </summary>
/// <remarks>Inputs (batch, features) and two states h, c (batch, units). Weights: kernel (features, 4 units), recurrent_kernel (units, 4 units), bias (4 units).</remarks>
public sealed class LSTMCell : KernelCell
{
    /// <param name="units">The size of output and states, at least 1.</param>
    /// <param name="activation">The activation of candidates and output; tanh unless given.</param>
    /// <param name="recurrent_activation">The activation of the gates; sigmoid unless given.</param>
    /// <param name="use_bias">False to leave the bias out.</param>
    /// <param name="kernel_initializer">Glorot's uniform unless given.</param>
    /// <param name="recurrent_initializer">Orthogonal unless given.</param>
    /// <param name="bias_initializer">Zeros unless given.</param>
    /// <param name="unit_forget_bias">True to begin with 1 as the forget gate's bias (Jozefowicz et al., 2015).</param>
    /// <param name="kernel_regularizer">Penalty of the kernel.</param>
    /// <param name="recurrent_regularizer">Penalty of the recurrent kernel.</param>
    /// <param name="bias_regularizer">Penalty of the bias.</param>
    /// <param name="kernel_constraint">What the kernel is made to satisfy.</param>
    /// <param name="recurrent_constraint">What the recurrent kernel is made to satisfy.</param>
    /// <param name="bias_constraint">What the bias is made to satisfy.</param>
    /// <param name="dropout">The share of inputs that training drops, from 0 to 1, the same in all steps.</param>
    /// <param name="recurrent_dropout">The share of the state that training drops, from 0 to 1, the same in all steps.</param>
    /// <param name="implementation">1: each gate drops elements of its own; 2: all gates the same. With recurrent_dropout always 1, as in Keras.</param>
    /// <param name="name">The name.</param>
    public LSTMCell(int units, ActivationFunction? activation = null, ActivationFunction? recurrent_activation = null, bool use_bias = true,
        Initializer? kernel_initializer = null, Initializer? recurrent_initializer = null, Initializer? bias_initializer = null, bool unit_forget_bias = true,
        Regularizer? kernel_regularizer = null, Regularizer? recurrent_regularizer = null, Regularizer? bias_regularizer = null,
        Constraint? kernel_constraint = null, Constraint? recurrent_constraint = null, Constraint? bias_constraint = null, double dropout = 0, double recurrent_dropout = 0,
        int implementation = 2, string? name = null)
        : this(new CellArguments(units, activation, use_bias, kernel_initializer, recurrent_initializer, bias_initializer, kernel_regularizer, recurrent_regularizer,
            bias_regularizer, kernel_constraint, recurrent_constraint, bias_constraint, dropout, recurrent_dropout), recurrent_activation, unit_forget_bias, implementation, name)
    {
    }

    internal LSTMCell(CellArguments arguments, ActivationFunction? recurrent_activation, bool unit_forget_bias, int implementation, string? name = null) : base(arguments, name, null)
    {
        this.recurrent_activation = recurrent_activation ?? "sigmoid";
        this.unit_forget_bias = unit_forget_bias;
        this.implementation = recurrent_dropout > 0 ? 1 : implementation;
    }

    public ActivationFunction recurrent_activation { get; }

    public bool unit_forget_bias { get; }

    public int implementation { get; }

    public override int[] state_size => [units, units];

    private protected override int Gates => 4;

    private protected override bool DropsByGate => implementation == 1;

    private protected override Initializer BiasStart => unit_forget_bias ? new ForgetBias(bias_initializer, units) : bias_initializer;

    internal override CellRun Begin(Tensor batchSize, bool training) => new Run(this, batchSize, training);

    private sealed class Run(LSTMCell cell, Tensor batchSize, bool training) : KernelRun(cell, batchSize, training, cell.Bias?.value())
    {
        public override (Tensor Output, Tensor[] States) Step(Tensor projected, Tensor[] states)
        {
            var parts = tf.split(projected + Recurrent(states[0]), 4, 1);
            Tensor input = cell.recurrent_activation.Apply(parts[0]), forget = cell.recurrent_activation.Apply(parts[1]);
            var c = forget * states[1] + input * cell.activation.Apply(parts[2]);
            var h = cell.recurrent_activation.Apply(parts[3]) * cell.activation.Apply(c);
            return (h, [h, c]);
        }
    }

    /// <summary>The given initial values, but 1 for the forget gate.</summary>
    private sealed class ForgetBias(Initializer others, int units) : Initializer
    {
        public override Tensor Apply(Shape shape, TF_DataType dtype = TF_DataType.TF_FLOAT) =>
            tf.concat(new[] { others.Apply(units, dtype), tf.ones(units, dtype), others.Apply(2 * units, dtype) }, 0);
    }
}
