using System.Diagnostics;

namespace TfExercises.Benchmarks;

/// <summary>Measures everything and writes the tables and plots into the documents, each between its marks <c>&lt;!-- NAME --&gt;</c> and <c>&lt;!-- /NAME --&gt;</c>.</summary>
internal static class Report
{
    const string Document = "performance.md";

    /// <param name="docs">The directory of the documents; README.md stands above it.</param>
    /// <param name="engines">The engines that run the steps.</param>
    /// <param name="parts">The marks whose tables are made anew; all without one.</param>
    public static void Write(string docs, IReadOnlyList<string> engines, IReadOnlyList<string> parts)
    {
        var document = Path.Combine(docs, Document);
        foreach (var (name, file, table) in new (string, string, Func<string>)[]
        {
            ("steps", Path.Combine(docs, "..", "README.md"), () => Steps(docs, [], engines)),
            ("other-steps", document, () => Steps(docs, ["recurrent", "startup"], engines)),
            ("model", document, ModelBenchmark.Run),
            ("kernels", document, () => KernelRun.Run([])),
            ("loops", document, LoopBenchmark.Run),
            ("scaling", document, () => ScalingBenchmark.Run(docs)),
            ("memory", document, () => MemoryBenchmark.Run(engines)),
        })
        {
            if (parts.Count > 0 && !parts.Contains(name))
                continue;
            Console.Error.WriteLine($"measuring: {name}");
            File.WriteAllText(file, Replaced(File.ReadAllText(file), name, table()));
        }
    }

    /// <summary>The text with what stands between the marks replaced.</summary>
    /// <exception cref="InvalidOperationException">A mark is missing.</exception>
    internal static string Replaced(string text, string name, string table)
    {
        var (open, close) = ($"<!-- {name} -->\n", $"<!-- /{name} -->");
        var start = text.IndexOf(open, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf(close, start, StringComparison.Ordinal);
        if (end < 0)
            throw new InvalidOperationException($"The document has no marks {open.Trim()} and {close}.");
        return text[..(start + open.Length)] + table.TrimEnd() + "\n" + text[end..];
    }

    /// <summary>What <c>bench</c> writes in Markdown: by the runner itself, whose start is timed too.</summary>
    static string Steps(string docs, IReadOnlyList<string> groups, IReadOnlyList<string> engines)
    {
        var file = Path.GetTempFileName();
        try
        {
            string[] run = ["run", "-c", "Release", "--project", Path.Combine(docs, "..", "Exercises"), "--"];
            using var process = Process.Start("dotnet", [.. run, "bench", .. groups, "--engine", engines.Count > 1 ? "all" : engines[0], "--markdown", file]);
            process.WaitForExit();
            return process.ExitCode == 0 ? File.ReadAllText(file) : throw new InvalidOperationException($"bench ended with {process.ExitCode}.");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
