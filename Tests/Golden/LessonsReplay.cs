using System.Globalization;
using System.Text.Json;
using NUnit.Framework;
using TfExercises.Lessons;
using TfExercises.Tests.Exercises;
using TfExercises.Tests.Native;

namespace TfExercises.Tests.Golden;

/// <summary>The lessons print, by seed, what the same Python prints in TensorFlow.</summary>
[Category("Golden")]
public sealed class LessonsReplay(string engine) : OnBothEngines(engine)
{
    /// <summary>Relative: five digits in the first line.</summary>
    const double FirstLossTolerance = 5e-5;

    /// <summary>Relative: sums in another order drift apart, fastest in the convolutional network.</summary>
    const double LossTolerance = 0.03;
    const double AccuracyTolerance = 0.02;
    const double FinalTolerance = 0.006;

    /// <summary>The lessons in which the sums stay together.</summary>
    static readonly string[] Exact = ["linear-regression", "nonlinear-regression"];
    const double ExactLossTolerance = 2e-5;
    const double ExactFinalTolerance = 1e-5;

    static readonly Dictionary<string, string[]> OptimizerSettings = new()
    {
        ["sgd"] = ["optimizer=sgd", "learning_rate=0.5"],
        ["momentum"] = ["optimizer=momentum", "learning_rate=0.1", "momentum=0.9"],
        ["adam"] = ["optimizer=adam", "learning_rate=0.0001"],
        ["adam1e-3"] = ["optimizer=adam", "learning_rate=0.001"],
        ["rmsprop"] = ["optimizer=rmsprop", "learning_rate=0.001"],
        ["adagrad"] = ["optimizer=adagrad", "learning_rate=0.1"],
        ["adadelta"] = ["optimizer=adadelta", "learning_rate=1"],
    };

    [TestCaseSource(nameof(Cases))]
    public void ALessonLogsWhatPythonLogs(LessonCase golden)
    {
        var run = CommandLine.Run(LessonTable.Course, golden.Arguments);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        using var result = JsonDocument.Parse(run.Output);

        var (lossTolerance, finalTolerance) = Exact.Contains(golden.Lesson) ? (ExactLossTolerance, ExactFinalTolerance) : (LossTolerance, FinalTolerance);
        var got = Log(result.RootElement);
        var want = Log(golden.Json);
        Assert.That(got.Select(entry => entry.Iteration), Is.EqualTo(want.Select(entry => entry.Iteration)));
        using (Assert.EnterMultipleScope())
        {
            for (var i = 0; i < want.Count; i++)
            {
                var where = $"iteration {want[i].Iteration}";
                Assert.That(got[i].Loss, Is.EqualTo(want[i].Loss).Within(want[i].Loss * (i == 0 ? Math.Min(FirstLossTolerance, lossTolerance) : lossTolerance)), where);
                if (want[i].Accuracy is { } accuracy)
                    Assert.That(got[i].Accuracy, Is.EqualTo(accuracy).Within(AccuracyTolerance), where);
            }
            foreach (var final in golden.Json.GetProperty("final").EnumerateObject())
            {
                var metric = Numbers(result.RootElement.GetProperty("metrics").GetProperty(final.Name));
                Assert.That(metric, Is.EqualTo(Numbers(final.Value)).Within(finalTolerance), final.Name);
            }
        }
    }

    static IEnumerable<TestCaseData> Cases()
    {
        foreach (var file in GoldenFiles.Matching("lessons*.json"))
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            foreach (var element in document.RootElement.EnumerateArray())
            {
                var golden = new LessonCase(element.Clone());
                yield return new TestCaseData(golden).SetArgDisplayNames(GoldenFiles.IsOwn(file) ? $"{golden}" : $"{Path.GetFileName(file)}: {golden}");
            }
        }
    }

    static List<(int Iteration, double Loss, double? Accuracy)> Log(JsonElement lesson) =>
        [.. lesson.GetProperty("log").EnumerateArray().Select(entry => (
            entry.GetProperty("iteration").GetInt32(),
            entry.GetProperty("loss").GetDouble(),
            entry.TryGetProperty("accuracy", out var accuracy) ? accuracy.GetDouble() : (double?)null))];

    static double[] Numbers(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(v => v.GetDouble())] : [value.GetDouble()];

    /// <summary>One entry of lessons.json, and the command line that does the same here.</summary>
    public sealed class LessonCase(JsonElement json)
    {
        public JsonElement Json { get; } = json;

        public string Lesson => Json.GetProperty("lesson").GetString()!;

        int Seed => Json.GetProperty("seed").GetInt32();

        public string[] Arguments
        {
            get
            {
                var settings = Json.GetProperty("settings");
                var log = Json.GetProperty("log");
                List<string> sets = [$"plot_interval={log[0].GetProperty("iteration").GetInt32()}", $"iterations={log[log.GetArrayLength() - 1].GetProperty("iteration").GetInt32()}"];
                if (settings.TryGetProperty("optimizer", out var optimizer))
                    sets.AddRange(OptimizerSettings[optimizer.GetString()!]);
                if (settings.TryGetProperty("keep_prob", out var keep) && keep.ValueKind == JsonValueKind.Number)
                    sets.Add($"dropout={(1 - keep.GetDouble()).ToString(CultureInfo.InvariantCulture)}");
                return ["run", Lesson, "--seed", $"{Seed}", "--json", "--quiet", .. sets.SelectMany(set => new[] { "--set", set })];
            }
        }

        public override string ToString() =>
            Json.GetProperty("settings").TryGetProperty("optimizer", out var optimizer) ? $"{Lesson} {optimizer}, seed {Seed}" : $"{Lesson}, seed {Seed}";
    }
}
