using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tensorflow.Kernels;

/// <summary>
/// Products with 2 to 4 columns whose left matrix lies by rows: every element is the sum of products of a row and a column. A tile would
/// fill a register with the few columns and leave the rest of it idle; here registers run along the sums.
/// </summary>
/// <remarks>
/// Two rows at a time, so every register of a column is used twice: 8 sums, two of the left matrix and one of the column are alive,
/// 11 of the 16 registers that AVX2 has. With more columns tiles are faster, as adding up the lanes of a register takes long.
/// </remarks>
internal static unsafe class SkinnyProduct<T, TVec, TSimd>
    where T : unmanaged, INumberBase<T> where TVec : unmanaged where TSimd : struct, ISimd<TVec, T>
{
    private const int MostColumns = 4;
    // To add up the lanes of a register and write the sum.
    private const int OperationsPerSum = 25;
    private const long MultiplyAddsPerChunk = 128 * 1024;

    /// <summary>Whether the left matrix lies by rows and the columns are so few that this takes fewer operations than tiles, which do all lanes of a register for each row.</summary>
    public static bool Fits(in MatrixProduct<T> p) =>
        p.AColumn == 1 && p.N <= MostColumns && (long)p.N * (p.K / TSimd.Lanes + OperationsPerSum) < p.K;

    /// <summary>Computes a product that fits.</summary>
    public static void Run(in MatrixProduct<T> p)
    {
        var body = new Body { Product = p, Columns = p.B, ColumnStep = p.BColumn };
        if (p.BRow != 1)
        {
            body.Columns = Scratch.Get<T>(Scratch.Use.Right, (nint)p.N * p.K);
            body.ColumnStep = p.K;
            Packing.Turn(p.K, p.N, p.B, p.BRow, p.BColumn, body.Columns, p.K);
        }
        long chunks = Math.Clamp((long)p.M * p.N * p.K / MultiplyAddsPerChunk, 1, (p.M + 1) / 2);
        body.RowsPerChunk = (int)((p.M + chunks - 1) / chunks + 1) / 2 * 2;
        WorkerPool.Run((p.M + body.RowsPerChunk - 1) / body.RowsPerChunk, ref body);
    }

    private struct Body : IChunkBody
    {
        public MatrixProduct<T> Product;
        public T* Columns;
        public nint ColumnStep;
        public int RowsPerChunk;

        public readonly void Run(int chunk)
        {
            int first = chunk * RowsPerChunk, last = Math.Min(first + RowsPerChunk, Product.M);
            switch (Product.N)
            {
                case 2: Rows<N2>(first, last); break;
                case 3: Rows<N3>(first, last); break;
                default: Rows<N4>(first, last); break;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Rows<TColumns>(int first, int last) where TColumns : struct, INumeral
        {
            int k = Product.K;
            nint step = ColumnStep;
            for (int i = first; i < last; i += 2)
            {
                T* a = Product.A + i * Product.ARow;
                // The last row of an odd number is summed twice.
                T* a2 = i + 1 < last ? a + Product.ARow : a;
                TVec s0 = TSimd.Zero, t0 = TSimd.Zero;
                TVec s1 = TSimd.Zero, t1 = TSimd.Zero;
                TVec s2 = TSimd.Zero, t2 = TSimd.Zero;
                TVec s3 = TSimd.Zero, t3 = TSimd.Zero;
                T* b = Columns, b1 = b + step, b2 = b1 + step, b3 = b2 + step;
                int l = 0;
                for (; l <= k - TSimd.Lanes; l += TSimd.Lanes)
                {
                    TVec x = TSimd.Load(a + l), y = TSimd.Load(a2 + l);
                    Add(b + l, x, y, ref s0, ref t0);
                    Add(b1 + l, x, y, ref s1, ref t1);
                    if (TColumns.Value > 2) Add(b2 + l, x, y, ref s2, ref t2);
                    if (TColumns.Value > 3) Add(b3 + l, x, y, ref s3, ref t3);
                }
                Put(i, i + 1 < last, 0, l, a, a2, s0, t0);
                Put(i, i + 1 < last, 1, l, a, a2, s1, t1);
                if (TColumns.Value > 2) Put(i, i + 1 < last, 2, l, a, a2, s2, t2);
                if (TColumns.Value > 3) Put(i, i + 1 < last, 3, l, a, a2, s3, t3);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Add(T* column, TVec x, TVec y, ref TVec s, ref TVec t)
        {
            TVec c = TSimd.Load(column);
            s = TSimd.MultiplyAdd(x, c, s);
            t = TSimd.MultiplyAdd(y, c, t);
        }

        /// <summary>Adds what is left of the sums from <paramref name="l"/> on and writes them.</summary>
        [MethodImpl(MethodImplOptions.NoInlining)]
        private readonly void Put(int i, bool hasSecond, int j, int l, T* a, T* a2, TVec s, TVec t)
        {
            T first = TSimd.Sum(s), second = TSimd.Sum(t);
            T* column = Columns + j * ColumnStep;
            for (; l < Product.K; l++)
            {
                first += a[l] * column[l];
                second += a2[l] * column[l];
            }
            T* c = Product.C + i * Product.CRow + j * Product.CColumn;
            *c = Product.Accumulate ? *c + first : first;
            if (hasSecond)
            {
                c += Product.CRow;
                *c = Product.Accumulate ? *c + second : second;
            }
        }
    }
}
