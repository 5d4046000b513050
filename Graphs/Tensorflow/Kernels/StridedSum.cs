using System.Numerics;

namespace Tensorflow.Kernels;

/// <summary>Reading and writing dense arrays along any strides: the general form of transposition, diagonals and partial sums.</summary>
internal static class StridedSum
{
    /// <summary>
    /// y[i, j, ...] = the sum over the summed indices of x at i * strides[0] + j * strides[1] + ...; y is dense.
    /// </summary>
    public static void Run<T>(
        ReadOnlySpan<T> x, ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, ReadOnlySpan<int> sumSizes, ReadOnlySpan<int> sumStrides, Span<T> y)
        where T : unmanaged, INumber<T>
    {
        int terms = 1;
        foreach (int size in sumSizes)
        {
            terms *= size;
        }

        Span<int> index = stackalloc int[sizes.Length];
        index.Clear();
        Span<int> sumIndex = stackalloc int[sumSizes.Length];
        int at = 0;
        for (int i = 0; i < y.Length; i++)
        {
            if (terms == 1)
            {
                y[i] = x[at];
            }
            else
            {
                sumIndex.Clear();
                int from = at;
                T sum = T.Zero;
                for (int t = 0; t < terms; t++)
                {
                    sum += x[from];
                    from += Step(sumIndex, sumSizes, sumStrides);
                }

                y[i] = sum;
            }

            at += Step(index, sizes, strides);
        }
    }

    /// <summary>y at i * strides[0] + j * strides[1] + ... = x[i, j, ...]; x is dense, the rest of y stays.</summary>
    public static void Scatter<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides, Span<T> y)
        where T : unmanaged
    {
        Span<int> index = stackalloc int[sizes.Length];
        index.Clear();
        int at = 0;
        foreach (T value in x)
        {
            y[at] = value;
            at += Step(index, sizes, strides);
        }
    }

    /// <summary>Moves on to the next index in row-major order; the difference of the places.</summary>
    static int Step(Span<int> index, ReadOnlySpan<int> sizes, ReadOnlySpan<int> strides)
    {
        int moved = 0;
        for (int d = sizes.Length - 1; d >= 0; d--)
        {
            moved += strides[d];
            if (++index[d] < sizes[d])
            {
                return moved;
            }

            moved -= strides[d] * sizes[d];
            index[d] = 0;
        }

        return moved;
    }
}
