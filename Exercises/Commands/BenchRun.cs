using Tensorflow;
using TfExercises.Bench;
using TfExercises.Lessons;

namespace TfExercises.Commands;

/// <summary>Something to time: made when its turn comes, with the default graph empty, the seeds set and the engine the default one.</summary>
/// <param name="Engine">Null for a step of the processor alone.</param>
sealed record BenchStep(string Name, string? Engine, Func<TimedStep> Create);

/// <summary>Times steps in turns and keeps what was measured, also when a step fails or the user stops it.</summary>
sealed class BenchRun(Host host, TimeSpan timeOfRound, int rounds)
{
    readonly DateTimeOffset started = DateTimeOffset.Now;
    readonly List<StepTimer> timers = [];

    public BenchResult Result => new(Machine.Current, started, LessonRun.ProgramVersion, [.. timers.Select(timer => timer.Result).OfType<StepTime>()]);

    /// <summary>Whether all of it was done.</summary>
    public bool Measure(IReadOnlyList<BenchStep> steps)
    {
        var made = new List<TimedStep>();
        try
        {
            foreach (var step in steps)
            {
                Tell($"warming up: {step.Name} {step.Engine}");
                made.Add(Create(step));
                timers.Add(new StepTimer(step.Name, step.Engine, made[^1]));
                timers[^1].WarmUp(host.Cancellation);
            }
            for (var round = 1; round <= rounds; round++)
            {
                Tell($"round {round} of {rounds}");
                foreach (var timer in timers)
                    timer.Round(timeOfRound, host.Cancellation);
            }
            return true;
        }
        catch (OperationCanceledException)
        {
            host.Error.WriteLine("bench: stopped; what was measured is kept.");
            return false;
        }
        catch (Exception error)
        {
            host.Error.WriteLine($"bench: {error.GetType().Name}: {error.Message}");
            return false;
        }
        finally
        {
            foreach (var step in made)
                step.Dispose();
        }
    }

    static TimedStep Create(BenchStep step)
    {
        var engineBefore = Engines.Default;
        try
        {
            Engines.Default = step.Engine ?? engineBefore;
            LessonRun.StartAfresh(seed: 0);
            var made = step.Create();
            // Keras opens its session at the first step.
            made.Run();
            return made;
        }
        finally
        {
            Engines.Default = engineBefore;
        }
    }

    void Tell(string line)
    {
        if (host.Interactive)
            host.Error.WriteLine(line.TrimEnd());
    }
}
