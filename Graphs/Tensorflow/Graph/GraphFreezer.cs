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
        foreach (var node in result.Node) freezer.Replace(node);
        foreach (var function in functions)
        {
            // In a function an output is named: a variable's is called ref, a constant's output.
            var replaced = function.NodeDef.Where(freezer.Replace).Select(n => n.Name).ToHashSet(StringComparer.Ordinal);
            string Renamed(string input) => input.Split(':') is [var owner, "ref", var index] && replaced.Contains(owner) ? $"{owner}:output:{index}" : input;
            foreach (var node in function.NodeDef)
            {
                for (var i = 0; i < node.Input.Count; i++) node.Input[i] = Renamed(node.Input[i]);
            }
            foreach (var (name, source) in function.Ret.ToList()) function.Ret[name] = Renamed(source);
        }
        return result;
    }

    private void Fetch(IEnumerable<NodeDef> nodes)
    {
        string[] names = [.. nodes.Where(n => IsVariable(n) && _isFrozen(NameOf(n))).Select(NameOf).Distinct()];
        if (names.Length == 0) return;
        var values = _session.Execute([.. names.Select(name => name + ":0")], [], TensorProtoCodec.ToProto);
        for (var i = 0; i < names.Length; i++) _values[names[i]] = values[i]!;
    }

    private bool Replace(NodeDef node)
    {
        if (!IsVariable(node) || !_values.TryGetValue(NameOf(node), out var value)) return false;
        var dtype = node.Attr["dtype"];
        node.Op = "Const";
        node.Input.Clear();
        node.Attr.Clear();
        node.Attr["dtype"] = dtype;
        node.Attr["value"] = new AttrValue { Tensor = value };
        return true;
    }

    private static bool IsVariable(NodeDef node) => node.Op is "VariableV2" or "Variable";

    // Inside a function a variable of the graph has another name.
    private static string NameOf(NodeDef node) => node.Attr.TryGetValue("shared_name", out var shared) && shared.S.Length > 0 ? shared.S.ToStringUtf8() : node.Name;
}
