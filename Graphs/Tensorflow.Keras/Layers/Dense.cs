using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>activation(x kernel + bias), along the last axis.</summary>
/// <remarks>Input (batch, ..., n), output (batch, ..., units). Weights: kernel (n, units), bias (units).</remarks>
public sealed class Dense : Layer
{
    private RefVariable? _kernel;
    private RefVariable? _bias;

    /// <param name="units">The number of outputs, at least 1.</param>
    /// <param name="activation">The activation; none unless given.</param>
    /// <param name="use_bias">False to leave the bias out.</param>
    /// <param name="kernel_initializer">Glorot's uniform unless given.</param>
    /// <param name="bias_initializer">Zeros unless given.</param>
    /// <param name="kernel_regularizer">Penalty of the kernel.</param>
    /// <param name="bias_regularizer">Penalty of the bias.</param>
    /// <param name="activity_regularizer">Penalty of the outputs.</param>
    /// <param name="kernel_constraint">What the kernel is made to satisfy.</param>
    /// <param name="bias_constraint">What the bias is made to satisfy.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public Dense(int units, ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? bias_initializer = null,
        Regularizer? kernel_regularizer = null, Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null, Constraint? kernel_constraint = null,
        Constraint? bias_constraint = null, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        if (units <= 0) throw new ValueError($"Received an invalid value for `units`, expected a positive integer. Received: units={units}");
        this.units = units;
        this.activation = activation ?? "linear";
        this.use_bias = use_bias;
        this.kernel_initializer = kernel_initializer ?? "glorot_uniform";
        this.bias_initializer = bias_initializer ?? "zeros";
        this.kernel_regularizer = kernel_regularizer;
        this.bias_regularizer = bias_regularizer;
        this.activity_regularizer = activity_regularizer;
        this.kernel_constraint = kernel_constraint;
        this.bias_constraint = bias_constraint;
        supports_masking = true;
    }

    public int units { get; }

    public ActivationFunction activation { get; }

    public bool use_bias { get; }

    public Initializer kernel_initializer { get; }

    public Initializer bias_initializer { get; }

    public Regularizer? kernel_regularizer { get; }

    public Regularizer? bias_regularizer { get; }

    public Constraint? kernel_constraint { get; }

    public Constraint? bias_constraint { get; }

    public override void build(Shape[] input_shapes)
    {
        var size = KnownSize(input_shapes[0], -1);
        _kernel = add_weight("kernel", new Shape(size, units), kernel_initializer, kernel_regularizer, kernel_constraint);
        if (use_bias) _bias = add_weight("bias", units, bias_initializer, bias_regularizer, bias_constraint);
    }

    protected override void CheckInputs(Tensors inputs)
    {
        RequireMinRank(inputs, 2);
        if (_kernel is not null) RequireSize(inputs, -1, _kernel.shape[0]);
    }

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        var x = inputs[0].dtype == dtype ? inputs[0] : tf.cast(inputs[0], dtype);
        var product = x.rank == 2 ? tf.matmul(x, _kernel!) : tf.tensordot(x, _kernel!, new[] { new[] { x.rank - 1 }, [0] });
        return activation.Apply(use_bias ? tf.nn.bias_add(product, _bias!) : product);
    }
}
