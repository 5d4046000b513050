namespace Tensorflow.Kernels;

/// <summary>Copies between places that lie in regular steps in two arrays: slices, padding, reversal, blocks.</summary>
internal static class StridedCopy
{
    /// <summary>y[yStart + sum(i[d] * yStrides[d])] = x[xStart + sum(i[d] * xStrides[d])] for every index i below <paramref name="dims"/>.</summary>
    public static void Run<T>(
        ReadOnlySpan<int> dims, ReadOnlySpan<T> x, int xStart, ReadOnlySpan<int> xStrides, Span<T> y, int yStart, ReadOnlySpan<int> yStrides)
    {
        Span<int> sizes = stackalloc int[dims.Length];
        Span<int> xs = stackalloc int[dims.Length];
        Span<int> ys = stackalloc int[dims.Length];
        int rank = 0;
        for (int d = 0; d < dims.Length; d++)
        {
            if (dims[d] == 0)
            {
                return;
            }

            if (dims[d] == 1)
            {
                continue;
            }

            if (rank > 0 && xs[rank - 1] == xStrides[d] * dims[d] && ys[rank - 1] == yStrides[d] * dims[d])
            {
                sizes[rank - 1] *= dims[d];
                xs[rank - 1] = xStrides[d];
                ys[rank - 1] = yStrides[d];
                continue;
            }

            sizes[rank] = dims[d];
            xs[rank] = xStrides[d];
            ys[rank] = yStrides[d];
            rank++;
        }

        if (rank == 0)
        {
            y[yStart] = x[xStart];
            return;
        }

        Rows(sizes[..rank], x, xStart, xs, y, yStart, ys);
    }

    static void Rows<T>(ReadOnlySpan<int> sizes, ReadOnlySpan<T> x, int from, ReadOnlySpan<int> xs, Span<T> y, int to, ReadOnlySpan<int> ys)
    {
        int last = sizes.Length - 1, length = sizes[last], xStep = xs[last], yStep = ys[last];
        Span<int> index = stackalloc int[sizes.Length];
        index.Clear();
        while (true)
        {
            if (xStep == 1 && yStep == 1)
            {
                x.Slice(from, length).CopyTo(y.Slice(to, length));
            }
            else
            {
                for (int i = 0, a = from, b = to; i < length; i++, a += xStep, b += yStep)
                {
                    y[b] = x[a];
                }
            }

            int d = last - 1;
            for (; d >= 0; d--)
            {
                from += xs[d];
                to += ys[d];
                if (++index[d] < sizes[d])
                {
                    break;
                }

                from -= xs[d] * sizes[d];
                to -= ys[d] * sizes[d];
                index[d] = 0;
            }

            if (d < 0)
            {
                return;
            }
        }
    }

    /// <summary>The distances between neighbours along each dimension of a dense row-major array.</summary>
    public static void DenseStrides(ReadOnlySpan<int> dims, Span<int> strides)
    {
        int stride = 1;
        for (int d = dims.Length - 1; d >= 0; d--)
        {
            strides[d] = stride;
            stride *= dims[d];
        }
    }
}
