using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>Makes the plan of a run: the passes, one after the other.</summary>
internal static class Planner
{
    /// <summary>A plan for these fetches, fed tensors and feed shapes.</summary>
    public static ExecutionPlan Make(IPlanHost host, RunRequest request)
    {
        var graph = Lowering.Lower(host, request);
        Fusion.Run(graph);
        VariableOrder.Run(graph);
        Schedule.Run(graph);
        PlanVerifier.Check(graph);
        return Build(host, graph);
    }

    private static ExecutionPlan Build(IPlanHost host, PlanGraph graph)
    {
        foreach (var value in graph.Fed) MakeSlot(value);
        foreach (var node in graph.Nodes)
        {
            foreach (var output in node.Outputs) MakeSlot(output);
        }
        var steps = new List<PlanStep>();
        var memory = Memory.Place(graph);
        var viewSteps = new Dictionary<PlanValue, bool>();
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.Inputs) MakeView(input, steps, viewSteps);
            steps.Add(new PlanStep(node, host));
        }
        foreach (var value in graph.Fetched)
        {
            if (value is not null) MakeView(value, steps, viewSteps);
        }
        return new ExecutionPlan(graph, [.. steps], memory);
    }

    private static void MakeSlot(PlanValue value)
    {
        if (value.Slot is null)
            value.Slot = value.Constant ?? TensorValue.Unplaced(value.DType, value.Shape.IsFullyDefined && value.Variable is null ? value.Shape.ToInts() : [0]);
    }

    // A view of memory that stays where it is is set once; a view of fed, variable or resized memory is a step of its own.
    private static void MakeView(PlanValue value, List<PlanStep> steps, Dictionary<PlanValue, bool> done)
    {
        if (done.ContainsKey(value)) return;
        MakeSlot(value);
        if (value.Source is not { } source) return;
        MakeView(source, steps, done);
        var root = value.Root;
        var isFixed = value.Shape.IsFullyDefined && (root.Constant is not null || (root.Producer is not null && root.Producer.OpType is not ReadVariable && root.Shape.IsFullyDefined && root.DType.size() > 0));
        done[value] = true;
        if (isFixed) value.Slot.Alias(source.Slot);
        else steps.Add(PlanStep.View(value));
    }
}
