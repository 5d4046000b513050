using System.Runtime.CompilerServices;

namespace Tensorflow.Kernels;

/// <summary>
/// The patches of NHWC images that a filter sees, as rows of a matrix that is never stored whole: row (n, y, x) of the grid
/// holds the source's channels under every tap, taps by rows then columns, with zeros outside the image.
/// </summary>
internal unsafe struct Patches<T> where T : unmanaged
{
    public T* Source;
    public int Batch;
    public int SourceHeight;
    public int SourceWidth;
    public int Channels;
    public int GridHeight;
    public int GridWidth;
    public Taps Vertical;
    public Taps Horizontal;

    /// <summary>Number of rows.</summary>
    public readonly int Rows => checked(Batch * GridHeight * GridWidth);

    /// <summary>Elements that one row of taps adds to a row.</summary>
    public readonly int TapRowLength => Horizontal.Count * Channels;

    /// <summary>Length of a row.</summary>
    public readonly int Length => Vertical.Count * TapRowLength;

    /// <summary>A distance between stored rows of the given length that leaves <see cref="Build"/> its slack and keeps neighbours apart in the cache.</summary>
    public static nint Stride(int length)
    {
        int line = 64 / sizeof(T);
        nint stride = (length + line - 1) / line * line + line;
        return stride * sizeof(T) % 2048 < 64 ? stride + line : stride;
    }

    /// <summary>
    /// Writes rows <paramref name="first"/> ... of the matrix, restricted to some rows of taps, at the given stride.
    /// May write one cache line past a row's end, before the next row is written.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public readonly void Build(int first, int rows, int firstTap, int taps, T* to, nint stride)
    {
        (int line, int x) = Math.DivRem(first, GridWidth);
        (int n, int y) = Math.DivRem(line, GridHeight);
        nint sourceRow = (nint)SourceWidth * Channels;
        nint imageSize = SourceHeight * sourceRow;
        T* end = Source + Batch * imageSize;
        int width = TapRowLength;
        for (int i = 0; i < rows; i++, to += stride)
        {
            int sx = x * Horizontal.Step + Horizontal.Offset;
            T* row = to;
            for (int t = firstTap; t < firstTap + taps; t++, row += width)
            {
                int sy = y * Vertical.Step + Vertical.Offset + t * Vertical.Spacing;
                if ((uint)sy >= (uint)SourceHeight)
                {
                    new Span<T>(row, width).Clear();
                }
                else
                {
                    T* from = Source + n * imageSize + sy * sourceRow;
                    if (Horizontal.Spacing == 1 && sx >= 0 && sx + Horizontal.Count <= SourceWidth)
                    {
                        Copy(from + (nint)sx * Channels, row, width, end);
                    }
                    else
                    {
                        BuildClipped(from, sx, row, end);
                    }
                }
            }
            if (++x == GridWidth)
            {
                x = 0;
                if (++y == GridHeight)
                {
                    y = 0;
                    n++;
                }
            }
        }
    }

    private readonly void BuildClipped(T* from, int sx, T* to, T* end)
    {
        if (Horizontal.Spacing != 1)
        {
            for (int t = 0; t < Horizontal.Count; t++, sx += Horizontal.Spacing, to += Channels)
            {
                if ((uint)sx < (uint)SourceWidth)
                {
                    Copy(from + (nint)sx * Channels, to, Channels, end);
                }
                else
                {
                    new Span<T>(to, Channels).Clear();
                }
            }
            return;
        }
        int left = Math.Clamp(-sx, 0, Horizontal.Count);
        int inside = Math.Max(0, Math.Min(Horizontal.Count, SourceWidth - sx) - left);
        int right = Horizontal.Count - left - inside;
        new Span<T>(to, left * Channels).Clear();
        to += left * Channels;
        if (inside > 0)
        {
            Copy(from + (nint)(sx + left) * Channels, to, inside * Channels, end);
            to += inside * Channels;
        }
        new Span<T>(to, right * Channels).Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(T* from, T* to, int count, T* end) => Packing.Run(count, from, to, (byte*)from + 64 <= end);
}
