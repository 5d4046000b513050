using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>A depthwise convolution, then a pointwise one that mixes the channels.</summary>
/// <remarks>Input (batch, height, width, channels). Weights: depthwise_kernel (height, width, channels, depth_multiplier), pointwise_kernel (1, 1, channels depth_multiplier, filters), bias (filters).</remarks>
public sealed class SeparableConv2D : ConvLayer
{
    private RefVariable? _depthwise;
    private RefVariable? _pointwise;

    /// <param name="filters">The number of output channels, at least 1.</param>
    /// <param name="kernel_size">Height and width of the kernel: one number or two.</param>
    /// <param name="strides">The steps of the window, alike in height and width.</param>
    /// <param name="padding">valid or same.</param>
    /// <param name="data_format">channels_last, or channels_first.</param>
    /// <param name="dilation_rate">Distances between the kernel's cells in the input; 1 unless given.</param>
    /// <param name="depth_multiplier">Output channels of each input channel.</param>
    /// <param name="activation">The activation; none unless given.</param>
    /// <param name="use_bias">False to leave the bias out.</param>
    /// <param name="depthwise_initializer">Glorot's uniform unless given.</param>
    /// <param name="pointwise_initializer">Glorot's uniform unless given.</param>
    /// <param name="bias_initializer">Zeros unless given.</param>
    /// <param name="depthwise_regularizer">Penalty of the depthwise.</param>
    /// <param name="pointwise_regularizer">Penalty of the pointwise.</param>
    /// <param name="bias_regularizer">Penalty of the bias.</param>
    /// <param name="activity_regularizer">Penalty of the outputs.</param>
    /// <param name="depthwise_constraint">What the depthwise is made to satisfy.</param>
    /// <param name="pointwise_constraint">What the pointwise is made to satisfy.</param>
    /// <param name="bias_constraint">What the bias is made to satisfy.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public SeparableConv2D(int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", string? data_format = null, Shape? dilation_rate = null,
        int depth_multiplier = 1, ActivationFunction? activation = null, bool use_bias = true, Initializer? depthwise_initializer = null,
        Initializer? pointwise_initializer = null, Initializer? bias_initializer = null, Regularizer? depthwise_regularizer = null, Regularizer? pointwise_regularizer = null,
        Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null, Constraint? depthwise_constraint = null, Constraint? pointwise_constraint = null,
        Constraint? bias_constraint = null, Shape? input_shape = null, string? name = null)
        : base(2, kernel_size, strides ?? 1, padding, false, data_format, dilation_rate ?? 1, 1, activation, use_bias, bias_initializer, bias_regularizer, activity_regularizer, bias_constraint,
            input_shape, name)
    {
        this.filters = RequirePositive(filters, "filters");
        this.depth_multiplier = RequirePositive(depth_multiplier, "depth_multiplier");
        this.depthwise_initializer = depthwise_initializer ?? "glorot_uniform";
        this.pointwise_initializer = pointwise_initializer ?? "glorot_uniform";
        this.depthwise_regularizer = depthwise_regularizer;
        this.pointwise_regularizer = pointwise_regularizer;
        this.depthwise_constraint = depthwise_constraint;
        this.pointwise_constraint = pointwise_constraint;
    }

    public int filters { get; }

    public int depth_multiplier { get; }

    public Initializer depthwise_initializer { get; }

    public Initializer pointwise_initializer { get; }

    public Regularizer? depthwise_regularizer { get; }

    public Regularizer? pointwise_regularizer { get; }

    public Constraint? depthwise_constraint { get; }

    public Constraint? pointwise_constraint { get; }

    public override void build(Shape[] input_shapes)
    {
        var channels = KnownSize(input_shapes[0], ChannelAxis);
        _depthwise = add_weight("depthwise_kernel", new Shape([.. kernel_size.dims, channels, depth_multiplier]), depthwise_initializer, depthwise_regularizer, depthwise_constraint);
        _pointwise = add_weight("pointwise_kernel", new Shape(1, 1, channels * depth_multiplier, filters), pointwise_initializer, pointwise_regularizer, pointwise_constraint);
        AddBias(filters);
    }

    protected override void CheckInputs(Tensors inputs)
    {
        base.CheckInputs(inputs);
        if (_depthwise is not null) RequireSize(inputs, ChannelAxis, _depthwise.shape[2]);
    }

    public override Tensors call(Tensors inputs, CallOptions options) =>
        Finish(tf.nn.separable_conv2d(inputs.Single, _depthwise!, _pointwise!, FourStrides, padding, dilation_rate, data_format: Format));

    public override System.Text.Json.Nodes.JsonObject get_config()
    {
        var config = base.get_config();
        // Keras writes the arguments of its common base class, which this layer does not use.
        config["kernel_initializer"] = Saving.ConfigValues.Write(new Initializers.GlorotUniform());
        config["kernel_regularizer"] = null;
        config["kernel_constraint"] = null;
        return config;
    }
}
