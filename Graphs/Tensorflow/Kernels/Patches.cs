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
    /// May write one cache line past a row's end.
    /// </summary>
    public readonly void Build(int first, int rows, int firstTap, int taps, T* to, nint stride)
    {
        (int line, int x) = Math.DivRem(first, GridWidth);
        while (rows > 0)
        {
            int count = Math.Min(rows, GridWidth - x);
            (int n, int y) = Math.DivRem(line, GridHeight);
            BuildLine(n, y, x, count, firstTap, taps, to, stride);
            to += count * stride;
            rows -= count;
            x = 0;
            line++;
        }
    }

    /// <summary>
    /// The rows of neighbouring grid cells of one line. Taps are taken in order, so what is written past the end of one
    /// is overwritten by the next.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private readonly void BuildLine(int n, int y, int x, int count, int firstTap, int taps, T* to, nint stride)
    {
        int width = TapRowLength;
        nint sourceRow = (nint)SourceWidth * Channels;
        T* image = Source + n * SourceHeight * sourceRow;
        T* end = Source + Batch * SourceHeight * sourceRow;

        // Cells from inner to outer see no padding to the left or right.
        int inner = 0, outer = 0;
        if (Horizontal.Spacing == 1)
        {
            int step = Horizontal.Step;
            inner = Math.Clamp((-Horizontal.Offset + step - 1) / step - x, 0, count);
            int last = SourceWidth - Horizontal.Count - Horizontal.Offset;
            outer = Math.Clamp(last < 0 ? 0 : last / step + 1 - x, inner, count);
        }
        for (int t = firstTap; t < firstTap + taps; t++, to += width)
        {
            int sy = y * Vertical.Step + Vertical.Offset + t * Vertical.Spacing;
            T* row = to;
            if ((uint)sy >= (uint)SourceHeight)
            {
                for (int i = 0; i < count; i++, row += stride)
                {
                    Packing.Zeros(width, row);
                }
                continue;
            }
            T* line = image + sy * sourceRow;
            int sx = x * Horizontal.Step + Horizontal.Offset;
            int cell = 0;
            for (; cell < inner; cell++, row += stride, sx += Horizontal.Step)
            {
                BuildClipped(line, sx, row, end);
            }
            T* from = line + (nint)sx * Channels;
            nint move = (nint)Horizontal.Step * Channels;
            bool wholeLines = (byte*)(from + (outer - cell) * move) + 64 <= end;
            for (; cell < outer; cell++, row += stride, sx += Horizontal.Step, from += move)
            {
                Packing.Run(width, from, row, wholeLines);
            }
            for (; cell < count; cell++, row += stride, sx += Horizontal.Step)
            {
                BuildClipped(line, sx, row, end);
            }
        }
    }

    /// <summary>The taps of one row that may lie outside the image, or do not lie side by side.</summary>
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
                    Packing.Zeros(Channels, to);
                }
            }
            return;
        }
        int left = Math.Clamp(-sx, 0, Horizontal.Count);
        int inside = Math.Max(0, Math.Min(Horizontal.Count, SourceWidth - sx) - left);
        int right = Horizontal.Count - left - inside;
        if (left > 0)
        {
            Packing.Zeros(left * Channels, to);
            to += left * Channels;
        }
        if (inside > 0)
        {
            Copy(from + (nint)(sx + left) * Channels, to, inside * Channels, end);
            to += inside * Channels;
        }
        if (right > 0)
        {
            Packing.Zeros(right * Channels, to);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Copy(T* from, T* to, int count, T* end) => Packing.Run(count, from, to, (byte*)from + 64 <= end);
}
