namespace Tensorflow.Ops;

/// <summary>What the convolutions and their gradients share.</summary>
internal static class ConvRules
{
    /// <summary>Adds a convolution of another kind with the attributes of a given one.</summary>
    public static Tensor Apply(string type, NodeAttrs attrs, params ReadOnlySpan<TensorLike> inputs) => OpBuilder.Apply(
        type, null, inputs,
        ("strides", attrs["strides"]), ("padding", attrs["padding"]), ("explicit_paddings", attrs["explicit_paddings"]),
        ("data_format", attrs["data_format"]), ("dilations", attrs["dilations"]),
        ("use_cudnn_on_gpu", attrs.Has("use_cudnn_on_gpu") ? attrs["use_cudnn_on_gpu"] : null));

    /// <summary>The input's shape as far as it follows from what a gradient gets; checks that the output's gradient fits to it.</summary>
    /// <param name="c">The rule's context, for errors.</param>
    /// <param name="window">The attributes.</param>
    /// <param name="input">What is known of the input's shape.</param>
    /// <param name="filter">The filter's shape.</param>
    /// <param name="dy">The shape of the output's gradient.</param>
    /// <param name="outputChannels">The channels that the output must have; -1 if unknown.</param>
    public static Shape InputShape(InferContext c, SlidingWindow window, Shape input, Shape filter, Shape dy, long outputChannels)
    {
        var batch = c.MergeDim(input[0], dy[0]);
        var result = window.Shape(batch, input[window.Height], input[window.Width], input[window.Channels]);
        var output = window.OutputShape(c, result, filter[0], filter[1], outputChannels);
        if (!output.is_compatible_with(dy))
            throw c.Error($"The gradient out_backprop has shape {dy}, but an input of shape {result} with a filter of shape {filter} gives an output of shape {output}");
        return result;
    }

    /// <summary>Derives the sizes that the kernels need and keeps them with the node.</summary>
    public static ImagePlan Prepare(KernelContext k, int[] input, int[] filter)
    {
        var window = SlidingWindow.Of(k.Attrs);
        var plan = new ImagePlan(window.Geometry(input, filter[0], filter[1], filter[3]), window.IsNchw);
        k.Prepared = plan;
        return plan;
    }
}
