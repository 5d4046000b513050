using Tensorflow.Rnn;

namespace Tensorflow;

/// <summary>Recurrent networks.</summary>
public sealed partial class NnApi
{
    /// <summary>Recurrent cells.</summary>
    public RnnCellApi rnn_cell { get; } = new();

    /// <summary>
    /// Runs a cell along a sequence whose length is known when the graph is built: one copy of the cell's operations a step,
    /// all with the same variables.
    /// </summary>
    /// <param name="cell">The cell.</param>
    /// <param name="inputs">The steps, each [batch, features]: <c>tf.unstack(x, axis: 1)</c>.</param>
    /// <param name="initial_state">The state before the first step; zeros of type <paramref name="dtype"/> unless given.</param>
    /// <param name="dtype">The type of the zero state.</param>
    /// <param name="sequence_length">The length of each row of the batch, int32 or int64 [batch]: from there on outputs are zeros and the state stays.</param>
    /// <param name="scope">The variable scope, <c>rnn</c> unless given.</param>
    /// <returns>The outputs, one a step, and the last state.</returns>
    /// <exception cref="ValueError">There are no steps, a size is unknown or does not fit, or neither initial_state nor dtype is given.</exception>
    public (Tensor[] outputs, RnnState state) static_rnn(RNNCell cell, IEnumerable<Tensor> inputs, RnnState? initial_state = null, TF_DataType dtype = TF_DataType.DtInvalid,
        TensorLike sequence_length = default, string? scope = null)
    {
        using var opened = tf.variable_scope(scope ?? "rnn");
        return StaticRnn.Unroll(opened, cell, [.. inputs], initial_state, dtype, sequence_length);
    }

    /// <summary>
    /// Two cells along a sequence, one forwards and one backwards. The outputs of both stand side by side: [batch, forward + backward].
    /// </summary>
    /// <param name="cell_fw">The cell that goes forwards.</param>
    /// <param name="cell_bw">The cell that goes backwards, a row of the batch from its own last step on.</param>
    /// <param name="inputs">The steps, each [batch, features].</param>
    /// <param name="initial_state_fw">The state before the first step; zeros unless given.</param>
    /// <param name="initial_state_bw">The state before the last step; zeros unless given.</param>
    /// <param name="dtype">The type of the zero states.</param>
    /// <param name="sequence_length">The length of each row of the batch.</param>
    /// <param name="scope">The variable scope, <c>bidirectional_rnn</c> unless given.</param>
    public (Tensor[] outputs, RnnState output_state_fw, RnnState output_state_bw) static_bidirectional_rnn(RNNCell cell_fw, RNNCell cell_bw, IEnumerable<Tensor> inputs,
        RnnState? initial_state_fw = null, RnnState? initial_state_bw = null, TF_DataType dtype = TF_DataType.DtInvalid, TensorLike sequence_length = default, string? scope = null)
    {
        using var opened = tf.variable_scope(scope ?? "bidirectional_rnn");
        return StaticRnn.Bidirectional(cell_fw, cell_bw, [.. inputs], initial_state_fw, initial_state_bw, dtype, sequence_length);
    }

    /// <summary>
    /// Runs a cell along sequences of any length in one loop: batch and length may be unknown when the graph is built, and the
    /// graph does not grow with the length.
    /// </summary>
    /// <param name="cell">The cell.</param>
    /// <param name="inputs">[batch, time, features]; with <paramref name="time_major"/> [time, batch, features].</param>
    /// <param name="sequence_length">The length of each row of the batch, int32 or int64 [batch]: from there on outputs are zeros and the state stays.</param>
    /// <param name="initial_state">The state before the first step; zeros of type <paramref name="dtype"/> unless given.</param>
    /// <param name="dtype">The type of the zero state.</param>
    /// <param name="parallel_iterations">Accepted for compatibility: steps follow each other.</param>
    /// <param name="swap_memory">Accepted for compatibility.</param>
    /// <param name="time_major">True where time is the first dimension of inputs and outputs, which saves two transpositions.</param>
    /// <param name="scope">The variable scope, <c>rnn</c> unless given.</param>
    /// <returns>The outputs [batch, time, output_size] (or [time, batch, output_size]), and the last state.</returns>
    /// <exception cref="ValueError">A size is unknown or does not fit, or neither initial_state nor dtype is given.</exception>
    /// <exception cref="TypeError">Inputs and state have different types.</exception>
    public (Tensor outputs, RnnState state) dynamic_rnn(RNNCell cell, TensorLike inputs, TensorLike sequence_length = default, RnnState? initial_state = null,
        TF_DataType dtype = TF_DataType.DtInvalid, int? parallel_iterations = null, bool swap_memory = false, bool time_major = false, string? scope = null)
    {
        using var opened = tf.variable_scope(scope ?? "rnn");
        return DynamicRnn.Run(cell, inputs.ToTensor("inputs"), initial_state, dtype, sequence_length, time_major, parallel_iterations ?? 32, swap_memory);
    }

    /// <summary>
    /// Two cells along sequences of any length, one forwards and one backwards (a row of the batch from its own last step on).
    /// Other arguments as of <see cref="dynamic_rnn"/>.
    /// </summary>
    /// <param name="cell_fw">The cell that goes forwards.</param>
    /// <param name="cell_bw">The cell that goes backwards.</param>
    /// <param name="inputs">[batch, time, features]; with <paramref name="time_major"/> [time, batch, features].</param>
    /// <param name="sequence_length">The length of each row of the batch.</param>
    /// <param name="initial_state_fw">The state before the first step; zeros unless given.</param>
    /// <param name="initial_state_bw">The state before the last step; zeros unless given.</param>
    /// <param name="dtype">The type of the zero states.</param>
    /// <param name="parallel_iterations">Accepted for compatibility: steps follow each other.</param>
    /// <param name="swap_memory">Accepted for compatibility.</param>
    /// <param name="time_major">True where time is the first dimension of inputs and outputs.</param>
    /// <param name="scope">The variable scope, <c>bidirectional_rnn</c> unless given.</param>
    /// <returns>The outputs of both, and the last states of both.</returns>
    public ((Tensor fw, Tensor bw) outputs, (RnnState fw, RnnState bw) output_states) bidirectional_dynamic_rnn(RNNCell cell_fw, RNNCell cell_bw, TensorLike inputs,
        TensorLike sequence_length = default, RnnState? initial_state_fw = null, RnnState? initial_state_bw = null, TF_DataType dtype = TF_DataType.DtInvalid,
        int? parallel_iterations = null, bool swap_memory = false, bool time_major = false, string? scope = null)
    {
        using var opened = tf.variable_scope(scope ?? "bidirectional_rnn");
        return DynamicRnn.Bidirectional(cell_fw, cell_bw, inputs.ToTensor("inputs"), initial_state_fw, initial_state_bw, dtype, sequence_length, time_major,
            parallel_iterations ?? 32, swap_memory);
    }
}
