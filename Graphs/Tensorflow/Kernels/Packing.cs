using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tensorflow.Kernels;

/// <summary>Copies of parts of matrices, laid out as the tile kernel likes to read them.</summary>
internal static unsafe class Packing
{
    private const int LineBytes = 64;
    private const int RowsAhead = 12;

    /// <summary>
    /// Copies part of B, <paramref name="k"/> rows by <paramref name="columns"/> columns, to panels of <paramref name="width"/> columns:
    /// panel p starts at p*k*width and holds k rows of width elements. The last panel's rows are <paramref name="lastWidth"/> long, zeros behind the columns.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Panels<T>(int k, int columns, T* b, nint bRow, nint bColumn, T* panels, int width, int lastWidth) where T : unmanaged
    {
        int full = (columns - 1) / width;
        int rest = columns - full * width;
        nint size = (nint)k * width;
        if (bColumn != 1)
        {
            for (int panel = 0; panel < full; panel++)
            {
                Turn(width, k, b + panel * width * bColumn, bColumn, bRow, panels + panel * size, width);
            }
            PartialPanel(k, rest, b + full * width * bColumn, bRow, bColumn, panels + full * size, lastWidth);
            return;
        }
        if (rest == width)
        {
            full++;
        }
        // All panels row by row: B is read in long runs, of which the caches fetch the next before it is asked for.
        int lines = full * width * sizeof(T) / LineBytes;
        for (int l = 0; l < k; l++)
        {
            T* from = b + l * bRow;
            T* to = panels + l * width;
            if (l + RowsAhead < k)
            {
                Prefetch(from + RowsAhead * bRow, lines);
            }
            for (int panel = 0; panel < full; panel++)
            {
                CopyLines(from, to, width * sizeof(T));
                from += width;
                to += size;
            }
        }
        if (rest != width)
        {
            PartialPanel(k, rest, b + full * width, bRow, 1, panels + full * size, lastWidth);
        }
    }

    /// <summary>Copies <paramref name="k"/> rows of a few neighbouring columns to rows of <paramref name="width"/> elements, zeros behind the columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PartialPanel<T>(int k, int columns, T* b, nint bRow, nint bColumn, T* panel, int width) where T : unmanaged
    {
        if (columns < width)
        {
            new Span<T>(panel, k * width).Clear();
        }
        if (bColumn != 1)
        {
            Turn(columns, k, b, bColumn, bRow, panel, width);
            return;
        }
        for (int l = 0; l < k; l++)
        {
            T* from = b + l * bRow;
            T* to = panel + l * width;
            for (int j = 0; j < columns; j++)
            {
                to[j] = from[j];
            }
        }
    }

    /// <summary>Copies <paramref name="rows"/> rows of A with neighbouring elements to rows at the distance <paramref name="stride"/>.</summary>
    public static void Rows<T>(int rows, int k, T* a, nint aRow, T* packed, nint stride) where T : unmanaged
    {
        for (int i = 0; i < rows; i++)
        {
            new ReadOnlySpan<T>(a + i * aRow, k).CopyTo(new Span<T>(packed + i * stride, k));
        }
    }

    /// <summary>Copies neighbouring elements; at most a cache line of them as one whole line where reading and writing too much is allowed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run<T>(int count, T* from, T* to, bool wholeLine) where T : unmanaged
    {
        if (wholeLine && count * sizeof(T) <= LineBytes / 2)
        {
            Vector256.Load((byte*)from).Store((byte*)to);
        }
        else if (wholeLine && count * sizeof(T) <= LineBytes)
        {
            Vector512.Load((byte*)from).Store((byte*)to);
        }
        else
        {
            new ReadOnlySpan<T>(from, count).CopyTo(new Span<T>(to, count));
        }
    }

    /// <summary>Writes zeros; at most a cache line of them as one whole line, which may write too much.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Zeros<T>(int count, T* to) where T : unmanaged
    {
        if (count * sizeof(T) <= LineBytes)
        {
            Vector512<byte>.Zero.Store((byte*)to);
        }
        else
        {
            new Span<T>(to, count).Clear();
        }
    }

    /// <summary>Transposes: to[c*toRow + r] = from[r*fromRow + c*fromColumn] for r &lt; rows, c &lt; columns; fast where fromColumn is 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Turn<T>(int rows, int columns, T* from, nint fromRow, nint fromColumn, T* to, nint toRow) where T : unmanaged
    {
        // Bands of one cache line, so that a line of the source is used up while it is near.
        int band = LineBytes / sizeof(T);
        for (int left = 0; left < columns; left += band)
        {
            int right = Math.Min(left + band, columns);
            int r = 0;
            if (Sse.IsSupported && sizeof(T) == sizeof(float) && fromColumn == 1)
            {
                // Where the size is no multiple of 4 the last blocks begin earlier, over what is there already.
                for (; r < rows && rows >= 4 && right - left >= 4; r += 4)
                {
                    int top = Math.Min(r, rows - 4);
                    for (int c = left; c < right; c += 4)
                    {
                        int first = Math.Min(c, right - 4);
                        Turn4((float*)(from + top * fromRow + first), fromRow, (float*)(to + first * toRow + top), toRow);
                    }
                }
            }
            for (; r < rows; r++)
            {
                for (int c = left; c < right; c++)
                {
                    to[c * toRow + r] = from[r * fromRow + c * fromColumn];
                }
            }
        }
    }

    /// <summary>Asks for cache lines that will be read soon.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch<T>(T* from, int lines) where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            for (int i = 0; i < lines; i++)
            {
                Sse.Prefetch0((byte*)from + i * LineBytes);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn4(float* from, nint fromRow, float* to, nint toRow)
    {
        Vector128<float> a = Vector128.Load(from), b = Vector128.Load(from + fromRow);
        Vector128<float> c = Vector128.Load(from + 2 * fromRow), d = Vector128.Load(from + 3 * fromRow);
        Vector128<float> ab = Sse.UnpackLow(a, b), cd = Sse.UnpackLow(c, d);
        Sse.MoveLowToHigh(ab, cd).Store(to);
        Sse.MoveHighToLow(cd, ab).Store(to + toRow);
        ab = Sse.UnpackHigh(a, b);
        cd = Sse.UnpackHigh(c, d);
        Sse.MoveLowToHigh(ab, cd).Store(to + 2 * toRow);
        Sse.MoveHighToLow(cd, ab).Store(to + 3 * toRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyLines<T>(T* from, T* to, int bytes) where T : unmanaged
    {
        if (bytes == 2 * LineBytes)
        {
            Vector512<byte> first = Vector512.Load((byte*)from), second = Vector512.Load((byte*)from + LineBytes);
            first.Store((byte*)to);
            second.Store((byte*)to + LineBytes);
        }
        else
        {
            new ReadOnlySpan<byte>(from, bytes).CopyTo(new Span<byte>(to, bytes));
        }
    }
}
