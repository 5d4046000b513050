using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tensorflow.Kernels;

/// <summary>
/// Max pooling of NHWC images. The window is the geometry's filter; padding never wins. NaN in a window gives NaN.
/// Gradients go to the first maximum (the first NaN) in row-major window order, as in TensorFlow's CPU kernels.
/// </summary>
internal static unsafe class MaxPool
{
    /// <summary>output[n,y,x,c] = the largest input[n,i,j,c] of the window at (y, x).</summary>
    public static void Forward<T>(in ConvGeometry g, ReadOnlySpan<T> input, Span<T> output)
        where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
        PoolJob.Run<T, ForwardRow<T>>(g, g.Batch * g.OutputHeight, input, default, output);

    /// <summary>MaxPoolGrad: every output gradient is added to the gradient of its window's first maximum.</summary>
    public static void Gradient<T>(in ConvGeometry g, ReadOnlySpan<T> input, ReadOnlySpan<T> outputGradient, Span<T> inputGradient)
        where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
        PoolJob.Run<T, GradientImage<T>>(g, g.Batch, input, outputGradient, inputGradient);

    /// <summary>MaxPoolGradGrad: picks, for every output cell, the value of <paramref name="values"/> (input's shape) at its window's first maximum.</summary>
    public static void GradientGradient<T>(in ConvGeometry g, ReadOnlySpan<T> input, ReadOnlySpan<T> values, Span<T> result)
        where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
        PoolJob.Run<T, GatherRow<T>>(g, g.Batch * g.OutputHeight, input, values, result);

    /// <summary>
    /// The place of each window's first maximum as MaxPoolWithArgmax numbers it: (i*InputWidth + j)*Channels + c,
    /// plus n*InputHeight*InputWidth*Channels when <paramref name="includeBatch"/> is set.
    /// </summary>
    public static void ArgMax<T>(in ConvGeometry g, ReadOnlySpan<T> input, Span<long> argmax, bool includeBatch = false)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        int channels = g.InputChannels;
        nint imageSize = (nint)g.InputHeight * g.InputWidth * channels;
        fixed (T* images = input)
        {
            int o = 0;
            for (int n = 0; n < g.Batch; n++)
            {
                T* image = images + n * imageSize;
                for (int y = 0; y < g.OutputHeight; y++)
                {
                    for (int x = 0; x < g.OutputWidth; x++)
                    {
                        var window = new PoolWindow(g, y, x);
                        for (int c = 0; c < channels; c++)
                        {
                            argmax[o++] = First(g, window, image, c) + (includeBatch ? n * imageSize : 0);
                        }
                    }
                }
            }
        }
    }

    /// <summary>The offset in the image of the window's first maximum (first NaN) in channel c, or 0 when the window is empty.</summary>
    private static nint First<T>(in ConvGeometry g, in PoolWindow window, T* image, int c)
        where T : unmanaged, INumber<T>
    {
        nint best = -1;
        for (int i = window.Top; i < window.Bottom; i++)
        {
            for (int j = window.Left; j < window.Right; j++)
            {
                nint at = ((nint)i * g.InputWidth + j) * g.InputChannels + c;
                if (best < 0 || image[at] > image[best] || (T.IsNaN(image[at]) && !T.IsNaN(image[best])))
                {
                    best = at;
                }
            }
        }
        return best < 0 ? 0 : best;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Largest<T>(in ConvGeometry g, in PoolWindow window, T* image, int c)
        where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        var largest = new Vector<T>(Lowest<T>());
        for (int i = window.Top; i < window.Bottom; i++)
        {
            T* cell = image + ((nint)i * g.InputWidth + window.Left) * g.InputChannels + c;
            for (int j = window.Left; j < window.Right; j++, cell += g.InputChannels)
            {
                largest = Vector.Max(largest, Vector.Load(cell));
            }
        }
        return largest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Lowest<T>() where T : IMinMaxValue<T>, INumber<T> =>
        typeof(T) == typeof(float) ? T.CreateTruncating(float.NegativeInfinity)
        : typeof(T) == typeof(double) ? T.CreateTruncating(double.NegativeInfinity)
        : T.MinValue;

    private readonly struct ForwardRow<T> : IPoolJob<T> where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Run(in ConvGeometry g, int job, T* input, T* unused, T* output)
        {
            (int n, int y) = Math.DivRem(job, g.OutputHeight);
            int channels = g.InputChannels;
            T* image = input + (nint)n * g.InputHeight * g.InputWidth * channels;
            T* result = output + (nint)job * g.OutputWidth * channels;
            for (int x = 0; x < g.OutputWidth; x++, result += channels)
            {
                var window = new PoolWindow(g, y, x);
                int c = 0;
                for (; Vector.IsHardwareAccelerated && c <= channels - Vector<T>.Count; c += Vector<T>.Count)
                {
                    Largest(g, window, image, c).Store(result + c);
                }
                for (; c < channels; c++)
                {
                    result[c] = window.Count == 0 ? Lowest<T>() : image[First(g, window, image, c)];
                }
            }
        }
    }

    private readonly struct GatherRow<T> : IPoolJob<T> where T : unmanaged, INumber<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Run(in ConvGeometry g, int job, T* input, T* values, T* output)
        {
            (int n, int y) = Math.DivRem(job, g.OutputHeight);
            int channels = g.InputChannels;
            nint image = (nint)n * g.InputHeight * g.InputWidth * channels;
            T* result = output + (nint)job * g.OutputWidth * channels;
            for (int x = 0; x < g.OutputWidth; x++)
            {
                var window = new PoolWindow(g, y, x);
                for (int c = 0; c < channels; c++)
                {
                    *result++ = window.Count == 0 ? T.Zero : values[image + First(g, window, input + image, c)];
                }
            }
        }
    }

    private readonly struct GradientImage<T> : IPoolJob<T> where T : unmanaged, INumber<T>, IMinMaxValue<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Run(in ConvGeometry g, int job, T* input, T* outputGradient, T* inputGradient)
        {
            int channels = g.InputChannels;
            nint imageSize = (nint)g.InputHeight * g.InputWidth * channels;
            T* image = input + job * imageSize;
            T* result = inputGradient + job * imageSize;
            T* gradient = outputGradient + (nint)job * g.OutputHeight * g.OutputWidth * channels;
            // Windows that lie apart write every cell at most once; where they also leave no cell out, nothing needs to be cleared.
            bool apart = g.StrideHeight >= g.FilterHeight && g.StrideWidth >= g.FilterWidth;
            bool covering = g is { PadTop: 0, PadLeft: 0 } && g.StrideHeight == g.FilterHeight && g.StrideWidth == g.FilterWidth
                && g.OutputHeight * g.StrideHeight >= g.InputHeight && g.OutputWidth * g.StrideWidth >= g.InputWidth;
            if (!covering || !Vector.IsHardwareAccelerated || channels % Vector<T>.Count != 0)
            {
                new Span<T>(result, checked((int)imageSize)).Clear();
            }
            for (int y = 0; y < g.OutputHeight; y++)
            {
                for (int x = 0; x < g.OutputWidth; x++, gradient += channels)
                {
                    var window = new PoolWindow(g, y, x);
                    int c = 0;
                    for (; Vector.IsHardwareAccelerated && c <= channels - Vector<T>.Count; c += Vector<T>.Count)
                    {
                        Spread(g, window, image, result, c, Vector.Load(gradient + c), apart);
                    }
                    for (; c < channels && window.Count != 0; c++)
                    {
                        result[First(g, window, image, c)] += gradient[c];
                    }
                }
            }
        }

        /// <summary>Gives the gradient to the first cell of each lane that holds the lane's maximum.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Spread(in ConvGeometry g, in PoolWindow window, T* image, T* result, int c, Vector<T> left, bool apart)
        {
            Vector<T> largest = Largest(g, window, image, c);
            for (int i = window.Top; i < window.Bottom; i++)
            {
                nint at = ((nint)i * g.InputWidth + window.Left) * g.InputChannels + c;
                for (int j = window.Left; j < window.Right; j++, at += g.InputChannels)
                {
                    Vector<T> cell = Vector.Load(image + at);
                    Vector<T> found = Vector.Equals(cell, largest) | ~Vector.Equals(cell, cell);
                    Vector<T> share = left & found;
                    (apart ? share : Vector.Load(result + at) + share).Store(result + at);
                    left = Vector.AndNot(left, found);
                }
            }
        }
    }
}
