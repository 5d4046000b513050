using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>What the cells of SimpleRNN, LSTM and GRU are told alike; their meaning stands at <see cref="SimpleRNNCell"/>.</summary>
internal sealed record CellArguments(
    int units, ActivationFunction? activation, bool use_bias,
    Initializer? kernel_initializer, Initializer? recurrent_initializer, Initializer? bias_initializer,
    Regularizer? kernel_regularizer, Regularizer? recurrent_regularizer, Regularizer? bias_regularizer,
    Constraint? kernel_constraint, Constraint? recurrent_constraint, Constraint? bias_constraint,
    double dropout, double recurrent_dropout);

/// <summary>
/// What the cells of SimpleRNN, LSTM and GRU share: a kernel for the inputs, one for the state, a bias, each with a block of
/// columns a gate, and the elements that dropout takes from inputs and state, the same in all steps of a sequence
/// (Gal and Ghahramani, 2016).
/// </summary>
public abstract class KernelCell : RecurrentCell
{
    private protected KernelCell(CellArguments arguments, string? name, Shape? input_shape) : base(name, input_shape)
    {
        if (arguments.units <= 0) throw new ValueError($"Received an invalid value for argument `units`, expected a positive integer, got {arguments.units}.");
        units = arguments.units;
        activation = arguments.activation ?? "tanh";
        use_bias = arguments.use_bias;
        kernel_initializer = arguments.kernel_initializer ?? "glorot_uniform";
        recurrent_initializer = arguments.recurrent_initializer ?? "orthogonal";
        bias_initializer = arguments.bias_initializer ?? "zeros";
        kernel_regularizer = arguments.kernel_regularizer;
        recurrent_regularizer = arguments.recurrent_regularizer;
        bias_regularizer = arguments.bias_regularizer;
        kernel_constraint = arguments.kernel_constraint;
        recurrent_constraint = arguments.recurrent_constraint;
        bias_constraint = arguments.bias_constraint;
        dropout = Rate(arguments.dropout, nameof(dropout));
        recurrent_dropout = Rate(arguments.recurrent_dropout, nameof(recurrent_dropout));
    }

    public int units { get; }

    public ActivationFunction activation { get; }

    public bool use_bias { get; }

    public Initializer kernel_initializer { get; }

    public Initializer recurrent_initializer { get; }

    public Initializer bias_initializer { get; }

    public Regularizer? kernel_regularizer { get; }

    public Regularizer? recurrent_regularizer { get; }

    public Regularizer? bias_regularizer { get; }

    public Constraint? kernel_constraint { get; }

    public Constraint? recurrent_constraint { get; }

    public Constraint? bias_constraint { get; }

    public double dropout { get; }

    public double recurrent_dropout { get; }

    public override int[] state_size => [units];

    /// <summary>The number of blocks of columns in the kernels.</summary>
    private protected abstract int Gates { get; }

    /// <summary>True when each gate loses elements of its own by dropout.</summary>
    private protected virtual bool DropsByGate => false;

    private protected virtual Shape BiasShape => new(Gates * units);

    private protected virtual Initializer BiasStart => bias_initializer;

    private protected RefVariable Kernel { get; private set; } = null!;

    private protected RefVariable RecurrentKernel { get; private set; } = null!;

    private protected RefVariable? Bias { get; private set; }

    public override void build(Shape[] input_shapes)
    {
        Kernel = add_weight("kernel", new Shape(KnownSize(input_shapes[0], -1), Gates * units), kernel_initializer, kernel_regularizer, kernel_constraint);
        RecurrentKernel = add_weight("recurrent_kernel", new Shape(units, Gates * units), recurrent_initializer, recurrent_regularizer, recurrent_constraint);
        if (use_bias) Bias = add_weight("bias", BiasShape, BiasStart, bias_regularizer, bias_constraint);
    }

    protected override void CheckInputs(Tensors inputs)
    {
        RequireCount(inputs, 1 + state_size.Length);
        if (built) RequireSize(inputs, -1, Kernel.shape[0]);
    }

    public override Tensors call(Tensors inputs, CallOptions options) => OneStep(inputs, options);

    /// <summary>The factors by which dropout multiplies tensors (batch, size): one, one a gate, or none.</summary>
    private protected Tensor[] Masks(double rate, Tensor batchSize, long size, bool training)
    {
        // Keras drops nothing at a rate of 1 either: nothing would be left.
        if (!training || rate is 0 or 1) return [];
        var ones = tf.ones(new object[] { batchSize, (int)size }, dtype);
        return [.. Enumerable.Range(0, DropsByGate ? Gates : 1).Select(_ => tf.nn.dropout(ones, rate: rate))];
    }

    private static double Rate(double rate, string argument) => rate is >= 0 and <= 1 ? rate
        : throw new ValueError($"Received an invalid value for argument `{argument}`, expected a number from 0 to 1, got {rate}.");

    /// <summary>The products with the kernels, with what dropout leaves of inputs and state.</summary>
    private protected abstract class KernelRun : CellRun
    {
        private readonly Factor _input;
        private readonly Factor _recurrent;
        private readonly Tensor? _inputBias;

        protected KernelRun(KernelCell cell, Tensor batchSize, bool training, Tensor? inputBias)
        {
            _inputBias = inputBias;
            _input = new Factor(cell.Kernel, cell.Gates, cell.Masks(cell.dropout, batchSize, cell.Kernel.shape[0], training));
            _recurrent = new Factor(cell.RecurrentKernel, cell.Gates, cell.Masks(cell.recurrent_dropout, batchSize, cell.units, training));
        }

        public override int? OutputState => 0;

        public override Tensor Project(Tensor x)
        {
            var product = _input.Times(x);
            return _inputBias is null ? product : tf.nn.bias_add(product, _inputBias);
        }

        /// <summary>State by recurrent kernel.</summary>
        protected Tensor Recurrent(Tensor state) => _recurrent.Times(state);

        /// <summary>State by the columns of the recurrent kernel from gate <paramref name="first"/> up to <paramref name="end"/>.</summary>
        protected Tensor Recurrent(Tensor state, int first, int end) => _recurrent.Times(state, first, end);

        /// <summary>What dropout leaves of the state for a gate.</summary>
        protected Tensor Dropped(Tensor state, int gate) => _recurrent.Dropped(state, gate);

        /// <summary>State that went through <see cref="Dropped"/> by the columns of a gate.</summary>
        protected Tensor Column(Tensor dropped, int gate) => _recurrent.Column(dropped, gate);
    }

    /// <summary>A kernel with its columns by gate, and the factors of dropout for what it multiplies.</summary>
    private protected sealed class Factor(RefVariable kernel, int gates, Tensor[] masks)
    {
        private readonly Tensor _whole = kernel.value();
        private Tensor[]? _columns;

        private Tensor[] Columns => _columns ??= gates == 1 ? [_whole] : tf.split(_whole, gates, 1);

        public Tensor Times(Tensor x) => Times(x, 0, gates);

        public Tensor Times(Tensor x, int first, int end)
        {
            if (masks.Length > 1) return tf.concat(Enumerable.Range(first, end - first).Select(gate => Column(Dropped(x, gate), gate)).ToArray(), -1);
            var kept = Dropped(x, 0);
            if (end - first == gates) return Product(kept, _whole);
            return Product(kept, end - first == 1 ? Columns[first] : tf.concat(Columns[first..end], 1));
        }

        public Tensor Dropped(Tensor x, int gate) => masks.Length == 0 ? x : x * masks[masks.Length == 1 ? 0 : gate];

        public Tensor Column(Tensor x, int gate) => Product(x, Columns[gate]);

        // Steps and samples are rows of one product.
        private static Tensor Product(Tensor x, Tensor columns)
        {
            if (x.rank == 2) return tf.matmul(x, columns);
            var product = tf.matmul(tf.reshape(x, new Shape(-1, x.shape[-1])), columns);
            var shape = tf.shape(x);
            return tf.reshape(product, tf.concat(new[] { shape[..^1], tf.constant(new[] { (int)columns.shape[1] }) }, 0));
        }
    }
}
