using static Tensorflow.Binding;

namespace Tensorflow.Layers;

/// <summary>A depthwise convolution of images (each input channel by its own filters), then a pointwise one that mixes the channels.</summary>
public sealed class SeparableConv2D : Conv
{
    private readonly int _multiplier;
    private readonly Initializer? _pointwiseInitializer;
    private readonly Func<Tensor, Tensor?>? _pointwiseRegularizer;

    /// <inheritdoc cref="LayersApi.separable_conv2d"/>
    public SeparableConv2D(int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", string data_format = "channels_last", Shape? dilation_rate = null,
        int depth_multiplier = 1, ActivationFunction? activation = null, bool use_bias = true, Initializer? depthwise_initializer = null, Initializer? pointwise_initializer = null,
        Initializer? bias_initializer = null, Func<Tensor, Tensor?>? depthwise_regularizer = null, Func<Tensor, Tensor?>? pointwise_regularizer = null,
        Func<Tensor, Tensor?>? bias_regularizer = null, Func<Tensor, Tensor>? activity_regularizer = null, bool trainable = true, string? name = null,
        string? _scope = null, VariableReuse? _reuse = null)
        : base(2, new ConvArguments(filters, kernel_size, strides ?? 1, padding, data_format, dilation_rate ?? 1, activation, use_bias, depthwise_initializer, bias_initializer,
            depthwise_regularizer, bias_regularizer, activity_regularizer, trainable, name, _scope, _reuse))
    {
        if (depth_multiplier < 1) throw new ValueError($"`depth_multiplier` must be 1 or more. Received: depth_multiplier={depth_multiplier}");
        _multiplier = depth_multiplier;
        _pointwiseInitializer = pointwise_initializer;
        _pointwiseRegularizer = pointwise_regularizer;
    }

    /// <summary>[height, width, input channels, depth_multiplier]; null before the first use.</summary>
    public RefVariable? depthwise_kernel { get; private set; }

    /// <summary>[1, 1, input channels * depth_multiplier, filters]; null before the first use.</summary>
    public RefVariable? pointwise_kernel { get; private set; }

    private protected override long InputChannels => depthwise_kernel!.shape[2];

    protected override void build(Shape input_shape)
    {
        var channels = RequiredDimension(input_shape, ChannelAxis, "channel dimension");
        depthwise_kernel = add_weight("depthwise_kernel", [.. KernelSize, channels, _multiplier], initializer: KernelInitializer, regularizer: KernelRegularizer);
        pointwise_kernel = add_weight("pointwise_kernel", [1, 1, channels * _multiplier, filters], initializer: _pointwiseInitializer, regularizer: _pointwiseRegularizer);
        AddBias();
    }

    protected override Tensor call(Tensor inputs)
    {
        Shape strides = ChannelsFirst ? [1, 1, .. Strides] : [1, .. Strides, 1];
        return Finish(tf.nn.separable_conv2d(inputs, depthwise_kernel!, pointwise_kernel!, strides, Padding, Dilation, data_format: DataFormat));
    }
}
