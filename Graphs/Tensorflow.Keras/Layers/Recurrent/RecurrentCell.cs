using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>
/// One step of a recurrent layer. A cell of one's own derives this: <see cref="state_size"/> says what it carries from step to
/// step, and <see cref="Layer.call"/> takes [x, states...] and gives [output, states...].
/// </summary>
public abstract class RecurrentCell(string? name = null, Shape? input_shape = null) : Layer(name, input_shape)
{
    /// <summary>The size of each state, without the batch.</summary>
    public abstract int[] state_size { get; }

    /// <summary>The size of the output; the first state's unless a cell says otherwise.</summary>
    public virtual int output_size => state_size[0];

    /// <summary>The states before the first step: zeros (batch, size).</summary>
    /// <param name="batch_size">The number of samples, a scalar of int32.</param>
    public virtual Tensor[] get_initial_state(Tensor batch_size) =>
        [.. state_size.Select(size => tf.zeros(new object[] { batch_size, size }, dtype))];

    /// <summary>One step on its own, as a program that calls the cell takes it.</summary>
    private protected Tensors OneStep(Tensors inputs, CallOptions options)
    {
        var run = Begin(tf.shape(inputs[0])[0], options.training);
        var (output, states) = run.Step(run.Project(inputs[0]), inputs.ToArray()[1..]);
        return new Tensors([output, .. states]);
    }

    /// <summary>The cell at work on one sequence: what stays the same for all its steps is made here.</summary>
    internal virtual CellRun Begin(Tensor batchSize, bool training) => new CalledCell(this, training);
}

/// <summary>
/// A cell's steps on one sequence. What depends on the inputs alone is computed for all steps at once (<see cref="Project"/>),
/// so that the steps, which wait for each other, are short.
/// </summary>
internal abstract class CellRun
{
    /// <summary>Which of a step's new states its output is; null where the output is a tensor of its own.</summary>
    public virtual int? OutputState => null;

    /// <summary>What a step needs of its inputs, for x of shape (..., features).</summary>
    public virtual Tensor Project(Tensor x) => x;

    /// <summary>One step: the output and the new states.</summary>
    public abstract (Tensor Output, Tensor[] States) Step(Tensor projected, Tensor[] states);
}

/// <summary>The steps of a program's own cell: its <see cref="Layer.call"/>.</summary>
internal sealed class CalledCell(RecurrentCell cell, bool training) : CellRun
{
    public override (Tensor Output, Tensor[] States) Step(Tensor projected, Tensor[] states)
    {
        var results = cell.Apply(new Tensors([projected, .. states]), training: training);
        if (results.Count != 1 + states.Length)
            throw new ValueError($"The cell \"{cell.name}\" gave {results.Count} tensors for one step; expected its output and {states.Length} state(s), as its state_size says.");
        return (results[0], results.ToArray()[1..]);
    }
}
