using System.Runtime.CompilerServices;

namespace Tensorflow.Ops;

/// <summary>
/// What a kernel sees: attributes, the inputs' values and the outputs' places. Made once for a node of a plan and used
/// for every run, so a kernel may keep what it prepared in <see cref="Prepared"/>.
/// </summary>
internal sealed class KernelContext(NodeAttrs attrs, TensorValue[] inputs, TensorValue[] outputs)
{
    private byte[]?[] _scratch = [];

    public NodeAttrs Attrs { get; } = attrs;

    /// <summary>The operation's name in the graph, for messages and state.</summary>
    public string NodeName { get; init; } = "";

    public TensorValue[] Inputs { get; } = inputs;

    public TensorValue[] Outputs { get; } = outputs;

    /// <summary>The variables behind the inputs that are references, null at other inputs. Set where the operation has such inputs.</summary>
    public VariableState?[] Variables { get; init; } = [];

    /// <summary>The state that this operation keeps in its session, such as the position of a random stream.</summary>
    public OpState State { get; init; } = new();

    /// <summary>What the kernel derived from the shapes and wants to keep; null at the first run and after a shape changed.</summary>
    public object? Prepared { get; set; }

    /// <summary>True where the operation runs once in a run of the session: lists that it made in the run before are no longer in use.</summary>
    public bool RunsOnce { get; init; }

    /// <summary>For inputs that are lists: which of them nobody reads after this operation. Null where there are none.</summary>
    public bool[]? Takes { get; init; }

    /// <summary>The list that an input holds, to be changed: the input's own where nobody reads it afterwards, else a holder of its own.</summary>
    public TensorList TakeList(int index) => Takes?[index] == true ? Inputs[index].List : Inputs[index].List.Share();

    public TensorValue Input(int index) => Inputs[index];

    public TensorValue Output(int index = 0) => Outputs[index];

    public ReadOnlySpan<T> In<T>(int index) where T : unmanaged => Inputs[index].Span<T>();

    public Span<T> Out<T>(int index = 0) where T : unmanaged => Outputs[index].Span<T>();

    /// <summary>The variable that input <paramref name="index"/> refers to.</summary>
    public VariableState Variable(int index) => Variables[index] ?? throw new InternalError($"Input {index} of '{NodeName}' is no variable.");

    /// <summary>Gives an output whose size follows from the data its shape; its memory is written after this call.</summary>
    public TensorValue Resize(int output, params ReadOnlySpan<int> dims)
    {
        Outputs[output].Resize(dims);
        return Outputs[output];
    }

    /// <summary>Working memory that stays with this node between runs. Different slots do not overlap. Not cleared.</summary>
    public unsafe Span<T> Scratch<T>(int count, int slot = 0) where T : unmanaged
    {
        if (slot >= _scratch.Length) Array.Resize(ref _scratch, slot + 1);
        var bytes = checked((int)((long)count * sizeof(T) + TensorValue.Alignment));
        if (_scratch[slot] is not { } memory || memory.Length < bytes)
        {
            _scratch[slot] = memory = GC.AllocateUninitializedArray<byte>(bytes, pinned: true);
        }
        return new Span<T>(TensorValue.Align((byte*)Unsafe.AsPointer(ref memory[0])), count);
    }
}

/// <summary>A place for what an operation keeps between the runs of one session.</summary>
internal sealed class OpState
{
    public object? Value { get; set; }
}

/// <summary>A variable's value in one session.</summary>
internal sealed class VariableState(string name)
{
    /// <summary>The name of the VariableV2 operation.</summary>
    public string Name { get; } = name;

    /// <summary>The shape that the graph declares.</summary>
    public Shape Declared { get; set; } = Shape.Unknown;

    /// <summary>The value, null before the initializer has run.</summary>
    public TensorValue? Value { get; set; }

    /// <summary>The value.</summary>
    /// <exception cref="FailedPreconditionError">The variable has none yet.</exception>
    public TensorValue Initialized => Value ?? throw new FailedPreconditionError(
        $"Attempting to use uninitialized value {Name}. Run its initializer first: sess.run(tf.global_variables_initializer()).");
}
