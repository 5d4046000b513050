namespace Tensorflow.Plan;

/// <summary>
/// TensorFlow 1's branches: Switch gives its input to one of two outputs, the other is dead; what has a dead input is dead
/// and does not run; Merge passes on the input that is not.
/// </summary>
internal static class Branches
{
    public static bool IsSwitch(PlanNode? node) => node?.OpType.Name is "Switch" or "RefSwitch";

    public static bool IsMerge(PlanNode node) => node.OpType.Name is "Merge" or "RefMerge";

    /// <summary>True for operations that others may depend on by control to run only on one side.</summary>
    public static bool IsBranchNode(Operation op, PlanValue[] inputs) =>
        op.type is "Switch" or "RefSwitch" or "Merge" or "RefMerge" || (op.OpType.IsView && IsSwitch(inputs[0].Producer));

    /// <summary>True when the plan has branches, so that deadness must be followed.</summary>
    public static bool Any(PlanGraph graph) => graph.Nodes.Exists(IsSwitch);
}
