using BenchmarkDotNet.Attributes;
using Tensorflow.Kernels;

namespace TfExercises.Benchmarks;

/// <summary>One call of a kernel, on one thread and on all: BenchmarkDotNet times it beside the machine's peak and copies.</summary>
public class KernelBenchmark
{
    private Action _call = () => { };

    /// <summary>Names contain one of these words; all kernels if there are none.</summary>
    internal static IReadOnlyList<string> Words { get; set; } = [];

    [ParamsSource(nameof(Kernels))]
    public required KernelCase Kernel { get; set; }

    [ParamsSource(nameof(ThreadCounts))]
    public int Threads { get; set; }

    public static IEnumerable<KernelCase> Kernels =>
    [
        .. BaselineCases.All,
        .. new[] { GemmCases.All, GemmCases.Vectors, ConvCases.All, MemoryCases.All }.SelectMany(cases => cases)
            .Where(kernel => Words.Count == 0 || Words.Any(word => kernel.Name.Contains(word, StringComparison.OrdinalIgnoreCase))),
    ];

    public static IEnumerable<int> ThreadCounts => new[] { 1, Environment.ProcessorCount }.Distinct();

    [GlobalSetup]
    public void Prepare()
    {
        WorkerPool.Threads = Threads;
        _call = Kernel.Create();
    }

    [GlobalCleanup]
    public void Restore() => WorkerPool.Threads = Environment.ProcessorCount;

    [Benchmark]
    public void Run() => _call();
}
