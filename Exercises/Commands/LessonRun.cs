using System.Diagnostics;
using System.Reflection;
using NumSharp;
using Tensorflow;
using TfExercises.Cluster;
using TfExercises.Lessons;
using TfExercises.Output;
using TfExercises.Settings;
using static Tensorflow.Binding;

namespace TfExercises.Commands;

/// <summary>How a lesson ended: what was measured, and the error that ended it if one did.</summary>
sealed record LessonOutcome(LessonResult Result, Exception? Error, bool WasStopped);

/// <summary>Runs one lesson and keeps what it measured, also when it fails or is stopped.</summary>
static class LessonRun
{
    /// <param name="onStep">Called after each training step.</param>
    public static LessonOutcome Run(
        Lesson lesson, LessonSettings settings, RunRequest request, RunOutput output, CancellationToken cancellation, Action? onStep = null)
    {
        var seed = request.Seed ?? Random.Shared.Next();
        var started = DateTimeOffset.Now;
        var watch = Stopwatch.StartNew();
        var engineBefore = Engines.Default;
        LessonContext? context = null;
        Exception? error = null;
        try
        {
            if (request.OutDirectory is { } directory)
                Directory.CreateDirectory(directory);
            output.During($"{lesson.Section} {lesson.Id}", report =>
            {
                Engines.Default = request.Engine;
                // Each worker draws batches of its own.
                StartAfresh(request.Cluster is { } own ? unchecked(seed + own.Task) & int.MaxValue : seed);
                context = new LessonContext(settings, request.DataDirectory, report + (onStep is null ? null : (_, _) => onStep()), cancellation, TrainingFiles.Of(request.Load, request.Save, lesson));
                if (request.Cluster is { } place)
                    ClusterRun.Run((IClusterLesson)lesson, context, place);
                else
                    lesson.Run(context);
            });
        }
        catch (Exception caught)
        {
            error = caught;
        }
        finally
        {
            Engines.Default = engineBefore;
        }

        var steps = context?.Steps ?? 0;
        var trained = context?.TrainingTime.TotalSeconds ?? 0;
        var result = new LessonResult(
            lesson.Id, lesson.Section, request.Try, seed, request.Engine, settings.All, context?.Entries ?? [], context?.Metrics ?? new Dictionary<string, object>(),
            watch.Elapsed.TotalSeconds, steps, trained > 0 ? steps / trained : 0, started, ProgramVersion);
        var writeError = request.OutDirectory is not null && context is not null ? Write(lesson, result, context, request.OutDirectory) : null;
        return new LessonOutcome(result, error ?? writeError, context?.WasStopped ?? false);
    }

    /// <summary>Empties the default graph and sets the seeds.</summary>
    public static void StartAfresh(int seed)
    {
        np.random.seed(seed);
        tf.reset_default_graph();
        tf.set_random_seed(seed);
    }

    public static string ProgramVersion => typeof(LessonRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    static Exception? Write(Lesson lesson, LessonResult result, LessonContext context, string directory)
    {
        try
        {
            File.WriteAllText(Path.Combine(directory, LessonResult.FileName), result.ToJson() + "\n");
            foreach (var figure in context.Figures.Concat(LogFigures.Of(lesson.Title, context.Entries)).DistinctBy(figure => figure.Name))
                FigureWriter.Write(figure, directory);
            return null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return error;
        }
    }
}
