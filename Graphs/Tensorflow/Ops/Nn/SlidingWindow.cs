using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>How a convolution or pooling moves over images: the attributes strides, dilations, padding and data_format.</summary>
internal sealed class SlidingWindow
{
    private readonly string _padding;
    private readonly long[] _pads;

    private SlidingWindow(string format, string padding, long[] strides, long[] dilations, long[] pads)
    {
        IsNchw = format == "NCHW";
        _padding = padding;
        _pads = padding == "EXPLICIT" ? pads : new long[8];
        StrideHeight = (int)strides[Height];
        StrideWidth = (int)strides[Width];
        DilationHeight = (int)dilations[Height];
        DilationWidth = (int)dilations[Width];
    }

    /// <summary>True when the channels stand before height and width.</summary>
    public bool IsNchw { get; }

    /// <summary>The place of the height in a shape.</summary>
    public int Height => IsNchw ? 2 : 1;

    /// <summary>The place of the width in a shape.</summary>
    public int Width => IsNchw ? 3 : 2;

    /// <summary>The place of the channels in a shape.</summary>
    public int Channels => IsNchw ? 1 : 3;

    public int StrideHeight { get; }

    public int StrideWidth { get; }

    public int DilationHeight { get; }

    public int DilationWidth { get; }

    /// <summary>The window that checked attributes describe; strides that are inputs (MaxPoolV2) are given.</summary>
    public static SlidingWindow Of(NodeAttrs attrs, long[]? strides = null) => new(
        attrs.String("data_format"),
        attrs.String("padding"),
        strides ?? attrs.Longs("strides"),
        attrs.TryGet<long[]>("dilations", out var dilations) ? dilations : [1, 1, 1, 1],
        attrs.TryGet<long[]>("explicit_paddings", out var pads) ? pads : []);

    /// <summary>Checks the attributes and gives the window that they describe.</summary>
    /// <exception cref="ValueError">An attribute has a value that TensorFlow does not take.</exception>
    public static SlidingWindow Check(InferContext c, long[]? strides = null)
    {
        var format = c.Attrs.String("data_format");
        if (format is not ("NHWC" or "NCHW")) throw c.Error($"data_format is '{format}'; it must be 'NHWC' or 'NCHW'");
        var padding = c.Attrs.String("padding");
        var pads = c.Attrs.TryGet<long[]>("explicit_paddings", out var given) ? given : null;
        if (padding is not ("SAME" or "VALID") && !(padding == "EXPLICIT" && pads is not null))
            throw c.Error($"padding is '{padding}'; it must be 'SAME' or 'VALID'{(pads is null ? "" : " or explicit paddings")}");
        var spatial = format == "NHWC" ? 1 : 2;
        CheckSizes(c, "strides", strides ?? c.Attrs.Longs("strides"), spatial);
        if (c.Attrs.TryGet<long[]>("dilations", out var dilations)) CheckSizes(c, "dilations", dilations, spatial);
        if (padding == "EXPLICIT") CheckPads(c, pads!, spatial);
        return Of(c.Attrs, strides);
    }

    /// <summary>Checks strides, dilations or a window's size: four positive numbers, 1 for batch and channels.</summary>
    public static void CheckSizes(InferContext c, string name, long[] sizes, int spatial)
    {
        var text = string.Join(", ", sizes);
        if (sizes.Length != 4) throw c.Error($"{name} must have 4 elements, one a dimension of the images, but is [{text}]");
        for (var i = 0; i < 4; i++)
        {
            if (sizes[i] <= 0) throw c.Error($"{name} must be positive, but is [{text}]");
            if ((i < spatial || i > spatial + 1) && sizes[i] != 1) throw c.Error($"{name} must be 1 in the batch and channel dimensions, but is [{text}]");
        }
    }

    private static void CheckPads(InferContext c, long[] pads, int spatial)
    {
        var text = string.Join(", ", pads);
        if (pads.Length != 8) throw c.Error($"explicit_paddings must have 8 elements, before and after for each dimension, but is [{text}]");
        for (var i = 0; i < 8; i++)
        {
            if (pads[i] < 0) throw c.Error($"explicit_paddings must not be negative, but is [{text}]");
            if ((i / 2 < spatial || i / 2 > spatial + 1) && pads[i] != 0) throw c.Error($"explicit_paddings must be 0 in the batch and channel dimensions, but is [{text}]");
        }
    }

    /// <summary>A shape in this data format.</summary>
    public Shape Shape(long batch, long height, long width, long channels) =>
        IsNchw ? new Shape([batch, channels, height, width]) : new Shape([batch, height, width, channels]);

    /// <summary>The shape of the output for an input of rank 4 and a window of the given size; -1 stands for what is unknown.</summary>
    public Shape OutputShape(InferContext c, Shape input, long windowHeight, long windowWidth, long channels) => Shape(
        input[0],
        OutputLength(c, input[Height], windowHeight, StrideHeight, DilationHeight, Height),
        OutputLength(c, input[Width], windowWidth, StrideWidth, DilationWidth, Width),
        channels);

    private long OutputLength(InferContext c, long input, long window, int stride, int dilation, int axis)
    {
        if (input < 0 || (window < 0 && _padding != "SAME")) return -1;
        if (_padding == "SAME") return ConvGeometry.Same((int)input, (int)Math.Max(window, 1), stride, dilation).Output;
        var room = input + _pads[2 * axis] + _pads[2 * axis + 1];
        var reach = (window - 1) * dilation + 1;
        if (reach > room)
            throw c.Error($"Negative dimension size caused by subtracting {reach} (the window) from {room} (the {(axis == Height ? "height" : "width")} of the image with its padding); use padding SAME or a smaller window");
        return (room - reach) / stride + 1;
    }

    /// <summary>The sizes for the kernels, which work on NHWC.</summary>
    public ConvGeometry Geometry(ReadOnlySpan<int> input, int windowHeight, int windowWidth, int outputChannels)
    {
        var (outputHeight, padTop) = Along(Height, input[Height], windowHeight, StrideHeight, DilationHeight);
        var (outputWidth, padLeft) = Along(Width, input[Width], windowWidth, StrideWidth, DilationWidth);
        return new ConvGeometry
        {
            Batch = input[0],
            InputHeight = input[Height],
            InputWidth = input[Width],
            InputChannels = input[Channels],
            FilterHeight = windowHeight,
            FilterWidth = windowWidth,
            OutputChannels = outputChannels,
            OutputHeight = outputHeight,
            OutputWidth = outputWidth,
            StrideHeight = StrideHeight,
            StrideWidth = StrideWidth,
            DilationHeight = DilationHeight,
            DilationWidth = DilationWidth,
            PadTop = padTop,
            PadLeft = padLeft,
        };
    }

    private (int Output, int PadBefore) Along(int axis, int input, int window, int stride, int dilation)
    {
        if (_padding == "SAME") return ConvGeometry.Same(input, window, stride, dilation);
        var (before, after) = ((int)_pads[2 * axis], (int)_pads[2 * axis + 1]);
        return (ConvGeometry.OutputLength(input, window, stride, dilation, before, after), before);
    }
}
