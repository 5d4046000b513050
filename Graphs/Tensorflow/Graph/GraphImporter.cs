using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Adds the nodes of a GraphDef to a graph (tf.import_graph_def).</summary>
internal sealed class GraphImporter
{
    private readonly Graph _graph;
    private readonly string _prefix;
    private readonly Dictionary<string, NodeDef> _nodes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Operation> _done = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Tensor> _inputMap;
    private readonly List<(Operation Merge, int Input, string Name)> _backEdges = [];

    private GraphImporter(Graph graph, string prefix, IReadOnlyDictionary<string, Tensor> inputMap)
    {
        _graph = graph;
        _prefix = prefix;
        _inputMap = inputMap.ToDictionary(p => Canonical(p.Key), p => p.Value, StringComparer.Ordinal);
    }

    /// <summary>Adds all nodes under <paramref name="prefix"/> (empty for none) and gives the elements asked for.</summary>
    /// <exception cref="ValueError">A node is twice there, lacks an input, or an input_map or return element names nothing.</exception>
    public static object[] Import(Graph graph, GraphDef def, string prefix, IReadOnlyDictionary<string, Tensor>? inputMap = null, IReadOnlyList<string>? returnElements = null)
    {
        var importer = new GraphImporter(graph, prefix, inputMap ?? new Dictionary<string, Tensor>());
        if (def.Library is not null) graph.Functions.Add(def.Library);
        importer.AddNodes(def);
        return [.. (returnElements ?? []).Select(importer.Element)];
    }

    /// <summary>Adds the nodes of a function; nodes named in <paramref name="arguments"/> only stand for its inputs.</summary>
    public static void ImportBody(FuncGraph graph, GraphDef def, IReadOnlyDictionary<string, Tensor> arguments)
    {
        var importer = new GraphImporter(graph, "", arguments);
        foreach (var (name, input) in arguments) importer._done[TensorName.OwnerOf(name)] = input.op;
        importer.AddNodes(def);
    }

    private void AddNodes(GraphDef def)
    {
        foreach (var node in def.Node)
        {
            if (!_nodes.TryAdd(node.Name, node)) throw new ValueError($"The graph to import has two nodes of the name '{node.Name}'.");
        }
        foreach (var name in _inputMap.Keys)
        {
            var owner = TensorName.OwnerOf(name);
            if (!_nodes.ContainsKey(owner)) throw new ValueError($"Attempted to map inputs that were not found in graph_def: [{name}]");
        }
        foreach (var node in Ordered(def))
        {
            if (!_done.ContainsKey(node.Name)) _done[node.Name] = Add(node);
        }
        foreach (var (merge, input, name) in _backEdges) merge.UpdateInput(input, TensorOf(name, merge.name));
    }

    // The order of the file where it serves; nodes whose inputs stand later wait. A loop's NextIteration closes a cycle, which is left out here.
    private IEnumerable<NodeDef> Ordered(GraphDef def)
    {
        var state = new Dictionary<string, int>(StringComparer.Ordinal);
        var order = new List<NodeDef>();
        var stack = new Stack<(NodeDef Node, int Next)>();
        foreach (var root in def.Node)
        {
            if (state.ContainsKey(root.Name)) continue;
            state[root.Name] = 1;
            stack.Push((root, 0));
            while (stack.Count > 0)
            {
                var (node, next) = stack.Pop();
                if (next == node.Input.Count)
                {
                    state[node.Name] = 2;
                    order.Add(node);
                    continue;
                }
                stack.Push((node, next + 1));
                var name = TensorName.OwnerOf(node.Input[next]);
                if (_inputMap.ContainsKey(Canonical(node.Input[next]))) continue;
                if (!_nodes.TryGetValue(name, out var input)) throw new ValueError($"Node '{node.Name}' has the input '{node.Input[next]}', but the graph to import has no node of that name.");
                if (!state.TryGetValue(name, out var seen))
                {
                    if (input.Op is "NextIteration" or "RefNextIteration" && node.Op is "Merge" or "RefMerge") continue;
                    state[name] = 1;
                    stack.Push((input, 0));
                }
                else if (seen == 1 && !(input.Op is "NextIteration" or "RefNextIteration"))
                {
                    throw new ValueError($"The graph to import has a cycle through '{name}' and '{node.Name}'.");
                }
            }
        }
        return order;
    }

    private Operation Add(NodeDef node)
    {
        if (!OpTable.Has(node.Op) && _graph.Functions.Definition(node.Op) is { } function) node = FunctionCalls.AsCall(node, function.Signature);
        var opType = OpTable.Get(node.Op);
        var attrs = new NodeAttrs();
        foreach (var (name, value) in node.Attr) attrs[name] = AttrCodec.FromProto(value, opType.Signature.FindAttr(name));
        if (attrs.TryGet<string[]>("_class", out var classes) && _prefix.Length > 0)
            attrs["_class"] = Array.ConvertAll(classes, c => c.StartsWith("loc:@", StringComparison.Ordinal) ? $"loc:@{_prefix}/{c[5..]}" : c);
        OpBuilder.FillDefaults(opType, attrs);
        var inputs = new List<Tensor>();
        var controls = new List<Operation>();
        var pending = new List<(int, string)>();
        foreach (var input in node.Input)
        {
            if (input.StartsWith('^'))
            {
                controls.Add(_done[input[1..]]);
            }
            else if (!_inputMap.ContainsKey(Canonical(input)) && !_done.ContainsKey(TensorName.OwnerOf(input)))
            {
                pending.Add((inputs.Count, input));
                inputs.Add(inputs[0]);
            }
            else
            {
                inputs.Add(TensorOf(input, node.Name));
            }
        }
        CheckInputs(node, opType, attrs, inputs);
        var fullName = _prefix.Length == 0 ? node.Name : $"{_prefix}/{node.Name}";
        var op = _graph.CreateImported(opType, fullName, [.. inputs], attrs, controls, node.Device);
        foreach (var (index, name) in pending)
        {
            // What the loop brings back may have another shape than what enters it.
            op.outputs[0].InferredShape(Shape.Unknown);
            _backEdges.Add((op, index, name));
        }
        return op;
    }

    private static void CheckInputs(NodeDef node, OpType opType, NodeAttrs attrs, List<Tensor> inputs)
    {
        var expected = opType.Signature.Inputs.SelectMany(arg => OpType.ArgTypes(arg, attrs)).ToList();
        if (expected.Count != inputs.Count) throw new ValueError($"Node '{node.Name}' ({node.Op}) has {inputs.Count} inputs, but needs {expected.Count}.");
        for (var i = 0; i < inputs.Count; i++)
        {
            if (inputs[i].dtype.as_base_dtype() != expected[i].as_base_dtype())
                throw new ValueError($"Input {i} of node '{node.Name}' ({node.Op}) was passed {inputs[i].dtype.as_numpy_name()} from {inputs[i].name} incompatible with expected {expected[i].as_numpy_name()}.");
        }
    }

    private Tensor TensorOf(string name, string forNode)
    {
        var canonical = Canonical(name);
        if (_inputMap.TryGetValue(canonical, out var mapped)) return mapped;
        var parsed = TensorName.Parse(canonical);
        var op = _done[parsed.Operation];
        if (parsed.Index >= op.outputs.Length) throw new ValueError($"Node '{forNode}' has the input '{name}', but '{op.name}' ({op.type}) has only {op.outputs.Length} outputs.");
        return op.outputs[parsed.Index];
    }

    private object Element(string name)
    {
        var owner = TensorName.OwnerOf(name);
        if (!_done.TryGetValue(owner, out var op)) throw new ValueError($"Requested return_element '{name}' not found in graph_def.");
        return name.Contains(':') ? TensorOf(name, "return_elements") : (object)op;
    }

    private static string Canonical(string name) => name.StartsWith('^') ? name : TensorName.OfInput(name).ToString();
}

public partial class Graph
{
    /// <summary>Adds an operation that comes from a GraphDef: its name is fixed and control scopes do not touch it. Devices around complete its own.</summary>
    internal Operation CreateImported(OpType opType, string name, Tensor[] inputs, NodeAttrs attrs, IEnumerable<Operation> controls, string device)
    {
        if (_byName.ContainsKey(name)) throw new ValueError($"Node name '{name}' already exists in the Graph; import under another name.");
        MarkNameUsed(name);
        var op = new Operation(this, _operations.Count, name, opType, inputs, controls, attrs, device, CallSite.Capture());
        ShapeInference.Run(op);
        if (!attrs.Has("_class")) Place(op);
        _operations.Add(op);
        _byName.Add(name, op);
        foreach (var input in inputs) input.AddConsumer(op);
        return op;
    }

    private void MarkNameUsed(string name)
    {
        // Every scope of the name is taken as well, so that a later name_scope does not mix with the imported one.
        for (var slash = name.Length; slash > 0; slash = name.LastIndexOf('/', slash - 1))
        {
            _namesInUse.TryAdd(name[..slash].ToLowerInvariant(), 1);
        }
    }
}
