using System.Runtime.CompilerServices;

namespace Tensorflow.Kernels;

/// <summary>Copies of parts of matrices, laid out as the tile kernel likes to read them.</summary>
internal static unsafe class Packing
{
    /// <summary>
    /// Copies a panel of B, <paramref name="k"/> rows by <paramref name="columns"/> columns, to rows of <paramref name="width"/> elements, with zeros behind the columns.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Panel<T>(int k, int columns, T* b, nint bRow, nint bColumn, T* panel, int width) where T : unmanaged
    {
        if (columns < width)
        {
            new Span<T>(panel, k * width).Clear();
        }
        if (bColumn == 1)
        {
            for (int l = 0; l < k; l++)
            {
                new ReadOnlySpan<T>(b + l * bRow, columns).CopyTo(new Span<T>(panel + l * width, columns));
            }
            return;
        }
        // Blocks of one cache line, so that a line of B and the panel's rows are used up while they are near.
        int block = 64 / sizeof(T);
        for (int first = 0; first < k; first += block)
        {
            int last = Math.Min(first + block, k);
            for (int j = 0; j < columns; j++)
            {
                T* from = b + j * bColumn;
                for (int l = first; l < last; l++)
                {
                    panel[l * width + j] = from[l * bRow];
                }
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
}
