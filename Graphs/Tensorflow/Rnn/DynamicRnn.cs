using Tensorflow.Ops;
using static Tensorflow.Binding;

namespace Tensorflow.Rnn;

/// <summary>Recurrent networks of any length: one loop whose body is the cell.</summary>
internal static class DynamicRnn
{
    public static (Tensor Outputs, RnnState State) Run(RNNCell cell, Tensor inputs, RnnState? initial, TF_DataType dtype, TensorLike sequenceLength,
        bool timeMajor, int parallelIterations, bool swapMemory)
    {
        Require(inputs, timeMajor);
        var steps = timeMajor ? inputs : Transposed(inputs);
        var batch = steps.shape[1];
        var given = sequenceLength.IsNull ? null : tf.identity(RnnSteps.Lengths(sequenceLength, batch), "sequence_length");
        var batchSize = BatchSize(steps);
        var state = RnnSteps.Initial(cell, initial, batchSize, dtype, "tf.nn.dynamic_rnn");
        state = cell.state_size.Checked(state, $"The state given to the cell '{cell.name}'", inputs, batch);
        var lengths = given is null ? null : CheckedLengths(given, batchSize);
        var (outputs, last) = Loop(cell, steps, state, dtype, lengths, parallelIterations, swapMemory);
        return (timeMajor ? outputs : Transposed(outputs), last);
    }

    public static ((Tensor Forward, Tensor Backward) Outputs, (RnnState Forward, RnnState Backward) States) Bidirectional(RNNCell forward, RNNCell backward, Tensor inputs,
        RnnState? initialForward, RnnState? initialBackward, TF_DataType dtype, TensorLike sequenceLength, bool timeMajor, int parallelIterations, bool swapMemory)
    {
        Require(inputs, timeMajor);
        Tensor ahead, back;
        RnnState stateAhead, stateBack;
        using (var outer = tf.variable_scope("fw"))
        {
            using var scope = tf.variable_scope(outer);
            (ahead, stateAhead) = Run(forward, inputs, initialForward, dtype, sequenceLength, timeMajor, parallelIterations, swapMemory);
        }
        using (var outer = tf.variable_scope("bw"))
        {
            var reversed = Reversed(inputs, sequenceLength, timeMajor);
            using var scope = tf.variable_scope(outer);
            (back, stateBack) = Run(backward, reversed, initialBackward, dtype, sequenceLength, timeMajor, parallelIterations, swapMemory);
        }
        return ((ahead, Reversed(back, sequenceLength, timeMajor)), (stateAhead, stateBack));
    }

    private static (Tensor Outputs, RnnState State) Loop(RNNCell cell, Tensor steps, RnnState state, TF_DataType dtype, Tensor? lengths, int parallelIterations, bool swapMemory)
    {
        var count = tf.shape(steps)[0];
        var batchSize = BatchSize(steps);
        var type = RnnSteps.StateType(dtype, state);
        var zeros = lengths is null ? null : RnnSteps.ZeroOutput(cell, batchSize, type);
        // Steps past the longest row would only copy zeros; one step is always made, so that the outputs know the batch.
        var longest = lengths is null ? count : tf.reduce_max(lengths);
        var end = tf.minimum(count, tf.maximum(1, longest));
        var time = tf.constant(0, name: "time");
        var stepShape = steps.shape.Slice(1, 3);
        var outputShape = new Shape(steps.shape[1], cell.output_size);
        var outputs = tf.TensorArray(type, count, element_shape: outputShape, tensor_array_name: "output_0");
        var inputs = tf.TensorArray(steps.dtype, count, element_shape: stepShape, tensor_array_name: "input_0").unstack(steps);
        var (_, written, last) = tf.while_loop((t, _, _) => t < end, Step, (time, outputs, state.flatten()), parallel_iterations: parallelIterations, swap_memory: swapMemory);
        var result = written.stack();
        result.set_shape(new Shape(steps.shape[0]).concatenate(outputShape));
        return (result, state.Pack(last));

        (Tensor, TensorArray, Tensor[]) Step(Tensor t, TensorArray array, Tensor[] before)
        {
            var x = inputs.read(t);
            x.set_shape(stepShape);
            var old = state.Pack(before);
            var (output, after) = cell.apply(x, old);
            if (lengths is not null) (output, after) = RnnSteps.Stopped(t, lengths, (zeros!, output), (old, after));
            var next = after.flatten();
            foreach (var (tensor, was) in next.Zip(before)) tensor.set_shape(was.shape);
            return (t + 1, array.write(t, output), next);
        }
    }

    private static void Require(Tensor inputs, bool timeMajor)
    {
        var wanted = timeMajor ? "[time, batch, features]" : "[batch, time, features]";
        if (inputs.rank != 3)
            throw new ValueError($"The inputs of a recurrent network must have the shape {wanted}, but got {inputs}, made at {inputs.op.DefinedAt}.");
        if (inputs.shape[2] < 0)
            throw new ValueError($"Input size (depth of inputs) must be accessible via shape inference, but saw value None: {inputs}, made at {inputs.op.DefinedAt}. The variables of the cell need the last of {wanted}.");
    }

    /// <summary>The first two dimensions exchanged.</summary>
    private static Tensor Transposed(Tensor x)
    {
        var order = tf.concat([new[] { 1, 0 }, tf.range(2, tf.rank(x))], 0);
        var result = tf.transpose(x, order);
        result.set_shape([x.shape[1], x.shape[0], x.shape[2]]);
        return result;
    }

    private static TensorLike BatchSize(Tensor steps) => steps.shape[1] >= 0 ? steps.shape[1] : tf.shape(steps)[1];

    /// <summary>The lengths, which fail in the run where they are not as many as the batch has rows.</summary>
    private static Tensor CheckedLengths(Tensor lengths, TensorLike batchSize)
    {
        var found = tf.shape(lengths);
        var wanted = tf.stack([!batchSize.IsTensor ? tf.constant((int)(long)batchSize.Value!) : batchSize]);
        var check = tf.Assert(tf.reduce_all(tf.equal(found, wanted)),
            [$"Expected shape for Tensor {lengths.name} is ", wanted, " but saw shape: ", found]);
        using var controls = tf.control_dependencies(new[] { check });
        return tf.identity(lengths, "CheckSeqLen");
    }

    private static Tensor Reversed(Tensor x, TensorLike lengths, bool timeMajor)
    {
        var (time, batch) = timeMajor ? (0, 1) : (1, 0);
        return lengths.IsNull ? tf.reverse(x, new[] { time }) : tf.reverse_sequence(x, lengths, time, batch);
    }
}
