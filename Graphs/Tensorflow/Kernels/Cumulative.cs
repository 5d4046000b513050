using System.Numerics;

namespace Tensorflow.Kernels;

/// <summary>Running sums and products along one axis.</summary>
internal static class Cumulative
{
    /// <summary>
    /// y[o, k, i] = the combination of x[o, 0..k, i], without x[o, k, i] itself if exclusive, from the end if
    /// reverse. y may be x.
    /// </summary>
    public static void Scan<T, TReducer>(ReadOnlySpan<T> x, int outer, int axis, int inner, bool exclusive, bool reverse, Span<T> y)
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        int first = reverse ? (axis - 1) * inner : 0;
        int step = reverse ? -inner : inner;
        for (int o = 0; o < outer; o++)
        {
            for (int i = 0; i < inner; i++)
            {
                int at = o * axis * inner + first + i;
                T running = TReducer.Identity<T>();
                for (int k = 0; k < axis; k++, at += step)
                {
                    T next = TReducer.Combine(running, x[at]);
                    y[at] = exclusive ? running : next;
                    running = next;
                }
            }
        }
    }
}
