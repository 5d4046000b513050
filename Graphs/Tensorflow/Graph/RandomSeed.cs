namespace Tensorflow;

/// <summary>TensorFlow's rule for the two seeds of a random operation.</summary>
internal static class RandomSeed
{
    /// <summary>The graph's seed where only the operation has one.</summary>
    private const int DefaultGraphSeed = 87654321;

    private const int MaxSeed = int.MaxValue;

    /// <summary>
    /// (graph seed, operation seed). With a graph seed alone the operations count 0, 1, 2, ...; with an operation
    /// seed alone the graph's is 87654321; with neither both are 0, which stands for unforeseeable.
    /// Where the rule gives (0, 0) it becomes (0, 2147483647), so that seeds of 0 are seeds.
    /// </summary>
    public static (long Seed, long Seed2) Next(int? operationSeed)
    {
        var graph = DefaultGraph.Current;
        if (graph.seed is null && operationSeed is null) return (0, 0);
        var first = Truncate(graph.seed ?? DefaultGraphSeed);
        var second = Truncate(operationSeed ?? graph.SeedsTaken++);
        return (first, second) == (0, 0) ? (0, MaxSeed) : (first, second);
    }

    /// <summary>The remainder as Python takes it: never negative.</summary>
    private static long Truncate(int seed) => ((long)seed % MaxSeed + MaxSeed) % MaxSeed;
}
