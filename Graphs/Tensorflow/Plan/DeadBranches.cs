namespace Tensorflow.Plan;

/// <summary>Follows during a run which nodes lie on the side of a branch that does not run.</summary>
internal sealed class DeadBranches(PlanGraph graph)
{
    private readonly HashSet<PlanNode> _dead = [];
    private readonly HashSet<PlanNode> _planned = [.. graph.Nodes];
    private readonly Dictionary<PlanNode, int> _takenSide = [];

    public void Begin() => _dead.Clear();

    /// <summary>True when the node must run; else it is dead from now on. Views (null) always follow their source.</summary>
    public bool IsAlive(PlanNode? node)
    {
        if (node is null) return true;
        var alive = Branches.IsMerge(node) ? ChooseInput(node) : !Array.Exists(node.Inputs, IsDead) && !node.Before.Any(_dead.Contains);
        if (!alive) _dead.Add(node);
        // Noted now: the condition's memory may serve another value later.
        else if (Branches.IsSwitch(node)) _takenSide[node] = Condition(node) ? 1 : 0;
        return alive;
    }

    /// <summary>True for a value that was not computed.</summary>
    public bool IsDead(PlanValue value)
    {
        var root = value.Root;
        if (root.Producer is not { } producer || !_planned.Contains(producer)) return false;
        if (_dead.Contains(producer)) return true;
        return Branches.IsSwitch(producer) && Array.IndexOf(producer.Outputs, root) != _takenSide[producer];
    }

    private static unsafe bool Condition(PlanNode node) => *node.Inputs[1].Slot.Data != 0;

    private bool ChooseInput(PlanNode merge)
    {
        var chosen = Array.FindIndex(merge.Inputs, v => !IsDead(v));
        if (chosen >= 0) merge.Outputs[1].Slot.Resize([]);
        if (chosen >= 0) merge.Outputs[1].Slot.Span<int>()[0] = chosen;
        return chosen >= 0;
    }
}
