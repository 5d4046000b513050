namespace Tensorflow;

/// <summary>Puts variables' values into a GraphDef in place of the variables, so that it computes without a session that holds them.</summary>
internal sealed class GraphFreezer
{
    private readonly Session _session;
    private readonly Func<string, bool> _isFrozen;
    private readonly Dictionary<string, TensorProto> _values = new(StringComparer.Ordinal);

    private GraphFreezer(Session session, Func<string, bool> isFrozen)
    {
        _session = session;
        _isFrozen = isFrozen;
    }

    /// <summary>What the outputs need, with constants for the variables that <paramref name="isFrozen"/> names, also inside the functions of loops and branches.</summary>
    public static GraphDef Freeze(Session session, GraphDef graph, IReadOnlyCollection<string> outputs, Func<string, bool> isFrozen)
    {
        var freezer = new GraphFreezer(session, isFrozen);
        var result = SubGraph.Of(graph, outputs);
        var functions = SubGraph.FunctionsOf(result.Node, result.Library);
        result.Library = functions.Count == 0 ? null : new FunctionDefLibrary { Function = { functions } };
        freezer.Fetch(result.Node.Concat(functions.SelectMany(f => f.NodeDef)));
        var handles = new HandleFreezer(functions.ToDictionary(f => f.Signature.Name, StringComparer.Ordinal));
        handles.Apply(result.Node, freezer.Replace(result.Node));
        foreach (var function in functions) handles.Apply(function, freezer.Replace(function));
        return result;
    }

    private void Fetch(IEnumerable<NodeDef> nodes)
    {
        NodeDef[] variables = [.. nodes.Where(n => IsVariable(n) && _isFrozen(NameOf(n))).DistinctBy(NameOf)];
        if (variables.Length == 0) return;
        var values = _session.Execute([.. variables.Select(Read)], [], TensorProtoCodec.ToProto);
        for (var i = 0; i < variables.Length; i++) _values[NameOf(variables[i])] = values[i]!;
    }

    private object Read(NodeDef variable)
    {
        var name = NameOf(variable);
        if (variable.Op != "VarHandleOp") return name + ":0";
        var handle = _session.graph.get_operations().FirstOrDefault(op => op.type == "VarHandleOp" && NameOf(op.node_def) == name)
            ?? throw new ValueError($"The session's graph has no variable '{name}'.");
        return handle.output.consumers().FirstOrDefault(op => op.type == "ReadVariableOp")?.output
            ?? throw new ValueError($"Nothing in the session's graph reads the resource variable '{name}', so its value cannot be fetched. Add tf.identity of the variable to the graph.");
    }

    /// <summary>Makes constants of the variables; gives those that were handles, by name, with their types.</summary>
    private Dictionary<string, DataType> Replace(IEnumerable<NodeDef> nodes)
    {
        var handles = new Dictionary<string, DataType>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (!IsVariable(node) || !_values.TryGetValue(NameOf(node), out var value)) continue;
            var dtype = node.Attr["dtype"];
            if (node.Op == "VarHandleOp") handles[node.Name] = dtype.Type;
            node.Op = "Const";
            node.Input.Clear();
            node.Attr.Clear();
            node.Attr["dtype"] = dtype;
            node.Attr["value"] = new AttrValue { Tensor = value };
        }
        return handles;
    }

    // In a function an output is named: a variable's is called ref, a constant's output.
    private Dictionary<string, DataType> Replace(FunctionDef function)
    {
        var variables = function.NodeDef.Where(n => IsVariable(n) && _values.ContainsKey(NameOf(n)))
            .ToDictionary(n => n.Name, n => n.Op == "VarHandleOp" ? "resource" : "ref", StringComparer.Ordinal);
        var handles = Replace(function.NodeDef);
        HandleFreezer.Rename(function, variables, "output");
        return handles;
    }

    private static bool IsVariable(NodeDef node) => node.Op is "VariableV2" or "Variable" or "VarHandleOp";

    // Inside a function a variable of the graph has another name.
    private static string NameOf(NodeDef node) => node.Attr.TryGetValue("shared_name", out var shared) && shared.S.Length > 0 ? shared.S.ToStringUtf8() : node.Name;
}
