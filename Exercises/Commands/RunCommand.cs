using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Tensorflow;
using TfExercises.Bench;
using TfExercises.Cluster;
using TfExercises.Lessons;
using TfExercises.Output;
using TfExercises.Settings;

namespace TfExercises.Commands;

/// <summary><c>run</c>: runs a lesson, a section's lessons or all, after all their settings have been found right.</summary>
static class RunCommand
{
    const string AllTries = "all";
    const string FirstStepDone = "first step done";

    public static Command Create(Host host)
    {
        var name = new Argument<string>("lesson") { Description = $"A lesson by id, a section (\"4-6\") or {LessonTable.AllName}." };
        var change = new Option<string?>("--try") { Description = $"A change that the notes make, by name; 'show' lists them. '{AllTries}' compares them all.", HelpName = "NAME" };
        var set = new Option<string[]>("--set") { Description = "A setting; may be given often.", HelpName = "key=value", DefaultValueFactory = _ => [] };
        var config = new Option<string?>("--config") { Description = $"A JSON file of settings by lesson. [default: {SettingsFile.DefaultName} if there is one]", HelpName = "FILE" };
        var seed = new Option<string?>("--seed") { Description = "Seeds np.random and tf.set_random_seed.", HelpName = "N" };
        var data = new Option<string?>("--data") { Description = "A directory of MNIST's or Fashion-MNIST's four IDX files.", HelpName = "DIR" };
        var outDirectory = new Option<string?>("--out") { Description = $"Where {LessonResult.FileName} and the plots are written.", HelpName = "DIR" };
        var save = new Option<string?>("--save") { Description = "Saves what was trained: what the files' names begin with. 学習した変数を保存する。", HelpName = "PREFIX" };
        var load = new Option<string?>("--load") { Description = "Goes on from what --save saved, or from the newest of a folder. 保存した変数から学習を続ける。", HelpName = "PREFIX" };
        var engine = new Option<string?>("--engine") { Description = $"The engine that runs the graph. [default: {Engines.Variable}, else {Engines.Managed}]", HelpName = string.Join('|', Engines.Names) };
        var cluster = new Option<string?>("--cluster") { Description = "A JSON file of the processes that train together; 'show' tells which lessons can.", HelpName = "FILE" };
        var job = new Option<string?>("--job") { Description = "What this process does in the cluster: hold variables or train.", HelpName = $"{ClusterPlace.ParameterServers}|{ClusterPlace.Workers}" };
        var task = new Option<string?>("--task") { Description = "Which task of the job this process is. Worker 0 initializes the variables and saves them.", HelpName = "N" };
        var checkpoints = new Option<string?>("--checkpoints") { Description = "Where worker 0 saves, and goes on from. [default: checkpoints/<lesson>]", HelpName = "DIR" };
        var quiet = new Option<bool>("--quiet") { Description = "No lines, only errors." };
        var json = new Option<bool>("--json") { Description = $"{LessonResult.FileName} to standard output, everything else to standard error." };
        var firstStep = new Option<bool>(StartupStep.Option) { Description = "Stops after the first training step and says so.", Hidden = true };

        var command = new Command("run", "Runs a lesson.") { name, change, set, config, seed, data, outDirectory, save, load, engine, cluster, job, task, checkpoints, quiet, json, firstStep };
        command.SetAction(parsed =>
        {
            var request = new RunRequest(
                SeedOf(parsed.GetValue(seed)), parsed.GetValue(change), EngineNamed(parsed.GetValue(engine)), parsed.GetValue(data), parsed.GetValue(outDirectory));
            Require(request);
            var lessons = host.Lessons.Find(parsed.GetRequiredValue(name));
            request = InCluster(request, lessons, parsed.GetValue(engine), parsed.GetValue(cluster), parsed.GetValue(job), parsed.GetValue(task), parsed.GetValue(checkpoints));
            request = WithFiles(request, lessons, parsed.GetValue(load), parsed.GetValue(save));
            var runs = Resolve(host, lessons, request, SettingLayer.FromOptions(parsed.GetRequiredValue(set)), parsed.GetValue(config));
            if (parsed.GetValue(firstStep))
                return RunFirstStep(host, runs[0], request);
            return Run(host, runs, request, parsed.GetValue(quiet), parsed.GetValue(json));
        });
        return command;
    }

    /// <summary>The engine of that name; without one, the default.</summary>
    /// <exception cref="UsageError">There is no such engine.</exception>
    public static string EngineNamed(string? name)
    {
        if (name is not null && !Engines.Names.Contains(name))
            throw new UsageError($"--engine {name}: there is no such engine; expected {string.Join(" or ", Engines.Names)}.");
        try
        {
            return name ?? Engines.Default;
        }
        catch (ValueError error)
        {
            throw new UsageError(error.Message);
        }
    }

    static RunRequest InCluster(RunRequest request, IReadOnlyList<Lesson> lessons, string? engine, string? file, string? job, string? task, string? checkpoints)
    {
        if (file is null)
        {
            var alone = job is not null ? "--job" : task is not null ? "--task" : checkpoints is not null ? "--checkpoints" : null;
            return alone is null ? request : throw new UsageError($"{alone} needs --cluster FILE, the processes that train together.");
        }
        if (lessons is not [IClusterLesson])
            throw new UsageError($"--cluster {file}: one lesson that several processes can train is needed, such as mnist-mlp.");
        if (AllTries.Equals(request.Try, StringComparison.OrdinalIgnoreCase))
            throw new UsageError($"--cluster {file}: a cluster runs one try at a time, not --try {AllTries}.");
        if (engine is not (null or Engines.TensorFlow))
            throw new UsageError($"--engine {engine}: a cluster runs on TensorFlow's runtime; leave --engine out.");
        return request with { Engine = Engines.TensorFlow, Cluster = ClusterPlace.Find(file, job, task, checkpoints, lessons[0]) };
    }

    static RunRequest WithFiles(RunRequest request, IReadOnlyList<Lesson> lessons, string? load, string? save)
    {
        if (load is null && save is null)
            return request;
        var option = load is null ? $"--save {save}" : $"--load {load}";
        if (lessons is not [var lesson])
            throw new UsageError($"{option}: one lesson is needed; each has variables of its own.");
        if (AllTries.Equals(request.Try, StringComparison.OrdinalIgnoreCase))
            throw new UsageError($"{option}: one try at a time is saved or loaded, not --try {AllTries}.");
        if (request.Cluster is not null)
            throw new UsageError($"{option}: a cluster saves, and goes on from, its --checkpoints.");
        TrainingFiles.Of(load, save, lesson);
        return request with { Load = load, Save = save };
    }

    static int? SeedOf(string? text)
    {
        if (text is null)
            return null;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seed)
            ? seed
            : throw new UsageError($"--seed {text} is not a whole number from 0 to {int.MaxValue}.");
    }

    static void Require(RunRequest request)
    {
        if (request.DataDirectory is { } data && !Directory.Exists(data))
            throw new UsageError($"--data {data}: there is no such directory.");
        if (request.OutDirectory is { } output && File.Exists(output))
            throw new UsageError($"--out {output}: this is a file; expected a directory.");
    }

    /// <summary>A lesson with one try of it, or as it stands.</summary>
    sealed record PlannedRun(Lesson Lesson, Try? Change, LessonSettings Settings)
    {
        public string Heading => $"{Lesson.Section} {Lesson.Id}: " + (Change is null ? $"{Lesson.Title}" : $"{Change.Name}: {Change.Description}");
    }

    static List<PlannedRun> Resolve(Host host, IReadOnlyList<Lesson> lessons, RunRequest request, SettingLayer options, string? config)
    {
        var unknown = options.Values.Keys.FirstOrDefault(key => !lessons.Any(lesson => SettingsResolver.Knows(lesson, key)));
        SettingLayer.RequireLessons(host.Environment, host.Lessons.Ids);
        var file = SettingsFile.Read(config, host.Lessons.Ids);
        return [.. lessons.SelectMany(lesson =>
        {
            var own = lessons.Count == 1 || unknown is not null
                ? options
                : SettingLayer.Of(options.Source, options.Values.Where(o => SettingsResolver.Knows(lesson, o.Key)).Select(o => (o.Key, o.Value)));
            return TriesOf(lesson, request.Try).Select(change => new PlannedRun(lesson, change, SettingsResolver.Resolve(
                lesson, own, LayerOf(change), SettingLayer.FromEnvironment(lesson.Id, host.Environment), file.Of(lesson.Id))));
        })];
    }

    static SettingLayer LayerOf(Try? change) => change is null ? SettingLayer.Of("--try", []) : SettingLayer.Of($"--try {change.Name}", change.Values);

    /// <summary>The tries to run; null is the lesson as it stands, which goes before all of them.</summary>
    static IReadOnlyList<Try?> TriesOf(Lesson lesson, string? name)
    {
        if (name is null)
            return [null];
        if (name.Equals(AllTries, StringComparison.OrdinalIgnoreCase))
            return [null, .. lesson.Tries];
        var names = lesson.Tries.Select(change => change.Name).ToList();
        return [lesson.Tries.FirstOrDefault(change => change.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageError(names.Count == 0
                ? $"{lesson.Id} has no try '{name}': it has no tries."
                : $"{lesson.Id} has no try '{name}'. Nearest: '{Nearest.Of(name, names)}'; its tries are {string.Join(", ", names)}.")];
    }

    /// <summary>What <c>bench startup</c> runs in a process of its own: a line says when the first training step is done.</summary>
    static int RunFirstStep(Host host, PlannedRun run, RunRequest request)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(host.Cancellation);
        var outcome = LessonRun.Run(run.Lesson, run.Settings, request, new RunOutput(TextWriter.Null, interactive: null), stop.Token, onStep: () =>
        {
            host.Output.WriteLine(FirstStepDone);
            stop.Cancel();
        });
        if (outcome.Error is { } error)
            host.Error.WriteLine($"{run.Lesson.Id}: {error.GetType().Name}: {error.Message}");
        return outcome.Error is null && outcome.WasStopped ? Runner.Done : Runner.Failed;
    }

    static int Run(Host host, IReadOnlyList<PlannedRun> runs, RunRequest request, bool quiet, bool json)
    {
        var terminal = json ? host.Error : host.Output;
        var lines = quiet ? TextWriter.Null : terminal;
        var interactive = host.Interactive && !quiet ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal) }) : null;
        var output = new RunOutput(lines, interactive);
        var severalLessons = runs.Any(run => run.Lesson != runs[0].Lesson);
        var outcomes = new List<LessonOutcome>();
        foreach (var ofLesson in runs.GroupBy(run => run.Lesson))
        {
            var directory = request.OutDirectory is { } parent && severalLessons ? Path.Combine(parent, ofLesson.Key.Id) : request.OutDirectory;
            var compared = ofLesson.Count() > 1;
            // Tries are compared from the same seed.
            var seed = request.Seed ?? (compared ? Random.Shared.Next() : null);
            var results = new List<LessonResult>();
            foreach (var run in ofLesson)
            {
                if (outcomes.Count > 0 && host.Cancellation.IsCancellationRequested)
                    break;
                if (runs.Count > 1)
                    lines.WriteLine($"{(outcomes.Count == 0 ? "" : "\n")}{run.Heading}");
                var own = directory is not null && compared ? Path.Combine(directory, run.Change?.Name ?? TryComparison.AsItStands) : directory;
                var outcome = LessonRun.Run(run.Lesson, run.Settings, request with { Seed = seed, Try = run.Change?.Name, OutDirectory = own }, output, host.Cancellation);
                outcomes.Add(outcome);
                results.Add(outcome.Result);
                if (outcome.Error is { } error)
                    host.Error.WriteLine($"{run.Lesson.Id}: {error.GetType().Name}: {error.Message}");
                else if (outcome.WasStopped)
                    host.Error.WriteLine($"{run.Lesson.Id}: stopped after {outcome.Result.Steps} steps; what was measured is kept.");
            }
            if (compared)
                Compare(ofLesson.Key, results, lines, directory);
        }
        if (json)
            host.Output.WriteLine(runs.Count == 1 ? outcomes[0].Result.ToJson() : LessonResult.ToJson([.. outcomes.Select(o => o.Result)]));
        return outcomes.Count == runs.Count && outcomes.All(o => o.Error is null && !o.WasStopped) ? Runner.Done : Runner.Failed;
    }

    static void Compare(Lesson lesson, IReadOnlyList<LessonResult> results, TextWriter lines, string? directory)
    {
        lines.WriteLine();
        foreach (var line in TryComparison.Table(results))
            lines.WriteLine(line);
        if (directory is not null && TryComparison.Losses(lesson, results) is { } losses)
            FigureWriter.Write(losses, directory);
    }
}
