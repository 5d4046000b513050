namespace Tensorflow.Plan;

/// <summary>
/// Says where a body's results lie: over the argument where the node that makes the result reads it last; else in memory
/// that changes places with the argument's after each iteration. Results that belong to others are copied.
/// </summary>
internal static class LoopMemory
{
    public static void Place(PlanGraph graph, PlanValue[] arguments, int[] results)
    {
        var lastUse = new Dictionary<PlanValue, PlanNode>();
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.Inputs) lastUse[input.Root] = node;
        }
        var fetched = graph.Fetched.OfType<PlanValue>().GroupBy(v => v.Root).ToDictionary(g => g.Key, g => g.Count());
        for (var i = 0; i < results.Length; i++)
        {
            if (results[i] >= 0 && arguments[i].DType.size() > 0 && arguments[i].Shape.IsFullyDefined)
                arguments[i].Slot = TensorValue.Allocate(arguments[i].DType, arguments[i].Shape.ToInts());
            if (results[i] < 0 || graph.Fetched[results[i]] is not { Source: null, Constant: null, Producer: { GivesMemory: false } producer } value) continue;
            if (value.DType.size() == 0 || fetched[value] > 1) continue;
            if (OverwritesArgument(producer, value, arguments[i], lastUse, fetched)) graph.WrittenOver[value] = arguments[i];
            else graph.Swapped.Add(value);
        }
    }

    private static bool OverwritesArgument(PlanNode producer, PlanValue value, PlanValue argument, Dictionary<PlanValue, PlanNode> lastUse, Dictionary<PlanValue, int> fetched)
    {
        if (producer.Outputs[0] != value || fetched.ContainsKey(argument) || lastUse.GetValueOrDefault(argument) != producer) return false;
        if (!value.Shape.IsFullyDefined || value.Shape != argument.Shape) return false;
        for (var i = 0; i < producer.Inputs.Length; i++)
        {
            if (producer.Inputs[i].Root == argument && producer.OpType.CanOverwrite(i)) return true;
        }
        return false;
    }
}
