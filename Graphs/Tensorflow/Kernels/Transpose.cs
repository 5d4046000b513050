using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tensorflow.Kernels;

/// <summary>Permutation of the axes of a dense array, for elements of any type.</summary>
internal static class Transpose
{
    const int Tile = 16;

    /// <summary>
    /// y[i[p0], i[p1], ...] = x[i0, i1, ...]: axis d of y is axis permutation[d] of x, whose shape is given.
    /// y must not overlap x.
    /// </summary>
    public static void Permute<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> shape, ReadOnlySpan<int> permutation, Span<T> y)
        where T : unmanaged
    {
        if (x.Length == 0)
        {
            return;
        }

        Span<int> xStrides = stackalloc int[shape.Length];
        int stride = 1;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            xStrides[d] = stride;
            stride *= shape[d];
        }

        // Axes of y in order, with their strides in x; axes that are neighbours in both arrays become one.
        Span<int> sizes = stackalloc int[shape.Length];
        Span<int> strides = stackalloc int[shape.Length];
        int rank = 0;
        foreach (int axis in permutation)
        {
            if (shape[axis] == 1)
            {
                continue;
            }

            if (rank > 0 && strides[rank - 1] == xStrides[axis] * shape[axis])
            {
                sizes[rank - 1] *= shape[axis];
                strides[rank - 1] = xStrides[axis];
            }
            else
            {
                sizes[rank] = shape[axis];
                strides[rank++] = xStrides[axis];
            }
        }

        if (rank <= 1)
        {
            x.CopyTo(y);
        }
        else if (strides[rank - 1] == 1)
        {
            CopyRows(x, sizes[..rank], strides[..rank], y);
        }
        else
        {
            Tiles(x, sizes[..rank], strides[..rank], y);
        }
    }

    /// <summary>The innermost axis stays innermost: rows are copied whole.</summary>
    static void CopyRows<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, Span<T> y)
        where T : unmanaged
    {
        int length = sizes[^1];
        for (int row = 0; row * length < y.Length; row++)
        {
            int from = 0;
            int rest = row;
            for (int d = sizes.Length - 2; d >= 0; d--)
            {
                int outer = rest / sizes[d];
                from += (rest - outer * sizes[d]) * strides[d];
                rest = outer;
            }

            x.Slice(from, length).CopyTo(y.Slice(row * length, length));
        }
    }

    /// <summary>
    /// The innermost axis of x becomes another axis of y: the plane of these two axes is moved tile by tile, so that
    /// neither side strides through memory for long; the other axes are walked outside.
    /// </summary>
    static void Tiles<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, Span<T> y)
        where T : unmanaged
    {
        int rank = sizes.Length;
        int last = rank - 1;
        int unit = strides.IndexOf(1);
        Span<int> yStrides = stackalloc int[rank];
        int stride = 1;
        int planes = 1;
        for (int d = last; d >= 0; d--)
        {
            yStrides[d] = stride;
            stride *= sizes[d];
            planes *= d == last || d == unit ? 1 : sizes[d];
        }

        for (int plane = 0; plane < planes; plane++)
        {
            int from = 0, to = 0;
            int rest = plane;
            for (int d = last - 1; d >= 0; d--)
            {
                if (d == unit)
                {
                    continue;
                }

                int outer = rest / sizes[d];
                int i = rest - outer * sizes[d];
                from += i * strides[d];
                to += i * yStrides[d];
                rest = outer;
            }

            Plane(
                ref Unsafe.Add(ref MemoryMarshal.GetReference(x), from), strides[last],
                ref Unsafe.Add(ref MemoryMarshal.GetReference(y), to), yStrides[unit],
                sizes[last], sizes[unit]);
        }
    }

    /// <summary>y[c * yStride + r] = x[r * xStride + c].</summary>
    static void Plane<T>(ref T x, int xStride, ref T y, int yStride, int rows, int columns)
        where T : unmanaged
    {
        for (int top = 0; top < rows; top += Tile)
        {
            int bottom = Math.Min(rows, top + Tile);
            for (int left = 0; left < columns; left += Tile)
            {
                int right = Math.Min(columns, left + Tile);
                for (int c = left; c < right; c++)
                {
                    ref T to = ref Unsafe.Add(ref y, (nint)c * yStride);
                    for (int r = top; r < bottom; r++)
                    {
                        Unsafe.Add(ref to, r) = Unsafe.Add(ref x, (nint)r * xStride + c);
                    }
                }
            }
        }
    }
}
