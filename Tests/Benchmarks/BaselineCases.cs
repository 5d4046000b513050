using Tensorflow.Kernels;
using TfExercises.Bench;

namespace TfExercises.Benchmarks;

/// <summary>What the machine can do, on as many threads as the kernels beside it: multiply-adds in registers, and copies.</summary>
internal static class BaselineCases
{
    public const string Peak = "peak";

    /// <summary>Elements that stay in a core's cache: a batch of 100 with 1000 units.</summary>
    public const int CachedElements = 100_000;

    /// <summary>Elements that no cache holds.</summary>
    public const int MemoryElements = 1 << 24;

    const int CopyChunk = 32 * 1024;

    public static IEnumerable<KernelCase> All =>
    [
        new(Peak, () => RunPeak, Flops: PeakLoops * CorePeak.FlopsPerLoop),
        Copy(CachedElements),
        Copy(MemoryElements),
    ];

    public static string CopyName(int elements) => $"copy {elements}";

    const int PeakLoops = 8;

    static unsafe void RunPeak() => WorkerPool.Run(PeakLoops, &PeakLoop, null);

    static unsafe void PeakLoop(void* context, int chunk) => CorePeak.Loop();

    static KernelCase Copy(int elements) => new(CopyName(elements), () =>
    {
        float[] from = KernelCase.Values(elements), to = new float[elements];
        return () => Copy(from, to);
    }, Bytes: 2.0 * sizeof(float) * elements) { CopyName = CopyName(elements) };

    static unsafe void Copy(float[] from, float[] to)
    {
        fixed (float* x = from, y = to)
        {
            var body = new CopyBody { From = x, To = y, Length = from.Length };
            WorkerPool.Run((from.Length + CopyChunk - 1) / CopyChunk, ref body);
        }
    }

    unsafe struct CopyBody : IChunkBody
    {
        public float* From;
        public float* To;
        public int Length;

        public readonly void Run(int chunk)
        {
            var start = chunk * CopyChunk;
            var count = Math.Min(CopyChunk, Length - start);
            new ReadOnlySpan<float>(From + start, count).CopyTo(new Span<float>(To + start, count));
        }
    }
}
