namespace Tensorflow.Keras;

/// <summary>Random orders of samples: a stream for each fit, that follows the seeds where there are any.</summary>
internal static class KerasRandom
{
    private static readonly Lock s_gate = new();
    private static Random? s_seeded;

    /// <summary>Begins the streams anew.</summary>
    public static void Seed(int seed)
    {
        lock (s_gate) s_seeded = new Random(seed);
    }

    /// <summary>The stream of the next fit: from <c>keras.utils.set_random_seed</c>, else from the graph's seed, else unforeseeable.</summary>
    public static Random Next(Graph graph)
    {
        lock (s_gate)
        {
            if (s_seeded is not null) return new Random(s_seeded.Next());
            return Engine.GraphState.Of(graph).NextShuffle() ?? new Random();
        }
    }
}
