using System.Text.Json;
using NUnit.Framework;
using Tensorflow;
using TfExercises.Commands;
using TfExercises.Lessons;

namespace TfExercises.Tests.Exercises;

/// <summary><c>bench</c>: what it times, and what it writes.</summary>
[NonParallelizable]
public class BenchTests
{
    const double ShortSeconds = 0.01;

    [Test]
    public void TheTableNamesMachineAndSteps()
    {
        var run = CommandLine.Run(Table(), "bench", "--engine", "managed", "--seconds", $"{ShortSeconds}", "steady");

        Assert.That(run.ExitCode, Is.Zero, run.Error);
        Assert.That(run.Output, Does.Contain($"{Environment.ProcessorCount} processors").And.Contain("median").And.Match(@"│ steady +│ +[0-9.]+ (us|ms) │"));
    }

    [Test]
    public void MarkdownAndJsonHoldTheFigures()
    {
        var folder = Directory.CreateTempSubdirectory("bench");
        try
        {
            var (markdown, json) = (Path.Combine(folder.FullName, "bench.md"), Path.Combine(folder.FullName, "bench.json"));
            var run = CommandLine.Run(Table(), "bench", "--engine", "managed", "--seconds", $"{ShortSeconds}", "--markdown", markdown, "--json", json, "9-3", "gemm");
            Assert.That(run.ExitCode, Is.Zero, run.Error);

            Assert.That(File.ReadAllText(markdown), Does.Match(@"\| steady +\| +[0-9.]+ us \|").And.Contain("| gemm 1024, one core"));
            using var document = JsonDocument.Parse(File.ReadAllText(json));
            var root = document.RootElement;
            Assert.That(root.EnumerateObject().Select(p => p.Name), Is.EqualTo(new[] { "machine", "started", "version", "steps" }));
            Assert.That(root.GetProperty("machine").GetProperty("processors").GetInt32(), Is.EqualTo(Environment.ProcessorCount));
            var steps = root.GetProperty("steps").EnumerateArray().ToDictionary(step => step.GetProperty("step").GetString()!);
            Assert.That(steps.Keys, Is.EquivalentTo(new[] { "steady", "peak of one core", "gemm 1024, one core", "gemm 1024" }));
            foreach (var step in steps.Values)
            {
                var best = step.GetProperty("best").GetDouble();
                Assert.That(best, Is.Positive.And.LessThanOrEqualTo(step.GetProperty("median").GetDouble()));
                Assert.That(step.GetProperty("spread").GetDouble(), Is.Not.Negative);
                Assert.That(step.TryGetProperty("engine", out var engine) ? engine.GetString() : null, Is.EqualTo(step.GetProperty("step").GetString() == "peak of one core" ? null : "managed"));
                Assert.That(step.GetProperty("samples").GetInt32(), Is.GreaterThanOrEqualTo(10));
            }
            Assert.That(steps["steady"].GetProperty("allocated_bytes").GetInt64(), Is.GreaterThanOrEqualTo(SteadyLesson.Bytes));
            var gemm = steps["gemm 1024, one core"];
            Assert.That(gemm.GetProperty("flops_per_second").GetDouble(), Is.EqualTo(2 * Math.Pow(1024, 3) / gemm.GetProperty("best").GetDouble()).Within(1e-6).Percent);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [TestCase("binary-adder-graph", "binary-adder-graph managed", "binary-adder-graph tensorflow")]
    [TestCase("binary-adder-numpy", "binary-adder-numpy ")]
    [TestCase("gemm", "peak of one core ", "gemm 1024, one core managed", "gemm 1024 managed", "gemm 1024 tensorflow")]
    public void AnEngineIsTimedWhereItMakesADifference(string name, params string[] steps) =>
        Assert.That(new BenchSteps(LessonTable.Course, Engines.Names).Named([name]).Select(step => $"{step.Name} {step.Engine}"), Is.EqualTo(steps));

    [Test]
    public void StoppedItKeepsWhatWasMeasured()
    {
        using var stop = new CancellationTokenSource();
        var lesson = new SteadyLesson { OnStep = calls => { if (calls == 1_000_000) stop.Cancel(); } };

        var run = CommandLine.Run(new LessonTable([lesson]), [], stop.Token, "bench", "steady", "--seconds", "600");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.EndWith("bench: stopped; what was measured is kept.\n"));
        Assert.That(lesson.IsDisposed, Is.True);
    }

    [Category("ManagedEngine")]
    [TestCaseSource(nameof(TimedLessons))]
    public void AStepOfTheCourseAllocatesNoDataOfItsOwn(string id)
    {
        var lesson = LessonTable.Course.Lessons.Single(lesson => lesson.Id == id);
        Commands.LessonRun.StartAfresh(seed: 0);
        using var step = ((ITimedLesson)lesson).CreateStep(new LessonContext(Settings.SettingsResolver.Resolve(lesson), null, (_, _) => { }, default));
        step.Run();
        step.Run();

        var before = GC.GetAllocatedBytesForCurrentThread();
        step.Run();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        // A fetched value is an array of its own. Keras returns its figures and wraps its arguments; NumPy's way makes arrays as it goes. Neither grows with the data.
        var most = id.EndsWith("-numpy", StringComparison.Ordinal) ? 32_768 : id.EndsWith("-keras", StringComparison.Ordinal) || id == "constant" ? 8_192 : 0;
        Assert.That(allocated, Is.LessThanOrEqualTo(most));
    }

    [TestCase("trial-run has no step to time. Lessons that have one: steady; or lessons, gemm, recurrent, startup, all.", "trial-run")]
    [TestCase("There is no lesson or section 'stedy'. Nearest: 'steady'; 'list' shows them all.", "stedy")]
    [TestCase("--engine gpu: there is no such engine; expected managed or tensorflow.", "--engine", "gpu")]
    [TestCase("--seconds 0 is out of range: a number from 0.01 to 3600.", "--seconds", "0")]
    [TestCase("--seconds NaN is out of range: a number from 0.01 to 3600.", "--seconds", "NaN")]
    [TestCase("nowhere/bench.md: there is no such directory.", "--markdown", "nowhere/bench.md")]
    public void WrongUsageIsRefused(string expected, params string[] arguments)
    {
        var run = CommandLine.Run(Table(), ["bench", .. arguments]);

        Assert.That(run.Error, Is.EqualTo(expected + "\n--help shows the commands and their options.\n"));
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
    }

    [Test]
    public void TheStartOfALessonIsTimedInAProcessOfItsOwn()
    {
        using var step = Bench.StartupStep.Create("linear-regression", "managed");
        Assert.That(step.Run, Throws.Nothing);
        Assert.That(step.IsProcess, Is.True);
    }

    [Test]
    public void AProcessThatFailsBeforeItsFirstStepIsAnError()
    {
        using var step = Bench.StartupStep.Create("constant", "managed");
        Assert.That(step.Run, Throws.InvalidOperationException.With.Message.Contains("run constant --engine managed").And.Message.EndsWith("ended with 1 before its first step."));
    }

    [Test]
    public void RunStopsAfterTheFirstStepWhenAsked()
    {
        var run = CommandLine.Run("run", "trial-run", Bench.StartupStep.Option);
        Assert.That((run.ExitCode, run.Output, run.Error), Is.EqualTo((0, "first step done\n", "")));
    }

    static IEnumerable<string> TimedLessons => LessonTable.Course.Lessons.Where(lesson => lesson is ITimedLesson).Select(lesson => lesson.Id);

    static LessonTable Table() => new([new TrialLesson(), new SteadyLesson()]);

    /// <summary>A lesson whose step allocates a known number of bytes.</summary>
    sealed class SteadyLesson : Lesson, ITimedLesson
    {
        public const int Bytes = 1000;

        int calls;

        public Action<int> OnStep { get; init; } = _ => { };

        public bool IsDisposed { get; private set; }

        public override string Id => "steady";

        public override string Section => "9-3";

        public override Text Title => new("一定", "Steady");

        public override Text Teaches => new("一定", "Steady.");

        public override void Run(LessonContext lesson) => lesson.Metric("calls", calls);

        public TimedStep CreateStep(LessonContext lesson) => new(
            () =>
            {
                OnStep(++calls);
                GC.KeepAlive(new byte[Bytes]);
            },
            new Resource(this));

        sealed class Resource(SteadyLesson lesson) : IDisposable
        {
            public void Dispose() => lesson.IsDisposed = true;
        }
    }
}
