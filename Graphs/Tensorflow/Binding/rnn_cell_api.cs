using Tensorflow.Rnn;

namespace Tensorflow;

/// <summary>
/// <c>tf.nn.rnn_cell</c>: recurrent cells. A cell is one step; <c>tf.nn.static_rnn</c> and <c>tf.nn.dynamic_rnn</c> run it
/// along sequences.
/// </summary>
public sealed class RnnCellApi
{
    internal RnnCellApi() { }

    /// <summary>The plain recurrent cell: output = state = activation([inputs, state] kernel + bias).</summary>
    /// <param name="num_units">The size of output and state.</param>
    /// <param name="activation">tanh unless given.</param>
    /// <param name="reuse">True takes variables that exist.</param>
    /// <param name="name">The cell's name and variable scope; <c>basic_rnn_cell</c> unless given.</param>
    /// <param name="dtype">The type of the variables; that of the inputs unless given.</param>
    public BasicRNNCell BasicRNNCell(int num_units, ActivationFunction? activation = null, VariableReuse? reuse = null, string? name = null, TF_DataType dtype = TF_DataType.DtInvalid) =>
        new(num_units, activation, reuse, name, dtype);

    /// <summary>
    /// The gated recurrent unit (Cho et al., 2014): r, u = sigmoid([inputs, state] W + b), c = activation([inputs, r state] V + d),
    /// output = state = u state + (1 - u) c.
    /// </summary>
    /// <param name="num_units">The size of output and state.</param>
    /// <param name="activation">tanh unless given.</param>
    /// <param name="reuse">True takes variables that exist.</param>
    /// <param name="kernel_initializer">The variable scope's, else Glorot's uniform, unless given.</param>
    /// <param name="bias_initializer">Ones for the gates and zeros for the candidate unless given.</param>
    /// <param name="name">The cell's name and variable scope; <c>gru_cell</c> unless given.</param>
    /// <param name="dtype">The type of the variables; that of the inputs unless given.</param>
    public GRUCell GRUCell(int num_units, ActivationFunction? activation = null, VariableReuse? reuse = null, Initializer? kernel_initializer = null,
        Initializer? bias_initializer = null, string? name = null, TF_DataType dtype = TF_DataType.DtInvalid) =>
        new(num_units, activation, reuse, kernel_initializer, bias_initializer, name, dtype);

    /// <summary>
    /// The LSTM without peepholes, clipping or projection (Zaremba et al., 2014): i, j, f, o = [inputs, h] kernel + bias,
    /// c = c sigmoid(f + forget_bias) + sigmoid(i) activation(j), h = activation(c) sigmoid(o). The state is an LSTMStateTuple.
    /// </summary>
    /// <param name="num_units">The size of output, memory and h.</param>
    /// <param name="forget_bias">Added to the forget gate, so that the memory is kept at first.</param>
    /// <param name="state_is_tuple">False makes the state one tensor [batch, 2 num_units], c before h.</param>
    /// <param name="activation">tanh unless given.</param>
    /// <param name="reuse">True takes variables that exist.</param>
    /// <param name="name">The cell's name and variable scope; <c>basic_lstm_cell</c> unless given.</param>
    /// <param name="dtype">The type of the variables; that of the inputs unless given.</param>
    public BasicLSTMCell BasicLSTMCell(int num_units, double forget_bias = 1.0, bool state_is_tuple = true, ActivationFunction? activation = null, VariableReuse? reuse = null,
        string? name = null, TF_DataType dtype = TF_DataType.DtInvalid) => new(num_units, forget_bias, state_is_tuple, activation, reuse, name, dtype);

    /// <summary>The LSTM with, if asked for, peepholes, clipping and a projection (Sak et al., 2014).</summary>
    /// <param name="num_units">The size of the memory.</param>
    /// <param name="use_peepholes">True lets the gates see the memory through diagonal weights.</param>
    /// <param name="cell_clip">The memory is kept within ±cell_clip.</param>
    /// <param name="initializer">Of all weights; the variable scope's, else Glorot's uniform, unless given.</param>
    /// <param name="num_proj">The size of the output h after a projection; none unless given.</param>
    /// <param name="proj_clip">The projected output is kept within ±proj_clip.</param>
    /// <param name="forget_bias">Added to the forget gate, so that the memory is kept at first.</param>
    /// <param name="state_is_tuple">False makes the state one tensor, c before h.</param>
    /// <param name="activation">tanh unless given.</param>
    /// <param name="reuse">True takes variables that exist.</param>
    /// <param name="name">The cell's name and variable scope; <c>lstm_cell</c> unless given.</param>
    /// <param name="dtype">The type of the variables; that of the inputs unless given.</param>
    public LSTMCell LSTMCell(int num_units, bool use_peepholes = false, double? cell_clip = null, Initializer? initializer = null, int? num_proj = null, double? proj_clip = null,
        double forget_bias = 1.0, bool state_is_tuple = true, ActivationFunction? activation = null, VariableReuse? reuse = null, string? name = null,
        TF_DataType dtype = TF_DataType.DtInvalid) =>
        new(num_units, use_peepholes, cell_clip, initializer, num_proj, proj_clip, forget_bias, state_is_tuple, activation, reuse, name, dtype);

    /// <summary>The state of an LSTM.</summary>
    public LSTMStateTuple LSTMStateTuple(TensorLike c, TensorLike h) => new(c, h);

    /// <summary>Cells on top of each other: each takes the output of the one below.</summary>
    /// <param name="cells">From the lowest to the highest; the same cell twice shares its variables.</param>
    /// <param name="state_is_tuple">False joins the states of the cells into one tensor.</param>
    public MultiRNNCell MultiRNNCell(IEnumerable<RNNCell> cells, bool state_is_tuple = true) => new(cells, state_is_tuple);

    /// <summary>Dropout on the inputs, states and outputs of a cell; the memory <c>c</c> of an LSTM is never dropped.</summary>
    /// <param name="cell">The cell inside.</param>
    /// <param name="input_keep_prob">The share of inputs kept, a number in [0, 1] or a tensor; 1 unless given.</param>
    /// <param name="output_keep_prob">The share of outputs kept; 1 unless given.</param>
    /// <param name="state_keep_prob">The share of the outgoing state kept; 1 unless given.</param>
    /// <param name="variational_recurrent">True uses one mask for all steps of a run and all rows of the batch; it needs <paramref name="dtype"/>.</param>
    /// <param name="input_size">The number of features of the inputs; needed by variational masks on the inputs.</param>
    /// <param name="dtype">The type of the masks.</param>
    /// <param name="seed">Fixes the masks together with the graph's seed.</param>
    public DropoutWrapper DropoutWrapper(RNNCell cell, TensorLike input_keep_prob = default, TensorLike output_keep_prob = default, TensorLike state_keep_prob = default,
        bool variational_recurrent = false, Shape? input_size = null, TF_DataType dtype = TF_DataType.DtInvalid, int? seed = null) =>
        new(cell, input_keep_prob, output_keep_prob, state_keep_prob, variational_recurrent, input_size, dtype, seed);

    /// <summary>Adds the inputs to the outputs of a cell.</summary>
    /// <param name="cell">The cell inside.</param>
    /// <param name="residual_fn">Joins inputs and outputs instead of the sum.</param>
    public ResidualWrapper ResidualWrapper(RNNCell cell, Func<Tensor, Tensor, Tensor>? residual_fn = null) => new(cell, residual_fn);
}
