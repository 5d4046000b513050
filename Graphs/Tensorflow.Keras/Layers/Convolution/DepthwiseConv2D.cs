using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>Each channel convolved by itself, with depth_multiplier kernels.</summary>
/// <remarks>Input (batch, height, width, channels), output (batch, ..., channels depth_multiplier). Weights: depthwise_kernel (height, width, channels, depth_multiplier), bias (channels depth_multiplier).</remarks>
public sealed class DepthwiseConv2D : ConvLayer
{
    private RefVariable? _kernel;

    /// <param name="kernel_size">Height and width of the kernel: one number or two.</param>
    /// <param name="strides">The steps of the window, alike in height and width.</param>
    /// <param name="padding">valid or same.</param>
    /// <param name="depth_multiplier">Output channels of each input channel.</param>
    /// <param name="data_format">channels_last, or channels_first.</param>
    /// <param name="dilation_rate">Distances between the kernel's cells in the input; 1 unless given.</param>
    /// <param name="activation">The activation; none unless given.</param>
    /// <param name="use_bias">False to leave the bias out.</param>
    /// <param name="depthwise_initializer">Glorot's uniform unless given.</param>
    /// <param name="bias_initializer">Zeros unless given.</param>
    /// <param name="depthwise_regularizer">Penalty of the depthwise.</param>
    /// <param name="bias_regularizer">Penalty of the bias.</param>
    /// <param name="activity_regularizer">Penalty of the outputs.</param>
    /// <param name="depthwise_constraint">What the depthwise is made to satisfy.</param>
    /// <param name="bias_constraint">What the bias is made to satisfy.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public DepthwiseConv2D(Shape kernel_size, Shape? strides = null, string padding = "valid", int depth_multiplier = 1, string? data_format = null,
        Shape? dilation_rate = null, ActivationFunction? activation = null, bool use_bias = true, Initializer? depthwise_initializer = null,
        Initializer? bias_initializer = null, Regularizer? depthwise_regularizer = null, Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null,
        Constraint? depthwise_constraint = null, Constraint? bias_constraint = null, Shape? input_shape = null, string? name = null)
        : base(2, kernel_size, strides ?? 1, padding, false, data_format, dilation_rate ?? 1, 1, activation, use_bias, bias_initializer, bias_regularizer, activity_regularizer, bias_constraint,
            input_shape, name)
    {
        this.depth_multiplier = RequirePositive(depth_multiplier, "depth_multiplier");
        this.depthwise_initializer = depthwise_initializer ?? "glorot_uniform";
        this.depthwise_regularizer = depthwise_regularizer;
        this.depthwise_constraint = depthwise_constraint;
    }

    public int depth_multiplier { get; }

    public Initializer depthwise_initializer { get; }

    public Regularizer? depthwise_regularizer { get; }

    public Constraint? depthwise_constraint { get; }

    public override void build(Shape[] input_shapes)
    {
        var channels = KnownSize(input_shapes[0], ChannelAxis);
        _kernel = add_weight("depthwise_kernel", new Shape([.. kernel_size.dims, channels, depth_multiplier]), depthwise_initializer, depthwise_regularizer, depthwise_constraint);
        AddBias(channels * depth_multiplier);
    }

    protected override void CheckInputs(Tensors inputs)
    {
        base.CheckInputs(inputs);
        if (_kernel is not null) RequireSize(inputs, ChannelAxis, _kernel.shape[2]);
    }

    public override Tensors call(Tensors inputs, CallOptions options) =>
        Finish(tf.nn.depthwise_conv2d(inputs.Single, _kernel!, FourStrides, padding, dilation_rate, data_format: Format));
}
