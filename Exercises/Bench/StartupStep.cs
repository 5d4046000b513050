using System.Diagnostics;
using TfExercises.Lessons;

namespace TfExercises.Bench;

/// <summary>From the start of a process to the end of a lesson's first training step.</summary>
static class StartupStep
{
    /// <summary>The option of <c>run</c> that makes the process write a line when the step is done.</summary>
    public const string Option = "--first-step";

    const string Executable = "exercises";

    /// <summary>A step that runs this program anew and waits for the line.</summary>
    public static TimedStep Create(string lesson, string engine)
    {
        var path = Path.Combine(AppContext.BaseDirectory, Executable + (OperatingSystem.IsWindows() ? ".exe" : ""));
        var start = new ProcessStartInfo(path, ["run", lesson, "--engine", engine, "--quiet", Option]) { RedirectStandardOutput = true };
        return new TimedStep(() => Run(start)) { IsProcess = true };
    }

    static void Run(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var line = process.StandardOutput.ReadLine();
        if (line is null)
        {
            process.WaitForExit();
            throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode} before its first step.");
        }
        process.Kill();
    }
}
