using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Order;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using Perfolizer.Horology;

namespace TfExercises.Benchmarks;

/// <summary>Times kernels by BenchmarkDotNet, in this process: the worker pool and the kernels' code are warm as in a session.</summary>
internal static class KernelRun
{
    // Short, and many of them: the best are those that nothing disturbed.
    const double SampleMilliseconds = 10;
    const int Samples = 40;

    /// <summary>The table, in Markdown.</summary>
    /// <param name="words">Words of the kernels' names; all without one.</param>
    public static string Run(IReadOnlyList<string> words)
    {
        KernelBenchmark.Words = words;
        var summary = BenchmarkRunner.Run<KernelBenchmark>(Config());
        var log = new AccumulationLogger();
        MarkdownExporter.GitHub.ExportToLog(summary, log);
        return log.GetLog().ReplaceLineEndings("\n").Trim() + "\n";
    }

    static IConfig Config() => ManualConfig.CreateEmpty()
        .AddJob(Job.Default.WithToolchain(new InProcessNoEmitToolchain(new())).WithIterationTime(TimeInterval.FromMilliseconds(SampleMilliseconds))
            .WithWarmupCount(2).WithIterationCount(Samples).WithEvaluateOverhead(false))
        .AddLogger(new Progress())
        .AddColumnProvider(DefaultColumnProviders.Params)
        .AddColumn(StatisticColumn.Median, StatisticColumn.Min,
            new RateColumn("GFLOP/s", "10^9 floating-point operations a second", kernel => kernel.Flops),
            new RateColumn("of peak", "Share of the multiply-adds that registers alone reach", kernel => kernel.Flops, _ => BaselineCases.Peak),
            new RateColumn("GB/s", "10^9 bytes read and written a second", kernel => kernel.Bytes),
            new RateColumn("of copy", "Share of the bytes a second of a copy of such data", kernel => kernel.Bytes, kernel => kernel.CopyName))
        .WithOrderer(new DefaultOrderer(SummaryOrderPolicy.Declared))
        .WithOptions(ConfigOptions.DisableLogFile)
        .WithArtifactsPath(Path.Combine(Path.GetTempPath(), "TfExercises.Benchmarks"))
        .WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(60));

    /// <summary>A line a kernel of BenchmarkDotNet's many, and its errors.</summary>
    sealed class Progress : ILogger
    {
        public string Id => nameof(Progress);

        public int Priority => 0;

        public void Write(LogKind logKind, string text)
        {
            if (logKind == LogKind.Error)
                Console.Error.Write(text);
        }

        public void WriteLine() { }

        public void WriteLine(LogKind logKind, string text)
        {
            if (logKind == LogKind.Error || text.StartsWith("// Benchmark: ", StringComparison.Ordinal))
                Console.Error.WriteLine(text);
        }

        public void Flush() { }
    }
}
