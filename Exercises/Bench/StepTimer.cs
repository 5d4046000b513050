using System.Diagnostics;
using TfExercises.Lessons;

namespace TfExercises.Bench;

/// <summary>Times one step, a part in every round, so that steps compared in one run share what disturbs the machine.</summary>
sealed class StepTimer(string name, string? engine, TimedStep step)
{
    static readonly TimeSpan WarmUpTime = TimeSpan.FromSeconds(1);
    const int FewestWarmUpCalls = 3;

    // Long enough for the clock; a shorter step is called several times for one sample.
    static readonly TimeSpan SampleTime = TimeSpan.FromMilliseconds(0.2);
    const int MostCallsPerSample = 10_000;
    const int MostCallsCounted = 100;

    readonly List<double> samples = [];
    int callsPerSample = 1;
    double allocatedBytes;

    /// <summary>Calls the step until its code is compiled and its plan made, then counts what it allocates.</summary>
    public void WarmUp(CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var best = double.MaxValue;
        for (var calls = 0; calls < FewestWarmUpCalls || watch.Elapsed < WarmUpTime; calls++)
        {
            cancellation.ThrowIfCancellationRequested();
            best = Math.Min(best, SecondsOf(1));
        }
        callsPerSample = (int)Math.Clamp(SampleTime.TotalSeconds / best, 1, MostCallsPerSample);

        var counted = Math.Min(callsPerSample, MostCallsCounted);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        SecondsOf(counted);
        allocatedBytes = (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / counted;
    }

    /// <summary>Takes samples for <paramref name="time"/>, one at least.</summary>
    public void Round(TimeSpan time, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        do
        {
            cancellation.ThrowIfCancellationRequested();
            samples.Add(SecondsOf(callsPerSample) / callsPerSample);
        }
        while (watch.Elapsed < time);
    }

    /// <summary>What was measured; null before the first sample.</summary>
    public StepTime? Result
    {
        get
        {
            if (samples.Count == 0)
                return null;
            var sorted = samples.Order().ToList();
            double Quantile(double share) => sorted[(int)Math.Round(share * (sorted.Count - 1))];
            return new StepTime(name, engine, Quantile(0.5), sorted[0], Quantile(0.75) - Quantile(0.25), sorted.Count, step.IsProcess ? null : (long)Math.Round(allocatedBytes), step.Flops / sorted[0]);
        }
    }

    double SecondsOf(int calls)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
            step.Run();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
