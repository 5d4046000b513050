namespace Tensorflow;

/// <summary>
/// The edges that gradients walk along: from an operation to its inputs and, inside the bodies of loops and branches, from an
/// input that stands for a tensor around the body to that tensor.
/// </summary>
internal sealed class GradientEdges
{
    private readonly List<FuncGraph> _functions = [];

    public GradientEdges()
    {
        for (var graph = DefaultGraph.Current as FuncGraph; graph is not null; graph = graph.Outer as FuncGraph) _functions.Add(graph);
    }

    /// <summary>The tensors that an operation's results follow from.</summary>
    public IReadOnlyList<Tensor> Inputs(Operation op) => Origin(op) is { } outside ? [outside] : op.inputs;

    /// <summary>The operations that use a tensor.</summary>
    public IEnumerable<Operation> Consumers(Tensor tensor)
    {
        foreach (var consumer in tensor.consumers()) yield return consumer;
        foreach (var function in _functions)
        {
            if (function.Outer == tensor.graph && function.Captured.IndexOf(tensor) is var at and >= 0) yield return function.Inputs[function.ArgumentCount + at].op;
        }
    }

    /// <summary>The tensor around a body that an input of it stands for; null for other operations.</summary>
    public Tensor? Origin(Operation op) => op.type == "Placeholder" && op.graph is FuncGraph function && _functions.Contains(function) ? function.OriginOf(op.outputs[0]) : null;
}
