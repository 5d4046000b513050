using System.Numerics;

namespace Tensorflow.Kernels;

/// <summary>Resizing of NHWC images. In the geometry the input is the original and the output the resized image.</summary>
internal static unsafe class Resize
{
    /// <summary>Every output pixel is the nearest original one.</summary>
    public static void Nearest<T>(in ConvGeometry g, bool alignCorners, bool halfPixelCenters, ReadOnlySpan<T> input, Span<T> output) where T : unmanaged
    {
        var rows = new ResizeScale(g.InputHeight, g.OutputHeight, alignCorners, halfPixelCenters);
        var columns = new ResizeScale(g.InputWidth, g.OutputWidth, alignCorners, halfPixelCenters);
        var at = 0;
        for (var n = 0; n < g.Batch; n++)
        {
            for (var y = 0; y < g.OutputHeight; y++)
            {
                var row = (n * g.InputHeight + rows.Nearest(y)) * g.InputWidth;
                for (var x = 0; x < g.OutputWidth; x++, at += g.InputChannels)
                {
                    input.Slice((row + columns.Nearest(x)) * g.InputChannels, g.InputChannels).CopyTo(output[at..]);
                }
            }
        }
    }

    /// <summary>The gradient of <see cref="Nearest"/>: each original pixel receives the sum over the pixels made from it.</summary>
    public static void NearestGradient<T>(in ConvGeometry g, bool alignCorners, bool halfPixelCenters, ReadOnlySpan<T> outputGradient, Span<T> inputGradient)
        where T : unmanaged, INumber<T>
    {
        inputGradient.Clear();
        var rows = new ResizeScale(g.InputHeight, g.OutputHeight, alignCorners, halfPixelCenters);
        var columns = new ResizeScale(g.InputWidth, g.OutputWidth, alignCorners, halfPixelCenters);
        var at = 0;
        for (var n = 0; n < g.Batch; n++)
        {
            for (var y = 0; y < g.OutputHeight; y++)
            {
                var row = (n * g.InputHeight + rows.Nearest(y)) * g.InputWidth;
                for (var x = 0; x < g.OutputWidth; x++)
                {
                    var pixel = (row + columns.Nearest(x)) * g.InputChannels;
                    for (var c = 0; c < g.InputChannels; c++) inputGradient[pixel + c] += outputGradient[at++];
                }
            }
        }
    }

    /// <summary>Every output pixel is interpolated between the four original ones around its place.</summary>
    public static void Bilinear<T>(in ConvGeometry g, bool alignCorners, bool halfPixelCenters, ReadOnlySpan<T> input, Span<float> output)
        where T : unmanaged, INumber<T>
    {
        var rows = new ResizeScale(g.InputHeight, g.OutputHeight, alignCorners, halfPixelCenters);
        var columns = new ResizeScale(g.InputWidth, g.OutputWidth, alignCorners, halfPixelCenters);
        var at = 0;
        for (var n = 0; n < g.Batch; n++)
        {
            for (var y = 0; y < g.OutputHeight; y++)
            {
                var (top, bottom, down) = rows.Between(y);
                var topRow = (n * g.InputHeight + top) * g.InputWidth;
                var bottomRow = (n * g.InputHeight + bottom) * g.InputWidth;
                for (var x = 0; x < g.OutputWidth; x++)
                {
                    var (left, right, across) = columns.Between(x);
                    for (var c = 0; c < g.InputChannels; c++)
                    {
                        var topLeft = float.CreateTruncating(input[(topRow + left) * g.InputChannels + c]);
                        var topRight = float.CreateTruncating(input[(topRow + right) * g.InputChannels + c]);
                        var bottomLeft = float.CreateTruncating(input[(bottomRow + left) * g.InputChannels + c]);
                        var bottomRight = float.CreateTruncating(input[(bottomRow + right) * g.InputChannels + c]);
                        var upper = topLeft + (topRight - topLeft) * across;
                        var lower = bottomLeft + (bottomRight - bottomLeft) * across;
                        output[at++] = upper + (lower - upper) * down;
                    }
                }
            }
        }
    }

    /// <summary>The gradient of <see cref="Bilinear"/>.</summary>
    public static void BilinearGradient<T>(in ConvGeometry g, bool alignCorners, bool halfPixelCenters, ReadOnlySpan<float> outputGradient, Span<T> inputGradient)
        where T : unmanaged, INumber<T>
    {
        inputGradient.Clear();
        var rows = new ResizeScale(g.InputHeight, g.OutputHeight, alignCorners, halfPixelCenters);
        var columns = new ResizeScale(g.InputWidth, g.OutputWidth, alignCorners, halfPixelCenters);
        var at = 0;
        for (var n = 0; n < g.Batch; n++)
        {
            for (var y = 0; y < g.OutputHeight; y++)
            {
                var (top, bottom, down) = rows.Between(y);
                var topRow = (n * g.InputHeight + top) * g.InputWidth;
                var bottomRow = (n * g.InputHeight + bottom) * g.InputWidth;
                for (var x = 0; x < g.OutputWidth; x++)
                {
                    var (left, right, across) = columns.Between(x);
                    for (var c = 0; c < g.InputChannels; c++)
                    {
                        var gradient = outputGradient[at++];
                        inputGradient[(topRow + left) * g.InputChannels + c] += T.CreateTruncating(gradient * (1 - down) * (1 - across));
                        inputGradient[(topRow + right) * g.InputChannels + c] += T.CreateTruncating(gradient * (1 - down) * across);
                        inputGradient[(bottomRow + left) * g.InputChannels + c] += T.CreateTruncating(gradient * down * (1 - across));
                        inputGradient[(bottomRow + right) * g.InputChannels + c] += T.CreateTruncating(gradient * down * across);
                    }
                }
            }
        }
    }
}
