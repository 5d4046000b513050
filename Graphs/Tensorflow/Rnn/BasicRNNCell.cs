using static Tensorflow.Binding;

namespace Tensorflow.Rnn;

/// <summary>The plain recurrent cell: output = state = activation([inputs, state] kernel + bias).</summary>
public sealed class BasicRNNCell : RNNCell
{
    private readonly int _units;
    private readonly ActivationFunction _activation;
    private RefVariable? _kernel;
    private RefVariable? _bias;

    /// <inheritdoc cref="RnnCellApi.BasicRNNCell"/>
    public BasicRNNCell(int num_units, ActivationFunction? activation = null, VariableReuse? reuse = null, string? name = null, TF_DataType dtype = TF_DataType.DtInvalid)
        : base(name: name, dtype: dtype, reuse: reuse)
    {
        _units = Units(num_units);
        _activation = activation ?? tf.tanh;
    }

    public override StateSize state_size => _units;

    public override int output_size => _units;

    protected override void build(Shape input_shape)
    {
        _kernel = Kernel("kernel", input_shape, _units, _units);
        _bias = add_weight("bias", [_units], initializer: tf.zeros_initializer);
    }

    protected override (Tensor output, RnnState state) call(Tensor inputs, RnnState state)
    {
        var output = _activation(Affine(inputs, state, _kernel!, _bias!));
        return (output, output);
    }
}
