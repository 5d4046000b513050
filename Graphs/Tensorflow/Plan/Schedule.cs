namespace Tensorflow.Plan;

/// <summary>
/// Puts the nodes in an order that respects inputs and control dependencies. Nodes that change variables come as late as
/// they may, so that an error leaves the variables as they were, and nodes that change a list come after its readers where
/// both are free to run, so that no copy of the list is needed; else the order of the graph is kept.
/// </summary>
internal static class Schedule
{
    public static void Run(PlanGraph graph)
    {
        var waiting = new Dictionary<PlanNode, int>();
        var successors = new Dictionary<PlanNode, List<PlanNode>>();
        foreach (var node in graph.Nodes)
        {
            var predecessors = new HashSet<PlanNode>(node.Predecessors());
            waiting[node] = predecessors.Count;
            foreach (var before in predecessors)
            {
                if (!successors.TryGetValue(before, out var list)) successors[before] = list = [];
                list.Add(node);
            }
        }
        var changes = ListTakes.Contested(graph);
        (bool, bool, int) Rank(PlanNode node) => (node.Writes, changes.Contains(node), node.Id);
        var ready = new PriorityQueue<PlanNode, (bool Writes, bool ChangesList, int Id)>();
        foreach (var node in graph.Nodes.Where(n => waiting[n] == 0)) ready.Enqueue(node, Rank(node));
        var order = new List<PlanNode>(graph.Nodes.Count);
        while (ready.TryDequeue(out var node, out _))
        {
            order.Add(node);
            if (!successors.TryGetValue(node, out var list)) continue;
            foreach (var next in list)
            {
                if (--waiting[next] == 0) ready.Enqueue(next, Rank(next));
            }
        }
        if (order.Count != graph.Nodes.Count)
        {
            var stuck = graph.Nodes.Find(n => waiting[n] > 0)!;
            throw new InternalError($"The order of the plan has a cycle at {stuck}.", stuck.Origin);
        }
        graph.Nodes = order;
    }
}
