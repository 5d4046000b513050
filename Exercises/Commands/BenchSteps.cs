using Tensorflow;
using TfExercises.Bench;
using TfExercises.Lessons;
using TfExercises.Settings;

namespace TfExercises.Commands;

/// <summary>What <c>bench</c> can time: the lessons that have a step, and groups of steps beside them.</summary>
/// <param name="engines">The engines that run each step.</param>
sealed class BenchSteps(LessonTable table, IReadOnlyList<string> engines)
{
    const string All = "all";
    const string Lessons = "lessons";
    const string Gemm = "gemm";
    const string Recurrent = "recurrent";
    const string Startup = "startup";

    /// <summary>The names beside those of lessons.</summary>
    public static IReadOnlyList<string> Groups { get; } = [Lessons, Gemm, Recurrent, Startup, All];

    const string RecurrentLesson = "binary-adder-keras";

    static readonly (string Name, (string, string)[] Settings)[] s_recurrent =
    [
        ("SimpleRNN 128", [("units", "128")]),
        ("GRU 128", [("layer", "GRU"), ("units", "128")]),
        ("LSTM 128", [("layer", "LSTM"), ("units", "128")]),
        ("LSTM 128 looped", [("layer", "LSTM"), ("units", "128"), ("unroll", "false")]),
        ("SimpleRNN 128, batch 32", [("units", "128"), ("batch_size", "32")]),
        ("LSTM 128, batch 32", [("layer", "LSTM"), ("units", "128"), ("batch_size", "32")]),
    ];

    /// <summary>Lessons whose start is timed: the smallest graph, the smallest model of Keras, one with data.</summary>
    static readonly string[] s_started = ["linear-regression", "perceptron", "mnist-keras"];

    IEnumerable<Lesson> TimedLessons => table.Lessons.Where(lesson => lesson is ITimedLesson);

    /// <summary>The steps of that name, or of none: the lessons and the matrix product.</summary>
    /// <exception cref="UsageError">Nothing of that name has a step.</exception>
    public List<BenchStep> Named(IReadOnlyList<string> names)
    {
        var groups = (names.Count == 0 ? [Lessons, Gemm] : names)
            .SelectMany(name => name.Equals(All, StringComparison.OrdinalIgnoreCase) ? Groups.Where(group => group != All) : [name]);
        return [.. groups.SelectMany(Steps).DistinctBy(step => (step.Name, step.Engine))];
    }

    IEnumerable<BenchStep> Steps(string name) => name.ToLowerInvariant() switch
    {
        Lessons => TimedLessons.SelectMany(LessonSteps),
        Gemm => [new("peak of one core", null, CorePeak.CreateStep), .. OneCore($"gemm {GemmStep.Size}, one core", () => GemmStep.Create(threads: 1)), .. OnEach($"gemm {GemmStep.Size}", () => GemmStep.Create(threads: 0))],
        Recurrent => s_recurrent.SelectMany(variant => OnEach(variant.Name, () => CreateStep(table.Find(RecurrentLesson).Single(), variant.Settings))),
        Startup => s_started.SelectMany(lesson => engines.Select(engine => new BenchStep($"start of {lesson}", engine, () => StartupStep.Create(lesson, engine)))),
        _ => Timed(name).SelectMany(LessonSteps),
    };

    IEnumerable<BenchStep> LessonSteps(Lesson lesson) =>
        ((ITimedLesson)lesson).HasGraph ? OnEach(lesson.Id, () => CreateStep(lesson)) : [new(lesson.Id, null, () => CreateStep(lesson))];

    // All sessions of TensorFlow's runtime share the threads that the first one in the process asked for.
    IEnumerable<BenchStep> OneCore(string name, Func<TimedStep> create) => OnEach(name, create).Where(step => step.Engine == Engines.Managed);

    IEnumerable<BenchStep> OnEach(string name, Func<TimedStep> create) => engines.Select(engine => new BenchStep(name, engine, create));

    List<Lesson> Timed(string name)
    {
        var timed = table.Find(name).Where(lesson => lesson is ITimedLesson).ToList();
        return timed.Count > 0
            ? timed
            : throw new UsageError(
                $"{name} has no step to time. Lessons that have one: {string.Join(", ", TimedLessons.Select(lesson => lesson.Id))}; or {string.Join(", ", Groups)}.");
    }

    static TimedStep CreateStep(Lesson lesson, params (string, string)[] settings) =>
        ((ITimedLesson)lesson).CreateStep(new LessonContext(
            SettingsResolver.Resolve(lesson, SettingLayer.Of(nameof(BenchSteps), settings)), dataDirectory: null, reportProgress: (_, _) => { }, default));
}
