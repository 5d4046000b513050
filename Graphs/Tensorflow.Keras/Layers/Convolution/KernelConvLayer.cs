namespace Tensorflow.Keras.Layers;

/// <summary>What convolutions of sequences and of images share: one kernel (window, channels / groups, filters).</summary>
public abstract class KernelConvLayer : ConvLayer
{
    private RefVariable? _kernel;

    private protected KernelConvLayer(int axes, int filters, Shape kernel_size, Shape strides, string padding, bool mayBeCausal, string? data_format, Shape dilation_rate, int groups,
        ActivationFunction? activation, bool use_bias, Initializer? bias_initializer, Regularizer? bias_regularizer, Regularizer? activity_regularizer, Constraint? bias_constraint,
        Initializer? kernel_initializer, Regularizer? kernel_regularizer, Constraint? kernel_constraint, Shape? input_shape, string? name)
        : base(axes, kernel_size, strides, padding, mayBeCausal, data_format, dilation_rate, groups, activation, use_bias, bias_initializer, bias_regularizer, activity_regularizer,
            bias_constraint, input_shape, name)
    {
        this.filters = RequirePositive(filters, "filters");
        this.kernel_initializer = kernel_initializer ?? "glorot_uniform";
        this.kernel_regularizer = kernel_regularizer;
        this.kernel_constraint = kernel_constraint;
    }

    public int filters { get; }

    public Initializer kernel_initializer { get; }

    public Regularizer? kernel_regularizer { get; }

    public Constraint? kernel_constraint { get; }

    private protected RefVariable Kernel => _kernel!;

    public override void build(Shape[] input_shapes)
    {
        var channels = KnownSize(input_shapes[0], ChannelAxis);
        RequireGroups(channels, filters);
        _kernel = add_weight("kernel", new Shape([.. kernel_size.dims, channels / groups, filters]), kernel_initializer, kernel_regularizer, kernel_constraint);
        AddBias(filters);
    }

    protected override void CheckInputs(Tensors inputs)
    {
        base.CheckInputs(inputs);
        if (_kernel is not null) RequireSize(inputs, ChannelAxis, _kernel.shape[-2] * groups);
    }
}
