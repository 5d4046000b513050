using Tensorflow.Ops;
using static Tensorflow.Binding;

namespace Tensorflow.Rnn;

/// <summary>Recurrent networks of a length that is known when the graph is built: a copy of the cell's operations for each step.</summary>
internal static class StaticRnn
{
    public static (Tensor[] Outputs, RnnState State) Unroll(VariableScope scope, RNNCell cell, Tensor[] inputs, RnnState? initial, TF_DataType dtype, TensorLike sequenceLength)
    {
        if (inputs.Length == 0) throw new ValueError("inputs must not be empty: tf.nn.static_rnn needs at least one step.");
        var batch = RnnSteps.StaticBatch(inputs);
        var batchSize = batch >= 0 ? (TensorLike)batch : tf.shape(inputs[0])[0];
        var state = RnnSteps.Initial(cell, initial, batchSize, dtype, "tf.nn.static_rnn");
        var lengths = sequenceLength.IsNull ? null : RnnSteps.Lengths(sequenceLength, batch);
        var zeros = lengths is null ? null : RnnSteps.ZeroOutput(cell, batchSize, RnnSteps.StateType(dtype, state));
        var outputs = new Tensor[inputs.Length];
        for (var time = 0; time < inputs.Length; time++)
        {
            if (time > 0) scope.reuse_variables();
            var before = state;
            (outputs[time], state) = cell.apply(inputs[time], state);
            if (lengths is not null) (outputs[time], state) = RnnSteps.Stopped(time, lengths, (zeros!, outputs[time]), (before, state));
        }
        return (outputs, state);
    }

    public static (Tensor[] Outputs, RnnState Forward, RnnState Backward) Bidirectional(RNNCell forward, RNNCell backward, Tensor[] inputs,
        RnnState? initialForward, RnnState? initialBackward, TF_DataType dtype, TensorLike sequenceLength)
    {
        Tensor[] ahead, back;
        RnnState stateAhead, stateBack;
        using (var outer = tf.variable_scope("fw"))
        {
            using var scope = tf.variable_scope(outer);
            (ahead, stateAhead) = Unroll(scope, forward, inputs, initialForward, dtype, sequenceLength);
        }
        using (var outer = tf.variable_scope("bw"))
        {
            var reversed = Reversed(inputs, sequenceLength);
            using var scope = tf.variable_scope(outer);
            (back, stateBack) = Unroll(scope, backward, reversed, initialBackward, dtype, sequenceLength);
        }
        back = Reversed(back, sequenceLength);
        return ([.. ahead.Zip(back, (a, b) => tf.concat([a, b], 1))], stateAhead, stateBack);
    }

    /// <summary>The steps in the other order, each row of the batch from its own last step on.</summary>
    private static Tensor[] Reversed(Tensor[] steps, TensorLike lengths)
    {
        if (lengths.IsNull) return [.. Enumerable.Reverse(steps)];
        var joined = tf.stack(steps);
        var reversed = tf.reverse_sequence(joined, tf.cast(lengths, tf.int64), 0, 1);
        return tf.unstack(reversed, steps.Length);
    }
}
