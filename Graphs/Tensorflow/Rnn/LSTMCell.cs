using static Tensorflow.Binding;

namespace Tensorflow.Rnn;

/// <summary>
/// The LSTM with, if asked for, peepholes (the gates see the memory: Gers et al., 1999), clipping of the memory and a
/// projection of the output (Sak et al., 2014).
/// </summary>
public sealed class LSTMCell : RNNCell
{
    private readonly int _units;
    private readonly bool _usePeepholes;
    private readonly double? _cellClip;
    private readonly Initializer? _initializer;
    private readonly int? _projection;
    private readonly double? _projectionClip;
    private readonly double _forgetBias;
    private readonly bool _stateIsTuple;
    private readonly ActivationFunction _activation;
    private RefVariable? _kernel;
    private RefVariable? _bias;
    private RefVariable? _forgetPeephole;
    private RefVariable? _inputPeephole;
    private RefVariable? _outputPeephole;
    private RefVariable? _projectionKernel;

    /// <inheritdoc cref="RnnCellApi.LSTMCell"/>
    public LSTMCell(int num_units, bool use_peepholes = false, double? cell_clip = null, Initializer? initializer = null, int? num_proj = null, double? proj_clip = null,
        double forget_bias = 1.0, bool state_is_tuple = true, ActivationFunction? activation = null, VariableReuse? reuse = null, string? name = null,
        TF_DataType dtype = TF_DataType.DtInvalid) : base(name: name, dtype: dtype, reuse: reuse)
    {
        if (num_proj < 1) throw new ValueError($"`num_proj` must be 1 or more. Received: num_proj={num_proj}");
        if (cell_clip <= 0 || proj_clip <= 0) throw new ValueError($"`cell_clip` and `proj_clip` must be above 0. Received: cell_clip={cell_clip}, proj_clip={proj_clip}");
        _units = Units(num_units);
        _usePeepholes = use_peepholes;
        _cellClip = cell_clip;
        _initializer = initializer;
        _projection = num_proj;
        _projectionClip = proj_clip;
        _forgetBias = forget_bias;
        _stateIsTuple = state_is_tuple;
        _activation = activation ?? tf.tanh;
    }

    public override StateSize state_size => _stateIsTuple ? StateSize.Lstm(_units, output_size) : _units + output_size;

    public override int output_size => _projection ?? _units;

    protected override void build(Shape input_shape)
    {
        _kernel = Kernel("kernel", input_shape, output_size, 4 * _units, _initializer);
        _bias = add_weight("bias", [4 * _units], initializer: tf.zeros_initializer);
        if (_usePeepholes)
        {
            _forgetPeephole = add_weight("w_f_diag", [_units], initializer: _initializer);
            _inputPeephole = add_weight("w_i_diag", [_units], initializer: _initializer);
            _outputPeephole = add_weight("w_o_diag", [_units], initializer: _initializer);
        }
        if (_projection is { } size) _projectionKernel = add_weight("projection/kernel", [_units, size], initializer: _initializer);
    }

    protected override (Tensor output, RnnState state) call(Tensor inputs, RnnState state)
    {
        var (before, outputBefore) = _stateIsTuple ? (state.c, state.h)
            : (tf.slice(state, new[] { 0, 0 }, new[] { -1, _units }), tf.slice(state, new[] { 0, _units }, new[] { -1, output_size }));
        var gates = tf.split(Affine(inputs, outputBefore, _kernel!, _bias!), 4, 1);
        var (i, j, f, o) = (gates[0], gates[1], gates[2], gates[3]);
        var c = _usePeepholes
            ? tf.sigmoid(f + _forgetBias + _forgetPeephole! * before) * before + tf.sigmoid(i + _inputPeephole! * before) * _activation(j)
            : tf.sigmoid(f + _forgetBias) * before + tf.sigmoid(i) * _activation(j);
        if (_cellClip is { } limit) c = tf.clip_by_value(c, -limit, limit);
        var m = _usePeepholes ? tf.sigmoid(o + _outputPeephole! * c) * _activation(c) : tf.sigmoid(o) * _activation(c);
        if (_projectionKernel is not null)
        {
            m = tf.matmul(m, _projectionKernel);
            if (_projectionClip is { } projectionLimit) m = tf.clip_by_value(m, -projectionLimit, projectionLimit);
        }
        return (m, _stateIsTuple ? (RnnState)new LSTMStateTuple(c, m) : tf.concat([c, m], 1));
    }
}
