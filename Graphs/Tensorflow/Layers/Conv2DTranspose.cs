using static Tensorflow.Binding;

namespace Tensorflow.Layers;

/// <summary>
/// The transpose of a convolution of images: [batch, height, width, channels] becomes larger by the strides. The kernel has
/// the shape [height, width, filters, input channels].
/// </summary>
public sealed class Conv2DTranspose : Conv
{
    /// <inheritdoc cref="LayersApi.conv2d_transpose"/>
    public Conv2DTranspose(int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", string data_format = "channels_last",
        ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? bias_initializer = null,
        Func<Tensor, Tensor?>? kernel_regularizer = null, Func<Tensor, Tensor?>? bias_regularizer = null, Func<Tensor, Tensor>? activity_regularizer = null,
        bool trainable = true, string? name = null, string? _scope = null, VariableReuse? _reuse = null)
        : base(2, new ConvArguments(filters, kernel_size, strides ?? 1, padding, data_format, 1, activation, use_bias, kernel_initializer, bias_initializer,
            kernel_regularizer, bias_regularizer, activity_regularizer, trainable, name, _scope, _reuse))
    {
    }

    /// <summary>The weights [height, width, filters, input channels]; null before the first use.</summary>
    public RefVariable? kernel { get; private set; }

    private protected override long InputChannels => kernel!.shape[-1];

    protected override void build(Shape input_shape)
    {
        var channels = RequiredDimension(input_shape, ChannelAxis, "channel dimension");
        kernel = add_weight("kernel", [.. KernelSize, filters, channels], initializer: KernelInitializer, regularizer: KernelRegularizer);
        AddBias();
    }

    protected override Tensor call(Tensor inputs)
    {
        var height = ChannelsFirst ? 2 : 1;
        var shape = tf.shape(inputs);
        var (batch, rows, columns) = (shape[0], shape[height], shape[height + 1]);
        var (outRows, outColumns) = (OutputLength(rows, 0), OutputLength(columns, 1));
        var outputShape = tf.stack(ChannelsFirst ? [batch, filters, outRows, outColumns] : [batch, outRows, outColumns, filters]);
        var outputs = tf.nn.conv2d_transpose(inputs, kernel!, outputShape, Strides, Padding, DataFormat);
        outputs.set_shape(StaticShape(inputs.shape, height));
        return Finish(outputs);
    }

    private Tensor OutputLength(Tensor length, int dimension)
    {
        var scaled = length * (int)Strides[dimension];
        return Padding == "SAME" ? scaled : scaled + (int)Overhang(dimension);
    }

    private Shape StaticShape(Shape input, int height)
    {
        var sizes = new long[] { input[0], filters, filters, filters };
        for (var i = 0; i < 2; i++)
        {
            var length = input[height + i];
            sizes[height + i] = length < 0 ? -1 : length * Strides[i] + (Padding == "SAME" ? 0 : Overhang(i));
        }
        return new Shape(sizes);
    }

    /// <summary>What a kernel wider than its stride adds at the end without padding.</summary>
    private long Overhang(int dimension) => Math.Max(KernelSize[dimension] - Strides[dimension], 0);
}
