using System.CommandLine;
using Tensorflow;
using TfExercises.Settings;

namespace TfExercises.Commands;

/// <summary><c>bench</c>: times whole training steps of lessons, in turns, and a matrix product against the core's peak.</summary>
static class BenchCommand
{
    const string AllEngines = "all";
    const int Rounds = 10;
    const double LeastSeconds = 0.01;
    const double MostSeconds = 3600;

    public static Command Create(Host host)
    {
        var names = new Argument<string[]>("lessons")
        {
            Description = $"Lessons by id or section, or {string.Join(", ", BenchSteps.Groups)}: the lessons, a matrix product beside the core's peak, Keras' recurrent layers, from process start to first step, all of it. [default: lessons gemm]",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var seconds = new Option<double>("--seconds") { Description = "How long each step is timed.", HelpName = "S", DefaultValueFactory = _ => 3 };
        var engine = new Option<string?>("--engine") { Description = $"The engine that runs the steps, or {AllEngines} to compare them in turns.", HelpName = string.Join('|', [.. Engines.Names, AllEngines]) };
        var markdown = new Option<string?>("--markdown") { Description = "A file for the table in Markdown.", HelpName = "FILE" };
        var json = new Option<string?>("--json") { Description = "A file for the figures in JSON, times in seconds.", HelpName = "FILE" };

        var command = new Command("bench", "Times training steps: median, best, spread, bytes allocated.") { names, seconds, engine, markdown, json };
        command.SetAction(parsed =>
        {
            var time = parsed.GetRequiredValue(seconds);
            if (time is not (>= LeastSeconds and <= MostSeconds))
                throw new UsageError($"--seconds {Setting.Show(time)} is out of range: a number from {Setting.Show(LeastSeconds)} to {Setting.Show(MostSeconds)}.");
            string?[] files = [parsed.GetValue(markdown), parsed.GetValue(json)];
            foreach (var file in files)
                RequireFolder(file);
            var engines = parsed.GetValue(engine) is AllEngines ? Engines.Names : [RunCommand.EngineNamed(parsed.GetValue(engine))];
            var run = new BenchRun(host, TimeSpan.FromSeconds(time / Rounds), Rounds);
            var done = run.Measure(new BenchSteps(host.Lessons, engines).Named(parsed.GetRequiredValue(names)));
            if (run.Result.Steps.Count > 0)
            {
                run.Result.Write(host.Output);
                Save(files[0], run.Result.ToMarkdown);
                Save(files[1], run.Result.ToJson);
            }
            return done ? Runner.Done : Runner.Failed;
        });
        return command;
    }

    static void RequireFolder(string? file)
    {
        if (file is not null && !Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(file))))
            throw new UsageError($"{file}: there is no such directory.");
    }

    static void Save(string? file, Func<string> text)
    {
        if (file is not null)
            File.WriteAllText(file, text());
    }
}
