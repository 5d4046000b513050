using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tensorflow.Kernels;

/// <summary>
/// Products with few columns whose left matrix lies by rows: every element is the sum of products of a row and a column. A tile would
/// fill a register with the few columns and leave the rest of it idle; here registers run along the sums.
/// </summary>
/// <remarks>
/// Four rows by up to 6 columns at a time (2 with AVX2's 16 registers): as many sums as <see cref="TileKernel{T,TVec,TSimd}"/> has in its
/// largest tile, less the four registers of the left matrix. Four sums are added up at once, so a sum costs about five operations.
/// </remarks>
internal static unsafe class DotProduct<T, TVec, TSimd>
    where T : unmanaged, INumberBase<T> where TVec : unmanaged where TSimd : struct, ISimd<TVec, T>
{
    private const int Rows = 4;
    private const int OperationsPerSum = 5;
    private const long MultiplyAddsPerChunk = 192 * 1024;

    private static int MostColumns => Math.Max(1, (2 * TSimd.MaxRows - Rows) / Rows);

    /// <summary>Register operations of the product, with those that turn the right matrix; no number where it does not fit.</summary>
    public static double Cost(in MatrixProduct<T> p) => p.AColumn != 1 || p.K < TSimd.Lanes
        ? double.PositiveInfinity
        : (double)((p.M + Rows - 1) / Rows * Rows) * p.N * ((p.K + TSimd.Lanes - 1) / TSimd.Lanes + OperationsPerSum) + (p.BRow == 1 ? 0 : (double)p.N * p.K);

    /// <summary>Computes a product that fits.</summary>
    public static void Run(in MatrixProduct<T> p)
    {
        var body = new Body { Product = p };
        long chunks = Math.Clamp((long)p.M * p.N * p.K / MultiplyAddsPerChunk, 1, (p.M + Rows - 1) / Rows);
        body.RowsPerChunk = (int)((p.M + chunks - 1) / chunks + Rows - 1) / Rows * Rows;
        WorkerPool.Run((p.M + body.RowsPerChunk - 1) / body.RowsPerChunk, ref body);
    }

    private struct Body : IChunkBody
    {
        public MatrixProduct<T> Product;
        public int RowsPerChunk;

        public readonly void Run(int chunk)
        {
            int first = chunk * RowsPerChunk, last = Math.Min(first + RowsPerChunk, Product.M);
            T* columns = Product.B;
            nint step = Product.BColumn;
            if (Product.BRow != 1)
            {
                // By every chunk for itself: lines that another core has read are slow to write again.
                columns = Scratch.Get<T>(Scratch.Use.Panel, (nint)Product.N * Product.K);
                step = Product.K;
                Packing.Turn(Product.K, Product.N, Product.B, Product.BRow, Product.BColumn, columns, step);
            }
            int groups = (Product.N + MostColumns - 1) / MostColumns;
            for (int row = first; row < last; row += Rows)
            {
                for (int group = 0; group < groups; group++)
                {
                    int column = Product.N * group / groups;
                    int rows = Math.Min(Rows, last - row);
                    T* b = columns + column * step;
                    switch (Product.N * (group + 1) / groups - column)
                    {
                        case 1: Dots<N1>(row, rows, column, b, step); break;
                        case 2: Dots<N2>(row, rows, column, b, step); break;
                        case 3: Dots<N3>(row, rows, column, b, step); break;
                        case 4: Dots<N4>(row, rows, column, b, step); break;
                        case 5: Dots<N5>(row, rows, column, b, step); break;
                        default: Dots<N6>(row, rows, column, b, step); break;
                    }
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private readonly void Dots<TColumns>(int row, int rows, int column, T* b, nint step) where TColumns : struct, INumeral
        {
            int k = Product.K;
            // Rows past the last are the last once more; their sums are not written.
            T* a0 = Product.A + row * Product.ARow;
            T* a1 = rows > 1 ? a0 + Product.ARow : a0;
            T* a2 = rows > 2 ? a1 + Product.ARow : a1;
            T* a3 = rows > 3 ? a2 + Product.ARow : a2;
            T* b3 = b + 3 * step;
            Sums s0 = default, s1 = default, s2 = default, s3 = default, s4 = default, s5 = default;
            int l = 0;
            for (; l <= k - TSimd.Lanes; l += TSimd.Lanes)
            {
                TVec x0 = TSimd.Load(a0 + l), x1 = TSimd.Load(a1 + l), x2 = TSimd.Load(a2 + l), x3 = TSimd.Load(a3 + l);
                s0.Add(x0, x1, x2, x3, TSimd.Load(b + l));
                if (TColumns.Value > 1) s1.Add(x0, x1, x2, x3, TSimd.Load(b + step + l));
                if (TColumns.Value > 2) s2.Add(x0, x1, x2, x3, TSimd.Load(b + 2 * step + l));
                if (TColumns.Value > 3) s3.Add(x0, x1, x2, x3, TSimd.Load(b3 + l));
                if (TColumns.Value > 4) s4.Add(x0, x1, x2, x3, TSimd.Load(b3 + step + l));
                if (TColumns.Value > 5) s5.Add(x0, x1, x2, x3, TSimd.Load(b3 + 2 * step + l));
            }
            if (l < k)
            {
                TVec rest = TSimd.LastLanes(k - l);
                l = k - TSimd.Lanes;
                TVec x0 = TSimd.And(TSimd.Load(a0 + l), rest), x1 = TSimd.And(TSimd.Load(a1 + l), rest);
                TVec x2 = TSimd.And(TSimd.Load(a2 + l), rest), x3 = TSimd.And(TSimd.Load(a3 + l), rest);
                s0.Add(x0, x1, x2, x3, TSimd.And(TSimd.Load(b + l), rest));
                if (TColumns.Value > 1) s1.Add(x0, x1, x2, x3, TSimd.And(TSimd.Load(b + step + l), rest));
                if (TColumns.Value > 2) s2.Add(x0, x1, x2, x3, TSimd.And(TSimd.Load(b + 2 * step + l), rest));
                if (TColumns.Value > 3) s3.Add(x0, x1, x2, x3, TSimd.And(TSimd.Load(b3 + l), rest));
                if (TColumns.Value > 4) s4.Add(x0, x1, x2, x3, TSimd.And(TSimd.Load(b3 + step + l), rest));
                if (TColumns.Value > 5) s5.Add(x0, x1, x2, x3, TSimd.And(TSimd.Load(b3 + 2 * step + l), rest));
            }
            T* c = Product.C + row * Product.CRow + column * Product.CColumn;
            Put(rows, c, s0);
            if (TColumns.Value > 1) Put(rows, c + Product.CColumn, s1);
            if (TColumns.Value > 2) Put(rows, c + 2 * Product.CColumn, s2);
            if (TColumns.Value > 3) Put(rows, c + 3 * Product.CColumn, s3);
            if (TColumns.Value > 4) Put(rows, c + 4 * Product.CColumn, s4);
            if (TColumns.Value > 5) Put(rows, c + 5 * Product.CColumn, s5);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private readonly void Put(int rows, T* c, in Sums sums)
        {
            T* four = stackalloc T[Rows];
            bool inPlace = rows == Rows && Product.CRow == 1 && !Product.Accumulate;
            TSimd.Sums(sums.First, sums.Second, sums.Third, sums.Fourth, inPlace ? c : four);
            for (int i = 0; i < rows && !inPlace; i++, c += Product.CRow)
            {
                *c = Product.Accumulate ? *c + four[i] : four[i];
            }
        }
    }

    /// <summary>The sums of four rows with one column, a register each.</summary>
    private struct Sums
    {
        public TVec First;
        public TVec Second;
        public TVec Third;
        public TVec Fourth;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(TVec x0, TVec x1, TVec x2, TVec x3, TVec column)
        {
            First = TSimd.MultiplyAdd(x0, column, First);
            Second = TSimd.MultiplyAdd(x1, column, Second);
            Third = TSimd.MultiplyAdd(x2, column, Third);
            Fourth = TSimd.MultiplyAdd(x3, column, Fourth);
        }
    }
}
