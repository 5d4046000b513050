using System.Numerics;
using System.Numerics.Tensors;

namespace Tensorflow.Kernels;

/// <summary>
/// Depthwise convolution: every input channel c has its own filters [FilterHeight, FilterWidth, InputChannels, Multiplier]
/// and gives output channels c*Multiplier ... c*Multiplier + Multiplier-1, with Multiplier = OutputChannels / InputChannels.
/// </summary>
internal static unsafe class DepthwiseConv2D
{
    /// <summary>output[n,y,x,c*M+q] = sum over r, s of input[n, y*stride - pad + r*dilation, x*stride - pad + s*dilation, c] * filter[r,s,c,q].</summary>
    public static void Forward<T>(in ConvGeometry g, ReadOnlySpan<T> input, ReadOnlySpan<T> filter, Span<T> output)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Run<T, ForwardRow<T>>(g, g.Batch * g.OutputHeight, input, filter, output);

    /// <summary>The gradient of <see cref="Forward"/> with respect to the input, given that of the output.</summary>
    public static void BackpropInput<T>(in ConvGeometry g, ReadOnlySpan<T> filter, ReadOnlySpan<T> outputGradient, Span<T> inputGradient)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Run<T, InputGradientRow<T>>(g, g.Batch * g.InputHeight, outputGradient, filter, inputGradient);

    /// <summary>The gradient of <see cref="Forward"/> with respect to the filter, given that of the output.</summary>
    public static void BackpropFilter<T>(in ConvGeometry g, ReadOnlySpan<T> input, ReadOnlySpan<T> outputGradient, Span<T> filterGradient)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Run<T, FilterGradientCell<T>>(g, g.FilterHeight * g.FilterWidth, input, outputGradient, filterGradient);

    private static void Run<T, TJob>(in ConvGeometry g, int jobs, ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> result)
        where T : unmanaged where TJob : struct, IDepthwiseJob<T>
    {
        if (result.IsEmpty)
        {
            return;
        }
        fixed (T* l = left, r = right, d = result)
        {
            var body = new Body<T, TJob> { Geometry = g, Left = l, Right = r, Result = d };
            WorkerPool.Run(jobs, ref body);
        }
    }

    private interface IDepthwiseJob<T> where T : unmanaged
    {
        static abstract void Run(in ConvGeometry g, int job, T* left, T* right, T* result);
    }

    private struct Body<T, TJob> : IChunkBody where T : unmanaged where TJob : struct, IDepthwiseJob<T>
    {
        public ConvGeometry Geometry;
        public T* Left;
        public T* Right;
        public T* Result;

        public readonly void Run(int chunk) => TJob.Run(Geometry, chunk, Left, Right, Result);
    }

    private readonly struct ForwardRow<T> : IDepthwiseJob<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static void Run(in ConvGeometry g, int job, T* input, T* filter, T* output)
        {
            (int n, int y) = Math.DivRem(job, g.OutputHeight);
            int channels = g.InputChannels, outputs = g.OutputChannels;
            for (int x = 0; x < g.OutputWidth; x++)
            {
                var sum = new Span<T>(output + ((nint)job * g.OutputWidth + x) * outputs, outputs);
                sum.Clear();
                for (int r = 0; r < g.FilterHeight; r++)
                {
                    int iy = y * g.StrideHeight - g.PadTop + r * g.DilationHeight;
                    if ((uint)iy >= (uint)g.InputHeight)
                    {
                        continue;
                    }
                    for (int s = 0; s < g.FilterWidth; s++)
                    {
                        int ix = x * g.StrideWidth - g.PadLeft + s * g.DilationWidth;
                        if ((uint)ix < (uint)g.InputWidth)
                        {
                            T* pixel = input + (((nint)n * g.InputHeight + iy) * g.InputWidth + ix) * channels;
                            MultiplyAdd(pixel, filter + (nint)(r * g.FilterWidth + s) * outputs, sum, channels);
                        }
                    }
                }
            }
        }

        private static void MultiplyAdd(T* pixel, T* filter, Span<T> sum, int channels)
        {
            if (sum.Length == channels)
            {
                TensorPrimitives.MultiplyAdd(new ReadOnlySpan<T>(pixel, channels), new ReadOnlySpan<T>(filter, channels), (ReadOnlySpan<T>)sum, sum);
                return;
            }
            int multiplier = sum.Length / channels;
            for (int c = 0, o = 0; c < channels; c++)
            {
                T value = pixel[c];
                for (int q = 0; q < multiplier; q++, o++)
                {
                    sum[o] += value * filter[o];
                }
            }
        }
    }

    private readonly struct InputGradientRow<T> : IDepthwiseJob<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static void Run(in ConvGeometry g, int job, T* outputGradient, T* filter, T* inputGradient)
        {
            (int n, int iy) = Math.DivRem(job, g.InputHeight);
            int channels = g.InputChannels, outputs = g.OutputChannels;
            for (int ix = 0; ix < g.InputWidth; ix++)
            {
                var sum = new Span<T>(inputGradient + ((nint)job * g.InputWidth + ix) * channels, channels);
                sum.Clear();
                for (int r = 0; r < g.FilterHeight; r++)
                {
                    (int y, int offRow) = Math.DivRem(iy + g.PadTop - r * g.DilationHeight, g.StrideHeight);
                    if (offRow != 0 || (uint)y >= (uint)g.OutputHeight)
                    {
                        continue;
                    }
                    for (int s = 0; s < g.FilterWidth; s++)
                    {
                        (int x, int offColumn) = Math.DivRem(ix + g.PadLeft - s * g.DilationWidth, g.StrideWidth);
                        if (offColumn == 0 && (uint)x < (uint)g.OutputWidth)
                        {
                            T* gradient = outputGradient + (((nint)n * g.OutputHeight + y) * g.OutputWidth + x) * outputs;
                            AddDots(gradient, filter + (nint)(r * g.FilterWidth + s) * outputs, sum, outputs);
                        }
                    }
                }
            }
        }

        private static void AddDots(T* gradient, T* filter, Span<T> sum, int outputs)
        {
            if (sum.Length == outputs)
            {
                TensorPrimitives.MultiplyAdd(new ReadOnlySpan<T>(gradient, outputs), new ReadOnlySpan<T>(filter, outputs), (ReadOnlySpan<T>)sum, sum);
                return;
            }
            int multiplier = outputs / sum.Length;
            for (int c = 0, o = 0; c < sum.Length; c++)
            {
                T dot = T.Zero;
                for (int q = 0; q < multiplier; q++, o++)
                {
                    dot += gradient[o] * filter[o];
                }
                sum[c] += dot;
            }
        }
    }

    private readonly struct FilterGradientCell<T> : IDepthwiseJob<T> where T : unmanaged, IFloatingPointIeee754<T>
    {
        public static void Run(in ConvGeometry g, int job, T* input, T* outputGradient, T* filterGradient)
        {
            (int r, int s) = Math.DivRem(job, g.FilterWidth);
            int channels = g.InputChannels, outputs = g.OutputChannels, multiplier = outputs / channels;
            var sum = new Span<T>(filterGradient + (nint)job * outputs, outputs);
            sum.Clear();
            for (int n = 0; n < g.Batch; n++)
            {
                for (int y = 0; y < g.OutputHeight; y++)
                {
                    int iy = y * g.StrideHeight - g.PadTop + r * g.DilationHeight;
                    if ((uint)iy >= (uint)g.InputHeight)
                    {
                        continue;
                    }
                    for (int x = 0; x < g.OutputWidth; x++)
                    {
                        int ix = x * g.StrideWidth - g.PadLeft + s * g.DilationWidth;
                        if ((uint)ix >= (uint)g.InputWidth)
                        {
                            continue;
                        }
                        T* pixel = input + (((nint)n * g.InputHeight + iy) * g.InputWidth + ix) * channels;
                        T* gradient = outputGradient + (((nint)n * g.OutputHeight + y) * g.OutputWidth + x) * outputs;
                        if (multiplier == 1)
                        {
                            TensorPrimitives.MultiplyAdd(new ReadOnlySpan<T>(pixel, channels), new ReadOnlySpan<T>(gradient, channels), (ReadOnlySpan<T>)sum, sum);
                            continue;
                        }
                        for (int c = 0, o = 0; c < channels; c++)
                        {
                            T value = pixel[c];
                            for (int q = 0; q < multiplier; q++, o++)
                            {
                                sum[o] += value * gradient[o];
                            }
                        }
                    }
                }
            }
        }
    }
}
