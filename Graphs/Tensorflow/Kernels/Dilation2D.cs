using System.Numerics;

namespace Tensorflow.Kernels;

/// <summary>
/// Greyscale dilation of NHWC images by a structuring element [FilterHeight, FilterWidth, InputChannels]. The geometry's
/// dilations are the distances between the element's cells; what lies outside the image never wins.
/// </summary>
internal static class Dilation2D
{
    /// <summary>output[n,y,x,c] = max over r, s of input[n, y*stride - pad + r*rate, x*stride - pad + s*rate, c] + filter[r,s,c].</summary>
    public static void Forward<T>(in ConvGeometry g, ReadOnlySpan<T> input, ReadOnlySpan<T> filter, Span<T> output) where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        for (var o = 0; o < g.OutputSize; o++)
        {
            var (at, cell) = Best(g, o, input, filter);
            output[o] = at < 0 ? T.MinValue : input[at] + filter[cell];
        }
    }

    /// <summary>Each gradient goes to the image's element that won.</summary>
    public static void BackpropInput<T>(in ConvGeometry g, ReadOnlySpan<T> input, ReadOnlySpan<T> filter, ReadOnlySpan<T> outputGradient, Span<T> inputGradient)
        where T : unmanaged, INumber<T>
    {
        inputGradient.Clear();
        for (var o = 0; o < outputGradient.Length; o++)
        {
            var at = Best(g, o, input, filter).At;
            if (at >= 0) inputGradient[at] += outputGradient[o];
        }
    }

    /// <summary>Each gradient goes to the structuring element's cell that won.</summary>
    public static void BackpropFilter<T>(in ConvGeometry g, ReadOnlySpan<T> input, ReadOnlySpan<T> filter, ReadOnlySpan<T> outputGradient, Span<T> filterGradient)
        where T : unmanaged, INumber<T>
    {
        filterGradient.Clear();
        for (var o = 0; o < outputGradient.Length; o++)
        {
            var (at, cell) = Best(g, o, input, filter);
            if (at >= 0) filterGradient[cell] += outputGradient[o];
        }
    }

    /// <summary>The first element of the image, and the cell over it, whose sum is the largest for output o; -1 where the window lies outside.</summary>
    private static (int At, int Cell) Best<T>(in ConvGeometry g, int o, ReadOnlySpan<T> input, ReadOnlySpan<T> filter) where T : unmanaged, INumber<T>
    {
        var (row, c) = Math.DivRem(o, g.InputChannels);
        (row, var x) = Math.DivRem(row, g.OutputWidth);
        var (n, y) = Math.DivRem(row, g.OutputHeight);
        var (bestAt, bestCell) = (-1, -1);
        var best = T.Zero;
        for (var r = 0; r < g.FilterHeight; r++)
        {
            var iy = y * g.StrideHeight - g.PadTop + r * g.DilationHeight;
            if ((uint)iy >= (uint)g.InputHeight) continue;
            for (var s = 0; s < g.FilterWidth; s++)
            {
                var ix = x * g.StrideWidth - g.PadLeft + s * g.DilationWidth;
                if ((uint)ix >= (uint)g.InputWidth) continue;
                var at = ((n * g.InputHeight + iy) * g.InputWidth + ix) * g.InputChannels + c;
                var cell = (r * g.FilterWidth + s) * g.InputChannels + c;
                var value = input[at] + filter[cell];
                if (bestAt >= 0 && !(value > best)) continue;
                (best, bestAt, bestCell) = (value, at, cell);
            }
        }
        return (bestAt, bestCell);
    }
}
