using System.Numerics;

namespace Tensorflow.Kernels;

/// <summary>Two-dimensional convolution (as TensorFlow: cross-correlation) of NHWC images with HWIO filters, and its two gradients.</summary>
internal static class Conv2D
{
    /// <summary>output[n,y,x,o] = sum over r, s, i of input[n, y*stride - pad + r*dilation, x*stride - pad + s*dilation, i] * filter[r,s,i,o].</summary>
    public static void Forward<T>(in ConvGeometry g, ReadOnlySpan<T> input, ReadOnlySpan<T> filter, Span<T> output)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        output[..g.OutputSize].Clear();
        foreach (var (o, i, f) in Pairs(g))
        {
            for (int ci = 0; ci < g.InputChannels; ci++)
            {
                for (int co = 0; co < g.OutputChannels; co++)
                {
                    output[o * g.OutputChannels + co] += input[i * g.InputChannels + ci] * filter[(f * g.InputChannels + ci) * g.OutputChannels + co];
                }
            }
        }
    }

    /// <summary>The forward pass with bias[OutputChannels] (empty for none) added and the activation applied to every output.</summary>
    public static void ForwardFused<T>(
        in ConvGeometry g, ReadOnlySpan<T> input, ReadOnlySpan<T> filter, ReadOnlySpan<T> bias, Activation activation, Span<T> output)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Forward(g, input, filter, output);
        for (int i = 0; i < g.OutputSize; i++)
        {
            T x = bias.IsEmpty ? output[i] : output[i] + bias[i % g.OutputChannels];
            output[i] = activation switch
            {
                Activation.Relu => T.IsNegative(x) ? T.Zero : x,
                Activation.Sigmoid => T.One / (T.One + T.Exp(-x)),
                Activation.Tanh => T.Tanh(x),
                _ => x,
            };
        }
    }

    /// <summary>The gradient of <see cref="Forward"/> with respect to the input, given that of the output.</summary>
    public static void BackpropInput<T>(in ConvGeometry g, ReadOnlySpan<T> filter, ReadOnlySpan<T> outputGradient, Span<T> inputGradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        inputGradient[..g.InputSize].Clear();
        foreach (var (o, i, f) in Pairs(g))
        {
            for (int ci = 0; ci < g.InputChannels; ci++)
            {
                for (int co = 0; co < g.OutputChannels; co++)
                {
                    inputGradient[i * g.InputChannels + ci] += outputGradient[o * g.OutputChannels + co] * filter[(f * g.InputChannels + ci) * g.OutputChannels + co];
                }
            }
        }
    }

    /// <summary>The gradient of <see cref="Forward"/> with respect to the filter, given that of the output.</summary>
    public static void BackpropFilter<T>(in ConvGeometry g, ReadOnlySpan<T> input, ReadOnlySpan<T> outputGradient, Span<T> filterGradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        filterGradient[..g.FilterSize].Clear();
        foreach (var (o, i, f) in Pairs(g))
        {
            for (int ci = 0; ci < g.InputChannels; ci++)
            {
                for (int co = 0; co < g.OutputChannels; co++)
                {
                    filterGradient[(f * g.InputChannels + ci) * g.OutputChannels + co] += outputGradient[o * g.OutputChannels + co] * input[i * g.InputChannels + ci];
                }
            }
        }
    }

    private static IEnumerable<(int Output, int Input, int Filter)> Pairs(ConvGeometry g)
    {
        for (int n = 0; n < g.Batch; n++)
        {
            for (int y = 0; y < g.OutputHeight; y++)
            {
                for (int x = 0; x < g.OutputWidth; x++)
                {
                    for (int r = 0; r < g.FilterHeight; r++)
                    {
                        for (int s = 0; s < g.FilterWidth; s++)
                        {
                            int iy = y * g.StrideHeight - g.PadTop + r * g.DilationHeight;
                            int ix = x * g.StrideWidth - g.PadLeft + s * g.DilationWidth;
                            if ((uint)iy < (uint)g.InputHeight && (uint)ix < (uint)g.InputWidth)
                            {
                                yield return ((n * g.OutputHeight + y) * g.OutputWidth + x, (n * g.InputHeight + iy) * g.InputWidth + ix, r * g.FilterWidth + s);
                            }
                        }
                    }
                }
            }
        }
    }
}
