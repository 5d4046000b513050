namespace Tensorflow.Plan;

/// <summary>
/// Orders reads and writes of variables. A read shares the variable's memory, as in TensorFlow: its users run before a write
/// and see what was there, unless they depend on the write and see what it left; users of a resource variable's read see what
/// was there in any case. Writes that do not depend on each other keep the order in which they were added to the graph.
/// </summary>
internal static class VariableOrder
{
    public static void Run(PlanGraph graph)
    {
        var writers = new Dictionary<Ops.VariableState, List<PlanNode>>();
        foreach (var node in graph.Nodes.Where(n => n.Writes))
        {
            foreach (var variable in node.Variables)
            {
                if (variable is null) continue;
                if (!writers.TryGetValue(variable, out var list)) writers[variable] = list = [];
                if (!list.Contains(node)) list.Add(node);
            }
        }
        if (writers.Count == 0) return;
        var successors = Successors(graph);
        foreach (var list in writers.Values) OrderWriters(list, successors);
        CopyFetchedReads(graph, writers, successors);
        OrderFunctions(graph, writers, successors);
        foreach (var read in graph.Nodes.Where(n => n.OpType is ReadVariable).ToList())
        {
            if (writers.TryGetValue(read.Variables[0]!, out var list)) OrderReads(graph, read, list, successors);
        }
        graph.Nodes.Sort((a, b) => a.Id.CompareTo(b.Id));
    }

    private static void OrderWriters(List<PlanNode> writers, Dictionary<PlanNode, List<PlanNode>> successors)
    {
        writers.Sort((a, b) => a.Id.CompareTo(b.Id));
        for (var i = 1; i < writers.Count; i++)
        {
            if (!Reaches(writers[i], writers[i - 1], successors)) Link(writers[i - 1], writers[i], successors);
        }
    }

    // Loops and branches that read a variable inside run before the writes that they do not depend on.
    private static void OrderFunctions(PlanGraph graph, Dictionary<Ops.VariableState, List<PlanNode>> writers, Dictionary<PlanNode, List<PlanNode>> successors)
    {
        foreach (var node in graph.Nodes.Where(n => n.Functions is not null))
        {
            foreach (var variable in node.Functions!.Used)
            {
                if (!writers.TryGetValue(variable, out var list) || list.Contains(node)) continue;
                foreach (var writer in list.Where(w => !Reaches(w, node, successors))) Link(node, writer, successors);
            }
        }
    }

    // A fetched read is taken out after the run; the copy is its user.
    private static void CopyFetchedReads(PlanGraph graph, Dictionary<Ops.VariableState, List<PlanNode>> writers, Dictionary<PlanNode, List<PlanNode>> successors)
    {
        for (var i = 0; i < graph.Fetched.Length; i++)
        {
            if (graph.Fetched[i] is not { IsVariableMemory: true } value || !writers.ContainsKey(value.Root.Producer!.Variables[0]!)) continue;
            graph.Fetched[i] = Copy(graph, value, successors);
        }
    }

    private static void OrderReads(PlanGraph graph, PlanNode read, List<PlanNode> writers, Dictionary<PlanNode, List<PlanNode>> successors)
    {
        var users = UsersOf(graph, read);
        var isSnapshot = read.OpType == ReadVariable.OfHandle;
        if (isSnapshot) KeepForLater(graph, read, writers, users, successors);
        foreach (var writer in writers.Where(w => users.Contains(w) && !ReadsInPlace(w, isSnapshot)))
        {
            var copy = Copy(graph, read.Outputs[0], successors);
            Redirect(writer, read.Outputs[0], copy, successors);
            users.Remove(writer);
            users.Add(copy.Producer!);
        }
        foreach (var writer in writers.Where(w => !Reaches(w, read, successors)))
        {
            foreach (var user in users)
            {
                if (user != writer && !Reaches(writer, user, successors)) Link(user, writer, successors);
            }
            Link(read, writer, successors);
        }
    }

    // Users behind a write that the read does not depend on still see the value from before it: they get a copy.
    private static void KeepForLater(PlanGraph graph, PlanNode read, List<PlanNode> writers, List<PlanNode> users, Dictionary<PlanNode, List<PlanNode>> successors)
    {
        var late = users.FindAll(user => writers.Exists(w => w != user && !Reaches(w, read, successors) && Reaches(w, user, successors)));
        if (late.Count == 0) return;
        var copy = Copy(graph, read.Outputs[0], successors);
        foreach (var user in late) Redirect(user, read.Outputs[0], copy, successors);
        users.RemoveAll(late.Contains);
        users.Add(copy.Producer!);
    }

    private static PlanValue Copy(PlanGraph graph, PlanValue value, Dictionary<PlanNode, List<PlanNode>> successors)
    {
        var source = value.Root.Producer!;
        var node = new PlanNode(source.Id, Snapshot.Instance, source.Attrs, source.Origin, [value]);
        var copy = new PlanValue(value.DType, value.Shape) { Producer = node };
        node.Outputs = [copy];
        graph.Nodes.Add(node);
        successors[node] = [];
        successors[source].Add(node);
        return copy;
    }

    private static void Redirect(PlanNode user, PlanValue from, PlanValue to, Dictionary<PlanNode, List<PlanNode>> successors)
    {
        for (var i = 0; i < user.Inputs.Length; i++)
        {
            if (user.Inputs[i].Root == from) user.Inputs[i] = user.Inputs[i] == from ? to : Rebase(user.Inputs[i], from, to);
        }
        successors[to.Producer!].Add(user);
    }

    private static PlanValue Rebase(PlanValue view, PlanValue from, PlanValue to) =>
        new(view.DType, view.Shape) { Source = view.Source == from ? to : Rebase(view.Source!, from, to), After = view.After };

    // A loop or branch sees the variable's memory as it is.
    private static bool ReadsInPlace(PlanNode writer, bool isSnapshot) => writer.Functions is not null ? !isSnapshot : writer.OpType.UpdatesInPlace;

    private static List<PlanNode> UsersOf(PlanGraph graph, PlanNode read) =>
        graph.Nodes.FindAll(n => Array.Exists(n.Inputs, v => v.Root == read.Outputs[0]));

    private static Dictionary<PlanNode, List<PlanNode>> Successors(PlanGraph graph)
    {
        var successors = graph.Nodes.ToDictionary(n => n, _ => new List<PlanNode>());
        foreach (var node in graph.Nodes)
        {
            foreach (var before in node.Predecessors()) successors[before].Add(node);
        }
        return successors;
    }

    private static void Link(PlanNode first, PlanNode second, Dictionary<PlanNode, List<PlanNode>> successors)
    {
        if (second.Sequence.Add(first)) successors[first].Add(second);
    }

    private static bool Reaches(PlanNode from, PlanNode to, Dictionary<PlanNode, List<PlanNode>> successors)
    {
        var seen = new HashSet<PlanNode>();
        var stack = new Stack<PlanNode>([from]);
        while (stack.TryPop(out var node))
        {
            if (node == to) return true;
            if (!seen.Add(node)) continue;
            foreach (var next in successors[node]) stack.Push(next);
        }
        return false;
    }
}
