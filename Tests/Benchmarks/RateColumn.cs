using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace TfExercises.Benchmarks;

/// <summary>What a kernel does a second, or its share of what a baseline of the same run does on as many threads; both of their best samples.</summary>
/// <param name="work">Operations or bytes of one call; 0 leaves the column empty.</param>
/// <param name="baseline">The name of the baseline, for a share; null for the rate in units of 10^9.</param>
internal sealed class RateColumn(string name, string legend, Func<KernelCase, double> work, Func<KernelCase, string?>? baseline = null) : IColumn
{
    public string Id => name;

    public string ColumnName => name;

    public bool AlwaysShow => true;

    public ColumnCategory Category => ColumnCategory.Custom;

    public int PriorityInCategory => 0;

    public bool IsNumeric => true;

    public UnitType UnitType => UnitType.Dimensionless;

    public string Legend => legend;

    public bool IsAvailable(Summary summary) => true;

    public bool IsDefault(Summary summary, BenchmarkCase benchmarkCase) => false;

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase, SummaryStyle style) => GetValue(summary, benchmarkCase);

    public string GetValue(Summary summary, BenchmarkCase benchmarkCase)
    {
        var kernel = KernelOf(benchmarkCase);
        if (work(kernel) == 0 || Rate(summary, benchmarkCase) is not { } rate)
            return "";
        if (baseline is null)
            return rate.ToString("0.0", CultureInfo.InvariantCulture);
        var reference = summary.BenchmarksCases.FirstOrDefault(other => KernelOf(other).Name == baseline(kernel) && ThreadsOf(other) == ThreadsOf(benchmarkCase));
        return reference is not null && Rate(summary, reference) is { } full ? (rate / full).ToString("0%", CultureInfo.InvariantCulture) : "";
    }

    // BenchmarkDotNet counts in nanoseconds, so this is in units of 10^9 a second.
    private double? Rate(Summary summary, BenchmarkCase benchmarkCase) =>
        summary[benchmarkCase]?.ResultStatistics is { } statistics ? work(KernelOf(benchmarkCase)) / statistics.Min : null;

    private static KernelCase KernelOf(BenchmarkCase benchmarkCase) => (KernelCase)benchmarkCase.Parameters[nameof(KernelBenchmark.Kernel)];

    private static int ThreadsOf(BenchmarkCase benchmarkCase) => (int)benchmarkCase.Parameters[nameof(KernelBenchmark.Threads)];
}
