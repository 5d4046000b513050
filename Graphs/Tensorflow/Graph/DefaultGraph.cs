namespace Tensorflow;

/// <summary>The graph that tf.* functions add to: the innermost one made default on this thread, else the thread's own.</summary>
internal static class DefaultGraph
{
    [ThreadStatic] private static List<Graph>? _entered;
    [ThreadStatic] private static Graph? _own;

    public static Graph Current => _entered is { Count: > 0 } stack ? stack[^1] : _own ??= new Graph();

    public static void Enter(Graph graph) => (_entered ??= []).Add(graph);

    public static void Leave(Graph graph)
    {
        var at = _entered?.LastIndexOf(graph) ?? -1;
        if (at >= 0) _entered!.RemoveAt(at);
    }

    /// <summary>Starts the thread's own graph anew; the graphs entered by as_default are left.</summary>
    public static void Reset()
    {
        _entered?.Clear();
        _own = new Graph();
    }
}

public partial class Graph
{
    /// <summary>Makes this the graph that tf.* functions add to on this thread, until it is disposed.</summary>
    public Graph as_default()
    {
        DefaultGraph.Enter(this);
        return this;
    }
}
