using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>The transpose of a convolution: images grow by the strides. Sometimes called deconvolution.</summary>
/// <remarks>Input (batch, height, width, channels). Weights: kernel (height, width, filters, channels), bias (filters).</remarks>
public sealed class Conv2DTranspose : ConvLayer
{
    private RefVariable? _kernel;

    /// <param name="filters">The number of output channels, at least 1.</param>
    /// <param name="kernel_size">Height and width of the kernel: one number or two.</param>
    /// <param name="strides">How much images grow.</param>
    /// <param name="padding">valid or same.</param>
    /// <param name="output_padding">Rows and columns added at one side of the output; as needed unless given.</param>
    /// <param name="data_format">channels_last, or channels_first.</param>
    /// <param name="dilation_rate">Distances between the kernel's cells in the input; 1 unless given.</param>
    /// <param name="groups">The number of groups of channels that are convolved apart.</param>
    /// <param name="activation">The activation; none unless given.</param>
    /// <param name="use_bias">False to leave the bias out.</param>
    /// <param name="kernel_initializer">Glorot's uniform unless given.</param>
    /// <param name="bias_initializer">Zeros unless given.</param>
    /// <param name="kernel_regularizer">Penalty of the kernel.</param>
    /// <param name="bias_regularizer">Penalty of the bias.</param>
    /// <param name="activity_regularizer">Penalty of the outputs.</param>
    /// <param name="kernel_constraint">What the kernel is made to satisfy.</param>
    /// <param name="bias_constraint">What the bias is made to satisfy.</param>
    /// <param name="input_shape">The shape of one sample, for a first layer.</param>
    /// <param name="name">The name.</param>
    public Conv2DTranspose(int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", Shape? output_padding = null, string? data_format = null,
        Shape? dilation_rate = null, int groups = 1, ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null,
        Initializer? bias_initializer = null, Regularizer? kernel_regularizer = null, Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null,
        Constraint? kernel_constraint = null, Constraint? bias_constraint = null, Shape? input_shape = null, string? name = null)
        : base(2, kernel_size, strides ?? 1, padding, false, data_format, dilation_rate ?? 1, groups, activation, use_bias, bias_initializer, bias_regularizer, activity_regularizer, bias_constraint,
            input_shape, name)
    {
        this.filters = RequirePositive(filters, "filters");
        this.output_padding = output_padding is null ? null : new Shape(output_padding.ndim == 1 ? [output_padding[0], output_padding[0]] : output_padding.dims);
        this.kernel_initializer = kernel_initializer ?? "glorot_uniform";
        this.kernel_regularizer = kernel_regularizer;
        this.kernel_constraint = kernel_constraint;
    }

    public int filters { get; }

    public Shape? output_padding { get; }

    public Initializer kernel_initializer { get; }

    public Regularizer? kernel_regularizer { get; }

    public Constraint? kernel_constraint { get; }

    public override void build(Shape[] input_shapes)
    {
        if (groups != 1) throw new ValueError($"The layer \"{name}\" has groups={groups}; transposed convolutions have one group.");
        var channels = KnownSize(input_shapes[0], ChannelAxis);
        _kernel = add_weight("kernel", new Shape([.. kernel_size.dims, filters, channels]), kernel_initializer, kernel_regularizer, kernel_constraint);
        AddBias(filters);
    }

    protected override void CheckInputs(Tensors inputs)
    {
        base.CheckInputs(inputs);
        if (_kernel is not null) RequireSize(inputs, ChannelAxis, _kernel.shape[-1]);
    }

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        Tensor x = inputs;
        var sizes = tf.shape(x);
        var place = IsChannelsFirst ? 2 : 1;
        var known = new long[2];
        var lengths = new TensorLike[2];
        for (var i = 0; i < 2; i++)
        {
            var length = x.shape[place + i];
            known[i] = length < 0 ? -1 : Grown(length, i);
            lengths[i] = length < 0 ? sizes[place + i] * (int)strides[i] + (int)Grown(0, i) : (int)known[i];
        }
        var target = tf.stack(IsChannelsFirst ? new TensorLike[] { sizes[0], filters, lengths[0], lengths[1] } : new TensorLike[] { sizes[0], lengths[0], lengths[1], filters });
        var output = tf.nn.conv2d_transpose(x, _kernel!, target, strides, padding.ToUpperInvariant(), Format, dilations: dilation_rate);
        output.set_shape(IsChannelsFirst ? new Shape(x.shape[0], filters, known[0], known[1]) : new Shape(x.shape[0], known[0], known[1], filters));
        return Finish(output);
    }

    // Linear in the length, so that its value at 0 is what a length of unknown size grows by beside the stride.
    private long Grown(long length, int axis)
    {
        long stride = strides[axis], kernel = (kernel_size[axis] - 1) * dilation_rate[axis] + 1;
        if (output_padding is null) return length * stride + (padding == "same" ? 0 : Math.Max(kernel - stride, 0));
        var pad = padding == "same" ? kernel / 2 : 0;
        return (length - 1) * stride + kernel - 2 * pad + output_padding[axis];
    }
}
