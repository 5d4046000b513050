using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>What layers of convolutions share: windows, the place of the channels, bias and activation.</summary>
public abstract class ConvLayer : Layer
{
    private readonly int _axes;
    private RefVariable? _bias;

    private protected ConvLayer(int axes, Shape kernel_size, Shape strides, string padding, bool mayBeCausal, string? data_format, Shape dilation_rate, int groups,
        ActivationFunction? activation, bool use_bias, Initializer? bias_initializer, Regularizer? bias_regularizer, Regularizer? activity_regularizer, Constraint? bias_constraint,
        Shape? input_shape, string? name) : base(name, input_shape)
    {
        _axes = axes;
        this.kernel_size = WindowSizes.Of(kernel_size, axes, "kernel_size");
        this.strides = WindowSizes.Of(strides, axes, "strides");
        this.dilation_rate = WindowSizes.Of(dilation_rate, axes, "dilation_rate");
        if (this.strides.dims.Any(s => s > 1) && this.dilation_rate.dims.Any(d => d > 1))
            throw new ValueError($"`strides > 1` not supported in conjunction with `dilation_rate > 1`. Received: strides={this.strides} and dilation_rate={this.dilation_rate}");
        this.padding = WindowSizes.Padding(padding, mayBeCausal);
        this.data_format = DataFormats.Require(data_format);
        if (this.padding == "causal" && IsChannelsFirst) throw new ValueError("Causal padding is for data_format='channels_last'.");
        this.groups = RequirePositive(groups, "groups");
        this.activation = activation ?? "linear";
        this.use_bias = use_bias;
        this.bias_initializer = bias_initializer ?? "zeros";
        this.bias_regularizer = bias_regularizer;
        this.activity_regularizer = activity_regularizer;
        this.bias_constraint = bias_constraint;
    }

    public Shape kernel_size { get; }

    public Shape strides { get; }

    public string padding { get; }

    public string data_format { get; }

    public Shape dilation_rate { get; }

    public int groups { get; }

    public ActivationFunction activation { get; }

    public bool use_bias { get; }

    public Initializer bias_initializer { get; }

    public Regularizer? bias_regularizer { get; }

    public Constraint? bias_constraint { get; }

    public override System.Text.Json.Nodes.JsonObject get_config()
    {
        var config = base.get_config();
        config["groups"] = groups;
        return config;
    }

    private protected bool IsChannelsFirst => data_format == "channels_first";

    private protected int ChannelAxis => IsChannelsFirst ? 1 : -1;

    private protected string Format => IsChannelsFirst ? "NCHW" : "NHWC";

    private protected Shape FourStrides => IsChannelsFirst ? new Shape(1, 1, strides[0], strides[1]) : new Shape(1, strides[0], strides[1], 1);

    protected override void CheckInputs(Tensors inputs) => RequireRank(inputs, _axes + 2);

    private protected static int RequirePositive(int value, string what) => value > 0 ? value
        : throw new ValueError($"Invalid value for argument `{what}`. Expected a strictly positive value. Received {what}={value}.");

    private protected void RequireGroups(long channels, int filters)
    {
        if (channels % groups != 0 || filters % groups != 0)
            throw new ValueError($"The layer \"{name}\" has groups={groups}, which must divide the input channels ({channels}) and filters ({filters}).");
    }

    private protected void AddBias(long size)
    {
        if (use_bias) _bias = add_weight("bias", size, bias_initializer, bias_regularizer, bias_constraint);
    }

    /// <summary>The convolution of each group of channels, behind each other.</summary>
    private protected Tensor Grouped(Tensor x, RefVariable kernel, Func<Tensor, Tensor, Tensor> convolve)
    {
        if (groups == 1) return convolve(x, kernel);
        var axis = IsChannelsFirst ? 1 : x.rank - 1;
        var parts = tf.split(x, groups, axis);
        var kernels = tf.split((Tensor)kernel, groups, kernel.shape.ndim - 1);
        return tf.concat(parts.Zip(kernels, convolve).ToArray(), axis);
    }

    /// <summary>Bias and activation.</summary>
    private protected Tensor Finish(Tensor x)
    {
        if (_bias is not null)
        {
            x = !IsChannelsFirst || x.rank == 4 ? tf.nn.bias_add(x, _bias, data_format: IsChannelsFirst ? "NCHW" : null)
                : x + tf.reshape(_bias, new Shape(1, _bias.shape[0], 1));
        }
        return activation.Apply(x);
    }
}
