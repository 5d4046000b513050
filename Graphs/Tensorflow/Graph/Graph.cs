using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// A graph of operations, to which the tf.* functions add and which sessions run. Names are unique as in TensorFlow:
/// <c>Const</c>, <c>Const_1</c>, <c>scope/Const</c>.
/// </summary>
public partial class Graph : IDisposable
{
    /// <summary>TensorFlow's graph-def version that this library writes.</summary>
    internal const int ProducerVersion = 2385;

    private readonly List<Operation> _operations = [];
    private readonly Dictionary<string, Operation> _byName = new(StringComparer.Ordinal);

    private FunctionLibrary? _functions;
    private int? _seed;
    private int _seedsTaken;
    private int _version;

    /// <summary>The graph that sessions run; for the body of a loop or branch the one it belongs to in the end.</summary>
    internal virtual Graph Root => this;

    /// <summary>Grows when an operation that is there already changes; sessions drop plans made before.</summary>
    internal int Version => Root._version;

    /// <summary>The graph's functions: bodies of loops and branches.</summary>
    internal FunctionLibrary Functions => Root._functions ??= new FunctionLibrary(Root);

    /// <summary>The seed of <c>tf.set_random_seed</c>, null if none.</summary>
    public int? seed
    {
        get => Root._seed;
        set => Root._seed = value;
    }

    /// <summary>How many operations took a seed from the graph's seed; bodies of loops and branches count with it.</summary>
    internal int SeedsTaken
    {
        get => Root._seedsTaken;
        set => Root._seedsTaken = value;
    }

    /// <summary>True when no operation may be added any more.</summary>
    public bool finalized { get; private set; }

    /// <summary>The operations in the order of their creation.</summary>
    public IReadOnlyList<Operation> get_operations() => _operations;

    /// <summary>Forbids further operations; an error then shows an accidental growth of the graph in a training loop.</summary>
    public void finalize() => finalized = true;

    /// <summary>The operation of this name.</summary>
    /// <exception cref="KeyError">There is none.</exception>
    public Operation get_operation_by_name(string name) =>
        FindOperation(name) ?? throw new KeyError($"The name '{name}' refers to an Operation not in the graph.{Suggest(name)}");

    /// <summary>The tensor of this name, <c>operation:index</c>.</summary>
    /// <exception cref="ValueError">The name has no index.</exception>
    /// <exception cref="KeyError">There is no such tensor.</exception>
    public Tensor get_tensor_by_name(string name)
    {
        var parsed = TensorName.Parse(name);
        return parsed.Of(FindOperation(parsed.Operation)
            ?? throw new KeyError($"The name '{name}' refers to a Tensor which does not exist. The operation, '{parsed.Operation}', does not exist in the graph.{Suggest(parsed.Operation)}"));
    }

    /// <summary>The tensor or operation of a name: with <c>:index</c> a tensor, else an operation.</summary>
    /// <exception cref="KeyError">There is none.</exception>
    public object as_graph_element(string name) => name.Contains(':') ? get_tensor_by_name(name) : (object)get_operation_by_name(name);

    internal Operation? FindOperation(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Counts a change of an operation that is there already; its number is the new version.</summary>
    internal int Touch() => ++Root._version;

    /// <summary>The tensor as operations of this graph can take it: itself, or in a body what stands for a tensor of the graph around it.</summary>
    /// <exception cref="ValueError">The tensor belongs to a graph that this one cannot see.</exception>
    internal virtual Tensor Adopt(Tensor tensor, string forNode) => tensor.graph == this ? tensor : throw Foreign(tensor.op, forNode);

    /// <summary>An operation that another one makes superfluous; null if there is none.</summary>
    private protected virtual Operation? Diverted(OpType opType, Tensor[] inputs, NodeAttrs attrs) => null;

    /// <summary>The operation to wait for in this graph; null where something outside of a body waits in its place.</summary>
    private protected virtual Operation? AdoptControl(Operation op, string forNode) => op.graph == this ? op : throw Foreign(op, forNode);

    /// <summary>Adds an operation. <paramref name="name"/> with a slash at the end is taken as it is, else made unique in the current scope.</summary>
    internal Operation CreateOp(OpType opType, string name, Tensor[] inputs, NodeAttrs attrs, IEnumerable<Operation>? controlInputs = null)
    {
        if (finalized) throw new RuntimeError($"Graph is finalized and cannot be modified; the operation '{name}' ({opType.Name}) was to be added. Build all of it before finalize(); in a training loop, make operations before the loop.");
        var unique = name.EndsWith('/') ? name[..^1] : unique_name(name);
        if (Diverted(opType, inputs, attrs) is { } made) return made;
        inputs = Array.ConvertAll(inputs, t => Adopt(t, unique));
        var inputOps = Array.ConvertAll(inputs, t => t.op);
        var controls = new SortedDictionary<string, Operation>(StringComparer.Ordinal);
        foreach (var op in ControlsFor(inputOps))
        {
            if (AdoptControl(op, unique) is { } mine) controls[mine.name] = mine;
        }
        foreach (var op in controlInputs ?? [])
        {
            if (AdoptControl(op, unique) is { } mine) controls[mine.name] = mine;
        }
        ApplyColocation(attrs);
        ApplyGradientOverride(opType.Name, attrs);
        var operation = new Operation(this, _operations.Count, unique, opType, inputs, controls.Values, attrs, "", CallSite.Capture());
        ShapeInference.Run(operation);
        Place(operation);
        _operations.Add(operation);
        _byName.Add(unique, operation);
        foreach (var input in inputs) input.AddConsumer(operation);
        RecordForControls(operation);
        return operation;
    }

    private protected static ValueError Foreign(Operation op, string name) => new(op.graph is FuncGraph function
        ? $"The operation '{name}' cannot take '{op.name}' (made at {op.DefinedAt}), which lives inside '{function.Name}' and exists only while that runs. Return it from the loop's body or from the branch."
        : $"The operation '{name}' belongs to another graph than its input '{op.name}' (made at {op.DefinedAt}). Build both in the same graph: use graph.as_default() around all of it.");

    private string Suggest(string name)
    {
        var near = NearestName.Find(name, _byName.Keys);
        return near is null ? "" : $" Did you mean '{near}'?";
    }

    /// <summary>Leaves the graph: it stops being the default one.</summary>
    public void Dispose() => DefaultGraph.Leave(this);
}
