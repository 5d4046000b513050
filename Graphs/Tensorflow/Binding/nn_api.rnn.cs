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
}
