using System.CommandLine;
using Tensorflow;
using TfExercises.Bench;
using TfExercises.Lessons;
using TfExercises.Settings;

namespace TfExercises.Commands;

/// <summary><c>bench</c>: times whole training steps of lessons, in turns, and a matrix product against the core's peak.</summary>
static class BenchCommand
{
    const string GemmName = "gemm";
    const string AllEngines = "all";
    const int Rounds = 10;
    const double LeastSeconds = 0.01;
    const double MostSeconds = 3600;

    public static Command Create(Host host)
    {
        var names = new Argument<string[]>("lessons")
        {
            Description = $"Lessons by id or section, or {GemmName} for a matrix product beside the core's peak. [default: all]",
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
            var done = run.Measure(Steps(host.Lessons, parsed.GetRequiredValue(names), engines));
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

    /// <summary>What is to be timed: each lesson on each engine, then the matrix products.</summary>
    static List<BenchStep> Steps(LessonTable table, string[] names, IReadOnlyList<string> engines)
    {
        var lessons = names.Length == 0
            ? table.Lessons.Where(lesson => lesson is ITimedLesson)
            : names.Where(name => !IsGemm(name)).SelectMany(name => Timed(table, name)).Distinct();
        List<BenchStep> steps = [.. lessons.SelectMany(lesson => engines.Select(engine => new BenchStep(lesson.Id, engine, () => CreateStep(lesson))))];
        if (names.Length == 0 || names.Any(IsGemm))
        {
            steps.Add(new("peak of one core", null, CorePeak.CreateStep));
            steps.AddRange(engines.Select(engine => new BenchStep($"{GemmName} {GemmStep.Size}, one core", engine, () => GemmStep.Create(threads: 1))));
            steps.AddRange(engines.Select(engine => new BenchStep($"{GemmName} {GemmStep.Size}", engine, () => GemmStep.Create(threads: 0))));
        }
        return steps;
    }

    static bool IsGemm(string name) => name.Equals(GemmName, StringComparison.OrdinalIgnoreCase);

    static IEnumerable<Lesson> Timed(LessonTable table, string name)
    {
        var timed = table.Find(name).Where(lesson => lesson is ITimedLesson).ToList();
        return timed.Count > 0
            ? timed
            : throw new UsageError(
                $"{name} has no step to time. Lessons that have one: {string.Join(", ", table.Lessons.Where(lesson => lesson is ITimedLesson).Select(lesson => lesson.Id))}; or {GemmName}.");
    }

    static TimedStep CreateStep(Lesson lesson) =>
        ((ITimedLesson)lesson).CreateStep(new LessonContext(SettingsResolver.Resolve(lesson), dataDirectory: null, reportProgress: (_, _) => { }, default));
}
