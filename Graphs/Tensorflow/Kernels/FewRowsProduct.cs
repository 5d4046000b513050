using System.Runtime.CompilerServices;

namespace Tensorflow.Kernels;

/// <summary>
/// Products with so few rows, or so short sums, that copying the right matrix would cost more than multiplying it: it is read where it
/// lies, which must be by rows.
/// </summary>
/// <remarks>
/// Up to 4 rows (3 with AVX2's 16 registers) by four registers of columns: with two rows that makes 8 sums that do not wait for each other.
/// The rows, broadcast, and one register of the right matrix are alive beside them.
/// </remarks>
internal static unsafe class FewRowsProduct<T, TVec, TSimd>
    where T : unmanaged where TVec : unmanaged where TSimd : struct, ISimd<TVec, T>
{
    private const int MostTerms = 4;
    private const long ElementsPerChunk = 64 * 1024;

    private static int MostRows => Math.Min(4, TSimd.MaxRows / 2);

    /// <summary>Whether the product has few rows or terms, and lies as it must. Sums of a last, partial register are computed twice, so they cannot be added to C.</summary>
    public static bool Fits(in MatrixProduct<T> p) =>
        p.BColumn == 1 && p.CColumn == 1 && p.N >= TSimd.Lanes && (p.M <= MostRows || p.K <= MostTerms) && !(p.Accumulate && p.N % TSimd.Lanes != 0);

    /// <summary>Computes a product that fits.</summary>
    public static void Run(in MatrixProduct<T> p)
    {
        long chunks = Math.Clamp((long)p.M * p.N / ElementsPerChunk, 1, (p.M + MostRows - 1) / MostRows);
        var body = new Body { Product = p, RowsPerChunk = (int)((p.M + chunks - 1) / chunks + MostRows - 1) / MostRows * MostRows };
        WorkerPool.Run((p.M + body.RowsPerChunk - 1) / body.RowsPerChunk, ref body);
    }

    private struct Body : IChunkBody
    {
        public MatrixProduct<T> Product;
        public int RowsPerChunk;

        public readonly void Run(int chunk)
        {
            int row = chunk * RowsPerChunk;
            for (int last = Math.Min(row + RowsPerChunk, Product.M); row < last; row += MostRows)
            {
                switch (Math.Min(MostRows, last - row))
                {
                    case 1: Strip<N1>(Product, row); break;
                    case 2: Strip<N2>(Product, row); break;
                    case 3: Strip<N3>(Product, row); break;
                    default: Strip<N4>(Product, row); break;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Strip<TRows>(in MatrixProduct<T> p, int row) where TRows : struct, INumeral
    {
        T* a = p.A + row * p.ARow;
        T* c = p.C + row * p.CRow;
        int column = 0;
        for (; column <= p.N - 4 * TSimd.Lanes; column += 4 * TSimd.Lanes)
        {
            Tile<TRows, N4>(p.K, a, p.ARow, p.AColumn, p.B + column, p.BRow, c + column, p.CRow, p.Accumulate);
        }
        for (; column < p.N; column += TSimd.Lanes)
        {
            int from = Math.Min(column, p.N - TSimd.Lanes);
            Tile<TRows, N1>(p.K, a, p.ARow, p.AColumn, p.B + from, p.BRow, c + from, p.CRow, p.Accumulate);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile<TRows, TColumns>(int k, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint cRow, bool add)
        where TRows : struct, INumeral where TColumns : struct, INumeral
    {
        Sums s0 = default, s1 = default, s2 = default, s3 = default;
        for (; k > 0; k--)
        {
            TVec x0 = TSimd.Broadcast(*a);
            TVec x1 = TRows.Value > 1 ? TSimd.Broadcast(a[aRow]) : TSimd.Zero;
            TVec x2 = TRows.Value > 2 ? TSimd.Broadcast(a[2 * aRow]) : TSimd.Zero;
            TVec x3 = TRows.Value > 3 ? TSimd.Broadcast(a[3 * aRow]) : TSimd.Zero;
            s0.Add<TRows>(x0, x1, x2, x3, TSimd.Load(b));
            if (TColumns.Value > 1)
            {
                s1.Add<TRows>(x0, x1, x2, x3, TSimd.Load(b + TSimd.Lanes));
                s2.Add<TRows>(x0, x1, x2, x3, TSimd.Load(b + 2 * TSimd.Lanes));
                s3.Add<TRows>(x0, x1, x2, x3, TSimd.Load(b + 3 * TSimd.Lanes));
            }
            a += aStep;
            b += bStep;
        }
        s0.Put<TRows>(c, cRow, add);
        if (TColumns.Value > 1)
        {
            s1.Put<TRows>(c + TSimd.Lanes, cRow, add);
            s2.Put<TRows>(c + 2 * TSimd.Lanes, cRow, add);
            s3.Put<TRows>(c + 3 * TSimd.Lanes, cRow, add);
        }
    }

    /// <summary>The sums of one register of columns with up to four rows.</summary>
    private struct Sums
    {
        private TVec _first;
        private TVec _second;
        private TVec _third;
        private TVec _fourth;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add<TRows>(TVec x0, TVec x1, TVec x2, TVec x3, TVec right) where TRows : struct, INumeral
        {
            _first = TSimd.MultiplyAdd(x0, right, _first);
            if (TRows.Value > 1) _second = TSimd.MultiplyAdd(x1, right, _second);
            if (TRows.Value > 2) _third = TSimd.MultiplyAdd(x2, right, _third);
            if (TRows.Value > 3) _fourth = TSimd.MultiplyAdd(x3, right, _fourth);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public readonly void Put<TRows>(T* c, nint cRow, bool add) where TRows : struct, INumeral
        {
            Put(c, _first, add);
            if (TRows.Value > 1) Put(c + cRow, _second, add);
            if (TRows.Value > 2) Put(c + 2 * cRow, _third, add);
            if (TRows.Value > 3) Put(c + 3 * cRow, _fourth, add);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Put(T* c, TVec sum, bool add) => TSimd.Store(c, add ? TSimd.Add(TSimd.Load(c), sum) : sum);
    }
}
