using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// A graph of operations, to which the tf.* functions add and which sessions run. Names are unique as in TensorFlow:
/// <c>Const</c>, <c>Const_1</c>, <c>scope/Const</c>.
/// </summary>
public sealed partial class Graph : IDisposable
{
    /// <summary>TensorFlow's graph-def version that this library writes.</summary>
    internal const int ProducerVersion = 2385;

    private readonly List<Operation> _operations = [];
    private readonly Dictionary<string, Operation> _byName = new(StringComparer.Ordinal);

    /// <summary>Grows when an operation that is there already changes; sessions drop plans made before.</summary>
    internal int Version { get; private set; }

    /// <summary>The graph's functions: bodies of loops and branches.</summary>
    internal FunctionLibrary Functions { get; } = new();

    /// <summary>The seed of <c>tf.set_random_seed</c>, null if none.</summary>
    public int? seed { get; set; }

    /// <summary>How many operations took a seed from the graph's seed.</summary>
    internal int SeedsTaken { get; set; }

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
        var colon = name.LastIndexOf(':');
        if (colon < 0 || !int.TryParse(name[(colon + 1)..], out var index))
        {
            throw new ValueError($"The name '{name}' is no tensor name; a tensor is called 'operation:index', such as '{name}:0'.");
        }
        var op = FindOperation(name[..colon]) ?? throw new KeyError($"The name '{name}' refers to a Tensor which does not exist. The operation, '{name[..colon]}', does not exist in the graph.{Suggest(name[..colon])}");
        if (index < 0 || index >= op.outputs.Length)
        {
            throw new KeyError($"The name '{name}' refers to a Tensor which does not exist. The operation, '{op.name}', exists but only has {op.outputs.Length} outputs.");
        }
        return op.outputs[index];
    }

    /// <summary>The tensor or operation of a name: with <c>:index</c> a tensor, else an operation.</summary>
    /// <exception cref="KeyError">There is none.</exception>
    public object as_graph_element(string name) => name.Contains(':') ? get_tensor_by_name(name) : (object)get_operation_by_name(name);

    internal Operation? FindOperation(string name) => _byName.GetValueOrDefault(name);

    /// <summary>Counts a change of an operation that is there already; its number is the new version.</summary>
    internal int Touch() => ++Version;

    /// <summary>Adds an operation. <paramref name="name"/> with a slash at the end is taken as it is, else made unique in the current scope.</summary>
    internal Operation CreateOp(OpType opType, string name, Tensor[] inputs, NodeAttrs attrs, IEnumerable<Operation>? controlInputs = null, string? device = null)
    {
        if (finalized) throw new RuntimeError($"Graph is finalized and cannot be modified; the operation '{name}' ({opType.Name}) was to be added. Build all of it before finalize(); in a training loop, make operations before the loop.");
        var unique = name.EndsWith('/') ? name[..^1] : unique_name(name);
        var inputOps = Array.ConvertAll(inputs, t => t.op);
        foreach (var op in inputOps) RequireMine(op, unique);
        var controls = new SortedDictionary<string, Operation>(StringComparer.Ordinal);
        foreach (var op in ControlsFor(inputOps)) controls[op.name] = op;
        foreach (var op in controlInputs ?? [])
        {
            RequireMine(op, unique);
            controls[op.name] = op;
        }
        ApplyColocation(attrs);
        ApplyGradientOverride(opType.Name, attrs);
        var operation = new Operation(this, _operations.Count, unique, opType, inputs, controls.Values, attrs, device ?? _device, CallSite.Capture());
        ShapeInference.Run(operation);
        _operations.Add(operation);
        _byName.Add(unique, operation);
        foreach (var input in inputs) input.AddConsumer(operation);
        RecordForControls(operation);
        return operation;
    }

    private void RequireMine(Operation op, string name)
    {
        if (op.graph != this)
        {
            throw new ValueError($"The operation '{name}' belongs to another graph than its input '{op.name}' (made at {op.DefinedAt}). Build both in the same graph: use graph.as_default() around all of it.");
        }
    }

    private string Suggest(string name)
    {
        var near = NearestName.Find(name, _byName.Keys);
        return near is null ? "" : $" Did you mean '{near}'?";
    }

    /// <summary>Leaves the graph: it stops being the default one.</summary>
    public void Dispose() => DefaultGraph.Leave(this);
}
