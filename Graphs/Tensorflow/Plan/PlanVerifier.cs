namespace Tensorflow.Plan;

/// <summary>Checks a scheduled plan: every value is made before it is used, every node waits for those it must.</summary>
internal static class PlanVerifier
{
    /// <exception cref="InternalError">The plan contradicts itself.</exception>
    public static void Check(PlanGraph graph)
    {
        var done = new HashSet<PlanNode>();
        foreach (var node in graph.Nodes)
        {
            foreach (var before in node.Predecessors())
            {
                if (!done.Contains(before)) throw new InternalError($"{node} is planned before {before}, which it needs.", node.Origin);
            }
            if (!done.Add(node)) throw new InternalError($"{node} is planned twice.", node.Origin);
        }
        foreach (var value in graph.Fetched)
        {
            if (value?.Root.Producer is { } producer && !done.Contains(producer)) throw new InternalError($"{producer} makes a fetched value, but is not planned.", producer.Origin);
        }
    }
}
