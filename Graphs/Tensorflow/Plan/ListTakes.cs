namespace Tensorflow.Plan;

/// <summary>Finds the nodes that are the last to read a list: they may change it in place.</summary>
internal static class ListTakes
{
    /// <summary>The nodes that make a list out of one that other nodes read too.</summary>
    public static HashSet<PlanNode> Contested(PlanGraph graph)
    {
        var readers = new Dictionary<PlanValue, HashSet<PlanNode>>();
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.Inputs)
            {
                if (input.DType != TF_DataType.TF_VARIANT) continue;
                if (!readers.TryGetValue(input.Root, out var of)) readers[input.Root] = of = [];
                of.Add(node);
            }
        }
        return [.. readers.Values.Where(of => of.Count > 1).SelectMany(of => of).Where(node => Array.Exists(node.Outputs, v => v.DType == TF_DataType.TF_VARIANT))];
    }

    /// <summary>For each node with lists among its inputs: which of them nobody reads after it. Null where the plan has no lists.</summary>
    public static Dictionary<PlanNode, bool[]>? Find(PlanGraph graph)
    {
        Dictionary<PlanValue, PlanNode>? last = null;
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.Inputs)
            {
                if (input.DType == TF_DataType.TF_VARIANT) (last ??= [])[input.Root] = node;
            }
        }
        if (last is null) return null;
        foreach (var value in graph.Fetched.OfType<PlanValue>().Concat(graph.Kept)) last.Remove(value.Root);
        var takes = new Dictionary<PlanNode, bool[]>();
        foreach (var node in graph.Nodes)
        {
            var roots = Array.ConvertAll(node.Inputs, v => v.Root);
            if (!Array.Exists(roots, r => r.DType == TF_DataType.TF_VARIANT)) continue;
            takes[node] = Array.ConvertAll(roots, r => last.TryGetValue(r, out var user) && user == node && roots.Count(other => other == r) == 1);
        }
        return takes;
    }
}
