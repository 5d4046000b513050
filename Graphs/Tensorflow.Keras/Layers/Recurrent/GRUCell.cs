using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>
/// One step of <see cref="GRU"/> (Cho et al., 2014): update gate z = s(x_z + u_z), reset gate r = s(x_r + u_r), h' = z h + (1 - z) a(x_h + u_h),
/// with x = x kernel + bias and u = h recurrent_kernel. With <see cref="reset_after"/> u_h is multiplied by r and has a bias of its own;
/// without, the state is multiplied by r before it meets the kernel.
/// </summary>
/// <remarks>Inputs (batch, features) and the state h (batch, units). Weights: kernel (features, 3 units), recurrent_kernel (units, 3 units), bias (2, 3 units), or (3 units) without reset_after.</remarks>
public sealed class GRUCell : KernelCell
{
    /// <param name="units">The size of output and state, at least 1.</param>
    /// <param name="activation">The activation of the candidate; tanh unless given.</param>
    /// <param name="recurrent_activation">The activation of the gates; sigmoid unless given.</param>
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
    /// <param name="implementation">1: each gate drops elements of its own; 2: all gates the same. With recurrent_dropout always 1, as in Keras.</param>
    /// <param name="reset_after">True to reset after the product with the recurrent kernel.</param>
    /// <param name="name">The name.</param>
    public GRUCell(int units, ActivationFunction? activation = null, ActivationFunction? recurrent_activation = null, bool use_bias = true,
        Initializer? kernel_initializer = null, Initializer? recurrent_initializer = null, Initializer? bias_initializer = null,
        Regularizer? kernel_regularizer = null, Regularizer? recurrent_regularizer = null, Regularizer? bias_regularizer = null,
        Constraint? kernel_constraint = null, Constraint? recurrent_constraint = null, Constraint? bias_constraint = null, double dropout = 0, double recurrent_dropout = 0,
        int implementation = 2, bool reset_after = true, string? name = null)
        : this(new CellArguments(units, activation, use_bias, kernel_initializer, recurrent_initializer, bias_initializer, kernel_regularizer, recurrent_regularizer,
            bias_regularizer, kernel_constraint, recurrent_constraint, bias_constraint, dropout, recurrent_dropout), recurrent_activation, implementation, reset_after, name)
    {
    }

    internal GRUCell(CellArguments arguments, ActivationFunction? recurrent_activation, int implementation, bool reset_after, string? name = null) : base(arguments, name, null)
    {
        this.recurrent_activation = recurrent_activation ?? "sigmoid";
        this.implementation = recurrent_dropout > 0 ? 1 : implementation;
        this.reset_after = reset_after;
    }

    public ActivationFunction recurrent_activation { get; }

    public int implementation { get; }

    public bool reset_after { get; }

    private protected override int Gates => 3;

    private protected override bool DropsByGate => implementation == 1;

    private protected override Shape BiasShape => reset_after ? new Shape(2, 3 * units) : new Shape(3 * units);

    internal override CellRun Begin(Tensor batchSize, bool training)
    {
        if (Bias is null) return new Run(this, batchSize, training, null, null);
        if (!reset_after) return new Run(this, batchSize, training, Bias.value(), null);
        var biases = tf.unstack(Bias.value(), 2);
        return new Run(this, batchSize, training, biases[0], biases[1]);
    }

    private sealed class Run(GRUCell cell, Tensor batchSize, bool training, Tensor? inputBias, Tensor? recurrentBias) : KernelRun(cell, batchSize, training, inputBias)
    {
        public override (Tensor Output, Tensor[] States) Step(Tensor projected, Tensor[] states)
        {
            var h = states[0];
            var x = tf.split(projected, 3, 1);
            var (update, candidate) = cell.reset_after ? ResetAfter(x, h) : ResetBefore(x, h);
            var next = update * h + (1f - update) * cell.activation.Apply(candidate);
            return (next, [next]);
        }

        private (Tensor Update, Tensor Candidate) ResetAfter(Tensor[] x, Tensor h)
        {
            var product = Recurrent(h);
            var u = tf.split(recurrentBias is null ? product : tf.nn.bias_add(product, recurrentBias), 3, 1);
            return (Gate(x[0], u[0]), x[2] + Gate(x[1], u[1]) * u[2]);
        }

        private (Tensor Update, Tensor Candidate) ResetBefore(Tensor[] x, Tensor h)
        {
            var u = tf.split(Recurrent(h, 0, 2), 2, 1);
            var reset = Gate(x[1], u[1]);
            return (Gate(x[0], u[0]), x[2] + Column(reset * Dropped(h, 2), 2));
        }

        private Tensor Gate(Tensor x, Tensor u) => cell.recurrent_activation.Apply(x + u);
    }
}
