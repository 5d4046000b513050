using System.Text.Json;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Tensorflow;
using TfExercises.Lessons;

namespace TfExercises.Tests.Exercises;

/// <summary>The command line: lines, exit codes, result.json, and where settings come from.</summary>
public class RunnerTests
{
    DirectoryInfo folder = null!;

    [SetUp]
    public void CreateFolder() => folder = Directory.CreateTempSubdirectory("runner");

    [TearDown]
    public void DeleteFolder() => folder.Delete(recursive: true);

    [Test]
    public void ListNamesTheLessons() => Snapshot.Verify(Succeed("list").Output, "trial-list");

    [Test]
    public void ShowNamesSettingsAndTries() => Snapshot.Verify(Succeed("show", "trial-run").Output, "trial-show");

    [Test]
    public void RunPrintsTheLessonsLines() => Snapshot.Verify(Succeed("run", "trial-run").Output, "trial-run");

    [Test]
    public void RunAllNamesEachLesson() => Snapshot.Verify(Succeed("run", "all").Output, "trial-all");

    [TestCase("9-1")]
    [TestCase("TRIAL-RUN")]
    public void ALessonIsFoundBySectionOrId(string name) => Assert.That(Succeed("run", name).Output, Does.StartWith("start\n"));

    [Test]
    public void QuietPrintsNothing() => Assert.That(Succeed("run", "trial-run", "--quiet").Output, Is.Empty);

    [Test]
    public void JsonIsAloneOnStandardOutput()
    {
        var run = Succeed("run", "trial-run", "--json", "--seed", "3", "--try", "quieter", "--set", "iterations=2");

        Assert.That(run.Error, Is.EqualTo("start\nGeneration: 1. 誤差 = 0.25\nGeneration: 2. 誤差 = 0.125\n"));
        using var json = JsonDocument.Parse(run.Output);
        var result = json.RootElement;
        Assert.That(result.EnumerateObject().Select(p => p.Name), Is.EqualTo(new[]
        {
            "lesson", "section", "try", "seed", "engine", "settings", "log", "metrics", "seconds", "steps", "steps_per_second", "started", "version",
        }));
        Assert.That(result.GetProperty("lesson").GetString(), Is.EqualTo("trial-run"));
        Assert.That(result.GetProperty("section").GetString(), Is.EqualTo("9-1"));
        Assert.That(result.GetProperty("try").GetString(), Is.EqualTo("quieter"));
        Assert.That(result.GetProperty("seed").GetInt32(), Is.EqualTo(3));
        Assert.That(result.GetProperty("engine").GetString(), Is.EqualTo(Engines.Default));
        Assert.That(result.GetProperty("steps").GetInt32(), Is.EqualTo(2));
        Assert.That(result.GetProperty("settings").GetProperty("optimizer").GetString(), Is.EqualTo("Adam"));
        Assert.That(result.GetProperty("settings").GetProperty("noise").GetDouble(), Is.EqualTo(0.25));
        Assert.That(Squeezed(result.GetProperty("log")), Is.EqualTo("""[{"iteration":1,"loss":0.25},{"iteration":2,"loss":0.125}]"""));
        Assert.That(Squeezed(result.GetProperty("metrics")), Does.StartWith("""{"loss":0.125,"W":[0.25,-0.25],"drawn":"""));
        Assert.That(DateTimeOffset.TryParse(result.GetProperty("started").GetString(), out _), Is.True);
    }

    [Test]
    public void SeveralLessonsGiveAListInJson()
    {
        using var json = JsonDocument.Parse(Succeed("run", "all", "--json").Output);

        Assert.That(json.RootElement.EnumerateArray().Select(r => r.GetProperty("lesson").GetString()), Is.EqualTo(new[] { "trial-run", "plain" }));
    }

    [Test]
    public void TheSameSeedGivesTheSameNumbers()
    {
        static string Drawn() => JsonDocument.Parse(Succeed("run", "trial-run", "--json", "--seed", "7").Output)
            .RootElement.GetProperty("metrics").GetProperty("drawn").GetRawText();

        var first = Drawn();
        Assert.That(Drawn(), Is.EqualTo(first));
    }

    [Test]
    public void OutWritesTheResultAndThePlots()
    {
        Succeed("run", "trial-run", "--out", folder.FullName);

        Assert.That(
            folder.GetFiles().Select(file => file.Name).Order(),
            Is.EqualTo(new[] { "fit.png", "fit.svg", "loss.png", "loss.svg", "result.json" }));
        Assert.That(folder.GetFiles().Min(file => file.Length), Is.GreaterThan(100));
    }

    [Test]
    public void OutOfSeveralLessonsIsAFolderEach()
    {
        Succeed("run", "all", "--out", folder.FullName);

        Assert.That(folder.GetFiles("result.json", SearchOption.AllDirectories).Select(f => f.Directory!.Name).Order(), Is.EqualTo(new[] { "plain", "trial-run" }));
    }

    [Test]
    public void AllTriesAreComparedInATable()
    {
        var run = Succeed("run", "trial-run", "--try", "all", "--seed", "0");

        // The last column, the seconds, differs from run to run, and so does its width.
        Snapshot.Verify(Regex.Replace(run.Output, "  +(seconds|[0-9.E-]+)$", "  *", RegexOptions.Multiline), "trial-tries");
    }

    [Test]
    public void AllTriesAreComparedInAPlot()
    {
        Succeed("run", "trial-run", "--try", "all", "--out", folder.FullName);

        Assert.That(folder.GetFiles().Select(file => file.Name).Order(), Is.EqualTo(new[] { "tries.png", "tries.svg" }));
        Assert.That(folder.GetFiles("result.json", SearchOption.AllDirectories).Select(f => f.Directory!.Name).Order(), Is.EqualTo(new[] { "base", "momentum", "quieter" }));
    }

    [Test]
    public void AllTriesHaveTheSameSeed()
    {
        using var json = JsonDocument.Parse(Succeed("run", "trial-run", "--try", "all", "--json").Output);
        var results = json.RootElement.EnumerateArray().ToList();

        Assert.That(results.Select(r => r.GetProperty("try").GetString()), Is.EqualTo(new[] { null, "momentum", "quieter" }));
        Assert.That(results.Select(r => r.GetProperty("seed").GetInt32()).Distinct().Count(), Is.EqualTo(1));
    }

    [Test]
    public void AllTriesOfSeveralLessonsAreAFolderEach()
    {
        Succeed("run", "all", "--try", "all", "--out", folder.FullName);

        Assert.That(
            folder.GetFiles("result.json", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder.FullName, f.DirectoryName!).Replace('\\', '/')).Order(),
            Is.EqualTo(new[] { "plain", "trial-run/base", "trial-run/momentum", "trial-run/quieter" }));
    }

    [Test]
    public void SettingsComeFromTheCommandLineThenTheEnvironmentThenTheFile()
    {
        var file = Path.Combine(folder.FullName, "my.json");
        File.WriteAllText(file, """{ "trial-run": { "noise": 3, "iterations": 1, "shout": true, "optimizer": "momentum", "momentum": 0.5 } }""");
        (string, string)[] environment = [("TFEX_TRIAL_RUN__NOISE", "2"), ("TFEX_TRIAL_RUN__ITERATIONS", "2"), ("TFEX_GOLDEN", "elsewhere")];

        var run = CommandLine.Run(Table, environment, default, "run", "trial-run", "--json", "--config", file, "--set", "noise=1");

        using var json = JsonDocument.Parse(run.Output);
        Assert.That(Squeezed(json.RootElement.GetProperty("settings")), Is.EqualTo(
            """{"noise":1,"iterations":2,"shout":true,"optimizer":"Momentum","learning_rate":0.1,"momentum":0.5,"use_nesterov":false}"""));
    }

    [Test]
    public void ASettingOfOneLessonMayBeGivenToAll() =>
        Assert.That(Succeed("run", "all", "--set", "shout=true").Output, Does.Contain("START").And.Contain("plain"));

    [Test]
    public void ASettingOfNoLessonMayNot() =>
        Refuse("trial-run has no setting 'shut' (--set). Nearest: 'shout', true or false (default false).", "run", "all", "--set", "shut=true");

    [Test]
    public void AFailureKeepsWhatWasMeasured()
    {
        var lesson = new TrialLesson { OnIteration = i => { if (i == 3) throw new InvalidDataException("no more data"); } };

        var run = CommandLine.Run(new LessonTable([lesson]), "run", "trial-run", "--json", "--quiet", "--out", folder.FullName);

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Is.EqualTo("trial-run: InvalidDataException: no more data\n"));
        Assert.That(Steps(run.Output), Is.EqualTo(2));
        Assert.That(Steps(File.ReadAllText(Path.Combine(folder.FullName, "result.json"))), Is.EqualTo(2));
    }

    [Test]
    public void ALossThatIsNotANumberEndsTheLesson()
    {
        var run = CommandLine.Run(new LessonTable([new NanLesson()]), "run", "trial-run");

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Is.EqualTo(
            "trial-run: NanLossDuringTrainingError: The loss is NaN at iteration 5. The weights grew beyond what a float holds, "
            + "or the logarithm of 0 was taken: lower learning_rate (0.01 now, with Adam).\n"));
    }

    [Test]
    public void AStoppedLessonKeepsWhatWasMeasured()
    {
        using var stop = new CancellationTokenSource();
        var lesson = new TrialLesson { OnIteration = i => { if (i == 2) stop.Cancel(); } };

        var run = CommandLine.Run(new LessonTable([lesson, new PlainLesson()]), [], stop.Token, "run", "all", "--json", "--out", folder.FullName);

        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Error, Does.EndWith("trial-run: stopped after 2 steps; what was measured is kept.\n").And.Not.Contain("plain"));
        Assert.That(Steps(File.ReadAllText(Path.Combine(folder.FullName, "trial-run", "result.json"))), Is.EqualTo(2));
    }

    [TestCase("There is no lesson or section 'trail-run'. Nearest: 'trial-run'; 'list' shows them all.", "run", "trail-run")]
    [TestCase("There is no lesson or section '9-3'. Nearest: '9-1'; 'list' shows them all.", "show", "9-3")]
    [TestCase("trial-run has no try 'quiter'. Nearest: 'quieter'; its tries are momentum, quieter.", "run", "trial-run", "--try", "quiter")]
    [TestCase("plain has no try 'x': it has no tries.", "run", "plain", "--try", "x")]
    [TestCase("--set noise is not of the form key=value, such as --set iterations=100.", "run", "trial-run", "--set", "noise")]
    [TestCase("--engine gpu: there is no such engine; expected managed or tensorflow.", "run", "trial-run", "--engine", "gpu")]
    [TestCase("--seed -1 is not a whole number from 0 to 2147483647.", "run", "trial-run", "--seed", "-1")]
    [TestCase("--seed one is not a whole number from 0 to 2147483647.", "run", "trial-run", "--seed", "one")]
    [TestCase("--data nowhere: there is no such directory.", "run", "trial-run", "--data", "nowhere")]
    [TestCase("--config nowhere.json: there is no such file.", "run", "trial-run", "--config", "nowhere.json")]
    public void WrongUsageIsRefused(string expected, params string[] arguments) => Refuse(expected, arguments);

    [TestCase("run")]
    [TestCase("walk")]
    [TestCase("run", "trial-run", "--sed", "1")]
    [TestCase]
    public void WhatCannotBeParsedIsWrongUsage(params string[] arguments)
    {
        var run = CommandLine.Run(arguments);

        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
        Assert.That(run.Error, Does.EndWith("--help shows the commands and their options.\n"));
    }

    [TestCase("""{ "trail-run": {} }""", "{0}: there is no lesson 'trail-run'. Nearest: 'trial-run'.")]
    [TestCase("""{ "trial-run": 3 }""", "{0}: 'trial-run' is '3'; expected an object of settings, such as {{ \"iterations\": 100 }}.")]
    [TestCase("""{ "trial-run": { "nois": 3 } }""", "trial-run has no setting 'nois' ({0}). Nearest: 'noise', a number from 0 to 100 (default 0.5).")]
    [TestCase("""{ "trial-run": { "noise": [1, 2] } }""", "{0}: 'noise' of trial-run is a list, an object or null; expected a number, a text, true or false.")]
    public void AWrongFileIsRefused(string content, string expected)
    {
        var file = Path.Combine(folder.FullName, "my.json");
        File.WriteAllText(file, content);

        Refuse(string.Format(null, expected, file), "run", "trial-run", "--config", file);
    }

    [Test]
    public void AFileThatIsNotJsonIsRefused()
    {
        var file = Path.Combine(folder.FullName, "my.json");
        File.WriteAllText(file, "noise = 3");

        var run = CommandLine.Run("run", "trial-run", "--config", file);

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith($"{file} is not a JSON file of settings: "));
    }

    [Test]
    public void AWrongVariableOfTheEnvironmentIsRefused()
    {
        var run = CommandLine.Run(Table, [("TFEX_TRIAL_RUN__ITERATIONS", "many")], default, "run", "trial-run");

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith("iterations = 'many' (TFEX_TRIAL_RUN__* of the environment) is not a whole number from 1 to 1000.\n"));
    }

    [Test]
    public void AVariableOfTheEnvironmentThatNamesNoLessonIsRefused()
    {
        var run = CommandLine.Run(Table, [("TFEX_TRAIL_RUN__ITERATIONS", "2")], default, "run", "trial-run");

        Assert.That(run.ExitCode, Is.EqualTo(2));
        Assert.That(run.Error, Does.StartWith("TFEX_TRAIL_RUN__ITERATIONS of the environment names no lesson. Nearest: TFEX_TRIAL_RUN__KEY.\n"));
    }

    static LessonTable Table => new([new TrialLesson(), new PlainLesson()]);

    static CommandLine Succeed(params string[] arguments)
    {
        var run = CommandLine.Run(arguments);
        Assert.That(run.ExitCode, Is.EqualTo(0), run.Error);
        return run;
    }

    static void Refuse(string expected, params string[] arguments)
    {
        var run = CommandLine.Run(arguments);
        Assert.That(run.Error, Is.EqualTo(expected + "\n--help shows the commands and their options.\n"));
        Assert.That((run.ExitCode, run.Output), Is.EqualTo((2, "")));
    }

    static int Steps(string json)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        return (root.ValueKind == JsonValueKind.Array ? root[0] : root).GetProperty("steps").GetInt32();
    }

    static string Squeezed(JsonElement element) => JsonSerializer.Serialize(element);

    sealed class NanLesson : TrialLesson
    {
        public override void Run(LessonContext lesson) => lesson.Log(5, loss: double.NaN);
    }
}
