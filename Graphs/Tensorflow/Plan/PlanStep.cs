namespace Tensorflow.Plan;

/// <summary>One step of a plan.</summary>
internal abstract class PlanStep(PlanNode? node)
{
    /// <summary>The node, null for a view.</summary>
    public PlanNode? Node { get; } = node;

    public abstract void Run();
}
