using Tensorflow.Ops;
using static Tensorflow.Binding;

namespace Tensorflow.Layers;

/// <summary>
/// A fully connected layer: activation(inputs kernel + bias). Inputs [batch, ..., features] become [batch, ..., units];
/// the kernel has the shape [features, units].
/// </summary>
public sealed class Dense : TensorLayer
{
    private readonly ActivationFunction? _activation;
    private readonly bool _useBias;
    private readonly Initializer? _kernelInitializer;
    private readonly Initializer? _biasInitializer;
    private readonly Func<Tensor, Tensor?>? _kernelRegularizer;
    private readonly Func<Tensor, Tensor?>? _biasRegularizer;

    /// <inheritdoc cref="LayersApi.dense"/>
    public Dense(int units, ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? bias_initializer = null,
        Func<Tensor, Tensor?>? kernel_regularizer = null, Func<Tensor, Tensor?>? bias_regularizer = null, Func<Tensor, Tensor>? activity_regularizer = null,
        bool trainable = true, string? name = null, TF_DataType dtype = TF_DataType.DtInvalid, string? _scope = null, VariableReuse? _reuse = null)
        : base(trainable, name, dtype, _scope, _reuse, activity_regularizer)
    {
        if (units < 1) throw new ValueError($"`units` must be 1 or more. Received: units={units}");
        this.units = units;
        _activation = activation;
        _useBias = use_bias;
        _kernelInitializer = kernel_initializer;
        _biasInitializer = bias_initializer;
        _kernelRegularizer = kernel_regularizer;
        _biasRegularizer = bias_regularizer;
    }

    /// <summary>The size of the output's last dimension.</summary>
    public int units { get; }

    /// <summary>The weights [features, units]; null before the first use.</summary>
    public RefVariable? kernel { get; private set; }

    /// <summary>The biases [units]; null before the first use or without biases.</summary>
    public RefVariable? bias { get; private set; }

    protected override int LeastInputRank => 2;

    protected override void build(Shape input_shape)
    {
        if (!dtype.is_floating()) throw new TypeError($"Unable to build `Dense` layer with non-floating point dtype {dtype.as_numpy_name()}: cast the inputs to tf.float32.");
        if (!input_shape.HasRank) throw new ValueError($"Unable to build `Dense` layer on inputs of unknown rank; give the inputs a shape (set_shape).");
        var features = RequiredDimension(input_shape, -1, "last dimension");
        kernel = add_weight("kernel", [features, units], initializer: _kernelInitializer, regularizer: _kernelRegularizer);
        if (_useBias) bias = add_weight("bias", [units], initializer: _biasInitializer ?? tf.zeros_initializer, regularizer: _biasRegularizer);
    }

    private protected override void CheckInput(Tensor inputs) => RequireDimension(inputs, -1, kernel!.shape[0]);

    protected override Tensor call(Tensor inputs)
    {
        Tensor outputs;
        if (inputs.rank > 2)
        {
            outputs = tf.tensordot(inputs, kernel!, [[inputs.rank - 1], [0]]);
            outputs.set_shape(inputs.shape.Slice(0, inputs.rank - 1).concatenate(units));
        }
        else
        {
            outputs = OpBuilder.Apply("MatMul", null, [inputs, kernel!]);
        }
        if (bias is not null) outputs = tf.nn.bias_add(outputs, bias);
        return _activation is null ? outputs : _activation(outputs);
    }
}
