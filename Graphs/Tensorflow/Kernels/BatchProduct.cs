using System.Numerics;

namespace Tensorflow.Kernels;

/// <summary>Many matrix products of one size, over batches that broadcast against each other.</summary>
internal static unsafe class BatchProduct
{
    /// <summary>Multiplications of one chunk of small products; a larger product is shared by the threads itself.</summary>
    const long Chunk = 256 * 1024;

    /// <summary>z[b] = op(x[b]) op(y[b]), op(x[b]) being [m, k], op(y[b]) [k, n]; batch shapes as NumPy broadcasts them.</summary>
    public static void Run<T>(
        bool transposeX, bool transposeY, int m, int n, int k,
        ReadOnlySpan<T> x, ReadOnlySpan<int> xBatch, ReadOnlySpan<T> y, ReadOnlySpan<int> yBatch, Span<T> z, ReadOnlySpan<int> batch)
        where T : unmanaged, INumberBase<T>
    {
        if (z.Length == 0)
        {
            return;
        }

        int* buffer = stackalloc int[Broadcast.BufferSize(batch.Length, 2)];
        var plan = new Broadcast(batch, 2, buffer);
        plan.Operand(0, xBatch);
        plan.Operand(1, yBatch);
        plan.Collapse();
        int count = plan.Rows * plan.RowLength;
        fixed (T* px = x)
        fixed (T* py = y)
        fixed (T* pz = z)
        {
            long work = Math.Max(1, (long)m * n * k);
            var body = new Body<T>
            {
                Plan = plan, X = px, Y = py, Z = pz, M = m, N = n, K = k, TransposeX = transposeX, TransposeY = transposeY,
                Count = count, PerChunk = (int)Math.Clamp(Chunk / work, 1, count),
            };
            if (work >= Chunk)
            {
                for (int b = 0; b < count; b++)
                {
                    body.Product(b);
                }
            }
            else
            {
                WorkerPool.Run((count + body.PerChunk - 1) / body.PerChunk, ref body);
            }
        }
    }

    struct Body<T> : IChunkBody
        where T : unmanaged, INumberBase<T>
    {
        public Broadcast Plan;
        public T* X;
        public T* Y;
        public T* Z;
        public int M;
        public int N;
        public int K;
        public bool TransposeX;
        public bool TransposeY;
        public int Count;
        public int PerChunk;

        public readonly void Run(int chunk)
        {
            int end = Math.Min(Count, (chunk + 1) * PerChunk);
            for (int b = chunk * PerChunk; b < end; b++)
            {
                Product(b);
            }
        }

        public readonly void Product(int b)
        {
            int row = b / Plan.RowLength;
            int column = b - row * Plan.RowLength;
            nint i = Plan.Offset(0, row) + (Plan.Moves(0) ? column : 0);
            nint j = Plan.Offset(1, row) + (Plan.Moves(1) ? column : 0);
            Gemm.Run(
                TransposeX, TransposeY, M, N, K,
                new ReadOnlySpan<T>(X + i * M * K, M * K), new ReadOnlySpan<T>(Y + j * K * N, K * N), new Span<T>(Z + (nint)b * M * N, M * N));
        }
    }
}
