using Tensorflow.Ops;

namespace Tensorflow;

public sealed partial class NnApi
{
    /// <summary>The largest value in each window, channel by channel; padding never wins.</summary>
    /// <param name="value">Images [batch, height, width, channels], with data_format NCHW [batch, channels, height, width].</param>
    /// <param name="ksize">The window's size: one number, one for height and width, or four, of which those for batch and channels are 1.</param>
    /// <param name="strides">Steps of the window, given as ksize is.</param>
    /// <param name="padding">"SAME", "VALID" or explicit rows and columns.</param>
    /// <param name="data_format">"NHWC" (default) or "NCHW".</param>
    /// <param name="name">The operation's name, MaxPool by default.</param>
    /// <exception cref="ValueError">The sizes do not fit together.</exception>
    public Tensor max_pool(TensorLike value, Shape ksize, Shape strides, ConvPadding padding, string data_format = "NHWC", string? name = null)
    {
        using var scope = Scope(name, "MaxPool");
        return OpBuilder.Apply("MaxPool", scope, [value],
            ("ksize", WindowSize(ksize, data_format)), ("strides", Sizes(strides, data_format, "strides")),
            ("padding", padding.Scheme), ("explicit_paddings", padding.Pads), ("data_format", data_format));
    }

    /// <summary>The mean of the values in each window, channel by channel; padding does not count.</summary>
    /// <param name="value">Images of float32 or float64, as for max_pool.</param>
    /// <param name="ksize">The window's size, as of max_pool.</param>
    /// <param name="strides">Steps of the window.</param>
    /// <param name="padding">"SAME" or "VALID".</param>
    /// <param name="data_format">"NHWC" (default) or "NCHW".</param>
    /// <param name="name">The operation's name, AvgPool by default.</param>
    public Tensor avg_pool(TensorLike value, Shape ksize, Shape strides, string padding, string data_format = "NHWC", string? name = null)
    {
        using var scope = Scope(name, "AvgPool");
        return OpBuilder.Apply("AvgPool", scope, [value.ToTensor("value")],
            ("ksize", WindowSize(ksize, data_format)), ("strides", Sizes(strides, data_format, "strides")),
            ("padding", padding.ToUpperInvariant()), ("data_format", data_format));
    }

    /// <summary><see cref="max_pool"/>.</summary>
    public Tensor max_pool2d(TensorLike input, Shape ksize, Shape strides, ConvPadding padding, string data_format = "NHWC", string? name = null) =>
        max_pool(input, ksize, strides, padding, data_format, name);

    /// <summary><see cref="avg_pool"/>.</summary>
    public Tensor avg_pool2d(TensorLike input, Shape ksize, Shape strides, string padding, string data_format = "NHWC", string? name = null) =>
        avg_pool(input, ksize, strides, padding, data_format, name);

    /// <summary>
    /// The maxima of <see cref="max_pool"/> on NHWC images and the place of each in its flattened image,
    /// (y*width + x)*channels + c; with <paramref name="include_batch_in_index"/> in the flattened batch.
    /// </summary>
    /// <param name="input">[batch, height, width, channels].</param>
    /// <param name="ksize">The window's size.</param>
    /// <param name="strides">Steps of the window.</param>
    /// <param name="padding">"SAME" or "VALID".</param>
    /// <param name="data_format">"NHWC", the only one.</param>
    /// <param name="output_dtype">The type of the places, int64 by default or int32.</param>
    /// <param name="name">The operation's name, MaxPoolWithArgmax by default.</param>
    /// <param name="include_batch_in_index">True counts the places through the whole batch.</param>
    public (Tensor output, Tensor argmax) max_pool_with_argmax(TensorLike input, Shape ksize, Shape strides, string padding, string data_format = "NHWC",
        TF_DataType output_dtype = TF_DataType.TF_INT64, string? name = null, bool include_batch_in_index = false)
    {
        if (data_format != "NHWC") throw new ValueError($"`data_format` values other than 'NHWC' are not supported. Received: data_format={data_format}");
        var outputs = OpBuilder.ApplyMany("MaxPoolWithArgmax", name, [input],
            ("ksize", WindowSize(ksize, data_format)), ("strides", Sizes(strides, data_format, "strides")), ("Targmax", output_dtype),
            ("padding", padding.ToUpperInvariant()), ("include_batch_in_index", include_batch_in_index));
        return (outputs[0], outputs[1]);
    }

    /// <summary>
    /// Greyscale dilation: output[n,y,x,c] = max over r, s of input[n, y*stride + r*rate - pad, x*stride + s*rate - pad, c] + filter[r,s,c].
    /// </summary>
    /// <param name="input">[batch, height, width, channels].</param>
    /// <param name="filter">The structuring element [height, width, channels].</param>
    /// <param name="strides">Steps of the window: one number, one for height and width, or four.</param>
    /// <param name="rates">Distances between the element's cells, given as strides are.</param>
    /// <param name="padding">"SAME" or "VALID".</param>
    /// <param name="name">The operation's name, Dilation2D by default.</param>
    public Tensor dilation2d(TensorLike input, TensorLike filter, Shape strides, Shape rates, string padding, string? name = null) =>
        OpBuilder.Apply("Dilation2D", name, [input, filter],
            ("strides", Sizes(strides, "NHWC", "strides")), ("rates", Sizes(rates, "NHWC", "rates")), ("padding", padding.ToUpperInvariant()));

    private static long[] WindowSize(Shape ksize, string dataFormat)
    {
        var sizes = Sizes(ksize, dataFormat, "ksize");
        if (sizes.Contains(0)) throw new ValueError($"`ksize` cannot be zero. Received: ksize={ksize}");
        return sizes;
    }
}
