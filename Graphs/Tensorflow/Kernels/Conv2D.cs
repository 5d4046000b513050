using System.Numerics;
using System.Runtime.Intrinsics;

namespace Tensorflow.Kernels;

/// <summary>
/// Two-dimensional convolution (as TensorFlow: cross-correlation) of NHWC images with HWIO filters, and its two gradients:
/// matrix products with the images' patches, which are built piece by piece beside the tile kernel.
/// </summary>
internal static unsafe class Conv2D
{
    /// <summary>output[n,y,x,o] = sum over r, s, i of input[n, y*stride - pad + r*dilation, x*stride - pad + s*dilation, i] * filter[r,s,i,o].</summary>
    public static void Forward<T>(in ConvGeometry g, ReadOnlySpan<T> input, ReadOnlySpan<T> filter, Span<T> output)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Forward(g, input, filter, output, default(NoEpilogue<T>));

    /// <summary>The forward pass with bias[OutputChannels] (empty for none) added and the activation applied to every output.</summary>
    public static void ForwardFused<T>(
        in ConvGeometry g, ReadOnlySpan<T> input, ReadOnlySpan<T> filter, ReadOnlySpan<T> bias, Activation activation, Span<T> output)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckLength(bias.IsEmpty ? g.OutputChannels : bias.Length, g.OutputChannels, "bias");
        fixed (T* shift = bias)
        {
            switch (activation)
            {
                case Activation.Relu:
                    Forward(g, input, filter, output, new BiasActivation<T, ReluActivation<T>>(shift));
                    break;
                case Activation.Sigmoid:
                    Forward(g, input, filter, output, new BiasActivation<T, SigmoidActivation<T>>(shift));
                    break;
                case Activation.Tanh:
                    Forward(g, input, filter, output, new BiasActivation<T, TanhActivation<T>>(shift));
                    break;
                default:
                    Forward(g, input, filter, output, new BiasActivation<T, IdentityActivation<T>>(shift));
                    break;
            }
        }
    }

    /// <summary>The gradient of <see cref="Forward{T}(in ConvGeometry, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/> with respect to the input, given that of the output.</summary>
    public static void BackpropInput<T>(in ConvGeometry g, ReadOnlySpan<T> filter, ReadOnlySpan<T> outputGradient, Span<T> inputGradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(g, inputGradient.Length, filter.Length, outputGradient.Length);
        fixed (T* f = filter, dy = outputGradient, dx = inputGradient)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                Conv2D<T, Vector512<T>, Simd512<T>>.BackpropInput(g, f, dy, dx);
            }
            else if (Vector256.IsHardwareAccelerated)
            {
                Conv2D<T, Vector256<T>, Simd256<T>>.BackpropInput(g, f, dy, dx);
            }
            else if (Vector128.IsHardwareAccelerated)
            {
                Conv2D<T, Vector128<T>, Simd128<T>>.BackpropInput(g, f, dy, dx);
            }
            else
            {
                Conv2D<T, T, SimdScalar<T>>.BackpropInput(g, f, dy, dx);
            }
        }
    }

    /// <summary>The gradient of <see cref="Forward{T}(in ConvGeometry, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T})"/> with respect to the filter, given that of the output.</summary>
    public static void BackpropFilter<T>(in ConvGeometry g, ReadOnlySpan<T> input, ReadOnlySpan<T> outputGradient, Span<T> filterGradient)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Check(g, input.Length, filterGradient.Length, outputGradient.Length);
        fixed (T* x = input, dy = outputGradient, df = filterGradient)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                Conv2D<T, Vector512<T>, Simd512<T>>.BackpropFilter(g, x, dy, df);
            }
            else if (Vector256.IsHardwareAccelerated)
            {
                Conv2D<T, Vector256<T>, Simd256<T>>.BackpropFilter(g, x, dy, df);
            }
            else if (Vector128.IsHardwareAccelerated)
            {
                Conv2D<T, Vector128<T>, Simd128<T>>.BackpropFilter(g, x, dy, df);
            }
            else
            {
                Conv2D<T, T, SimdScalar<T>>.BackpropFilter(g, x, dy, df);
            }
        }
    }

    private static void Forward<T, TEpilogue>(in ConvGeometry g, ReadOnlySpan<T> input, ReadOnlySpan<T> filter, Span<T> output, TEpilogue epilogue)
        where T : unmanaged, IFloatingPointIeee754<T> where TEpilogue : struct, IEpilogue<T>
    {
        Check(g, input.Length, filter.Length, output.Length);
        fixed (T* x = input, f = filter, y = output)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                Conv2D<T, Vector512<T>, Simd512<T>>.Forward(g, x, f, y, epilogue);
            }
            else if (Vector256.IsHardwareAccelerated)
            {
                Conv2D<T, Vector256<T>, Simd256<T>>.Forward(g, x, f, y, epilogue);
            }
            else if (Vector128.IsHardwareAccelerated)
            {
                Conv2D<T, Vector128<T>, Simd128<T>>.Forward(g, x, f, y, epilogue);
            }
            else
            {
                Conv2D<T, T, SimdScalar<T>>.Forward(g, x, f, y, epilogue);
            }
        }
    }

    private static void Check(in ConvGeometry g, int input, int filter, int output)
    {
        CheckLength(input, g.InputSize, nameof(input));
        CheckLength(filter, g.FilterSize, nameof(filter));
        CheckLength(output, g.OutputSize, nameof(output));
    }

    private static void CheckLength(int length, int least, string name)
    {
        if (length < least)
        {
            throw new ArgumentException($"The geometry asks for {least} elements of the {name}; got {length}.", name);
        }
    }
}

/// <summary>The convolutions on registers of a given width.</summary>
internal static unsafe class Conv2D<T, TVec, TSimd>
    where T : unmanaged, INumberBase<T> where TVec : unmanaged where TSimd : struct, ISimd<TVec, T>
{
    public static void Forward<TEpilogue>(in ConvGeometry g, T* input, T* filter, T* output, TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue<T>
    {
        if (g.OutputSize == 0)
        {
            return;
        }
        if (IsDense(g, out int rows, out int length))
        {
            Gemm.Run<T, TVec, TSimd, TEpilogue>(Dense(rows, g.OutputChannels, length, input, length, 1, filter, g.OutputChannels, 1, output), epilogue);
            return;
        }
        Patches<T> patches = InputPatches(g, input);
        if (patches.Length == 0)
        {
            new Span<T>(output, g.OutputSize).Clear();
            return;
        }
        nint tap = (nint)g.InputChannels * g.OutputChannels;
        T* packed = PatchProduct<T, TVec, TSimd>.PackFilter(patches, g.OutputChannels, filter, g.FilterWidth, tap, g.OutputChannels, 1);
        nint row = (nint)g.OutputWidth * g.OutputChannels;
        var target = new PatchProduct<T, TVec, TSimd>.Target { C = output, N = g.OutputChannels, Column = g.OutputChannels, Row = row, Image = g.OutputHeight * row };
        PatchProduct<T, TVec, TSimd>.Run(patches, packed, target, epilogue);
    }

    public static void BackpropInput(in ConvGeometry g, T* filter, T* outputGradient, T* inputGradient)
    {
        if (g.InputSize == 0)
        {
            return;
        }
        if (IsDense(g, out int rows, out int length))
        {
            Gemm.Run<T, TVec, TSimd, NoEpilogue<T>>(
                Dense(rows, length, g.OutputChannels, outputGradient, g.OutputChannels, 1, filter, 1, g.OutputChannels, inputGradient), default);
            return;
        }
        for (int remainderY = 0; remainderY < Math.Min(g.StrideHeight, g.InputHeight); remainderY++)
        {
            for (int remainderX = 0; remainderX < Math.Min(g.StrideWidth, g.InputWidth); remainderX++)
            {
                BackpropInput(g, filter, outputGradient, inputGradient, remainderY, remainderX);
            }
        }
    }

    /// <summary>The gradient for the input cells whose coordinates leave these remainders when divided by the strides: they share their filter cells.</summary>
    private static void BackpropInput(in ConvGeometry g, T* filter, T* outputGradient, T* inputGradient, int remainderY, int remainderX)
    {
        nint row = (nint)g.InputWidth * g.InputChannels;
        var patches = new Patches<T>
        {
            Source = outputGradient, Batch = g.Batch, SourceHeight = g.OutputHeight, SourceWidth = g.OutputWidth, Channels = g.OutputChannels,
            GridHeight = (g.InputHeight - remainderY + g.StrideHeight - 1) / g.StrideHeight,
            GridWidth = (g.InputWidth - remainderX + g.StrideWidth - 1) / g.StrideWidth,
            Vertical = Taps.Backward(g.FilterHeight, g.StrideHeight, g.DilationHeight, g.PadTop, remainderY),
            Horizontal = Taps.Backward(g.FilterWidth, g.StrideWidth, g.DilationWidth, g.PadLeft, remainderX),
        };
        var target = new PatchProduct<T, TVec, TSimd>.Target
        {
            C = inputGradient + remainderY * row + remainderX * g.InputChannels, N = g.InputChannels,
            Column = (nint)g.StrideWidth * g.InputChannels, Row = g.StrideHeight * row, Image = g.InputHeight * row,
        };
        if (patches.Length == 0)
        {
            Clear(patches, target);
            return;
        }
        nint tap = (nint)g.InputChannels * g.OutputChannels;
        T* packed = PatchProduct<T, TVec, TSimd>.PackFilter(patches, g.InputChannels, filter, g.FilterWidth, tap, 1, g.OutputChannels);
        PatchProduct<T, TVec, TSimd>.Run(patches, packed, target, default(NoEpilogue<T>));
    }

    public static void BackpropFilter(in ConvGeometry g, T* input, T* outputGradient, T* filterGradient)
    {
        if (g.FilterSize == 0)
        {
            return;
        }
        if (g.OutputSize == 0)
        {
            new Span<T>(filterGradient, g.FilterSize).Clear();
            return;
        }
        if (IsDense(g, out int rows, out int length))
        {
            Gemm.Run<T, TVec, TSimd, NoEpilogue<T>>(
                Dense(length, g.OutputChannels, rows, input, 1, length, outputGradient, g.OutputChannels, 1, filterGradient), default);
            return;
        }
        PatchGradient<T, TVec, TSimd>.Run(InputPatches(g, input), g.OutputChannels, outputGradient, filterGradient);
    }

    /// <summary>Whether the patches lie in the input as rows of a matrix already: a 1x1 filter, or one that covers the whole image.</summary>
    private static bool IsDense(in ConvGeometry g, out int rows, out int length)
    {
        bool noPads = g is { PadTop: 0, PadLeft: 0 };
        bool single = noPads && g is { FilterHeight: 1, FilterWidth: 1, StrideHeight: 1, StrideWidth: 1 }
            && g.OutputHeight == g.InputHeight && g.OutputWidth == g.InputWidth;
        bool whole = noPads && g is { OutputHeight: 1, OutputWidth: 1, DilationHeight: 1, DilationWidth: 1 }
            && g.FilterHeight == g.InputHeight && g.FilterWidth == g.InputWidth;
        rows = g.Batch * g.OutputHeight * g.OutputWidth;
        length = g.FilterHeight * g.FilterWidth * g.InputChannels;
        return single || whole;
    }

    private static MatrixProduct<T> Dense(int m, int n, int k, T* a, nint aRow, nint aColumn, T* b, nint bRow, nint bColumn, T* c) => new()
    {
        M = m, N = n, K = k, A = a, ARow = aRow, AColumn = aColumn, B = b, BRow = bRow, BColumn = bColumn, C = c, CRow = n, CColumn = 1,
    };

    private static Patches<T> InputPatches(in ConvGeometry g, T* input) => new()
    {
        Source = input, Batch = g.Batch, SourceHeight = g.InputHeight, SourceWidth = g.InputWidth, Channels = g.InputChannels,
        GridHeight = g.OutputHeight, GridWidth = g.OutputWidth,
        Vertical = Taps.Forward(g.FilterHeight, g.StrideHeight, g.DilationHeight, g.PadTop),
        Horizontal = Taps.Forward(g.FilterWidth, g.StrideWidth, g.DilationWidth, g.PadLeft),
    };

    private static void Clear(in Patches<T> patches, in PatchProduct<T, TVec, TSimd>.Target target)
    {
        for (int n = 0; n < patches.Batch; n++)
        {
            for (int y = 0; y < patches.GridHeight; y++)
            {
                for (int x = 0; x < patches.GridWidth; x++)
                {
                    new Span<T>(target.C + n * target.Image + y * target.Row + x * target.Column, target.N).Clear();
                }
            }
        }
    }
}
