using System.Globalization;
using System.Text.Json;
using NUnit.Framework;
using Tensorflow;
using TfExercises.Lessons;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Exercises.Cluster;

/// <summary>A parameter server and two workers, each a process, on the loopback interface.</summary>
public sealed class ClusterTrainingTests : TensorflowFixture
{
    // Alone this network reaches about 0.94 of the 1000 test images. Two accuracies over 1000 images differ by chance with a standard
    // deviation of sqrt(2 * 0.94 * 0.06 / 1000) = 0.011; gradients that come late cost less than that here. So two deviations are allowed.
    const double Margin = 0.022;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    static readonly string[] Settings =
    [
        "--seed", "1", "--set", "hidden_layer_size_1=100", "--set", "hidden_layer_size_2=50", "--set", "learning_rate=0.003", "--set", "plot_interval=50",
    ];

    TemporaryFolder _folder = null!;

    [SetUp]
    public void WriteCluster()
    {
        _folder = new TemporaryFolder();
        Write(workers: 2);
    }

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    [Test]
    public void OneWorkerTrainsSavesAndIsRefusedWithOtherSettings()
    {
        Write(workers: 1);
        using (var ps = Start("ps", 0))
        using (var worker = Start("worker", 0, "iterations=60"))
            Assert.That((worker.WaitForEnd(Patience), ps.WaitForEnd(Patience)), Is.EqualTo((0, 0)), $"{worker.Written}\n{ps.Written}");
        Assert.That(tf.train.latest_checkpoint(_folder["checkpoints/mnist-mlp"]), Does.EndWith("model.ckpt-60"));

        using var again = Start("ps", 0);
        using var other = Start("worker", 0, "iterations=60", "hidden_layer_size_1=7");
        Assert.That(other.WaitForEnd(Patience), Is.EqualTo(1));
        Assert.That(other.Written, Does.Contain("does not fit, or is damaged. Give the settings that it was saved with, or another folder by --checkpoints."));
    }

    [Test]
    [Category("Long")]
    public void TwoWorkersReachWhatOneReachesAloneThoughBothAreKilled()
    {
        using var ps = Start("ps", 0);
        using var first = Start("worker", 0, "iterations=1500");
        using var second = Start("worker", 1, "iterations=1500");
        var seen = StepOf(second.WaitForLine(line => IsLog(line) && StepOf(line) >= 50, Patience));
        second.Kill();
        using var other = Start("worker", 1, "iterations=1500");
        Assert.That(RestoredStep(other, Patience), Is.GreaterThanOrEqualTo(seen), "The variables are on the parameter server.");
        first.WaitForLine(line => IsLog(line) && StepOf(line) >= 150, Patience);
        first.Kill();
        var last = StepOf(Logged(first)[^1]);
        // The other goes on alone.
        other.WaitForLine(line => IsLog(line) && StepOf(line) >= last + 100, Patience);
        using var chief = Start("worker", 0, "iterations=1500");

        Assert.That((chief.WaitForEnd(Patience), other.WaitForEnd(Patience)), Is.EqualTo((0, 0)), $"{chief.Written}\n{other.Written}");
        Assert.That(ps.WaitForEnd(Patience), Is.Zero, ps.Written);

        var resumed = RestoredStep(chief, Patience);
        // The other worker may have added some steps until the values were saved.
        Assert.That(resumed, Is.InRange(100, last + 100), "It went on from its last checkpoint.");
        Assert.That(StepOf(Logged(chief)[0]), Is.GreaterThan(resumed));
        var alone = Accuracy(CommandLine.Run(LessonTable.Course, ["run", "mnist-mlp", "--engine", Engines.TensorFlow, "--json", "--quiet", .. Settings, "--set", "iterations=1500"]).Output);
        foreach (var worker in new[] { 0, 1 })
            Assert.That(Accuracy(File.ReadAllText(_folder[$"worker{worker}/result.json"])), Is.GreaterThan(alone - Margin), $"worker {worker}; alone {alone}");
    }

    [Test]
    [Category("Long")]
    public void AParameterServerThatIsKilledComesBackFromTheCheckpoint()
    {
        using var lost = Start("ps", 0);
        using var chief = Start("worker", 0, "iterations=1000");
        using var other = Start("worker", 1, "iterations=1000");
        chief.WaitForLine(line => IsLog(line) && StepOf(line) >= 150, Patience);
        lost.Kill();
        foreach (var worker in new[] { chief, other }) worker.WaitForLine(line => line.Contains("the connection was lost"), Patience);
        using var ps = Start("ps", 0);

        Assert.That((chief.WaitForEnd(Patience), other.WaitForEnd(Patience), ps.WaitForEnd(Patience)), Is.EqualTo((0, 0, 0)), $"{chief.Written}\n{other.Written}\n{ps.Written}");
        Assert.That(RestoredStep(chief, Patience), Is.GreaterThanOrEqualTo(100));
        Assert.That(StepOf(Logged(chief)[^1]), Is.GreaterThanOrEqualTo(1000));
    }

    void Write(int workers)
    {
        var addresses = FreePorts.Take(1 + workers).Select(port => $"\"localhost:{port}\"").ToArray();
        File.WriteAllText(_folder["cluster.json"], $$"""{"ps": [{{addresses[0]}}], "worker": [{{string.Join(", ", addresses[1..])}}]}""");
    }

    RunnerProcess Start(string job, int task, params string[] sets) => new(
        _folder.Path, $"{job} {task}",
        ["run", "mnist-mlp", "--cluster", "cluster.json", "--job", job, "--task", $"{task}", "--out", $"{job}{task}", .. Settings, .. sets.SelectMany(set => new[] { "--set", set })]);

    static bool IsLog(string line) => line.StartsWith("Generation: ", StringComparison.Ordinal);

    static int StepOf(string line) => int.Parse(line.Split(' ')[1].TrimEnd('.'), CultureInfo.InvariantCulture);

    static string[] Logged(RunnerProcess process) => [.. process.Written.Split('\n').Where(IsLog)];

    static int RestoredStep(RunnerProcess process, TimeSpan patience) =>
        int.Parse(process.WaitForLine(line => line.Contains("goes on from global step"), patience).Split(' ')[^1], CultureInfo.InvariantCulture);

    static double Accuracy(string json)
    {
        using var result = JsonDocument.Parse(json);
        return result.RootElement.GetProperty("metrics").GetProperty("test_accuracy").GetDouble();
    }
}
