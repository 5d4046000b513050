using System.CommandLine;
using Spectre.Console;
using Tensorflow;
using TfExercises.Lessons;
using TfExercises.Output;
using TfExercises.Settings;

namespace TfExercises.Commands;

/// <summary><c>run</c>: runs a lesson, a section's lessons or all, after all their settings have been found right.</summary>
static class RunCommand
{
    public static Command Create(Host host)
    {
        var name = new Argument<string>("lesson") { Description = $"A lesson by id, a section (\"4-6\") or {LessonTable.AllName}." };
        var change = new Option<string?>("--try") { Description = "A change that the notes make, by name; 'show' lists them.", HelpName = "NAME" };
        var set = new Option<string[]>("--set") { Description = "A setting; may be given often.", HelpName = "key=value", DefaultValueFactory = _ => [] };
        var config = new Option<string?>("--config") { Description = $"A JSON file of settings by lesson. [default: {SettingsFile.DefaultName} if there is one]", HelpName = "FILE" };
        var seed = new Option<int?>("--seed") { Description = "Seeds np.random and tf.set_random_seed.", HelpName = "N" };
        var data = new Option<string?>("--data") { Description = "A directory of MNIST's or Fashion-MNIST's four IDX files.", HelpName = "DIR" };
        var outDirectory = new Option<string?>("--out") { Description = $"Where {LessonResult.FileName} and the plots are written.", HelpName = "DIR" };
        var engine = new Option<string?>("--engine") { Description = $"The engine that runs the graph. [default: {Engines.Variable}, else {Engines.Managed}]", HelpName = string.Join('|', Engines.Names) };
        var quiet = new Option<bool>("--quiet") { Description = "No lines, only errors." };
        var json = new Option<bool>("--json") { Description = $"{LessonResult.FileName} to standard output, everything else to standard error." };

        var command = new Command("run", "Runs a lesson.") { name, change, set, config, seed, data, outDirectory, engine, quiet, json };
        command.SetAction(parsed =>
        {
            var request = new RunRequest(
                parsed.GetValue(seed), parsed.GetValue(change), EngineNamed(parsed.GetValue(engine)), parsed.GetValue(data), parsed.GetValue(outDirectory));
            Require(request);
            var lessons = host.Lessons.Find(parsed.GetRequiredValue(name));
            var settings = Resolve(host, lessons, request.Try, SettingLayer.FromOptions(parsed.GetRequiredValue(set)), parsed.GetValue(config));
            return Run(host, lessons, settings, request, parsed.GetValue(quiet), parsed.GetValue(json));
        });
        return command;
    }

    static string EngineNamed(string? name)
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

    static void Require(RunRequest request)
    {
        if (request.Seed < 0)
            throw new UsageError($"--seed {request.Seed} is out of range: a whole number from 0 to {int.MaxValue}.");
        if (request.DataDirectory is { } data && !Directory.Exists(data))
            throw new UsageError($"--data {data}: there is no such directory.");
        if (request.OutDirectory is { } output && File.Exists(output))
            throw new UsageError($"--out {output}: this is a file; expected a directory.");
    }

    static List<LessonSettings> Resolve(Host host, IReadOnlyList<Lesson> lessons, string? tryName, SettingLayer options, string? config)
    {
        var unknown = options.Values.Keys.FirstOrDefault(key => !lessons.Any(lesson => SettingsResolver.Knows(lesson, key)));
        var file = SettingsFile.Read(config, host.Lessons.Ids);
        return [.. lessons.Select(lesson =>
        {
            var own = lessons.Count == 1 || unknown is not null
                ? options
                : SettingLayer.Of(options.Source, options.Values.Where(o => SettingsResolver.Knows(lesson, o.Key)).Select(o => (o.Key, o.Value)));
            return SettingsResolver.Resolve(
                lesson, own, LayerOfTry(lesson, tryName), SettingLayer.FromEnvironment(lesson.Id, host.Environment), file.Of(lesson.Id));
        })];
    }

    static SettingLayer LayerOfTry(Lesson lesson, string? name)
    {
        if (name is null)
            return SettingLayer.Of("--try", []);
        var names = lesson.Tries.Select(change => change.Name).ToList();
        var found = lesson.Tries.FirstOrDefault(change => change.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageError(names.Count == 0
                ? $"{lesson.Id} has no try '{name}': it has no tries."
                : $"{lesson.Id} has no try '{name}'. Nearest: '{Nearest.Of(name, names)}'; its tries are {string.Join(", ", names)}.");
        return SettingLayer.Of($"--try {found.Name}", found.Values);
    }

    static int Run(Host host, IReadOnlyList<Lesson> lessons, List<LessonSettings> settings, RunRequest request, bool quiet, bool json)
    {
        var terminal = json ? host.Error : host.Output;
        var lines = quiet ? TextWriter.Null : terminal;
        var interactive = host.Interactive && !quiet ? AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal) }) : null;
        var output = new RunOutput(lines, interactive);
        var outcomes = new List<LessonOutcome>();
        for (var i = 0; i < lessons.Count && (i == 0 || !host.Cancellation.IsCancellationRequested); i++)
        {
            if (lessons.Count > 1)
                lines.WriteLine($"{(i == 0 ? "" : "\n")}{lessons[i].Section} {lessons[i].Id}: {lessons[i].Title}");
            var directory = request.OutDirectory is { } parent && lessons.Count > 1 ? Path.Combine(parent, lessons[i].Id) : request.OutDirectory;
            var outcome = LessonRun.Run(lessons[i], settings[i], request with { OutDirectory = directory }, output, host.Cancellation);
            outcomes.Add(outcome);
            if (outcome.Error is { } error)
                host.Error.WriteLine($"{lessons[i].Id}: {error.GetType().Name}: {error.Message}");
            else if (outcome.WasStopped)
                host.Error.WriteLine($"{lessons[i].Id}: stopped after {outcome.Result.Steps} steps; what was measured is kept.");
        }
        if (json)
            host.Output.WriteLine(lessons.Count == 1 ? outcomes[0].Result.ToJson() : LessonResult.ToJson([.. outcomes.Select(o => o.Result)]));
        return outcomes.Count == lessons.Count && outcomes.All(o => o.Error is null && !o.WasStopped) ? Runner.Done : Runner.Failed;
    }
}
