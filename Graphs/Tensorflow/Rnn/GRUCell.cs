using static Tensorflow.Binding;

namespace Tensorflow.Rnn;

/// <summary>
/// The gated recurrent unit (Cho et al., 2014): r, u = sigmoid([inputs, state] W + b), c = activation([inputs, r state] V + d),
/// output = state = u state + (1 - u) c.
/// </summary>
public sealed class GRUCell : RNNCell
{
    private readonly int _units;
    private readonly ActivationFunction _activation;
    private readonly Initializer? _kernelInitializer;
    private readonly Initializer? _biasInitializer;
    private RefVariable? _gateKernel;
    private RefVariable? _gateBias;
    private RefVariable? _candidateKernel;
    private RefVariable? _candidateBias;

    /// <inheritdoc cref="RnnCellApi.GRUCell"/>
    public GRUCell(int num_units, ActivationFunction? activation = null, VariableReuse? reuse = null, Initializer? kernel_initializer = null,
        Initializer? bias_initializer = null, string? name = null, TF_DataType dtype = TF_DataType.DtInvalid) : base(name: name, dtype: dtype, reuse: reuse)
    {
        _units = Units(num_units);
        _activation = activation ?? tf.tanh;
        _kernelInitializer = kernel_initializer;
        _biasInitializer = bias_initializer;
    }

    public override StateSize state_size => _units;

    public override int output_size => _units;

    protected override void build(Shape input_shape)
    {
        _gateKernel = Kernel("gates/kernel", input_shape, _units, 2 * _units, _kernelInitializer);
        _gateBias = add_weight("gates/bias", [2 * _units], initializer: _biasInitializer ?? tf.constant_initializer(1.0));
        _candidateKernel = Kernel("candidate/kernel", input_shape, _units, _units, _kernelInitializer);
        _candidateBias = add_weight("candidate/bias", [_units], initializer: _biasInitializer ?? tf.zeros_initializer);
    }

    protected override (Tensor output, RnnState state) call(Tensor inputs, RnnState state)
    {
        Tensor before = state;
        var gates = tf.sigmoid(Affine(inputs, before, _gateKernel!, _gateBias!));
        var parts = tf.split(gates, 2, 1);
        var (reset, update) = (parts[0], parts[1]);
        var candidate = _activation(Affine(inputs, reset * before, _candidateKernel!, _candidateBias!));
        var output = update * before + (1 - update) * candidate;
        return (output, output);
    }
}
