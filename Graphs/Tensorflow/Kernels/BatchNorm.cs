using System.Buffers;
using System.Numerics;

namespace Tensorflow.Kernels;

/// <summary>Batch normalization of a matrix [rows, channels]: each channel by its own mean and variance over the rows.</summary>
internal static unsafe class BatchNorm
{
    private const int ChunkElements = 8 * 1024;

    /// <summary>sums[c] = sum of x[r,c] over r.</summary>
    public static void Sum(int channels, ReadOnlySpan<float> x, Span<float> sums) => Sums<Plain>(channels, x, default, default, sums);

    /// <summary>sums[c] = sum of (x[r,c] - mean[c])^2 over r.</summary>
    public static void SumOfSquares(int channels, ReadOnlySpan<float> x, ReadOnlySpan<float> mean, Span<float> sums) =>
        Sums<CenteredSquare>(channels, x, default, mean, sums);

    /// <summary>sums[c] = sum of dy[r,c] * (x[r,c] - mean[c]) over r.</summary>
    public static void SumOfProducts(int channels, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, ReadOnlySpan<float> mean, Span<float> sums) =>
        Sums<CenteredProduct>(channels, x, dy, mean, sums);

    /// <summary>result[r,c] = (x[r,c] - mean[c]) * slope[c] + shift[c].</summary>
    public static void Apply(int channels, ReadOnlySpan<float> x, ReadOnlySpan<float> mean, ReadOnlySpan<float> slope, ReadOnlySpan<float> shift, Span<float> result) =>
        Apply(channels, x, default, mean, slope, default, shift, result);

    /// <summary>result[r,c] = (x[r,c] - mean[c]) * slope[c] + dy[r,c] * factor[c] + shift[c].</summary>
    public static void Apply(
        int channels, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, ReadOnlySpan<float> mean,
        ReadOnlySpan<float> slope, ReadOnlySpan<float> factor, ReadOnlySpan<float> shift, Span<float> result)
    {
        if (result.IsEmpty) return;
        fixed (float* px = x, py = dy, pm = mean, ps = slope, pf = factor, pb = shift, pr = result)
        {
            var body = new ApplyBody
            {
                X = px, Dy = py, Mean = pm, Slope = ps, Factor = pf, Shift = pb, Result = pr,
                Rows = x.Length / channels, Channels = channels, PerChunk = RowsPerChunk(channels),
            };
            WorkerPool.Run((body.Rows + body.PerChunk - 1) / body.PerChunk, ref body);
        }
    }

    private static int RowsPerChunk(int channels) => Math.Max(16, ChunkElements / channels);

    private static void Sums<TFormula>(int channels, ReadOnlySpan<float> x, ReadOnlySpan<float> dy, ReadOnlySpan<float> mean, Span<float> sums)
        where TFormula : struct, IColumnFormula
    {
        sums.Clear();
        if (x.IsEmpty) return;
        var perChunk = RowsPerChunk(channels);
        var rows = x.Length / channels;
        var chunks = (rows + perChunk - 1) / perChunk;
        var partial = ArrayPool<float>.Shared.Rent(checked(chunks * channels));
        fixed (float* px = x, py = dy, pm = mean, pp = partial)
        {
            var body = new SumBody<TFormula> { X = px, Dy = py, Mean = pm, Partial = pp, Rows = rows, Channels = channels, PerChunk = perChunk };
            WorkerPool.Run(chunks, ref body);
            for (var c = 0; c < channels; c++)
            {
                double total = 0;
                for (var k = 0; k < chunks; k++) total += pp[(nint)k * channels + c];
                sums[c] = (float)total;
            }
        }
        ArrayPool<float>.Shared.Return(partial);
    }

    private interface IColumnFormula
    {
        static abstract bool NeedsDy { get; }

        static abstract bool NeedsMean { get; }

        static abstract Vector<float> Of(Vector<float> x, Vector<float> dy, Vector<float> mean);

        static abstract float Of(float x, float dy, float mean);
    }

    private readonly struct Plain : IColumnFormula
    {
        public static bool NeedsDy => false;

        public static bool NeedsMean => false;

        public static Vector<float> Of(Vector<float> x, Vector<float> dy, Vector<float> mean) => x;

        public static float Of(float x, float dy, float mean) => x;
    }

    private readonly struct CenteredSquare : IColumnFormula
    {
        public static bool NeedsDy => false;

        public static bool NeedsMean => true;

        public static Vector<float> Of(Vector<float> x, Vector<float> dy, Vector<float> mean) => (x - mean) * (x - mean);

        public static float Of(float x, float dy, float mean) => (x - mean) * (x - mean);
    }

    private readonly struct CenteredProduct : IColumnFormula
    {
        public static bool NeedsDy => true;

        public static bool NeedsMean => true;

        public static Vector<float> Of(Vector<float> x, Vector<float> dy, Vector<float> mean) => dy * (x - mean);

        public static float Of(float x, float dy, float mean) => dy * (x - mean);
    }

    private struct SumBody<TFormula> : IChunkBody where TFormula : struct, IColumnFormula
    {
        public float* X;
        public float* Dy;
        public float* Mean;
        public float* Partial;
        public int Rows;
        public int Channels;
        public int PerChunk;

        public readonly void Run(int chunk)
        {
            var first = chunk * PerChunk;
            var last = Math.Min(first + PerChunk, Rows);
            var sum = Partial + (nint)chunk * Channels;
            var c = 0;
            for (; Vector.IsHardwareAccelerated && c <= Channels - Vector<float>.Count; c += Vector<float>.Count)
            {
                var mean = TFormula.NeedsMean ? Vector.Load(Mean + c) : default;
                var total = Vector<float>.Zero;
                for (var r = first; r < last; r++)
                {
                    var at = (nint)r * Channels + c;
                    total += TFormula.Of(Vector.Load(X + at), TFormula.NeedsDy ? Vector.Load(Dy + at) : default, mean);
                }
                total.Store(sum + c);
            }
            for (; c < Channels; c++)
            {
                var mean = TFormula.NeedsMean ? Mean[c] : 0;
                var total = 0f;
                for (var r = first; r < last; r++)
                {
                    var at = (nint)r * Channels + c;
                    total += TFormula.Of(X[at], TFormula.NeedsDy ? Dy[at] : 0, mean);
                }
                sum[c] = total;
            }
        }
    }

    private struct ApplyBody : IChunkBody
    {
        public float* X;
        public float* Dy;
        public float* Mean;
        public float* Slope;
        public float* Factor;
        public float* Shift;
        public float* Result;
        public int Rows;
        public int Channels;
        public int PerChunk;

        public readonly void Run(int chunk)
        {
            var last = Math.Min((chunk + 1) * PerChunk, Rows);
            for (var r = chunk * PerChunk; r < last; r++)
            {
                var x = X + (nint)r * Channels;
                var result = Result + (nint)r * Channels;
                var dy = Dy == null ? null : Dy + (nint)r * Channels;
                var c = 0;
                for (; Vector.IsHardwareAccelerated && c <= Channels - Vector<float>.Count; c += Vector<float>.Count)
                {
                    var y = (Vector.Load(x + c) - Vector.Load(Mean + c)) * Vector.Load(Slope + c) + Vector.Load(Shift + c);
                    if (dy != null) y += Vector.Load(dy + c) * Vector.Load(Factor + c);
                    y.Store(result + c);
                }
                for (; c < Channels; c++)
                {
                    var y = (x[c] - Mean[c]) * Slope[c] + Shift[c];
                    result[c] = dy == null ? y : y + dy[c] * Factor[c];
                }
            }
        }
    }
}
