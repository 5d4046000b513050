using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tensorflow.Kernels;

/// <summary>
/// Reductions of a dense array over some of its axes. Partial results are made over blocks whose size depends on
/// the shape alone, so the bits of a sum do not depend on the number of threads, and its rounding error grows with
/// the number of blocks, not of elements.
/// </summary>
internal static unsafe partial class Reduce
{
    const int RowBlock = 4096;
    const int ColumnBlock = 64;

    /// <summary>Columns that are summed side by side: so long a run of each row that memory streams it, while the sums stay in the cache.</summary>
    const int ColumnTile = 8192;

    /// <summary>Elements that are combined without halving: as many for each place of a vector, however wide vectors are, so that narrow ones round no worse.</summary>
    static int Unhalved => Vector.IsHardwareAccelerated ? Math.Min(RowBlock, RowBlock / 32 * Vector<byte>.Count) : RowBlock / 32;

    /// <summary>Elements whose reduction is one chunk of work for the pool: 2^k row blocks.</summary>
    const int Piece = 16 * RowBlock;

    /// <summary>
    /// y = the reduction of x over the axes for which <paramref name="reduced"/> is true; y is dense over the other
    /// axes. The reduction of nothing is the identity.
    /// </summary>
    public static void Over<T, TReducer>(ReadOnlySpan<T> x, ReadOnlySpan<int> shape, ReadOnlySpan<bool> reduced, Span<T> y)
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        if (x.Length == 0)
        {
            y.Fill(TReducer.Identity<T>());
            return;
        }

        Span<int> sizes = stackalloc int[shape.Length + 1];
        int rank = Merge(shape, reduced, sizes, out bool firstReduced);
        if (rank == 0)
        {
            y[0] = TReducer.Load(x[0]);
        }
        else if (rank == 1 && firstReduced)
        {
            y[0] = All<T, TReducer>(x);
        }
        else if (rank == 1)
        {
            for (int i = 0; i < y.Length; i++)
            {
                y[i] = TReducer.Load(x[i]);
            }
        }
        else if (rank == 2 && firstReduced)
        {
            Columns<T, TReducer>(x, sizes[0], sizes[1], y);
        }
        else if (rank == 2)
        {
            Rows<T, TReducer>(x, sizes[1], y);
        }
        else if (rank == 3 && !firstReduced)
        {
            Planes<T, TReducer>(x, sizes[0], sizes[1], sizes[2], y);
        }
        else
        {
            General<T, TReducer>(x, sizes[..rank], firstReduced, y);
        }
    }

    /// <summary>Drops sizes of 1 and merges neighbours of the same kind, so that kinds alternate.</summary>
    static int Merge(ReadOnlySpan<int> shape, ReadOnlySpan<bool> reduced, Span<int> sizes, out bool firstReduced)
    {
        int rank = 0;
        bool last = false;
        firstReduced = false;
        for (int d = 0; d < shape.Length; d++)
        {
            if (shape[d] == 1)
            {
                continue;
            }

            if (rank > 0 && reduced[d] == last)
            {
                sizes[rank - 1] *= shape[d];
                continue;
            }

            if (rank == 0)
            {
                firstReduced = reduced[d];
            }

            sizes[rank++] = shape[d];
            last = reduced[d];
        }

        return rank;
    }

    /// <summary>The reduction of all elements.</summary>
    public static T All<T, TReducer>(ReadOnlySpan<T> x)
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        if (x.Length <= 2 * Piece)
        {
            return Pairwise<T, TReducer>(x);
        }

        int pieces = Chunks(x.Length, Piece);
        T[] partial = ArrayPool<T>.Shared.Rent(pieces);
        fixed (T* from = x)
        fixed (T* to = partial)
        {
            var body = new PieceBody<T, TReducer> { X = from, Y = to, Length = x.Length };
            WorkerPool.Run(pieces, ref body);
        }

        T total = Halves<T, TReducer>(partial.AsSpan(0, pieces));
        ArrayPool<T>.Shared.Return(partial);
        return total;
    }

    /// <summary>Blocks combined two by two, so that a sum's rounding error grows with the logarithm of their number.</summary>
    static T Pairwise<T, TReducer>(ReadOnlySpan<T> x)
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        if (x.Length <= Unhalved)
        {
            return Block<T, TReducer>(x);
        }

        int half = Unhalved * (int)(BitOperations.RoundUpToPowerOf2((uint)Chunks(x.Length, Unhalved)) / 2);
        return TReducer.Combine(Pairwise<T, TReducer>(x[..half]), Pairwise<T, TReducer>(x[half..]));
    }

    /// <summary>Partial results, already loaded, combined two by two.</summary>
    static T Halves<T, TReducer>(ReadOnlySpan<T> x)
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        if (x.Length == 1)
        {
            return x[0];
        }

        int half = (int)(BitOperations.RoundUpToPowerOf2((uint)x.Length) / 2);
        return TReducer.Combine(Halves<T, TReducer>(x[..half]), Halves<T, TReducer>(x[half..]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static T Block<T, TReducer>(ReadOnlySpan<T> x)
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        ref T from = ref MemoryMarshal.GetReference(x);
        T total = TReducer.Identity<T>();
        int i = 0;
        int width = Vector<T>.Count;
        if (Vector.IsHardwareAccelerated && x.Length >= width)
        {
            var a = TReducer.Load(Vector.LoadUnsafe(ref from));
            i = width;
            if (x.Length >= 4 * width)
            {
                var b = TReducer.Load(Vector.LoadUnsafe(ref from, (nuint)width));
                var c = TReducer.Load(Vector.LoadUnsafe(ref from, (nuint)(2 * width)));
                var d = TReducer.Load(Vector.LoadUnsafe(ref from, (nuint)(3 * width)));
                for (i = 4 * width; i <= x.Length - 4 * width; i += 4 * width)
                {
                    a = TReducer.Combine(a, TReducer.Load(Vector.LoadUnsafe(ref from, (nuint)i)));
                    b = TReducer.Combine(b, TReducer.Load(Vector.LoadUnsafe(ref from, (nuint)(i + width))));
                    c = TReducer.Combine(c, TReducer.Load(Vector.LoadUnsafe(ref from, (nuint)(i + 2 * width))));
                    d = TReducer.Combine(d, TReducer.Load(Vector.LoadUnsafe(ref from, (nuint)(i + 3 * width))));
                }

                a = TReducer.Combine(TReducer.Combine(a, b), TReducer.Combine(c, d));
            }

            for (; i <= x.Length - width; i += width)
            {
                a = TReducer.Combine(a, TReducer.Load(Vector.LoadUnsafe(ref from, (nuint)i)));
            }

            for (int lane = 0; lane < width; lane++)
            {
                total = TReducer.Combine(total, a[lane]);
            }
        }

        for (; i < x.Length; i++)
        {
            total = TReducer.Combine(total, TReducer.Load(Unsafe.Add(ref from, i)));
        }

        return total;
    }

    /// <summary>y[k] = the reduction of row k of x, whose rows have the given length.</summary>
    public static void Rows<T, TReducer>(ReadOnlySpan<T> x, int length, Span<T> y)
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        if (x.Length <= 2 * Piece || y.Length == 1)
        {
            for (int k = 0; k < y.Length; k++)
            {
                y[k] = All<T, TReducer>(x.Slice(k * length, length));
            }

            return;
        }

        fixed (T* from = x)
        fixed (T* to = y)
        {
            var body = new RowsBody<T, TReducer> { X = from, Y = to, Rows = y.Length, Length = length, PerChunk = Math.Max(1, Piece / length) };
            WorkerPool.Run(Chunks(y.Length, body.PerChunk), ref body);
        }
    }

    /// <summary>y[j] = the reduction of column j of the rows x columns matrix x.</summary>
    public static void Columns<T, TReducer>(ReadOnlySpan<T> x, int rows, int columns, Span<T> y)
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        int perChunk = Math.Max(ColumnBlock, Piece / columns / ColumnBlock * ColumnBlock);
        int pieces = Chunks(rows, perChunk);
        if (x.Length > 2 * Piece && columns >= 2 * ColumnTile && rows <= ColumnBlock * ColumnBlock)
        {
            fixed (T* from = x, to = y)
            {
                var tiles = new TilesBody<T, TReducer> { X = from, Y = to, Rows = rows, Columns = columns };
                WorkerPool.Run(Chunks(columns, ColumnTile), ref tiles);
            }

            return;
        }

        if (x.Length <= 2 * Piece || pieces == 1)
        {
            ColumnsOfPiece<T, TReducer>(x, rows, columns, y);
            return;
        }

        T[] partial = ArrayPool<T>.Shared.Rent(checked(pieces * columns));
        fixed (T* from = x)
        fixed (T* to = partial)
        {
            var body = new ColumnsBody<T, TReducer> { X = from, Y = to, Rows = rows, Columns = columns, PerChunk = perChunk };
            WorkerPool.Run(pieces, ref body);
        }

        for (int apart = 1; apart < pieces; apart *= 2)
        {
            for (int k = 0; k + apart < pieces; k += 2 * apart)
            {
                AddRow<T, TReducer>(partial.AsSpan(k * columns, columns), partial.AsSpan((k + apart) * columns, columns), loads: false);
            }
        }

        partial.AsSpan(0, columns).CopyTo(y);
        ArrayPool<T>.Shared.Return(partial);
    }

    /// <summary>y[k, j] = the reduction of column j of plane k.</summary>
    static void Planes<T, TReducer>(ReadOnlySpan<T> x, int planes, int rows, int columns, Span<T> y)
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        int size = rows * columns;
        if (x.Length <= 2 * Piece || size > Piece)
        {
            for (int k = 0; k < planes; k++)
            {
                Columns<T, TReducer>(x.Slice(k * size, size), rows, columns, y.Slice(k * columns, columns));
            }

            return;
        }

        fixed (T* from = x)
        fixed (T* to = y)
        {
            var body = new PlanesBody<T, TReducer> { X = from, Y = to, Planes = planes, Rows = rows, Columns = columns, PerChunk = Piece / size };
            WorkerPool.Run(Chunks(planes, body.PerChunk), ref body);
        }
    }

    static void ColumnsOfPiece<T, TReducer>(ReadOnlySpan<T> x, int rows, int columns, Span<T> y)
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        for (int left = 0; left < columns; left += ColumnTile)
        {
            ColumnsOfTile<T, TReducer>(x, rows, columns, left, y.Slice(left, Math.Min(ColumnTile, columns - left)));
        }
    }

    /// <summary>The reductions of the columns from <paramref name="left"/> on, as many as y has room for.</summary>
    static void ColumnsOfTile<T, TReducer>(ReadOnlySpan<T> x, int rows, int columns, int left, Span<T> y)
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        y.Fill(TReducer.Identity<T>());
        int width = y.Length;
        Span<T> block = stackalloc T[width];
        for (int top = 0; top < rows; top += ColumnBlock)
        {
            block.Fill(TReducer.Identity<T>());
            int bottom = Math.Min(rows, top + ColumnBlock);
            int row = top;
            for (; row + 4 <= bottom; row += 4)
            {
                var r = x.Slice(row * columns + left);
                AddRows<T, TReducer>(block, r[..width], r.Slice(columns, width), r.Slice(2 * columns, width), r.Slice(3 * columns, width));
            }

            for (; row < bottom; row++)
            {
                AddRow<T, TReducer>(block, x.Slice(row * columns + left, width), loads: true);
            }

            AddRow<T, TReducer>(y, block, loads: false);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void AddRows<T, TReducer>(Span<T> to, ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> c, ReadOnlySpan<T> d)
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        ref T t = ref MemoryMarshal.GetReference(to);
        ref T ra = ref MemoryMarshal.GetReference(a);
        ref T rb = ref MemoryMarshal.GetReference(b);
        ref T rc = ref MemoryMarshal.GetReference(c);
        ref T rd = ref MemoryMarshal.GetReference(d);
        int i = 0;
        if (Vector.IsHardwareAccelerated)
        {
            for (; i <= to.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                nuint n = (nuint)i;
                var ab = TReducer.Combine(TReducer.Load(Vector.LoadUnsafe(ref ra, n)), TReducer.Load(Vector.LoadUnsafe(ref rb, n)));
                var cd = TReducer.Combine(TReducer.Load(Vector.LoadUnsafe(ref rc, n)), TReducer.Load(Vector.LoadUnsafe(ref rd, n)));
                TReducer.Combine(Vector.LoadUnsafe(ref t, n), TReducer.Combine(ab, cd)).StoreUnsafe(ref t, n);
            }
        }

        for (; i < to.Length; i++)
        {
            T ab = TReducer.Combine(TReducer.Load(Unsafe.Add(ref ra, i)), TReducer.Load(Unsafe.Add(ref rb, i)));
            T cd = TReducer.Combine(TReducer.Load(Unsafe.Add(ref rc, i)), TReducer.Load(Unsafe.Add(ref rd, i)));
            Unsafe.Add(ref t, i) = TReducer.Combine(Unsafe.Add(ref t, i), TReducer.Combine(ab, cd));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void AddRow<T, TReducer>(Span<T> to, ReadOnlySpan<T> row, bool loads)
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        ref T t = ref MemoryMarshal.GetReference(to);
        ref T r = ref MemoryMarshal.GetReference(row);
        int i = 0;
        if (Vector.IsHardwareAccelerated)
        {
            for (; i <= to.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                var v = Vector.LoadUnsafe(ref r, (nuint)i);
                TReducer.Combine(Vector.LoadUnsafe(ref t, (nuint)i), loads ? TReducer.Load(v) : v).StoreUnsafe(ref t, (nuint)i);
            }
        }

        for (; i < to.Length; i++)
        {
            T v = Unsafe.Add(ref r, i);
            Unsafe.Add(ref t, i) = TReducer.Combine(Unsafe.Add(ref t, i), loads ? TReducer.Load(v) : v);
        }
    }

    /// <summary>Any alternation of kept and reduced sizes: one innermost row after another.</summary>
    static void General<T, TReducer>(ReadOnlySpan<T> x, ReadOnlySpan<int> sizes, bool firstReduced, Span<T> y)
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        y.Fill(TReducer.Identity<T>());
        int rank = sizes.Length;
        int length = sizes[^1];
        bool lastReduced = firstReduced == (rank % 2 == 1);

        Span<int> strides = stackalloc int[rank];
        int stride = 1;
        for (int d = rank - 1; d >= 0; d--)
        {
            bool isReduced = firstReduced == (d % 2 == 0);
            strides[d] = isReduced ? 0 : stride;
            stride *= isReduced ? 1 : sizes[d];
        }

        for (int row = 0; row * length < x.Length; row++)
        {
            int target = 0;
            int rest = row;
            for (int d = rank - 2; d >= 0; d--)
            {
                int outer = rest / sizes[d];
                target += (rest - outer * sizes[d]) * strides[d];
                rest = outer;
            }

            var from = x.Slice(row * length, length);
            if (lastReduced)
            {
                y[target] = TReducer.Combine(y[target], All<T, TReducer>(from));
            }
            else
            {
                AddRow<T, TReducer>(y.Slice(target, length), from, loads: true);
            }
        }
    }

    static int Chunks(int length, int chunk) => (int)(((long)length + chunk - 1) / chunk);
}
