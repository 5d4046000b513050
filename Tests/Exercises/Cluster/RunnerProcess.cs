using System.Diagnostics;
using NUnit.Framework;

namespace TfExercises.Tests.Exercises.Cluster;

/// <summary>The runner as a process of its own. It is killed at the end whatever happens, on Linux also when the tests' own process is.</summary>
sealed class RunnerProcess : IDisposable
{
    const string Timeout = "/usr/bin/timeout";
    const int MostSeconds = 300;

    readonly Process _process;
    readonly List<string> _lines = [];
    readonly string _name;

    public RunnerProcess(string folder, string name, params string[] arguments)
    {
        _name = name;
        var program = Path.Combine(AppContext.BaseDirectory, "exercises.dll");
        string[] command = File.Exists(Timeout) ? [Timeout, "-s", "KILL", $"{MostSeconds}", "dotnet", program] : ["dotnet", program];
        var start = new ProcessStartInfo(command[0], [.. command[1..], .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.Environment["TF_CPP_MIN_LOG_LEVEL"] = "2";
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>All that it has written so far.</summary>
    public string Written
    {
        get
        {
            lock (_lines) return $"{_name}:\n{string.Join('\n', _lines)}";
        }
    }

    /// <summary>Waits for a line that <paramref name="fits"/>.</summary>
    public string WaitForLine(Func<string, bool> fits, TimeSpan patience)
    {
        var begin = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begin) < patience)
        {
            var hasEnded = _process.HasExited;
            lock (_lines)
            {
                if (_lines.Find(line => fits(line)) is { } found) return found;
            }
            if (hasEnded) throw new AssertionException($"The process ended before the line came. {Written}");
            Thread.Sleep(20);
        }
        throw new AssertionException($"The line did not come in {patience.TotalSeconds} s. {Written}");
    }

    /// <summary>Waits for the end and gives the exit code.</summary>
    public int WaitForEnd(TimeSpan patience)
    {
        if (!_process.WaitForExit(patience)) throw new AssertionException($"The process did not end in {patience.TotalSeconds} s. {Written}");
        // Without a limit of time it waits for the rest of the output as well.
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Ends it as a power cut would.</summary>
    public void Kill()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    void Keep(string? line)
    {
        if (line is null) return;
        lock (_lines) _lines.Add(line);
    }
}
