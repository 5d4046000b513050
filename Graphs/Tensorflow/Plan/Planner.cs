using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>Makes the plan of a run: the passes, one after the other.</summary>
internal static class Planner
{
    /// <summary>A plan for these fetches, fed tensors and feed shapes.</summary>
    public static ExecutionPlan Make(IPlanHost host, RunRequest request)
    {
        var fed = new PlanValue[request.Fed.Count];
        for (var i = 0; i < fed.Length; i++) fed[i] = new PlanValue(request.Fed[i].dtype, request.Values[i].Shape);
        return Finish(host, Lowering.Lower(host, request.Fetches, request.Fed, fed));
    }

    /// <summary>The passes after lowering; for functions of loops and branches as well. <paramref name="beforePlaces"/> may say where values are to lie.</summary>
    public static ExecutionPlan Finish(IPlanHost host, PlanGraph graph, Action<PlanGraph>? beforePlaces = null)
    {
        Fusion.Run(graph);
        VariableOrder.Run(graph);
        Schedule.Run(graph);
        PlanVerifier.Check(graph);
        beforePlaces?.Invoke(graph);
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
        foreach (var value in graph.Swapped.Where(v => v.Shape.IsFullyDefined)) value.Slot = TensorValue.Allocate(value.DType, value.Shape.ToInts());
        foreach (var (value, argument) in graph.WrittenOver) value.Slot.Alias(argument.Slot);
        var viewSteps = new HashSet<PlanValue>();
        var takes = ListTakes.Find(graph);
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.Inputs) MakeView(graph, input, steps, viewSteps);
            var nodeTakes = takes?.GetValueOrDefault(node);
            steps.Add(node.Functions is { } functions ? functions.MakeStep(node, nodeTakes) : new KernelStep(node, host, nodeTakes));
        }
        foreach (var value in graph.Fetched)
        {
            if (value is not null) MakeView(graph, value, steps, viewSteps);
        }
        return new ExecutionPlan(graph, [.. steps], memory);
    }

    private static void MakeSlot(PlanValue value)
    {
        if (value.Slot is not null) return;
        value.Slot = value.Constant
            ?? (value.DType == TF_DataType.TF_VARIANT ? TensorValue.FromObjects(value.DType, new object?[1], [])
            : TensorValue.Unplaced(value.DType, value.Shape.IsFullyDefined && value.Variable is null ? value.Shape.ToInts() : [0]));
    }

    // A view of memory that stays where it is is set once; a view of fed, variable, moved or resized memory is a step of its own.
    private static void MakeView(PlanGraph graph, PlanValue value, List<PlanStep> steps, HashSet<PlanValue> done)
    {
        if (!done.Add(value)) return;
        MakeSlot(value);
        if (value.Source is not { } source) return;
        MakeView(graph, source, steps, done);
        var root = value.Root;
        var isFixed = value.Shape.IsFullyDefined && (root.Constant is not null
            || (root.Producer is { GivesMemory: false } && root.Shape.IsFullyDefined && root.DType.size() > 0 && !graph.Swapped.Contains(root)));
        if (isFixed) value.Slot.Alias(source.Slot);
        else steps.Add(new ViewStep(value));
    }
}
