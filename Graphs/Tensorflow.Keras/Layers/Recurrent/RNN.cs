using NumSharp;
using Tensorflow.Keras.Engine;
using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>Runs a cell over the steps of a sequence: output and states of a step are what the next one begins with.</summary>
/// <remarks>
/// Input (batch, steps, features). Output (batch, units), or (batch, steps, units) with <see cref="return_sequences"/>; with
/// <see cref="return_state"/> the last states follow. Where a mask says that a step does not count, output and states stay as they were.
/// </remarks>
public class RNN : Layer
{
    private RefVariable[] _states = [];

    /// <param name="cell">The cell.</param>
    /// <param name="return_sequences">True for the outputs of all steps, false for the last one's.</param>
    /// <param name="return_state">True to give the last states too.</param>
    /// <param name="go_backwards">True to go from the last step to the first; outputs come in that order.</param>
    /// <param name="stateful">True to begin each batch with the states that the one before left; needs a fixed batch size.</param>
    /// <param name="unroll">True for operations of their own for each step, false for a loop whose size does not depend on the number of steps.</param>
    /// <param name="time_major">True for inputs and outputs (steps, batch, ...).</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public RNN(RecurrentCell cell, bool return_sequences = false, bool return_state = false, bool go_backwards = false, bool stateful = false, bool unroll = false,
        bool time_major = false, Shape? input_shape = null, string? name = null) : base(name, input_shape)
    {
        this.cell = cell;
        this.return_sequences = return_sequences;
        this.return_state = return_state;
        this.go_backwards = go_backwards;
        this.stateful = stateful;
        this.unroll = unroll;
        this.time_major = time_major;
    }

    public RecurrentCell cell { get; }

    public bool return_sequences { get; }

    public bool return_state { get; }

    public bool go_backwards { get; }

    public bool unroll { get; }

    public bool time_major { get; }

    /// <summary>The states that a stateful layer keeps, empty for others.</summary>
    public IReadOnlyList<RefVariable> states => _states;

    protected internal override IEnumerable<Layer> Sublayers => [cell];

    private int BatchAxis => time_major ? 1 : 0;

    private int TimeAxis => time_major ? 0 : 1;

    /// <summary>Calls the layer with the states to begin with.</summary>
    /// <param name="inputs">The sequence.</param>
    /// <param name="initial_state">One tensor (batch, size) for each of the cell's states.</param>
    /// <param name="mask">True where a step counts, (batch, steps).</param>
    /// <param name="training">True or false to fix it for this call.</param>
    public Tensors Apply(Tensor inputs, Tensor[] initial_state, Tensor? mask = null, bool? training = null) =>
        Apply(new Tensors([inputs, .. initial_state]), mask, training);

    public override void build(Shape[] input_shapes)
    {
        var shape = input_shapes[0];
        var batch = shape[BatchAxis];
        using (tf.name_scope(cell.name))
        {
            cell.EnsureBuilt([new Shape([batch, .. shape.dims[2..]]), .. cell.state_size.Select(size => new Shape(batch, size))]);
        }
        if (!stateful) return;
        if (batch < 0)
            throw new ValueError($"If a RNN is stateful, it needs to know its batch size. Specify the batch size of your input tensors: give `batch_size` to keras.Input, or `batch_input_shape` to the first layer. The layer \"{name}\" received inputs of shape {shape}.");
        _states = [.. cell.state_size.Select(size => VariableFactory.Create(tf.zeros(new Shape(batch, size), dtype), false, "state", dtype))];
        foreach (var state in _states) GraphState.Of(state.graph).AddPending(state);
    }

    protected override void CheckInputs(Tensors inputs)
    {
        if (cell is KernelCell) RequireRank(inputs[0], 3);
        else RequireMinRank(inputs[0], 3);
        if (inputs.Count != 1 && (inputs.Count != 1 + cell.state_size.Length || inputs.Skip(1).Zip(cell.state_size).Any(s => !s.First.shape.is_compatible_with(new Shape(-1, s.Second)))))
        {
            throw new ValueError($"An `initial_state` was passed to the layer \"{name}\" that is not compatible with `cell.state_size`. Received shapes {string.Join(", ", inputs.Skip(1).Select(s => s.shape))}; however `cell.state_size` is [{string.Join(", ", cell.state_size)}].");
        }
        if (cell.built && BuildShapes is { } shapes && shapes[0][-1] >= 0) RequireSize(inputs[0], -1, shapes[0][-1]);
        if (unroll && inputs[0].shape[TimeAxis] < 0)
            throw new ValueError($"Cannot unroll the RNN \"{name}\" if the time dimension is undefined: its inputs have the shape {inputs[0].shape}. Give the steps a fixed number in input_shape, or use unroll: false.");
    }

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        var x = TimeFirst(inputs[0].dtype == dtype ? inputs[0] : tf.cast(inputs[0], dtype));
        var mask = options.mask is { } given ? TimeFirst(given) : null;
        if (go_backwards)
        {
            x = tf.reverse(x, new[] { 0 });
            mask = mask is null ? null : tf.reverse(mask, new[] { 0 });
        }
        var batchSize = tf.shape(x)[1];
        Tensor[] initial = inputs.Count > 1 ? inputs.ToArray()[1..] : stateful ? [.. _states.Select(s => s.value())] : cell.get_initial_state(batchSize);
        var run = cell.Begin(batchSize, options.training);
        var sequence = new Recurrence(run, run.Project(x), mask, cell.output_size, return_sequences);
        var (output, states) = unroll ? sequence.Unrolled(initial) : sequence.Looped(initial);
        if (stateful)
        {
            // Whoever takes the output moves the states on.
            Operation[] moves = [.. _states.Zip(states, (kept, state) => tf.assign(kept, state).op)];
            using var after = tf.control_dependencies(moves);
            output = tf.identity(output);
            states = [.. states.Select(s => tf.identity(s))];
        }
        if (return_sequences) output = TimeFirst(output);
        return return_state ? new Tensors([output, .. states]) : output;
    }

    protected override Tensor?[] compute_mask(Tensors inputs, Tensors outputs, CallOptions options) =>
        [return_sequences ? options.mask : null, .. Enumerable.Repeat<Tensor?>(null, outputs.Count - 1)];

    /// <summary>Sets the states of a stateful layer: to zeros, or to the given values (batch, size), one for each state.</summary>
    /// <exception cref="ValueError">The layer is not stateful, or not built.</exception>
    public void reset_states(IReadOnlyList<NDArray>? states = null)
    {
        if (!stateful) throw new ValueError($"Layer must be stateful: \"{name}\" begins each batch with zeros or with the initial_state it is given. Make it with stateful: true.");
        if (!built) throw new ValueError($"The layer \"{name}\" has no states yet: it was not called.");
        if (states is not null && states.Count != _states.Length)
            throw new ValueError($"Layer {name} expects {_states.Length} states, but it received {states.Count} state values.");
        var values = states ?? [.. _states.Select(s => np.zeros(new NumSharp.Shape(s.shape.as_int_list()), np.float32).astype(NumpyType))];
        for (var i = 0; i < values.Count; i++)
        {
            if (!new Shape(values[i].shape).Equals(_states[i].shape))
                throw new ValueError($"State {i} is incompatible with layer {name}: expected shape={_states[i].shape}, found shape={new Shape(values[i].shape)}");
        }
        KerasBackend.Write(_states, values);
    }

    private Type NumpyType => dtype == TF_DataType.TF_DOUBLE ? typeof(double) : typeof(float);

    // Steps first, or back again.
    private Tensor TimeFirst(Tensor x) => time_major ? x : tf.transpose(x, Enumerable.Range(0, x.rank).Select(axis => axis switch { 0 => 1, 1 => 0, _ => axis }).ToArray());
}
