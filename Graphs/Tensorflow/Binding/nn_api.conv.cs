using Tensorflow.Ops;
using static Tensorflow.Binding;

namespace Tensorflow;

public sealed partial class NnApi
{
    /// <summary>
    /// Convolution of images (cross-correlation, as everywhere in deep learning):
    /// output[n,y,x,o] = sum over r, s, i of input[n, y*stride + r*dilation - pad, x*stride + s*dilation - pad, i] * filter[r,s,i,o].
    /// </summary>
    /// <param name="input">Images [batch, height, width, channels], with data_format NCHW [batch, channels, height, width]; float32 or float64.</param>
    /// <param name="filter">[height, width, input channels, output channels].</param>
    /// <param name="strides">Steps of the window: one number, one for height and width, or four, of which those for batch and channels are 1.</param>
    /// <param name="padding">"SAME", "VALID" or explicit rows and columns.</param>
    /// <param name="use_cudnn_on_gpu">Kept in the graph for other engines.</param>
    /// <param name="data_format">"NHWC" (default) or "NCHW".</param>
    /// <param name="dilations">Distances between the filter's cells in the input, given as strides are; 1 by default.</param>
    /// <param name="name">The operation's name, Conv2D by default.</param>
    /// <exception cref="ValueError">The sizes do not fit together.</exception>
    public Tensor conv2d(TensorLike input, TensorLike filter, Shape strides, ConvPadding padding, bool use_cudnn_on_gpu = true, string data_format = "NHWC",
        Shape? dilations = null, string? name = null) =>
        OpBuilder.Apply("Conv2D", name, [input, filter], ConvAttrs(strides, padding, data_format, dilations, use_cudnn_on_gpu));

    /// <summary>The same with the newer name of the filter: <c>tf.nn.conv2d(x, strides: 1, padding: "SAME", filters: w)</c>.</summary>
    public Tensor conv2d(TensorLike input, Shape strides, ConvPadding padding, TensorLike filters, string data_format = "NHWC", Shape? dilations = null, string? name = null) =>
        conv2d(input, filters, strides, padding, true, data_format, dilations, name);

    /// <summary>
    /// Convolution of sequences [batch, width, channels] (data_format "NCW": [batch, channels, width]) with filters
    /// [width, input channels, output channels]; composed of <see cref="conv2d(TensorLike, TensorLike, Shape, ConvPadding, bool, string, Shape, string)"/>
    /// on images of height 1.
    /// </summary>
    public Tensor conv1d(TensorLike value, TensorLike filters, int stride, string padding, bool use_cudnn_on_gpu = true, string? data_format = null,
        string? name = null, int dilations = 1)
    {
        var channelsFirst = data_format switch
        {
            null or "NHWC" or "NWC" => false,
            "NCHW" or "NCW" => true,
            _ => throw new ValueError($"`data_format` must be 'NWC' or 'NCW'. Received: data_format={data_format}"),
        };
        using var scope = Scope(name, "conv1d");
        var place = channelsFirst ? -2 : -3;
        var images = OpBuilder.Apply("ExpandDims", null, [value, place]);
        var filter = OpBuilder.Apply("ExpandDims", null, [filters, 0]);
        var result = conv2d(images, filter, new[] { 1, stride }, padding, use_cudnn_on_gpu, channelsFirst ? "NCHW" : "NHWC", new[] { 1, dilations }, scope);
        return OpBuilder.Apply("Squeeze", null, [result], ("squeeze_dims", new[] { (long)place }));
    }

    /// <summary>
    /// The transpose (the gradient) of conv2d: a convolution with this filter would take an image of
    /// <paramref name="output_shape"/> to <paramref name="value"/>. Sometimes called deconvolution.
    /// </summary>
    /// <param name="value">[batch, height, width, channels].</param>
    /// <param name="filter">[height, width, output channels, channels of value].</param>
    /// <param name="output_shape">All four sizes of the result: numbers or a tensor.</param>
    /// <param name="strides">As of conv2d.</param>
    /// <param name="padding">As of conv2d; "SAME" by default.</param>
    /// <param name="data_format">"NHWC" (default) or "NCHW".</param>
    /// <param name="name">The operation's name, conv2d_transpose by default.</param>
    /// <param name="dilations">As of conv2d.</param>
    public Tensor conv2d_transpose(TensorLike value, TensorLike filter, TensorLike output_shape, Shape strides, string padding = "SAME", string data_format = "NHWC",
        string? name = null, Shape? dilations = null)
    {
        using var scope = Scope(name, "conv2d_transpose");
        return OpBuilder.Apply("Conv2DBackpropInput", scope, [output_shape, filter, value], ConvAttrs(strides, padding, data_format, dilations, true));
    }

    /// <summary>The gradient of conv2d with respect to an input of shape <paramref name="input_sizes"/>, given that of the output.</summary>
    public Tensor conv2d_backprop_input(TensorLike input_sizes, TensorLike filter, TensorLike out_backprop, Shape strides, ConvPadding padding,
        bool use_cudnn_on_gpu = true, string data_format = "NHWC", Shape? dilations = null, string? name = null) =>
        OpBuilder.Apply("Conv2DBackpropInput", name, [input_sizes, filter, out_backprop], ConvAttrs(strides, padding, data_format, dilations, use_cudnn_on_gpu));

    /// <summary>The gradient of conv2d with respect to a filter of shape <paramref name="filter_sizes"/>, given that of the output.</summary>
    public Tensor conv2d_backprop_filter(TensorLike input, TensorLike filter_sizes, TensorLike out_backprop, Shape strides, ConvPadding padding,
        bool use_cudnn_on_gpu = true, string data_format = "NHWC", Shape? dilations = null, string? name = null) =>
        OpBuilder.Apply("Conv2DBackpropFilter", name, [input, filter_sizes, out_backprop], ConvAttrs(strides, padding, data_format, dilations, use_cudnn_on_gpu));

    /// <summary>
    /// Convolution of images (rank 4) or sequences (rank 3), after the rank of <paramref name="input"/>; see conv2d and
    /// <see cref="conv1d"/>. Data formats: "NHWC", "NCHW", "NWC", "NCW".
    /// </summary>
    /// <exception cref="ValueError">The input has another rank.</exception>
    public Tensor convolution(TensorLike input, TensorLike filter, string padding, Shape? strides = null, Shape? dilation_rate = null, string? name = null, string? data_format = null)
    {
        var values = input.ToTensor("input");
        name ??= "convolution";
        return values.rank switch
        {
            4 => conv2d(values, filter, strides ?? 1, padding, data_format: data_format ?? "NHWC", dilations: dilation_rate, name: name),
            3 => conv1d(values, filter, (int)(strides ?? 1)[0], padding, data_format: data_format, name: name, dilations: (int)(dilation_rate ?? 1)[0]),
            _ => throw new ValueError($"tf.nn.convolution takes images (rank 4) or sequences (rank 3). Received: {values}"),
        };
    }

    /// <summary>Convolution with holes: the filter's cells lie <paramref name="rate"/> pixels apart, stride 1 (conv2d with dilations).</summary>
    public Tensor atrous_conv2d(TensorLike value, TensorLike filters, int rate, string padding, string? name = null)
    {
        if (rate < 1) throw new ValueError($"`rate` must be 1 or more. Received: rate={rate}");
        return conv2d(value, filters, 1, padding, dilations: rate, name: name ?? "convolution");
    }

    /// <summary>
    /// Depthwise convolution: every input channel c has its own filters [height, width, c, q] and gives the output channels
    /// c*multiplier + q.
    /// </summary>
    /// <param name="input">[batch, height, width, channels].</param>
    /// <param name="filter">[height, width, channels, multiplier].</param>
    /// <param name="strides">Four numbers; height and width step alike.</param>
    /// <param name="padding">"SAME", "VALID" or explicit.</param>
    /// <param name="rate">Dilation in height and width; 1 by default.</param>
    /// <param name="name">The operation's name, depthwise by default.</param>
    /// <param name="data_format">"NHWC" (default) or "NCHW".</param>
    /// <param name="dilations">Another name of <paramref name="rate"/>.</param>
    public Tensor depthwise_conv2d(TensorLike input, TensorLike filter, Shape strides, ConvPadding padding, Shape? rate = null, string? name = null,
        string? data_format = null, Shape? dilations = null)
    {
        using var scope = Scope(name, "depthwise");
        return Depthwise(input.ToTensor("tensor_in"), filter.ToTensor("filter_in"), strides, padding, rate ?? dilations, data_format ?? "NHWC", scope);
    }

    /// <summary>The operation behind <see cref="depthwise_conv2d"/>.</summary>
    public Tensor depthwise_conv2d_native(TensorLike input, TensorLike filter, Shape strides, ConvPadding padding, string data_format = "NHWC", Shape? dilations = null, string? name = null) =>
        OpBuilder.Apply("DepthwiseConv2dNative", name, [input, filter],
            ("strides", Sizes(strides, data_format, "strides")), ("padding", padding.Scheme), ("explicit_paddings", padding.Pads),
            ("data_format", data_format), ("dilations", Sizes(dilations, data_format, "dilations")));

    /// <summary>
    /// A depthwise convolution followed by a pointwise one that mixes the channels:
    /// pointwise_filter has the shape [1, 1, channels * multiplier, output channels].
    /// </summary>
    public Tensor separable_conv2d(TensorLike input, TensorLike depthwise_filter, TensorLike pointwise_filter, Shape strides, ConvPadding padding, Shape? rate = null,
        string? name = null, string? data_format = null, Shape? dilations = null)
    {
        using var scope = Scope(name, "separable_conv2d");
        var images = input.ToTensor("tensor_in");
        var depthwiseFilter = depthwise_filter.ToTensor("depthwise_filter");
        var pointwiseFilter = pointwise_filter.ToTensor("pointwise_filter");
        if (pointwiseFilter.shape is { ndim: 4 } shape && ((shape[0] >= 0 && shape[0] != 1) || (shape[1] >= 0 && shape[1] != 1)))
            throw new ValueError($"pointwise_filter must have the shape [1, 1, channels, output channels]. Received: {shape}");
        var depthwise = Depthwise(images, depthwiseFilter, strides, padding, rate ?? dilations, data_format ?? "NHWC", "depthwise");
        return conv2d(depthwise, pointwiseFilter, 1, "VALID", data_format: data_format ?? "NHWC", name: scope);
    }

    // The shape and the rate stand in the graph because TensorFlow's way to dilations reads them.
    private static Tensor Depthwise(Tensor input, Tensor filter, Shape strides, ConvPadding padding, Shape? rate, string dataFormat, string name)
    {
        var dilations = Sizes(rate, dataFormat, "rate");
        var height = dataFormat == "NCHW" ? 2 : 1;
        GraphCalls.ShapeOf(filter);
        Const.Apply(TensorValue.Vector([(int)dilations[height], (int)dilations[height + 1]]), "dilation_rate");
        return tf.nn.depthwise_conv2d_native(input, filter, strides, padding, dataFormat, dilations, name);
    }

    private static (string, object?)[] ConvAttrs(Shape strides, ConvPadding padding, string dataFormat, Shape? dilations, bool cudnn) =>
    [
        ("strides", Sizes(strides, dataFormat, "strides")), ("use_cudnn_on_gpu", cudnn), ("padding", padding.Scheme), ("explicit_paddings", padding.Pads),
        ("data_format", dataFormat), ("dilations", Sizes(dilations, dataFormat, "dilations")),
    ];
}
