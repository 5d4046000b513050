using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// A node of a graph: an operation with its inputs, attributes and outputs. Made by the tf.* functions,
/// run by <c>sess.run(op)</c>. Its name is unique in its graph.
/// </summary>
public sealed class Operation
{
    private readonly List<Operation> _controlInputs;
    private Tensor[] _inputs;
    private readonly CallSite _callSite;

    internal Operation(Graph graph, int id, string name, OpType opType, Tensor[] inputs, IEnumerable<Operation> controlInputs, NodeAttrs attrs, string device, CallSite callSite)
    {
        this.graph = graph;
        Id = id;
        this.name = name;
        OpType = opType;
        _inputs = inputs;
        _controlInputs = [.. controlInputs];
        Attrs = attrs;
        this.device = device;
        _callSite = callSite;
        var types = opType.OutputTypes(attrs);
        outputs = new Tensor[types.Length];
        for (var i = 0; i < types.Length; i++) outputs[i] = new Tensor(this, i, types[i]);
    }

    /// <summary>The graph that holds this operation.</summary>
    public Graph graph { get; }

    /// <summary>The unique name, scopes included: <c>scope/Const_1</c>.</summary>
    public string name { get; }

    /// <summary>TensorFlow's name of the kind of operation: <c>MatMul</c>, <c>Const</c>, ...</summary>
    public string type => OpType.Name;

    /// <summary>The device asked for by <c>tf.device</c>, empty for none.</summary>
    public string device { get; internal set; }

    /// <summary>The tensors that this operation reads, in order.</summary>
    public IReadOnlyList<Tensor> inputs => _inputs;

    /// <summary>The operations that must have run before this one, whatever they give.</summary>
    public IReadOnlyList<Operation> control_inputs => _controlInputs;

    /// <summary>The tensors that this operation makes.</summary>
    public Tensor[] outputs { get; private set; }

    /// <summary>The first output.</summary>
    /// <exception cref="ValueError">The operation has no output.</exception>
    public Tensor output => outputs.Length > 0 ? outputs[0] : throw new ValueError($"The operation '{name}' ({type}) has no output; run it with sess.run.");

    /// <summary>The file, line and method of the user's call that made this operation.</summary>
    public string DefinedAt => _callSite.ToString();

    /// <summary>The place of the user's call that made this operation.</summary>
    internal CallSite CallSite => _callSite;

    /// <summary>Position in the order of creation.</summary>
    internal int Id { get; }

    /// <summary>The graph's version at which this operation was last changed after it was made; 0 if never.</summary>
    internal int ChangedAt { get; private set; }

    internal OpType OpType { get; }

    internal NodeAttrs Attrs { get; }

    /// <summary>The operation as a NodeDef message.</summary>
    public NodeDef node_def => GraphDefWriter.ToNodeDef(this);

    /// <summary>An attribute by name, as .NET value: long, float, bool, string, TF_DataType, Shape, or an array of them.</summary>
    /// <exception cref="ValueError">There is no such attribute.</exception>
    public object get_attr(string name) => Attrs[name];

    /// <summary>Runs this operation in <paramref name="session"/>, or in the default session.</summary>
    public void run(Session? session = null, params ReadOnlySpan<FeedItem> feed_dict) =>
        (session ?? Session.RequireDefault($"run the operation '{name}'")).run(this, feed_dict);

    /// <summary>Lets this operation wait for others; for frames that are closed after their body is known.</summary>
    internal void AddControlInput(Operation op)
    {
        if (!_controlInputs.Contains(op)) _controlInputs.Add(op);
        ChangedAt = graph.Touch();
    }

    /// <summary>Replaces an input of a loop's Merge, whose second input is made after it.</summary>
    internal void UpdateInput(int index, Tensor tensor)
    {
        _inputs[index].RemoveConsumer(this);
        _inputs[index] = tensor;
        tensor.AddConsumer(this);
        ChangedAt = graph.Touch();
    }

    /// <summary>Appends inputs and outputs to a loop or branch whose functions were given more; the attributes say the types already.</summary>
    internal void Grow(IReadOnlyList<Tensor> newInputs, IReadOnlyList<Shape> newShapes)
    {
        _inputs = [.. _inputs, .. newInputs];
        foreach (var input in newInputs) input.AddConsumer(this);
        var types = OpType.OutputTypes(Attrs);
        var first = outputs.Length;
        outputs = [.. outputs, .. newShapes.Select((_, i) => new Tensor(this, first + i, types[first + i]))];
        for (var i = 0; i < newShapes.Count; i++) outputs[first + i].InferredShape(newShapes[i]);
        ChangedAt = graph.Touch();
    }

    /// <summary>An operation where a tensor is expected means its first output.</summary>
    public static implicit operator Tensor(Operation op) => op.output;

    public override string ToString() => $"<tf.Operation '{name}' type={type}>";
}
