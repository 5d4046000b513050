using static Tensorflow.Binding;

namespace Tensorflow.Layers;

/// <summary>A convolution with one kernel over all input channels.</summary>
public abstract class PlainConv : Conv
{
    private protected PlainConv(int dimensions, ConvArguments arguments) : base(dimensions, arguments) { }

    /// <summary>The weights [sizes..., input channels, filters]; null before the first use.</summary>
    public RefVariable? kernel { get; private set; }

    private protected override long InputChannels => kernel!.shape[-2];

    protected override void build(Shape input_shape)
    {
        var channels = RequiredDimension(input_shape, ChannelAxis, "channel dimension");
        kernel = add_weight("kernel", [.. KernelSize, channels, filters], initializer: KernelInitializer, regularizer: KernelRegularizer);
        AddBias();
        AddDilationConstant();
    }

    protected override Tensor call(Tensor inputs) => Finish(Convolve(inputs, kernel!));

    private protected abstract Tensor Convolve(Tensor inputs, RefVariable kernel);
}

/// <summary>Convolution of sequences [batch, length, channels] (or, channels first, [batch, channels, length]).</summary>
public sealed class Conv1D : PlainConv
{
    /// <inheritdoc cref="LayersApi.conv1d"/>
    public Conv1D(int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", string data_format = "channels_last", Shape? dilation_rate = null,
        ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? bias_initializer = null,
        Func<Tensor, Tensor?>? kernel_regularizer = null, Func<Tensor, Tensor?>? bias_regularizer = null, Func<Tensor, Tensor>? activity_regularizer = null,
        bool trainable = true, string? name = null, string? _scope = null, VariableReuse? _reuse = null)
        : base(1, new ConvArguments(filters, kernel_size, strides ?? 1, padding, data_format, dilation_rate ?? 1, activation, use_bias, kernel_initializer, bias_initializer,
            kernel_regularizer, bias_regularizer, activity_regularizer, trainable, name, _scope, _reuse))
    {
    }

    private protected override Tensor Convolve(Tensor inputs, RefVariable kernel) =>
        tf.nn.conv1d(inputs, kernel, (int)Strides[0], Padding, data_format: ChannelsFirst ? "NCW" : "NWC", dilations: (int)Dilation[0]);
}

/// <summary>Convolution of images [batch, height, width, channels] (or, channels first, [batch, channels, height, width]).</summary>
public sealed class Conv2D : PlainConv
{
    /// <inheritdoc cref="LayersApi.conv2d"/>
    public Conv2D(int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", string data_format = "channels_last", Shape? dilation_rate = null,
        ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? bias_initializer = null,
        Func<Tensor, Tensor?>? kernel_regularizer = null, Func<Tensor, Tensor?>? bias_regularizer = null, Func<Tensor, Tensor>? activity_regularizer = null,
        bool trainable = true, string? name = null, string? _scope = null, VariableReuse? _reuse = null)
        : base(2, new ConvArguments(filters, kernel_size, strides ?? 1, padding, data_format, dilation_rate ?? 1, activation, use_bias, kernel_initializer, bias_initializer,
            kernel_regularizer, bias_regularizer, activity_regularizer, trainable, name, _scope, _reuse))
    {
    }

    private protected override Tensor Convolve(Tensor inputs, RefVariable kernel) =>
        tf.nn.conv2d(inputs, kernel, Strides, Padding, data_format: DataFormat, dilations: Dilation);
}
