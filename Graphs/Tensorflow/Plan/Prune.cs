namespace Tensorflow.Plan;

/// <summary>Drops the nodes that neither a fetched value nor a target needs.</summary>
internal static class Prune
{
    public static void Run(PlanGraph graph)
    {
        var needed = new HashSet<PlanNode>();
        var stack = new Stack<PlanNode>(graph.Targets);
        foreach (var value in graph.Fetched)
        {
            for (var v = value; v is not null; v = v.Source)
            {
                if (v.Producer is not null) stack.Push(v.Producer);
                foreach (var node in v.After) stack.Push(node);
            }
        }
        while (stack.TryPop(out var node))
        {
            if (!needed.Add(node)) continue;
            foreach (var before in node.Predecessors()) stack.Push(before);
        }
        graph.Nodes = graph.Nodes.FindAll(needed.Contains);
    }
}
