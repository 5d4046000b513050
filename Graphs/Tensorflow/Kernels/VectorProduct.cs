using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tensorflow.Kernels;

/// <summary>Matrix times vector: y[i] (+)= sum over l of matrix[i, l] * x[l], the matrix lying with its rows or its columns in one piece.</summary>
internal static unsafe class VectorProduct<T, TVec, TSimd>
    where T : unmanaged, INumberBase<T> where TVec : unmanaged where TSimd : struct, ISimd<TVec, T>
{
    private const long ElementsPerChunk = 64 * 1024;

    // Half of a common second cache; a stretch of columns long enough for the processor to foresee the next line.
    private const long StreamedBytes = 512 * 1024;
    private const int StreamedStep = 256;

    /// <summary>
    /// Runs the product with m outputs and sums of length k. One of <paramref name="row"/> and <paramref name="column"/>, the strides of i and l
    /// in the matrix, must be 1 (or the dimension that it steps over at most 1 long).
    /// </summary>
    public static void Run(int m, int k, T* matrix, nint row, nint column, T* x, nint xStep, T* y, nint yStep, bool add)
    {
        if (xStep != 1 && k > 1)
        {
            T* copy = Scratch.Get<T>(Scratch.Use.Panel, k);
            for (int l = 0; l < k; l++)
            {
                copy[l] = x[l * xStep];
            }
            x = copy;
        }
        bool byRows = column == 1 && (k > 1 || row != 1);
        var body = new Body { M = m, K = k, Matrix = matrix, Step = byRows ? row : column, X = x, Y = y, YStep = yStep, Add = add, ByRows = byRows };
        body.IsStreamed = !byRows && (long)m * k * sizeof(T) > StreamedBytes && m >= 4 * TSimd.Lanes;
        int step = body.IsStreamed ? StreamedStep : 64;
        int chunks = (int)Math.Min(((long)m * k + ElementsPerChunk - 1) / ElementsPerChunk, (m + step - 1) / step);
        body.RowsPerChunk = chunks <= 1 ? m : ((m + chunks - 1) / chunks + step - 1) / step * step;
        WorkerPool.Run((m + body.RowsPerChunk - 1) / body.RowsPerChunk, ref body);
    }

    private struct Body : IChunkBody
    {
        public int M;
        public int K;
        public int RowsPerChunk;
        public T* Matrix;
        public nint Step;
        public T* X;
        public T* Y;
        public nint YStep;
        public bool Add;
        public bool ByRows;
        public bool IsStreamed;

        public readonly void Run(int chunk)
        {
            int first = chunk * RowsPerChunk;
            int last = Math.Min(first + RowsPerChunk, M);
            if (ByRows)
            {
                Dots(first, last);
            }
            else if (IsStreamed)
            {
                StreamedSums(first, last);
            }
            else
            {
                Sums(first, last);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Dots(int first, int last)
        {
            int i = first;
            for (; i < last - 3 && K >= TSimd.Lanes; i += 4)
            {
                T* a = Matrix + i * Step, b = a + Step, c = b + Step, d = c + Step;
                TVec s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
                int l = 0;
                for (; l <= K - TSimd.Lanes; l += TSimd.Lanes)
                {
                    TVec x = TSimd.Load(X + l);
                    s0 = TSimd.MultiplyAdd(TSimd.Load(a + l), x, s0);
                    s1 = TSimd.MultiplyAdd(TSimd.Load(b + l), x, s1);
                    s2 = TSimd.MultiplyAdd(TSimd.Load(c + l), x, s2);
                    s3 = TSimd.MultiplyAdd(TSimd.Load(d + l), x, s3);
                }
                T t0 = TSimd.Sum(s0), t1 = TSimd.Sum(s1), t2 = TSimd.Sum(s2), t3 = TSimd.Sum(s3);
                for (; l < K; l++)
                {
                    t0 += a[l] * X[l];
                    t1 += b[l] * X[l];
                    t2 += c[l] * X[l];
                    t3 += d[l] * X[l];
                }
                Put(i, t0);
                Put(i + 1, t1);
                Put(i + 2, t2);
                Put(i + 3, t3);
            }
            for (; i < last; i++)
            {
                T* a = Matrix + i * Step;
                TVec s = TSimd.Zero;
                int l = 0;
                for (; l <= K - TSimd.Lanes; l += TSimd.Lanes)
                {
                    s = TSimd.MultiplyAdd(TSimd.Load(a + l), TSimd.Load(X + l), s);
                }
                T t = K >= TSimd.Lanes ? TSimd.Sum(s) : T.Zero;
                for (; l < K; l++)
                {
                    t += a[l] * X[l];
                }
                Put(i, t);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Sums(int first, int last)
        {
            int i = first;
            for (; i <= last - 4 * TSimd.Lanes; i += 4 * TSimd.Lanes)
            {
                TVec s0 = TSimd.Zero, s1 = TSimd.Zero, s2 = TSimd.Zero, s3 = TSimd.Zero;
                T* a = Matrix + i;
                for (int l = 0; l < K; l++, a += Step)
                {
                    TVec x = TSimd.Broadcast(X[l]);
                    s0 = TSimd.MultiplyAdd(TSimd.Load(a), x, s0);
                    s1 = TSimd.MultiplyAdd(TSimd.Load(a + TSimd.Lanes), x, s1);
                    s2 = TSimd.MultiplyAdd(TSimd.Load(a + 2 * TSimd.Lanes), x, s2);
                    s3 = TSimd.MultiplyAdd(TSimd.Load(a + 3 * TSimd.Lanes), x, s3);
                }
                Put(i, s0);
                Put(i + TSimd.Lanes, s1);
                Put(i + 2 * TSimd.Lanes, s2);
                Put(i + 3 * TSimd.Lanes, s3);
            }
            for (; i <= last - TSimd.Lanes; i += TSimd.Lanes)
            {
                TVec s = TSimd.Zero;
                T* a = Matrix + i;
                for (int l = 0; l < K; l++, a += Step)
                {
                    s = TSimd.MultiplyAdd(TSimd.Load(a), TSimd.Broadcast(X[l]), s);
                }
                Put(i, s);
            }
            for (; i < last - 3; i += 4)
            {
                T t0 = T.Zero, t1 = T.Zero, t2 = T.Zero, t3 = T.Zero;
                T* a = Matrix + i;
                for (int l = 0; l < K; l++, a += Step)
                {
                    T x = X[l];
                    t0 += a[0] * x;
                    t1 += a[1] * x;
                    t2 += a[2] * x;
                    t3 += a[3] * x;
                }
                Put(i, t0);
                Put(i + 1, t1);
                Put(i + 2, t2);
                Put(i + 3, t3);
            }
            for (; i < last; i++)
            {
                T t = T.Zero;
                T* a = Matrix + i;
                for (int l = 0; l < K; l++, a += Step)
                {
                    t += *a * X[l];
                }
                Put(i, t);
            }
        }

        /// <summary>
        /// As <see cref="Sums"/>, term for term, with the sums in memory that stays in the nearest cache: the matrix, too large for
        /// the caches, is read from front to back, four rows at a time.
        /// </summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void StreamedSums(int first, int last)
        {
            T* sums = Scratch.Get<T>(Scratch.Use.Block, last - first) - first;
            new Span<T>(sums + first, last - first).Clear();
            int l = 0;
            for (; l <= K - 4; l += 4)
            {
                T* a = Matrix + l * Step, b = a + Step, c = b + Step, d = c + Step;
                TVec x0 = TSimd.Broadcast(X[l]), x1 = TSimd.Broadcast(X[l + 1]), x2 = TSimd.Broadcast(X[l + 2]), x3 = TSimd.Broadcast(X[l + 3]);
                int i = first;
                for (; i <= last - TSimd.Lanes; i += TSimd.Lanes)
                {
                    TVec s = TSimd.MultiplyAdd(TSimd.Load(a + i), x0, TSimd.Load(sums + i));
                    s = TSimd.MultiplyAdd(TSimd.Load(b + i), x1, s);
                    s = TSimd.MultiplyAdd(TSimd.Load(c + i), x2, s);
                    TSimd.Store(sums + i, TSimd.MultiplyAdd(TSimd.Load(d + i), x3, s));
                }
                for (; i < last; i++)
                {
                    sums[i] = sums[i] + a[i] * X[l] + b[i] * X[l + 1] + c[i] * X[l + 2] + d[i] * X[l + 3];
                }
            }
            for (; l < K; l++)
            {
                T* a = Matrix + l * Step;
                TVec x = TSimd.Broadcast(X[l]);
                int i = first;
                for (; i <= last - TSimd.Lanes; i += TSimd.Lanes)
                {
                    TSimd.Store(sums + i, TSimd.MultiplyAdd(TSimd.Load(a + i), x, TSimd.Load(sums + i)));
                }
                for (; i < last; i++)
                {
                    sums[i] += a[i] * X[l];
                }
            }
            for (int i = first; i < last; i++)
            {
                Put(i, sums[i]);
            }
        }

        private readonly void Put(int i, T value)
        {
            T* y = Y + i * YStep;
            *y = Add ? *y + value : value;
        }

        private readonly void Put(int i, TVec value)
        {
            if (YStep == 1)
            {
                TSimd.Store(Y + i, Add ? TSimd.Add(TSimd.Load(Y + i), value) : value);
                return;
            }
            T* lanes = (T*)&value;
            for (int j = 0; j < TSimd.Lanes; j++)
            {
                Put(i + j, lanes[j]);
            }
        }
    }
}
