using Tensorflow.Ops;
using static Tensorflow.Binding;

namespace Tensorflow.Layers;

/// <summary>What convolution layers share: the arguments, the bias and the activation.</summary>
public abstract class Conv : TensorLayer
{
    private readonly int _dimensions;
    private readonly ActivationFunction? _activation;
    private readonly bool _useBias;
    private readonly Initializer? _biasInitializer;
    private readonly Func<Tensor, Tensor?>? _biasRegularizer;

    private protected Conv(int dimensions, ConvArguments arguments)
        : base(arguments.Trainable, arguments.Name, scope: arguments.Scope, reuse: arguments.Reuse, activity_regularizer: arguments.ActivityRegularizer)
    {
        if (arguments.Filters < 1) throw new ValueError($"`filters` must be 1 or more. Received: filters={arguments.Filters}");
        _dimensions = dimensions;
        filters = arguments.Filters;
        KernelSize = LayerArguments.Sizes(arguments.KernelSize, dimensions, "kernel_size");
        Strides = LayerArguments.Sizes(arguments.Strides, dimensions, "strides");
        Dilation = LayerArguments.Sizes(arguments.DilationRate, dimensions, "dilation_rate");
        Padding = LayerArguments.Padding(arguments.Padding);
        ChannelsFirst = LayerArguments.ChannelsFirst(arguments.DataFormat);
        if (Strides.Any(s => s > 1) && Dilation.Any(d => d > 1))
            throw new ValueError($"`strides > 1` is not supported together with `dilation_rate > 1`. Received: strides={arguments.Strides}, dilation_rate={arguments.DilationRate}");
        _activation = arguments.Activation;
        _useBias = arguments.UseBias;
        KernelInitializer = arguments.KernelInitializer;
        KernelRegularizer = arguments.KernelRegularizer;
        _biasInitializer = arguments.BiasInitializer;
        _biasRegularizer = arguments.BiasRegularizer;
    }

    /// <summary>The number of output channels.</summary>
    public int filters { get; }

    /// <summary>The biases [filters]; null before the first use or without biases.</summary>
    public RefVariable? bias { get; private set; }

    private protected long[] KernelSize { get; }

    private protected long[] Strides { get; }

    private protected long[] Dilation { get; }

    private protected string Padding { get; }

    private protected bool ChannelsFirst { get; }

    private protected Initializer? KernelInitializer { get; }

    private protected Func<Tensor, Tensor?>? KernelRegularizer { get; }

    private protected string DataFormat => ChannelsFirst ? "NCHW" : "NHWC";

    protected override int? InputRank => _dimensions + 2;

    private protected int ChannelAxis => ChannelsFirst ? 1 : _dimensions + 1;

    private protected abstract long InputChannels { get; }

    private protected override void CheckInput(Tensor inputs) => RequireDimension(inputs, ChannelAxis, InputChannels);

    private protected void AddBias()
    {
        if (_useBias) bias = add_weight("bias", [filters], initializer: _biasInitializer ?? tf.zeros_initializer, regularizer: _biasRegularizer);
    }

    private protected Tensor Finish(Tensor outputs)
    {
        if (bias is not null)
        {
            // tf.nn.bias_add takes sequences with the channels last only.
            outputs = ChannelsFirst && _dimensions == 1
                ? outputs + tf.reshape(bias, new[] { 1, filters, 1 })
                : tf.nn.bias_add(outputs, bias, DataFormat);
        }
        return _activation is null ? outputs : _activation(outputs);
    }

    /// <summary>TensorFlow's layers leave the dilation in the graph even where it is 1.</summary>
    private protected void AddDilationConstant() => Const.Apply(TensorValue.Vector(Array.ConvertAll(Dilation, d => (int)d)), "dilation_rate");
}

/// <summary>The arguments that convolution layers share.</summary>
internal sealed record ConvArguments(int Filters, Shape KernelSize, Shape Strides, string Padding, string DataFormat, Shape DilationRate, ActivationFunction? Activation, bool UseBias,
    Initializer? KernelInitializer, Initializer? BiasInitializer, Func<Tensor, Tensor?>? KernelRegularizer, Func<Tensor, Tensor?>? BiasRegularizer,
    Func<Tensor, Tensor>? ActivityRegularizer, bool Trainable, string? Name, string? Scope, VariableReuse? Reuse);
