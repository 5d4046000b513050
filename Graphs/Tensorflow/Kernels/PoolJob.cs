namespace Tensorflow.Kernels;

/// <summary>One piece of a pooling: a row of output cells, or an image.</summary>
internal unsafe interface IPoolJob<T> where T : unmanaged
{
    static abstract void Run(in ConvGeometry g, int job, T* left, T* right, T* result);
}

/// <summary>Shares the pieces of a pooling among the threads.</summary>
internal static unsafe class PoolJob
{
    private const int InlineElements = 16 * 1024;

    public static void Run<T, TJob>(in ConvGeometry g, int jobs, ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> result)
        where T : unmanaged where TJob : struct, IPoolJob<T>
    {
        fixed (T* l = left, r = right, d = result)
        {
            if ((long)g.Batch * g.InputHeight * g.InputWidth * g.InputChannels <= InlineElements)
            {
                for (int job = 0; job < jobs; job++)
                {
                    TJob.Run(g, job, l, r, d);
                }
                return;
            }
            var body = new Body<T, TJob> { Geometry = g, Left = l, Right = r, Result = d };
            WorkerPool.Run(jobs, ref body);
        }
    }

    private struct Body<T, TJob> : IChunkBody where T : unmanaged where TJob : struct, IPoolJob<T>
    {
        public ConvGeometry Geometry;
        public T* Left;
        public T* Right;
        public T* Result;

        public readonly void Run(int chunk) => TJob.Run(Geometry, chunk, Left, Right, Result);
    }
}
