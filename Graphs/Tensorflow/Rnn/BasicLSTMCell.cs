using static Tensorflow.Binding;

namespace Tensorflow.Rnn;

/// <summary>
/// The LSTM without peepholes, clipping or projection (Zaremba et al., 2014): i, j, f, o = [inputs, h] kernel + bias,
/// c = c sigmoid(f + forget_bias) + sigmoid(i) activation(j), h = activation(c) sigmoid(o).
/// </summary>
public sealed class BasicLSTMCell : RNNCell
{
    private readonly int _units;
    private readonly double _forgetBias;
    private readonly bool _stateIsTuple;
    private readonly ActivationFunction _activation;
    private RefVariable? _kernel;
    private RefVariable? _bias;

    /// <inheritdoc cref="RnnCellApi.BasicLSTMCell"/>
    public BasicLSTMCell(int num_units, double forget_bias = 1.0, bool state_is_tuple = true, ActivationFunction? activation = null, VariableReuse? reuse = null,
        string? name = null, TF_DataType dtype = TF_DataType.DtInvalid) : base(name: name, dtype: dtype, reuse: reuse)
    {
        _units = Units(num_units);
        _forgetBias = forget_bias;
        _stateIsTuple = state_is_tuple;
        _activation = activation ?? tf.tanh;
    }

    public override StateSize state_size => _stateIsTuple ? StateSize.Lstm(_units, _units) : 2 * _units;

    public override int output_size => _units;

    protected override void build(Shape input_shape)
    {
        _kernel = Kernel("kernel", input_shape, _units, 4 * _units);
        _bias = add_weight("bias", [4 * _units], initializer: tf.zeros_initializer);
    }

    protected override (Tensor output, RnnState state) call(Tensor inputs, RnnState state)
    {
        var one = tf.constant(1);
        Tensor c, h;
        if (_stateIsTuple)
        {
            (c, h) = (state.c, state.h);
        }
        else
        {
            var halves = tf.split(state, 2, one);
            (c, h) = (halves[0], halves[1]);
        }
        var gates = tf.split(Affine(inputs, h, _kernel!, _bias!), 4, one);
        var (i, j, f, o) = (gates[0], gates[1], gates[2], gates[3]);
        var forgetBias = tf.constant(_forgetBias, f.dtype);
        var newC = tf.add(tf.multiply(c, tf.sigmoid(tf.add(f, forgetBias))), tf.multiply(tf.sigmoid(i), _activation(j)));
        var newH = tf.multiply(_activation(newC), tf.sigmoid(o));
        return (newH, _stateIsTuple ? (RnnState)new LSTMStateTuple(newC, newH) : tf.concat([newC, newH], 1));
    }
}
