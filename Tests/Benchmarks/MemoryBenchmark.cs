using System.Diagnostics;
using System.Globalization;
using Tensorflow;
using Tensorflow.Plan;
using TfExercises.Commands;
using TfExercises.Lessons;
using TfExercises.Settings;

namespace TfExercises.Benchmarks;

/// <summary>What the process of a training step holds at most, by engine, beside the tensors that the step needs at once.</summary>
internal static class MemoryBenchmark
{
    public const string ChildName = "memory-of";

    const string LessonId = "mnist-cnn";
    const int Steps = 5;

    /// <summary>The table, in Markdown.</summary>
    public static string Run(IEnumerable<string> engines)
    {
        using var text = new StringWriter { NewLine = "\n" };
        text.WriteLine($"| {LessonId} | MB |");
        text.WriteLine("|---|---:|");
        var variables = VariableBytes(out var inUse, out var placed);
        Write(text, "variables with the optimizer's slots", variables);
        Write(text, "other tensors in use at once, at most", inUse);
        Write(text, "memory that the managed engine places them in", placed);
        foreach (var engine in engines)
        {
            var (before, peak) = Child(engine);
            Write(text, $"process on the engine {engine}: before the graph", before);
            Write(text, $"process on the engine {engine}: peak of {Steps} steps", peak);
            Write(text, $"process on the engine {engine}: difference", peak - before);
        }
        return text.ToString();
    }

    /// <summary>Runs the steps in this process and writes what it held before and at most.</summary>
    public static void RunChild(string engine)
    {
        Engines.Default = engine;
        LessonRun.StartAfresh(seed: 0);
        var lesson = LessonTable.Course.Find(LessonId).Single();
        var context = Context(lesson);
        context.LoadMnist();
        GC.Collect();
        var before = Environment.WorkingSet;
        using var step = ((ITimedLesson)lesson).CreateStep(context);
        for (var i = 0; i < Steps; i++)
            step.Run();
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"{before} {process.PeakWorkingSet64}");
    }

    static LessonContext Context(Lesson lesson) => new(SettingsResolver.Resolve(lesson), dataDirectory: null, reportProgress: (_, _) => { }, default);

    static (long Before, long Peak) Child(string engine)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "TfExercises.Benchmarks" + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(path, [ChildName, engine]) { RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var numbers = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        return process.ExitCode == 0
            ? (long.Parse(numbers[0], CultureInfo.InvariantCulture), long.Parse(numbers[1], CultureInfo.InvariantCulture))
            : throw new InvalidOperationException($"{ChildName} {engine} ended with {process.ExitCode}.");
    }

    static long VariableBytes(out long inUse, out long placed)
    {
        LessonRun.StartAfresh(seed: 0);
        var lesson = LessonTable.Course.Find(LessonId).Single();
        using var step = ((ITimedLesson)lesson).CreateStep(Context(lesson));
        step.Run();
        var plan = ((ManagedEngine)step.Session!.Engine).LatestPlan!;
        inUse = Memory.LargestInUse(plan.Graph);
        placed = ((byte[])plan.Memory).LongLength;
        return Binding.tf.global_variables().Sum(variable => variable.shape.size * sizeof(float));
    }

    static void Write(TextWriter text, string name, long bytes) =>
        text.WriteLine($"| {name} | {(bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture)} |");
}
