namespace Tensorflow.Plan;

/// <summary>Follows during a run which nodes lie on the side of a branch that does not run.</summary>
internal sealed class DeadBranches(PlanGraph graph)
{
    private readonly HashSet<PlanNode> _dead = [];
    private readonly HashSet<PlanNode> _planned = [.. graph.Nodes];

    public void Begin() => _dead.Clear();

    /// <summary>True when the node must run; else it is dead from now on. Views (null) always follow their source.</summary>
    public bool IsAlive(PlanNode? node)
    {
        if (node is null) return true;
        var alive = Branches.IsMerge(node) ? ChooseInput(node) : !Array.Exists(node.Inputs, IsDead) && !node.Before.Any(_dead.Contains);
        if (!alive) _dead.Add(node);
        return alive;
    }

    /// <summary>True for a value that was not computed.</summary>
    public bool IsDead(PlanValue value)
    {
        var root = value.Root;
        if (root.Producer is not { } producer || !_planned.Contains(producer)) return false;
        if (_dead.Contains(producer)) return true;
        return Branches.IsSwitch(producer) && Array.IndexOf(producer.Outputs, root) != TakenSide(producer);
    }

    private static unsafe int TakenSide(PlanNode node) => *node.Inputs[1].Slot.Data != 0 ? 1 : 0;

    private bool ChooseInput(PlanNode merge)
    {
        var chosen = Array.FindIndex(merge.Inputs, v => !IsDead(v));
        if (chosen >= 0) merge.Outputs[1].Slot.Resize([]);
        if (chosen >= 0) merge.Outputs[1].Slot.Span<int>()[0] = chosen;
        return chosen >= 0;
    }
}
