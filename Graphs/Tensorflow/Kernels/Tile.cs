using System.Runtime.CompilerServices;

namespace Tensorflow.Kernels;

/// <summary>Tiles of any size: picks the kernel for the number of rows and columns, and carries tiles that are ragged or written elsewhere.</summary>
internal static unsafe class Tile<T, TVec, TSimd>
    where T : unmanaged where TVec : unmanaged where TSimd : struct, ISimd<TVec, T>
{
    private static readonly delegate*<int, T*, nint, nint, T*, nint, T*, nint, bool, Ahead<T>, void>[] Kernels =
    [
        &TileKernel<T, TVec, TSimd>.Run<N1, N1>, &TileKernel<T, TVec, TSimd>.Run<N1, N2>,
        &TileKernel<T, TVec, TSimd>.Run<N2, N1>, &TileKernel<T, TVec, TSimd>.Run<N2, N2>,
        &TileKernel<T, TVec, TSimd>.Run<N3, N1>, &TileKernel<T, TVec, TSimd>.Run<N3, N2>,
        &TileKernel<T, TVec, TSimd>.Run<N4, N1>, &TileKernel<T, TVec, TSimd>.Run<N4, N2>,
        &TileKernel<T, TVec, TSimd>.Run<N5, N1>, &TileKernel<T, TVec, TSimd>.Run<N5, N2>,
        &TileKernel<T, TVec, TSimd>.Run<N6, N1>, &TileKernel<T, TVec, TSimd>.Run<N6, N2>,
        &TileKernel<T, TVec, TSimd>.Run<N7, N1>, &TileKernel<T, TVec, TSimd>.Run<N7, N2>,
        &TileKernel<T, TVec, TSimd>.Run<N8, N1>, &TileKernel<T, TVec, TSimd>.Run<N8, N2>,
        &TileKernel<T, TVec, TSimd>.Run<N9, N1>, &TileKernel<T, TVec, TSimd>.Run<N9, N2>,
        &TileKernel<T, TVec, TSimd>.Run<N10, N1>, &TileKernel<T, TVec, TSimd>.Run<N10, N2>,
        &TileKernel<T, TVec, TSimd>.Run<N11, N1>, &TileKernel<T, TVec, TSimd>.Run<N11, N2>,
        &TileKernel<T, TVec, TSimd>.Run<N12, N1>, &TileKernel<T, TVec, TSimd>.Run<N12, N2>,
        &TileKernel<T, TVec, TSimd>.Run<N13, N1>, &TileKernel<T, TVec, TSimd>.Run<N13, N2>,
        &TileKernel<T, TVec, TSimd>.Run<N14, N1>, &TileKernel<T, TVec, TSimd>.Run<N14, N2>,
    ];

    /// <summary>Columns of a full tile.</summary>
    public static int Width
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * TSimd.Lanes;
    }

    /// <summary>Number of strips of at most MaxRows rows that m rows are cut into, all of nearly the same height.</summary>
    public static int Strips(int m) => (m + TSimd.MaxRows - 1) / TSimd.MaxRows;

    /// <summary>First row of a strip.</summary>
    public static int StripStart(int m, int strips, int strip) => (int)((long)m * strip / strips);

    /// <summary>Columns that b must have (zeros past the matrix's own) for a tile of <paramref name="columns"/> columns.</summary>
    public static int Padded(int columns) => columns <= TSimd.Lanes ? TSimd.Lanes : Width;

    /// <summary>
    /// C[i, j] (+)= sum of a[i*aRow + l*aStep] * b[l*bStep + j]. Rows: 1 to MaxRows; columns: 1 to Width; b must be readable to Padded(columns).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Run(int rows, int columns, int k, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint cRow, bool add, Ahead<T> ahead)
    {
        if (columns == Width || columns == TSimd.Lanes)
        {
            Kernels[2 * rows - (columns == Width ? 1 : 2)](k, a, aRow, aStep, b, bStep, c, cRow, add, ahead);
        }
        else
        {
            RunRagged(rows, columns, k, a, aRow, aStep, b, bStep, c, cRow, add, ahead);
        }
    }

    /// <summary>A tile whose last register reaches past C's columns: it is summed aside.</summary>
    private static void RunRagged(int rows, int columns, int k, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint cRow, bool add, Ahead<T> ahead)
    {
        int width = Padded(columns);
        T* tile = Scratch.Get<T>(Scratch.Use.Tile, TSimd.MaxRows * Width);
        for (int i = 0; i < rows && add; i++)
        {
            new ReadOnlySpan<T>(c + i * cRow, columns).CopyTo(new Span<T>(tile + i * width, columns));
        }
        Kernels[2 * rows - (width == Width ? 1 : 2)](k, a, aRow, aStep, b, bStep, tile, width, add, ahead);
        for (int i = 0; i < rows; i++)
        {
            new ReadOnlySpan<T>(tile + i * width, columns).CopyTo(new Span<T>(c + i * cRow, columns));
        }
    }
}
