using System.Text.Json;
using NUnit.Framework;
using TfExercises.Lessons;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Exercises;

/// <summary>run --save and --load: a lesson's training goes on where it ended.</summary>
public sealed class TrainingFilesTests(string engine) : OnBothEngines(engine)
{
    TemporaryFolder folder = null!;

    [SetUp]
    public void Begin() => folder = new TemporaryFolder();

    [TearDown]
    public void End() => folder.Dispose();

    string Prefix => folder["run/model.ckpt"];

    // These learn the same points in each step, so nothing tells where the training was cut.
    [TestCase("linear-regression", "GradientDescent")]
    [TestCase("linear-regression", "Momentum")]
    [TestCase("nonlinear-regression", "Adam")]
    public void TwoHalvesAreTheWholeBitForBit(string id, string optimizer)
    {
        string[] half = [id, "--set", "iterations=20", "--set", $"optimizer={optimizer}"];
        var want = Metrics(id, "--set", "iterations=40", "--set", $"optimizer={optimizer}");
        var first = Metrics([.. half, "--save", Prefix]);
        var second = Metrics([.. half, "--load", Prefix, "--save", Prefix]);
        Assert.That(second.GetProperty("W").GetRawText(), Is.EqualTo(want.GetProperty("W").GetRawText()).And.Not.EqualTo(first.GetProperty("W").GetRawText()));
        Assert.That(tf.train.latest_checkpoint(folder["run"]), Is.EqualTo(Prefix));
    }

    [TestCase("mnist-softmax", "iterations", "20")]
    [TestCase("mnist-mlp", "iterations", "30", "learning_rate=0.003")]
    [TestCase("mnist-cnn", "iterations", "1")]
    [TestCase("mnist-keras", "epochs", "1", "units=16")]
    [TestCase("binary-adder-keras", "epochs", "1", "batch_size=500")]
    public void WhatIsLoadedMeasuresAsWhatWasSaved(string id, string steps, string count, string? set = null)
    {
        string[] settings = set is null ? [] : ["--set", set];
        var saved = Metrics([id, "--set", $"{steps}={count}", "--save", Prefix, .. settings]).GetProperty("test_accuracy").GetDouble();
        var loaded = Metrics([id, "--set", $"{steps}=0", "--load", Prefix, .. settings]).GetProperty("test_accuracy").GetDouble();
        Assert.That(loaded, Is.EqualTo(saved));
        Assert.That(Metrics([id, "--set", $"{steps}=0", .. settings]).GetProperty("test_accuracy").GetDouble(), Is.Not.EqualTo(saved), "what is not loaded measures otherwise");
    }

    [Test]
    public void EachLessonThatTrainsSavesAndLoads([Values("binary-adder-graph", "quadratic-regression", "perceptron", "iris")] string id)
    {
        string[] few = id is "perceptron" or "iris" ? ["--set", "epochs=2"] : ["--set", "iterations=10"];
        var run = Run([id, "--save", Prefix, .. few]);
        Assert.That(run.Output, Does.Contain($"{Prefix}に保存しました / saved to {Prefix}\n"));
        run = Run([id, "--load", folder["run"], .. few]);
        Assert.That(run.Output, Does.Contain($"{Prefix}から読み込みました / loaded from {Prefix}\n"), "the newest of the folder");
    }

    [Test]
    public void ALessonThatIsStoppedIsSaved()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var run = CommandLine.Run(LessonTable.Course, [], stop.Token, "run", "linear-regression", "--save", Prefix);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(tf.train.load_variable(Prefix, "Variable").ToArray<float>(), Is.EqualTo(new[] { 0f }));
    }

    [Test]
    public void WeightsOfKerasMayBeAnHdf5File()
    {
        Run("iris", "--set", "epochs=1", "--save", folder["w.h5"]);
        Assert.That(folder.Files, Is.EqualTo(new[] { "w.h5" }));
        Run("iris", "--set", "epochs=1", "--load", folder["w.h5"]);
    }

    [Test]
    public void FilesOfAnotherLessonOrNone()
    {
        Run("linear-regression", "--set", "iterations=1", "--save", Prefix);
        var wrong = CommandLine.Run(LessonTable.Course, "run", "mnist-softmax", "--load", Prefix);
        Assert.That(wrong.ExitCode, Is.EqualTo(1));
        Assert.That(wrong.Error, Does.StartWith("mnist-softmax: InvalidArgumentError: Restoring from checkpoint failed. This is most likely due to a mismatch between the current graph and the graph from the checkpoint."));
        wrong = CommandLine.Run(LessonTable.Course, "run", "iris", "--load", Prefix);
        Assert.That(wrong.Error, Does.StartWith($"iris: ValueError: {Prefix}: nothing in the checkpoint fits the model"));
        File.WriteAllText(folder["text"], new string('x', 100));
        wrong = CommandLine.Run(LessonTable.Course, "run", "linear-regression", "--load", folder["text"]);
        Assert.That(wrong.ExitCode, Is.EqualTo(1));
        Assert.That(wrong.Error, Does.StartWith("linear-regression: DataLossError:"));
    }

    [Test]
    public void WrongUsageIsToldBeforeAnythingRuns()
    {
        var gone = folder["gone"];
        Refused($"--load {gone}: there is no such checkpoint; give what --save was given, or its folder.", "linear-regression", "--load", gone);
        Refused($"--load {folder.Path}: the folder holds no checkpoint; give what --save was given.", "linear-regression", "--load", folder.Path);
        Refused($"--save {folder.Path}: this is a folder; expected what the files' names begin with, such as {folder["model.ckpt"]}.", "linear-regression", "--save", folder.Path);
        Refused($"--save {gone}: constant trains no variables of a graph, so it has nothing to save or to load.", "constant", "--save", gone);
        Refused($"--load {gone}: binary-adder-numpy trains no variables of a graph, so it has nothing to save or to load.", "binary-adder-numpy", "--load", gone);
        Refused($"--save {gone}: one lesson is needed; each has variables of its own.", "all", "--save", gone);
        Refused($"--save {gone}: one try at a time is saved or loaded, not --try all.", "linear-regression", "--try", "all", "--save", gone);
        Assert.That(folder.Files, Is.Empty);
    }

    [Test]
    public void ARunOfSeveralNetworksIsNotSaved()
    {
        var run = CommandLine.Run(LessonTable.Course, "run", "perceptron", "--set", "runs=2", "--set", "epochs=1", "--save", Prefix);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("--save and --load take a run that trains one network; this one trains several. Lower the setting 'runs' to 1."));
    }

    static void Refused(string message, params string[] arguments)
    {
        var run = CommandLine.Run(LessonTable.Course, ["run", .. arguments]);
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.StartWith(message));
    }

    static CommandLine Run(params string[] arguments)
    {
        var run = CommandLine.Run(LessonTable.Course, ["run", .. arguments, "--seed", "0"]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        return run;
    }

    static JsonElement Metrics(params string[] arguments)
    {
        using var json = JsonDocument.Parse(Run([.. arguments, "--json", "--quiet"]).Output);
        return json.RootElement.GetProperty("metrics").Clone();
    }
}
