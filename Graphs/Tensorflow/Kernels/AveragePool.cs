using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tensorflow.Kernels;

/// <summary>Average pooling of NHWC images. The window is the geometry's filter; the mean is that of the window's cells inside the image.</summary>
internal static unsafe class AveragePool
{
    /// <summary>output[n,y,x,c] = mean of input[n,i,j,c] over the window at (y, x).</summary>
    public static void Forward<T>(in ConvGeometry g, ReadOnlySpan<T> input, Span<T> output)
        where T : unmanaged, INumber<T> =>
        PoolJob.Run<T, ForwardRow<T>>(g, g.Batch * g.OutputHeight, input, default, output);

    /// <summary>AvgPoolGrad: every cell of a window receives the output's gradient divided by the number of cells.</summary>
    public static void Gradient<T>(in ConvGeometry g, ReadOnlySpan<T> outputGradient, Span<T> inputGradient)
        where T : unmanaged, INumber<T> =>
        PoolJob.Run<T, GradientImage<T>>(g, g.Batch, outputGradient, default, inputGradient);

    private readonly struct ForwardRow<T> : IPoolJob<T> where T : unmanaged, INumber<T>
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
                if (window.Count == 0)
                {
                    new Span<T>(result, channels).Clear();
                    continue;
                }
                T count = T.CreateTruncating(window.Count);
                int c = 0;
                for (; Vector.IsHardwareAccelerated && c <= channels - Vector<T>.Count; c += Vector<T>.Count)
                {
                    Vector<T> sum = Vector<T>.Zero;
                    for (int i = window.Top; i < window.Bottom; i++)
                    {
                        T* cell = image + ((nint)i * g.InputWidth + window.Left) * channels + c;
                        for (int j = window.Left; j < window.Right; j++, cell += channels)
                        {
                            sum += Vector.Load(cell);
                        }
                    }
                    (sum / new Vector<T>(count)).Store(result + c);
                }
                for (; c < channels; c++)
                {
                    T sum = T.Zero;
                    for (int i = window.Top; i < window.Bottom; i++)
                    {
                        T* cell = image + ((nint)i * g.InputWidth + window.Left) * channels + c;
                        for (int j = window.Left; j < window.Right; j++, cell += channels)
                        {
                            sum += *cell;
                        }
                    }
                    result[c] = sum / count;
                }
            }
        }
    }

    private readonly struct GradientImage<T> : IPoolJob<T> where T : unmanaged, INumber<T>
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static void Run(in ConvGeometry g, int job, T* outputGradient, T* unused, T* inputGradient)
        {
            int channels = g.InputChannels;
            nint imageSize = (nint)g.InputHeight * g.InputWidth * channels;
            T* result = inputGradient + job * imageSize;
            T* gradient = outputGradient + (nint)job * g.OutputHeight * g.OutputWidth * channels;
            new Span<T>(result, checked((int)imageSize)).Clear();
            for (int y = 0; y < g.OutputHeight; y++)
            {
                for (int x = 0; x < g.OutputWidth; x++, gradient += channels)
                {
                    var window = new PoolWindow(g, y, x);
                    if (window.Count != 0)
                    {
                        Spread(g, window, result, gradient, T.CreateTruncating(window.Count));
                    }
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Spread(in ConvGeometry g, in PoolWindow window, T* result, T* gradient, T count)
        {
            int channels = g.InputChannels;
            for (int i = window.Top; i < window.Bottom; i++)
            {
                T* cell = result + ((nint)i * g.InputWidth + window.Left) * channels;
                for (int j = window.Left; j < window.Right; j++, cell += channels)
                {
                    int c = 0;
                    for (; Vector.IsHardwareAccelerated && c <= channels - Vector<T>.Count; c += Vector<T>.Count)
                    {
                        (Vector.Load(cell + c) + Vector.Load(gradient + c) / new Vector<T>(count)).Store(cell + c);
                    }
                    for (; c < channels; c++)
                    {
                        cell[c] += gradient[c] / count;
                    }
                }
            }
        }
    }
}
