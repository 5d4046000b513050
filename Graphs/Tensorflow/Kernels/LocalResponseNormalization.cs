using System.Numerics;
using System.Numerics.Tensors;

namespace Tensorflow.Kernels;

/// <summary>
/// Local response normalization (Krizhevsky et al. 2012) along the last dimension:
/// y[d] = x[d] * norm[d]^-beta, norm[d] = bias + alpha * sum of x[e]^2 over |e - d| &lt;= radius.
/// </summary>
internal static unsafe class LocalResponseNormalization
{
    private const int RowsPerChunk = 64;

    /// <summary>LRN of <paramref name="rows"/> vectors of length <paramref name="depth"/>.</summary>
    public static void Forward<T>(int rows, int depth, int radius, T bias, T alpha, T beta, ReadOnlySpan<T> input, Span<T> output)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* x = input, y = output)
        {
            var body = new Body<T> { Rows = rows, Depth = depth, Radius = radius, Bias = bias, Alpha = alpha, Beta = beta, X = x, Result = y };
            WorkerPool.Run((rows + RowsPerChunk - 1) / RowsPerChunk, ref body);
        }
    }

    /// <summary>
    /// LRNGrad: dx[e] = dy[e] * norm[e]^-beta - 2 alpha beta x[e] * sum of dy[d] * y[d] / norm[d] over |e - d| &lt;= radius,
    /// with <paramref name="output"/> = y as the forward pass gave it.
    /// </summary>
    public static void Gradient<T>(
        int rows, int depth, int radius, T bias, T alpha, T beta,
        ReadOnlySpan<T> outputGradient, ReadOnlySpan<T> input, ReadOnlySpan<T> output, Span<T> inputGradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        fixed (T* dy = outputGradient, x = input, y = output, dx = inputGradient)
        {
            var body = new Body<T>
            {
                Rows = rows, Depth = depth, Radius = radius, Bias = bias, Alpha = alpha, Beta = beta,
                X = x, Y = y, OutputGradient = dy, Result = dx,
            };
            WorkerPool.Run((rows + RowsPerChunk - 1) / RowsPerChunk, ref body);
        }
    }

    private struct Body<T> : IChunkBody where T : unmanaged, IFloatingPointIeee754<T>
    {
        public int Rows;
        public int Depth;
        public int Radius;
        public T Bias;
        public T Alpha;
        public T Beta;
        public T* X;
        public T* Y;
        public T* OutputGradient;
        public T* Result;

        public readonly void Run(int chunk)
        {
            int end = Math.Min((chunk + 1) * RowsPerChunk, Rows);
            for (int row = chunk * RowsPerChunk; row < end; row++)
            {
                nint at = (nint)row * Depth;
                if (OutputGradient == null)
                {
                    Normalize(new(X + at, Depth), new(Result + at, Depth));
                }
                else
                {
                    Differentiate(new(OutputGradient + at, Depth), new(X + at, Depth), new(Y + at, Depth), new(Result + at, Depth));
                }
            }
        }

        private readonly T Norm(ReadOnlySpan<T> x, int d) =>
            Bias + Alpha * TensorPrimitives.SumOfSquares(Around(x, d));

        private readonly ReadOnlySpan<T> Around(ReadOnlySpan<T> x, int d)
        {
            int first = Math.Max(0, d - Radius);
            int last = (int)Math.Min((long)x.Length - 1, (long)d + Radius);
            return x[first..(last + 1)];
        }

        private readonly void Normalize(ReadOnlySpan<T> x, Span<T> y)
        {
            for (int d = 0; d < x.Length; d++)
            {
                y[d] = Norm(x, d);
            }
            TensorPrimitives.Pow(y, -Beta, y);
            TensorPrimitives.Multiply(x, y, y);
        }

        private readonly void Differentiate(ReadOnlySpan<T> dy, ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> dx)
        {
            T factor = T.CreateTruncating(2) * Alpha * Beta;
            dx.Clear();
            for (int d = 0; d < x.Length; d++)
            {
                T norm = Norm(x, d);
                T share = factor * dy[d] * y[d] / norm;
                int first = Math.Max(0, d - Radius);
                int last = (int)Math.Min((long)x.Length - 1, (long)d + Radius);
                for (int e = first; e <= last; e++)
                {
                    dx[e] -= share * x[e];
                }
                dx[d] += dy[d] * T.Pow(norm, -Beta);
            }
        }
    }
}
