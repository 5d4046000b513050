namespace Tensorflow.Kernels;

/// <summary>
/// The sizes of a two-dimensional convolution or pooling: input [Batch, InputHeight, InputWidth, InputChannels] (NHWC),
/// filter [FilterHeight, FilterWidth, InputChannels, OutputChannels] (HWIO),
/// output [Batch, OutputHeight, OutputWidth, OutputChannels].
/// </summary>
/// <remarks>
/// Output cell (y, x) reads the input at (y*StrideHeight - PadTop + r*DilationHeight, x*StrideWidth - PadLeft + s*DilationWidth)
/// for filter cell (r, s); what lies outside the input counts as padding. The padding at the bottom and on the right
/// follows from the output's size.
/// </remarks>
internal readonly record struct ConvGeometry
{
    public ConvGeometry()
    {
    }

    public int Batch { get; init; } = 1;
    public int InputHeight { get; init; }
    public int InputWidth { get; init; }
    public int InputChannels { get; init; } = 1;
    public int FilterHeight { get; init; }
    public int FilterWidth { get; init; }

    /// <summary>Channels of the output: for pooling those of the input, for a depthwise convolution a multiple of them.</summary>
    public int OutputChannels { get; init; } = 1;

    public int OutputHeight { get; init; }
    public int OutputWidth { get; init; }
    public int StrideHeight { get; init; } = 1;
    public int StrideWidth { get; init; } = 1;
    public int DilationHeight { get; init; } = 1;
    public int DilationWidth { get; init; } = 1;
    public int PadTop { get; init; }
    public int PadLeft { get; init; }

    /// <summary>Number of elements of the input.</summary>
    public int InputSize => checked(Batch * InputHeight * InputWidth * InputChannels);

    /// <summary>Number of elements of a convolution's filter.</summary>
    public int FilterSize => checked(FilterHeight * FilterWidth * InputChannels * OutputChannels);

    /// <summary>Number of elements of the output.</summary>
    public int OutputSize => checked(Batch * OutputHeight * OutputWidth * OutputChannels);

    /// <summary>
    /// TensorFlow's <c>SAME</c>: output = ceil(input / stride), padding = max(0, (output-1)*stride + (window-1)*dilation + 1 - input),
    /// of which the smaller half lies before.
    /// </summary>
    public static (int Output, int PadBefore) Same(int input, int window, int stride, int dilation = 1)
    {
        int output = (input + stride - 1) / stride;
        int padding = Math.Max(0, (output - 1) * stride + (window - 1) * dilation + 1 - input);
        return (output, padding / 2);
    }

    /// <summary>TensorFlow's <c>VALID</c> (no pads) and <c>EXPLICIT</c>: output = floor((input + pads - (window-1)*dilation - 1) / stride) + 1, at least 0.</summary>
    public static int OutputLength(int input, int window, int stride, int dilation = 1, int padBefore = 0, int padAfter = 0)
    {
        int room = input + padBefore + padAfter - ((window - 1) * dilation + 1);
        return room < 0 ? 0 : room / stride + 1;
    }
}
