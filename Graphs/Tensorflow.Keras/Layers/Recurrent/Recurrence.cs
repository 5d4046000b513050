using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>A cell's steps one after the other, unrolled or as a loop.</summary>
/// <param name="cell">The cell at work.</param>
/// <param name="inputs">What the steps take, (steps, batch, ...).</param>
/// <param name="mask">True where a step counts, (steps, batch); null where all do.</param>
/// <param name="outputSize">The size of a step's output.</param>
/// <param name="keepsOutputs">True for the outputs of all steps, (steps, batch, size), false for the last one.</param>
internal sealed class Recurrence(CellRun cell, Tensor inputs, Tensor? mask, int outputSize, bool keepsOutputs)
{
    public (Tensor Output, Tensor[] States) Unrolled(Tensor[] states)
    {
        var steps = (int)inputs.shape[0];
        var rows = tf.unstack(inputs, steps);
        var counts = mask is null ? null : tf.unstack(mask, steps);
        var outputs = new List<Tensor>(steps);
        var output = mask is null ? null : FirstOutput();
        for (var t = 0; t < steps; t++)
        {
            (output, states) = Step(rows[t], counts?[t], output, states);
            outputs.Add(output);
        }
        return (keepsOutputs ? tf.stack(outputs.ToArray()) : outputs[^1], states);
    }

    public (Tensor Output, Tensor[] States) Looped(Tensor[] states)
    {
        var steps = tf.shape(inputs)[0];
        var rows = tf.TensorArray(inputs.dtype, steps).unstack(inputs);
        var counts = mask is null ? null : tf.TensorArray(TF_DataType.TF_BOOL, steps).unstack(mask);
        TensorArray[] outputs = keepsOutputs ? [tf.TensorArray(inputs.dtype, steps)] : [];
        // The output of the step before: what a step that does not count gives again, and the result where no state holds it.
        Tensor[] last = mask is not null || !keepsOutputs && cell.OutputState is null ? [FirstOutput()] : [];
        var (_, endOutputs, endLast, endStates) = tf.while_loop(
            (t, _, _, _) => t < steps,
            (t, kept, before, state) =>
            {
                var (output, next) = Step(rows.read(t), counts?.read(t), before.Length > 0 ? before[0] : null, state);
                TensorArray[] written = keepsOutputs ? [kept[0].write(t, output)] : [];
                return (t + 1, written, before.Length > 0 ? new[] { output } : [], next);
            },
            (tf.constant(0), outputs, last, states),
            maximum_iterations: steps);
        if (!keepsOutputs) return (endLast.Length > 0 ? endLast[0] : endStates[cell.OutputState!.Value], endStates);
        var sequence = endOutputs[0].stack();
        sequence.set_shape(new Shape(inputs.shape[0], inputs.shape[1], outputSize));
        return (sequence, endStates);
    }

    private (Tensor Output, Tensor[] States) Step(Tensor row, Tensor? counts, Tensor? before, Tensor[] states)
    {
        var (output, next) = cell.Step(row, states);
        if (counts is null) return (output, next);
        return (tf.where(counts, output, before!), [.. next.Zip(states, (after, state) => tf.where(counts, after, state))]);
    }

    private Tensor FirstOutput() => tf.zeros(new object[] { tf.shape(inputs)[1], outputSize }, inputs.dtype);
}
