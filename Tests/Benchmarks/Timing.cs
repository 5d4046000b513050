using System.Diagnostics;

namespace TfExercises.Benchmarks;

/// <summary>Seconds that a call takes when nothing disturbs it.</summary>
internal static class Timing
{
    /// <summary>The best of about 0.3 seconds of repetitions.</summary>
    public static double Best(Action action)
    {
        action();
        long begin = Stopwatch.GetTimestamp();
        action();
        int calls = (int)Math.Clamp(0.0005 / Stopwatch.GetElapsedTime(begin).TotalSeconds, 1, 1000);
        double best = double.MaxValue;
        begin = Stopwatch.GetTimestamp();
        do
        {
            long start = Stopwatch.GetTimestamp();
            for (int i = 0; i < calls; i++)
            {
                action();
            }
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds / calls);
        }
        while (Stopwatch.GetElapsedTime(begin).TotalSeconds < 0.3);
        return best;
    }
}
