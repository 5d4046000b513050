using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>h' = activation(x kernel + bias + h recurrent_kernel): one step of <see cref="SimpleRNN"/> (Elman, 1990).</summary>
/// <remarks>Inputs (batch, features) and (batch, units), outputs h' twice: as output and as state. Weights: kernel (features, units), recurrent_kernel (units, units), bias (units).</remarks>
public sealed class SimpleRNNCell : KernelCell
{
    /// <param name="units">The size of output and state, at least 1.</param>
    /// <param name="activation">The activation; tanh unless given.</param>
    /// <param name="use_bias">False to leave the bias out.</param>
    /// <param name="kernel_initializer">Glorot's uniform unless given.</param>
    /// <param name="recurrent_initializer">Orthogonal unless given.</param>
    /// <param name="bias_initializer">Zeros unless given.</param>
    /// <param name="kernel_regularizer">Penalty of the kernel.</param>
    /// <param name="recurrent_regularizer">Penalty of the recurrent kernel.</param>
    /// <param name="bias_regularizer">Penalty of the bias.</param>
    /// <param name="kernel_constraint">What the kernel is made to satisfy.</param>
    /// <param name="recurrent_constraint">What the recurrent kernel is made to satisfy.</param>
    /// <param name="bias_constraint">What the bias is made to satisfy.</param>
    /// <param name="dropout">The share of inputs that training drops, from 0 to 1, the same in all steps.</param>
    /// <param name="recurrent_dropout">The share of the state that training drops, from 0 to 1, the same in all steps.</param>
    /// <param name="name">The name.</param>
    public SimpleRNNCell(int units, ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? recurrent_initializer = null,
        Initializer? bias_initializer = null, Regularizer? kernel_regularizer = null, Regularizer? recurrent_regularizer = null, Regularizer? bias_regularizer = null,
        Constraint? kernel_constraint = null, Constraint? recurrent_constraint = null, Constraint? bias_constraint = null, double dropout = 0, double recurrent_dropout = 0,
        string? name = null)
        : this(new CellArguments(units, activation, use_bias, kernel_initializer, recurrent_initializer, bias_initializer, kernel_regularizer, recurrent_regularizer,
            bias_regularizer, kernel_constraint, recurrent_constraint, bias_constraint, dropout, recurrent_dropout), name)
    {
    }

    internal SimpleRNNCell(CellArguments arguments, string? name = null) : base(arguments, name, null) { }

    private protected override int Gates => 1;

    internal override CellRun Begin(Tensor batchSize, bool training) => new Run(this, batchSize, training);

    private sealed class Run(SimpleRNNCell cell, Tensor batchSize, bool training) : KernelRun(cell, batchSize, training, cell.Bias?.value())
    {
        public override (Tensor Output, Tensor[] States) Step(Tensor projected, Tensor[] states)
        {
            var h = cell.activation.Apply(projected + Recurrent(states[0]));
            return (h, [h]);
        }
    }
}
