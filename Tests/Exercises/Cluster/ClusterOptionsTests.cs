using System.Net;
using System.Net.Sockets;
using NUnit.Framework;
using Tensorflow;
using TfExercises.Lessons;
using TfExercises.Tests.Native;

namespace TfExercises.Tests.Exercises.Cluster;

/// <summary>What the runner says of a cluster that cannot be.</summary>
public sealed class ClusterOptionsTests
{
    const string Good = """{"ps": ["localhost:2222"], "worker": ["localhost:2223", "localhost:2224"]}""";

    TemporaryFolder _folder = null!;

    [SetUp]
    public void NewFolder() => _folder = new TemporaryFolder();

    [TearDown]
    public void RemoveFolder() => _folder.Dispose();

    string FileOf(string text)
    {
        var path = Path.Combine(_folder.Path, "cluster.json");
        File.WriteAllText(path, text);
        return path;
    }

    static CommandLine Run(params string[] arguments) => CommandLine.Run(LessonTable.Course, ["run", .. arguments]);

    [TestCase("{\"ps\": [", "worker", "0", ": This is no JSON: ")]
    [TestCase("{\"ps\": [\"a:1\"]}", "worker", "0", ": the cluster needs a job 'worker' with a task 0, but has ClusterSpec({'ps': ['a:1']}).")]
    [TestCase("{\"ps\": [\"a:1\"], \"worker\": {\"1\": \"b:1\"}}", "worker", "1", ": the cluster needs a job 'worker' with a task 0")]
    [TestCase("{\"ps\": [\"a\"], \"worker\": [\"b:1\"]}", "worker", "0", ": the address of ps 0 is 'a'; expected host:port, with a port from 1 to 65535.")]
    [TestCase("{\"ps\": [\"a:1\"], \"worker\": [\"b:70000\"]}", "worker", "0", ": the address of worker 0 is 'b:70000'")]
    public void AFileThatTellsOfNoClusterIsNamed(string text, string job, string task, string message)
    {
        var file = FileOf(text);
        var run = Run("mnist-mlp", "--cluster", file, "--job", job, "--task", task);
        Assert.That((run.ExitCode, run.Error), Is.EqualTo((2, run.Error)));
        Assert.That(run.Error, Does.StartWith($"--cluster {file}{message}"));
    }

    [Test]
    public void AFileThatIsNotThereIsNamed()
    {
        var run = Run("mnist-mlp", "--cluster", "nowhere.json", "--job", "ps", "--task", "0");
        Assert.That((run.ExitCode, run.Error.Split('\n')[0]), Is.EqualTo((2, "--cluster nowhere.json: there is no such file.")));
    }

    [TestCase("chief", "0", "--job chief: there is no such job; expected ps or worker.")]
    [TestCase("worker", "2", "--task 2: the job 'worker' of FILE has no such task; it has 0, 1.")]
    [TestCase("ps", "x", "--task x: the job 'ps' of FILE has no such task; it has 0.")]
    public void ATaskThatTheClusterDoesNotHaveIsNamed(string job, string task, string message)
    {
        var file = FileOf(Good);
        var run = Run("mnist-mlp", "--cluster", file, "--job", job, "--task", task);
        Assert.That((run.ExitCode, run.Error.Split('\n')[0]), Is.EqualTo((2, message.Replace("FILE", file))));
    }

    [Test]
    public void OptionsThatDoNotGoTogetherAreNamed()
    {
        var file = FileOf(Good);
        string[] place = ["--cluster", file, "--job", "ps", "--task", "0"];
        Assert.Multiple(() =>
        {
            Assert.That(Run("mnist-mlp", "--cluster", file).Error, Does.StartWith($"--cluster {file} needs --job (ps or worker) and --task"));
            Assert.That(Run("mnist-mlp", "--job", "ps").Error, Does.StartWith("--job needs --cluster FILE"));
            Assert.That(Run("mnist-mlp", "--checkpoints", "here").Error, Does.StartWith("--checkpoints needs --cluster FILE"));
            Assert.That(Run(["mnist-softmax", .. place]).Error, Does.StartWith($"--cluster {file}: one lesson that several processes can train is needed, such as mnist-mlp."));
            Assert.That(Run(["4-6", .. place]).Error, Does.StartWith($"--cluster {file}: one lesson"));
            Assert.That(Run(["mnist-mlp", "--try", "all", .. place]).Error, Does.StartWith($"--cluster {file}: a cluster runs one try at a time"));
            Assert.That(Run(["mnist-mlp", "--engine", "managed", .. place]).Error, Does.StartWith("--engine managed: a cluster runs on TensorFlow's runtime; leave --engine out."));
        });
    }

    [Test]
    public void WithoutTheLibraryItSaysHowToGetIt()
    {
        if (NativeLibraryHere.Missing is null) Assert.Ignore("TensorFlow's library is here.");
        var run = Run("mnist-mlp", "--cluster", FileOf(Good), "--job", "ps", "--task", "0");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.Contain("EngineUnavailableError: The engine 'tensorflow' needs TensorFlow's C library").And.Contain("pip install tensorflow-cpu"));
    }
}

/// <summary>A parameter server in this process.</summary>
public sealed class ClusterServingTests : TensorflowFixture
{
    [Test]
    public void APortInUseIsTold()
    {
        using var folder = new TemporaryFolder();
        using var other = new TcpListener(IPAddress.Any, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var file = Path.Combine(folder.Path, "cluster.json");
        File.WriteAllText(file, $$"""{"ps": ["localhost:{{port}}"], "worker": ["localhost:1"]}""");
        var run = CommandLine.Run(LessonTable.Course, "run", "mnist-mlp", "--cluster", file, "--job", "ps", "--task", "0");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.StartWith("mnist-mlp: UnknownError: ").And.Contain($"the server of /job:ps/task:0 was to listen at localhost:{port}. Does another process use this port?"));
    }

    [TestCase("ps", "serves at")]
    [TestCase("worker", "waiting for parameter server 0")]
    public void ItIsStoppedWhileItWaits(string job, string says)
    {
        using var folder = new TemporaryFolder();
        var ports = FreePorts.Take(2);
        var file = Path.Combine(folder.Path, "cluster.json");
        File.WriteAllText(file, $$"""{"ps": ["localhost:{{ports[0]}}"], "worker": ["localhost:{{ports[1]}}"]}""");
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var run = CommandLine.Run(LessonTable.Course, [], stop.Token, "run", "mnist-mlp", "--cluster", file, "--job", job, "--task", "0");
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Output, Does.Contain(says));
        Assert.That(run.Error, Does.StartWith("mnist-mlp: stopped after 0 steps"));
    }
}
