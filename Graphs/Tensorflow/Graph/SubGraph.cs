namespace Tensorflow;

/// <summary>Parts of a GraphDef.</summary>
internal static class SubGraph
{
    /// <summary>The nodes that some nodes need, in their order in the graph, with the whole library.</summary>
    /// <exception cref="ValueError">A node is not there.</exception>
    public static GraphDef Of(GraphDef graph, IReadOnlyCollection<string> destinations)
    {
        var nodes = graph.Node.ToDictionary(n => n.Name, StringComparer.Ordinal);
        var kept = new HashSet<string>(StringComparer.Ordinal);
        var stack = new Stack<string>();
        foreach (var name in destinations)
        {
            if (!nodes.ContainsKey(name))
            {
                var near = NearestName.Find(name, nodes.Keys);
                throw new ValueError($"{name} is not in graph.{(near is null ? "" : $" Did you mean '{near}'?")} Nodes are named without an index: 'y', not 'y:0'.");
            }
            stack.Push(name);
        }
        while (stack.TryPop(out var name))
        {
            if (!kept.Add(name)) continue;
            if (!nodes.TryGetValue(name, out var node)) throw new ValueError($"The graph has no node '{name}', which another one takes.");
            foreach (var input in node.Input) stack.Push(TensorName.OwnerOf(input));
        }
        var result = new GraphDef { Versions = graph.Versions?.Clone(), Library = graph.Library?.Clone() };
        result.Node.Add(graph.Node.Where(n => kept.Contains(n.Name)).Select(n => n.Clone()));
        return result;
    }

    /// <summary>The functions that nodes call, themselves or in functions that they call.</summary>
    public static List<FunctionDef> FunctionsOf(IEnumerable<NodeDef> nodes, FunctionDefLibrary? library)
    {
        var all = library?.Function.ToDictionary(f => f.Signature.Name, StringComparer.Ordinal) ?? [];
        var found = new HashSet<string>(StringComparer.Ordinal);
        var stack = new Stack<NodeDef>(nodes);
        while (stack.TryPop(out var node))
        {
            foreach (var name in node.Attr.Values.SelectMany(Called).Append(node.Op))
            {
                if (!all.TryGetValue(name, out var function) || !found.Add(name)) continue;
                foreach (var inner in function.NodeDef) stack.Push(inner);
            }
        }
        return library?.Function.Where(f => found.Contains(f.Signature.Name)).ToList() ?? [];
    }

    private static IEnumerable<string> Called(AttrValue attr) => attr.ValueCase switch
    {
        AttrValue.ValueOneofCase.Func => [attr.Func.Name],
        AttrValue.ValueOneofCase.List => attr.List.Func.Select(f => f.Name),
        _ => [],
    };
}
