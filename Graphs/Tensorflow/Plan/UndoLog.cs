using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>
/// Copies of the variables that a plan changes, taken where an error could still come after the first change.
/// Most plans need none: their changes come last and cannot fail.
/// </summary>
internal sealed class UndoLog(VariableState[] variables)
{
    private readonly TensorValue?[] _saved = new TensorValue?[variables.Length];
    private bool _active;

    public static UndoLog? For(PlanGraph graph)
    {
        var first = graph.Nodes.FindIndex(n => n.Writes);
        if (first < 0 || graph.Nodes.Skip(first + 1).All(CannotFail) && (CannotFail(graph.Nodes[first]) || graph.Nodes.Count(n => n.Writes) == 1 && graph.Nodes[first].Functions is null && !graph.Nodes[first].OpType.Name.StartsWith("Scatter", StringComparison.Ordinal))) return null;
        return new UndoLog([.. graph.Nodes.Where(n => n.Writes).SelectMany(n => n.Variables).OfType<VariableState>().Distinct()]);
    }

    public void Begin()
    {
        for (var i = 0; i < _saved.Length; i++) _saved[i] = variables[i].Value?.Clone();
        _active = true;
    }

    public void Restore()
    {
        if (!_active) return;
        for (var i = 0; i < _saved.Length; i++) variables[i].Value = _saved[i];
    }

    public void End()
    {
        _active = false;
        Array.Clear(_saved);
    }

    // Dense updates whose shapes were checked when the graph was built, and element-wise arithmetic, have nothing left to fail on.
    private static bool CannotFail(PlanNode node) =>
        node.OpType is ReadVariable or Snapshot || node.OpType.Name is "Assign" || node.OpType.Name.StartsWith("Apply", StringComparison.Ordinal)
        || node.OpType.Name is "AssignAdd" or "AssignSub" or "Mul" or "AddV2" or "Sub" or "RealDiv" or "Sqrt" or "Identity";
}
