using NumSharp;
using TfExercises.Lessons;
using TfExercises.Output;
using TfExercises.Settings;

namespace TfExercises.Tests.Exercises;

/// <summary>A lesson without a graph, for the tests of the runner: logs the noise divided by the iteration.</summary>
class TrialLesson : Lesson
{
    static readonly Setting<double> Noise = Setting.Real("noise", 0.5, 0, 100, "ノイズの大きさ", "standard deviation of the noise");
    static readonly Setting<int> Iterations = Setting.Whole("iterations", 4, 1, 1000, "更新回数", "training steps");
    static readonly Setting<bool> Shout = Setting.Flag("shout", false, "大声で", "with capitals");

    public Action<int> OnIteration { get; init; } = _ => { };

    public override string Id => "trial-run";

    public override string Section => "9-1";

    public override Text Title => new("試し", "A trial");

    public override Text Teaches => new("何も教えない。", "Nothing at all.");

    public override IReadOnlyList<Setting> Settings => [Noise, Iterations, Shout];

    public override OptimizerChoice? Optimizer => OptimizerChoice.Of("Adam", ("learning_rate", 0.01));

    public override IReadOnlyList<Try> Tries =>
    [
        new("momentum", "慣性項つき", "with momentum", ("optimizer", "Momentum"), ("learning_rate", "0.1"), ("momentum", "0.8")),
        new("quieter", "ノイズを小さく", "less noise", ("noise", "0.25")),
    ];

    public override void Run(LessonContext lesson)
    {
        var noise = lesson.Get(Noise);
        Console.WriteLine(lesson.Get(Shout) ? "START" : "start");
        foreach (var i in lesson.Iterations(lesson.Get(Iterations)))
        {
            OnIteration(i);
            lesson.Log(i, loss: noise / i);
            Console.WriteLine($"Generation: {i}. 誤差 = {noise / i}");
        }
        lesson.Metric("W", new[] { noise, -noise });
        lesson.Metric("drawn", np.random.rand(1).GetDouble(0));
        lesson.Plot(new Figure("fit", new("直線", "the line"), new("x", "x"), new("t", "t"))
            .Points(new[] { 0, 1, 2 }, new[] { 0, 1.5, 1.8 }, new("データ", "data"))
            .Line(new[] { 0, 2 }, new[] { 0, 2 }, new("予測", "prediction")));
    }
}

/// <summary>A lesson with neither settings nor optimizer.</summary>
sealed class PlainLesson : Lesson
{
    public override string Id => "plain";

    public override string Section => "9-2";

    public override Text Title => new("素", "Plain");

    public override Text Teaches => new("素", "Plain.");

    public override void Run(LessonContext lesson) => Console.WriteLine("plain");
}
