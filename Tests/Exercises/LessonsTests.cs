using System.Text.Json;
using NUnit.Framework;
using Tensorflow;
using TfExercises.Lessons;
using TfExercises.Settings;
using TfExercises.Tests.Native;

namespace TfExercises.Tests.Exercises;

/// <summary>The course's lessons: what they print, that every try and optimizer trains, and what full runs reach.</summary>
public sealed class LessonsTests(string engine) : OnBothEngines(engine)
{
    static readonly (string Lesson, string[] Sets)[] Short =
    [
        ("binary-adder-numpy", ["iterations=200"]),
        ("binary-adder-graph", ["iterations=20"]),
        ("linear-regression", ["iterations=20"]),
        ("nonlinear-regression", ["iterations=200"]),
        ("quadratic-regression", ["iterations=5000"]),
        ("mnist-softmax", ["iterations=2", "plot_interval=1"]),
        ("mnist-mlp", ["iterations=2", "plot_interval=1"]),
        ("mnist-cnn", ["iterations=2", "plot_interval=1", "batch_size=20"]),
        ("perceptron", ["epochs=2"]),
        ("iris", ["epochs=1"]),
        ("mnist-keras", ["epochs=1", "units=16"]),
        ("binary-adder-keras", ["epochs=1", "batch_size=500"]),
    ];

    [Test]
    public void ListNamesTheCourse() => Snapshot.Verify(Run("list").Output, "list");

    [TestCaseSource(nameof(Ids))]
    public void ShowTellsWhatALessonIs(string id) => Snapshot.Verify(Run("show", id).Output, $"show-{id}");

    [TestCase("binary-adder-numpy", "--set", "iterations=301")]
    [TestCase("binary-adder-graph", "--set", "iterations=301")]
    [TestCase("constant")]
    [TestCase("placeholder")]
    [TestCase("variables")]
    [TestCase("linear-regression")]
    public void ALessonPrintsItsLines(string id, params string[] options)
    {
        var output = Run(["run", id, "--seed", "0", .. options]).Output;
        if (EngineName == Engines.Managed) Snapshot.Verify(output, $"run-{id}");
        else Snapshot.VerifyNumbers(output, $"run-{id}", relative: 1e-5);
    }

    [TestCaseSource(nameof(TriesOfLessons))]
    public void EveryTryTrains(string id, string name) => RunShort(id, "--try", name);

    [TestCaseSource(nameof(OptimizerNames))]
    public void EveryOptimizerTrainsTheLine(string name)
    {
        var trained = Metrics(Run("run", "linear-regression", "--json", "--quiet", "--seed", "0", "--set", $"optimizer={name}"));

        Assert.That(trained.GetProperty("W")[0].GetDouble(), Is.Negative, name);
    }

    [Test]
    public void TheSameSeedPrintsTheSameLines()
    {
        string[] arguments = ["run", "mnist-mlp", "--seed", "5", "--set", "iterations=3", "--set", "plot_interval=1"];
        var first = Run(arguments).Output;

        Assert.That(Run(arguments).Output, Is.EqualTo(first));
    }

    [Test]
    public void ALargeStepEndsInAClearError()
    {
        var run = CommandLine.Run(LessonTable.Course, "run", "linear-regression", "--seed", "0", "--set", "learning_rate=1000", "--quiet");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.StartWith("linear-regression: NanLossDuringTrainingError: The loss is NaN at iteration ")
            .And.Contain("lower learning_rate (1000 now, with GradientDescent)"));
    }

    [Test]
    public void ABatchLargerThanTheDataIsAClearError()
    {
        var run = CommandLine.Run(LessonTable.Course, "run", "mnist-softmax", "--set", "batch_size=10000", "--quiet");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("A batch has from 1 to 9000 images, as many as there are."));
    }

    [Test]
    public void DataOfOnesOwnIsRead()
    {
        using var folder = new Tests.Data.MnistFolder();

        Run("run", "mnist-softmax", "--data", folder.Path, "--set", "batch_size=3", "--set", "iterations=2", "--quiet");
    }

    [Test]
    public void DamagedDataIsAClearError()
    {
        using var folder = new Tests.Data.MnistFolder();
        File.Delete(folder.TestLabels);

        var run = CommandLine.Run(LessonTable.Course, "run", "mnist-softmax", "--data", folder.Path, "--quiet");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.StartWith("mnist-softmax: FileNotFoundException: ").And.Contain("expected a file t10k-labels-idx1-ubyte"));
    }

    [TestCase("binary-adder-graph", "adam", "right_last_1000", 1, 0.01)]
    [TestCase("linear-regression", null, "loss", 0.24883565, 1e-5)]
    [TestCase("nonlinear-regression", null, "loss", 0.002428, 1e-5)]
    [TestCase("mnist-softmax", null, "test_accuracy", 0.915, 0.006)]
    [TestCase("perceptron", null, "right", 4, 0)]
    [TestCase("perceptron", "and-30", "right", 3, 0)]
    [TestCase("perceptron", "or", "right", 3, 0)]
    [TestCase("perceptron", "or-300", "right", 4, 0)]
    public void FullRunsReachTensorFlowsResults(string id, string? change, string metric, double expected, double tolerance) =>
        VerifyFullRun(id, change, metric, expected, tolerance);

    // tf_keras' best epochs over 5 seeds, as right answers of the 30 in validation.
    [TestCase(null, 17, 27)]
    [TestCase("sgd-0.1", 28, 30)]
    [TestCase("relu", 29, 30)]
    [TestCase("relu-sgd-0.1", 30, 30)]
    public void IrisIsToldApartAsByTensorFlow(string? change, int least, int most)
    {
        var best = Metrics(Run(FullRun("iris", change))).GetProperty("best_val_accuracy").GetDouble();

        Assert.That(Math.Round(30 * best), Is.InRange(least, most));
        Assert.That(30 * best, Is.EqualTo(Math.Round(30 * best)).Within(1e-4), "a share of 30 flowers");
    }

    [Category("Long")]
    [TestCase("quadratic-regression", null, "loss", 0.002442, 2e-4)]
    [TestCase("mnist-mlp", null, "test_accuracy", 0.915, 0.015)]
    [TestCase("mnist-mlp", "momentum", "test_accuracy", 0.940, 0.015)]
    [TestCase("mnist-mlp", "gradient-descent", "test_accuracy", 0.911, 0.015)]
    [TestCase("mnist-mlp", "adagrad", "test_accuracy", 0.902, 0.015)]
    [TestCase("mnist-mlp", "rmsprop", "test_accuracy", 0.955, 0.015)]
    [TestCase("mnist-mlp", "adadelta", "test_accuracy", 0.908, 0.015)]
    [TestCase("mnist-cnn", null, "test_accuracy", 0.975, 0.010)]
    [TestCase("mnist-cnn", "adam-1e-4", "test_accuracy", 0.940, 0.015)]
    [TestCase("mnist-keras", null, "test_accuracy", 0.96, 0.01)]
    [TestCase("mnist-keras", "adam-0.01", "test_accuracy", 0.95, 0.015)]
    [TestCase("binary-adder-keras", null, "test_accuracy", 1, 0)]
    public void LongRunsReachTensorFlowsResults(string id, string? change, string metric, double expected, double tolerance) =>
        VerifyFullRun(id, change, metric, expected, tolerance);

    // The accuracies of tf_keras with the dropouts of the notes, while training and in the test.
    [Category("Long")]
    [TestCase("simplernn-128", 0.63, 0.73, 0.85)]
    [TestCase("lstm-128", 0.88, 0.99, 1)]
    [TestCase("gru-128", 0.86, 0.99, 1)]
    public void RecurrentLayersLearnToAdd(string change, double accuracy, double leastInTest, double mostInTest)
    {
        var metrics = Metrics(Run(FullRun("binary-adder-keras", change)));

        Assert.That(metrics.GetProperty("accuracy").GetDouble(), Is.EqualTo(accuracy).Within(0.015));
        Assert.That(metrics.GetProperty("test_accuracy").GetDouble(), Is.InRange(leastInTest, mostInTest));
    }

    [Category("Long")]
    [TestCase("true")]
    [TestCase("false")]
    public void SixteenUnitsLearnToAddInOneEpoch(string unroll)
    {
        var metrics = Metrics(Run([.. FullRun("binary-adder-keras", null), "--set", "epochs=1", "--set", $"unroll={unroll}"]));

        Assert.That(metrics.GetProperty("test_accuracy").GetDouble(), Is.EqualTo(1));
    }

    [Category("Long")]
    [TestCase("mnist-mlp", "600-300", 0.9)]
    [TestCase("mnist-cnn", "dropout-0.5", 0.96)]
    public void LongTriesLearnTheDigits(string id, string change, double least)
    {
        Assert.That(Metrics(Run(FullRun(id, change))).GetProperty("test_accuracy").GetDouble(), Is.GreaterThanOrEqualTo(least));
    }

    [Category("Long")]
    [Test]
    public void TheConvolutionalNetworkHasNearlyAllOfItsLastBatchesRight()
    {
        using var result = JsonDocument.Parse(Run(FullRun("mnist-cnn", null)).Output);
        var accuracies = result.RootElement.GetProperty("log").EnumerateArray().Select(entry => entry.GetProperty("accuracy").GetDouble());

        Assert.That(accuracies.TakeLast(5), Is.All.InRange(0.97, 1));
    }

    [TestCase("linear-regression", "noise-0.1", 0.1, new[] { -5.0, 3 })]
    [TestCase("linear-regression", "noise-0.3", 0.2, new[] { -5.0, 3 })]
    [TestCase("linear-regression", "noise-1.0", 0.5, new[] { -5.0, 3 })]
    [TestCase("linear-regression", "line-2-1", 0.3, new[] { 2.0, 1 })]
    [TestCase("linear-regression", "line-10-minus4", 0.3, new[] { 10.0, -4 })]
    [TestCase("nonlinear-regression", "noise-0.5", 0.3, new[] { 1, -2.8, 1.6, -0.4 })]
    [TestCase("nonlinear-regression", "noise-1.0", 0.5, new[] { 1, -2.8, 1.6, -0.4 })]
    [TestCase("nonlinear-regression", "cubic-1", 0.03, new[] { 0.0, -1, 0, 1 })]
    [TestCase("nonlinear-regression", "cubic-2", 0.03, new[] { 3, 1, -2, 0.5 })]
    public void ATryOfARegressionFindsItsFunction(string id, string change, double tolerance, double[] coefficients)
    {
        var metrics = Metrics(Run(FullRun(id, change)));
        var found = metrics.GetProperty("W").EnumerateArray().Concat(metrics.TryGetProperty("b", out var b) ? b.EnumerateArray() : []);

        Assert.That(found.Select(value => value.GetDouble()), Is.EqualTo(coefficients).Within(tolerance));
    }

    static void VerifyFullRun(string id, string? change, string metric, double expected, double tolerance) =>
        Assert.That(Metrics(Run(FullRun(id, change))).GetProperty(metric).GetDouble(), Is.EqualTo(expected).Within(tolerance));

    static string[] FullRun(string id, string? change) => ["run", id, "--seed", "0", "--json", "--quiet", .. change is null ? Array.Empty<string>() : ["--try", change]];

    static IEnumerable<string> Ids => LessonTable.Course.Ids;

    static IEnumerable<string> OptimizerNames => OptimizerKind.All.Select(kind => kind.Name);

    static IEnumerable<object[]> TriesOfLessons => LessonTable.Course.Lessons.SelectMany(lesson => lesson.Tries.Select(change => new object[] { lesson.Id, change.Name }));

    static void RunShort(string id, params string[] arguments) =>
        Run(["run", id, "--quiet", .. Short.Single(s => s.Lesson == id).Sets.SelectMany(set => new[] { "--set", set }), .. arguments]);

    static CommandLine Run(params string[] arguments)
    {
        var run = CommandLine.Run(LessonTable.Course, arguments);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        return run;
    }

    static JsonElement Metrics(CommandLine run)
    {
        using var json = JsonDocument.Parse(run.Output);
        return json.RootElement.GetProperty("metrics").Clone();
    }
}
