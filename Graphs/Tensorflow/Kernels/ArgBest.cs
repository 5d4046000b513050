using System.Numerics;

namespace Tensorflow.Kernels;

/// <summary>Where the greatest or least element stands.</summary>
internal static class ArgBest
{
    /// <summary>
    /// The index of the first greatest (or least) element along the middle axis of an outer x axis x inner array.
    /// NaN is never taken, unless all are NaN: then the index is 0. The axis must not be empty.
    /// </summary>
    public static void Along<T>(ReadOnlySpan<T> x, int outer, int axis, int inner, bool greatest, Span<int> index)
        where T : unmanaged, INumber<T>
    {
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < inner; i++)
            {
                int start = o * axis * inner + i;
                T best = x[start];
                int at = 0;
                for (int k = 1; k < axis; k++)
                {
                    T candidate = x[start + k * inner];
                    if (greatest ? candidate > best : candidate < best || (T.IsNaN(best) && !T.IsNaN(candidate)))
                    {
                        best = candidate;
                        at = k;
                    }
                }

                index[o * inner + i] = at;
            }
        }
    }
}
