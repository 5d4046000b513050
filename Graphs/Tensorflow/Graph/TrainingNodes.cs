namespace Tensorflow;

/// <summary>Takes nodes out of a GraphDef that prediction does not need: Identity and CheckNumerics.</summary>
internal static class TrainingNodes
{
    public static GraphDef Remove(GraphDef graph, IEnumerable<string> protectedNodes)
    {
        var kept = protectedNodes.ToHashSet(StringComparer.Ordinal);
        // Nodes that wait for others or that others wait for stay: they may stand for an order.
        foreach (var node in graph.Node)
        {
            foreach (var control in node.Input.Where(i => i.StartsWith('^')))
            {
                kept.Add(control[1..]);
                kept.Add(node.Name);
            }
        }
        var spliced = graph.Node.Where(n => n.Op is "Identity" or "CheckNumerics" && !kept.Contains(n.Name)).ToDictionary(n => n.Name, n => n.Input[0], StringComparer.Ordinal);
        var result = new GraphDef { Versions = graph.Versions?.Clone(), Library = graph.Library?.Clone() };
        foreach (var node in graph.Node.Where(n => !spliced.ContainsKey(n.Name)))
        {
            var copy = node.Clone();
            for (var i = 0; i < copy.Input.Count; i++)
            {
                while (spliced.TryGetValue(TensorName.OwnerOf(copy.Input[i]), out var source)) copy.Input[i] = source;
            }
            result.Node.Add(copy);
        }
        return result;
    }
}
