using Tensorflow.Layers;

namespace Tensorflow;

/// <summary>Convolution and pooling.</summary>
public sealed partial class LayersApi
{
    /// <summary>Convolution of sequences: activation(inputs * kernel + bias).</summary>
    /// <param name="inputs">[batch, length, channels], channels first [batch, channels, length].</param>
    /// <param name="filters">The number of output channels.</param>
    /// <param name="kernel_size">The kernel's length.</param>
    /// <param name="strides">The kernel's steps; 1 unless given.</param>
    /// <param name="padding">"valid" (default) or "same".</param>
    /// <param name="data_format">"channels_last" (default) or "channels_first".</param>
    /// <param name="dilation_rate">The distance of the kernel's cells in the input; 1 unless given.</param>
    /// <param name="activation">What is applied last; none unless given.</param>
    /// <param name="use_bias">False for no bias.</param>
    /// <param name="kernel_initializer">The variable scope's, else Glorot's uniform, unless given.</param>
    /// <param name="bias_initializer">Zeros unless given.</param>
    /// <param name="kernel_regularizer">Makes a loss of the kernel, in the collection REGULARIZATION_LOSSES.</param>
    /// <param name="bias_regularizer">Makes a loss of the bias.</param>
    /// <param name="activity_regularizer">Makes a loss of the output, which is divided by the batch size.</param>
    /// <param name="trainable">False keeps the variables from optimizers.</param>
    /// <param name="name">The layer's name and variable scope; <c>conv1d</c>, <c>conv1d_1</c>, ... unless given.</param>
    /// <param name="reuse">True takes the variables of a layer of the same name.</param>
    public Tensor conv1d(TensorLike inputs, int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", string data_format = "channels_last",
        Shape? dilation_rate = null, ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? bias_initializer = null,
        Func<Tensor, Tensor?>? kernel_regularizer = null, Func<Tensor, Tensor?>? bias_regularizer = null, Func<Tensor, Tensor>? activity_regularizer = null,
        bool trainable = true, string? name = null, VariableReuse? reuse = null) =>
        new Conv1D(filters, kernel_size, strides, padding, data_format, dilation_rate, activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer,
            bias_regularizer, activity_regularizer, trainable, name, name, reuse).apply(inputs);

    /// <inheritdoc cref="conv1d"/>
    public Conv1D Conv1D(int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", string data_format = "channels_last", Shape? dilation_rate = null,
        ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? bias_initializer = null,
        Func<Tensor, Tensor?>? kernel_regularizer = null, Func<Tensor, Tensor?>? bias_regularizer = null, Func<Tensor, Tensor>? activity_regularizer = null,
        bool trainable = true, string? name = null, string? _scope = null, VariableReuse? _reuse = null) =>
        new(filters, kernel_size, strides, padding, data_format, dilation_rate, activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer,
            bias_regularizer, activity_regularizer, trainable, name, _scope, _reuse);

    /// <summary>Convolution of images: activation(inputs * kernel + bias).</summary>
    /// <param name="inputs">[batch, height, width, channels], channels first [batch, channels, height, width].</param>
    /// <param name="filters">The number of output channels.</param>
    /// <param name="kernel_size">The kernel's height and width: two numbers, or one for both.</param>
    /// <param name="strides">The kernel's steps, given as kernel_size is; 1 unless given.</param>
    /// <param name="padding">"valid" (default) or "same".</param>
    /// <param name="data_format">"channels_last" (default) or "channels_first".</param>
    /// <param name="dilation_rate">Distances of the kernel's cells in the input; 1 unless given.</param>
    /// <param name="activation">What is applied last; none unless given.</param>
    /// <param name="use_bias">False for no bias.</param>
    /// <param name="kernel_initializer">The variable scope's, else Glorot's uniform, unless given.</param>
    /// <param name="bias_initializer">Zeros unless given.</param>
    /// <param name="kernel_regularizer">Makes a loss of the kernel, in the collection REGULARIZATION_LOSSES.</param>
    /// <param name="bias_regularizer">Makes a loss of the bias.</param>
    /// <param name="activity_regularizer">Makes a loss of the output, which is divided by the batch size.</param>
    /// <param name="trainable">False keeps the variables from optimizers.</param>
    /// <param name="name">The layer's name and variable scope; <c>conv2d</c>, <c>conv2d_1</c>, ... unless given.</param>
    /// <param name="reuse">True takes the variables of a layer of the same name.</param>
    public Tensor conv2d(TensorLike inputs, int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", string data_format = "channels_last",
        Shape? dilation_rate = null, ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? bias_initializer = null,
        Func<Tensor, Tensor?>? kernel_regularizer = null, Func<Tensor, Tensor?>? bias_regularizer = null, Func<Tensor, Tensor>? activity_regularizer = null,
        bool trainable = true, string? name = null, VariableReuse? reuse = null) =>
        new Conv2D(filters, kernel_size, strides, padding, data_format, dilation_rate, activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer,
            bias_regularizer, activity_regularizer, trainable, name, name, reuse).apply(inputs);

    /// <inheritdoc cref="conv2d"/>
    public Conv2D Conv2D(int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", string data_format = "channels_last", Shape? dilation_rate = null,
        ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? bias_initializer = null,
        Func<Tensor, Tensor?>? kernel_regularizer = null, Func<Tensor, Tensor?>? bias_regularizer = null, Func<Tensor, Tensor>? activity_regularizer = null,
        bool trainable = true, string? name = null, string? _scope = null, VariableReuse? _reuse = null) =>
        new(filters, kernel_size, strides, padding, data_format, dilation_rate, activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer,
            bias_regularizer, activity_regularizer, trainable, name, _scope, _reuse);

    /// <summary>
    /// The transpose of conv2d, sometimes called deconvolution: height and width grow by the strides. The kernel has the
    /// shape [height, width, filters, input channels]. Arguments as of <see cref="conv2d"/>.
    /// </summary>
    public Tensor conv2d_transpose(TensorLike inputs, int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", string data_format = "channels_last",
        ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? bias_initializer = null,
        Func<Tensor, Tensor?>? kernel_regularizer = null, Func<Tensor, Tensor?>? bias_regularizer = null, Func<Tensor, Tensor>? activity_regularizer = null,
        bool trainable = true, string? name = null, VariableReuse? reuse = null) =>
        new Conv2DTranspose(filters, kernel_size, strides, padding, data_format, activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer,
            bias_regularizer, activity_regularizer, trainable, name, name, reuse).apply(inputs);

    /// <inheritdoc cref="conv2d_transpose"/>
    public Conv2DTranspose Conv2DTranspose(int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", string data_format = "channels_last",
        ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? bias_initializer = null,
        Func<Tensor, Tensor?>? kernel_regularizer = null, Func<Tensor, Tensor?>? bias_regularizer = null, Func<Tensor, Tensor>? activity_regularizer = null,
        bool trainable = true, string? name = null, string? _scope = null, VariableReuse? _reuse = null) =>
        new(filters, kernel_size, strides, padding, data_format, activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer,
            bias_regularizer, activity_regularizer, trainable, name, _scope, _reuse);

    /// <summary>
    /// A depthwise convolution (each input channel by <paramref name="depth_multiplier"/> filters of its own), then a pointwise
    /// one that mixes the channels. Other arguments as of <see cref="conv2d"/>.
    /// </summary>
    public Tensor separable_conv2d(TensorLike inputs, int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", string data_format = "channels_last",
        Shape? dilation_rate = null, int depth_multiplier = 1, ActivationFunction? activation = null, bool use_bias = true, Initializer? depthwise_initializer = null,
        Initializer? pointwise_initializer = null, Initializer? bias_initializer = null, Func<Tensor, Tensor?>? depthwise_regularizer = null,
        Func<Tensor, Tensor?>? pointwise_regularizer = null, Func<Tensor, Tensor?>? bias_regularizer = null, Func<Tensor, Tensor>? activity_regularizer = null,
        bool trainable = true, string? name = null, VariableReuse? reuse = null) =>
        new SeparableConv2D(filters, kernel_size, strides, padding, data_format, dilation_rate, depth_multiplier, activation, use_bias, depthwise_initializer,
            pointwise_initializer, bias_initializer, depthwise_regularizer, pointwise_regularizer, bias_regularizer, activity_regularizer, trainable, name, name, reuse).apply(inputs);

    /// <inheritdoc cref="separable_conv2d"/>
    public SeparableConv2D SeparableConv2D(int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", string data_format = "channels_last",
        Shape? dilation_rate = null, int depth_multiplier = 1, ActivationFunction? activation = null, bool use_bias = true, Initializer? depthwise_initializer = null,
        Initializer? pointwise_initializer = null, Initializer? bias_initializer = null, Func<Tensor, Tensor?>? depthwise_regularizer = null,
        Func<Tensor, Tensor?>? pointwise_regularizer = null, Func<Tensor, Tensor?>? bias_regularizer = null, Func<Tensor, Tensor>? activity_regularizer = null,
        bool trainable = true, string? name = null, string? _scope = null, VariableReuse? _reuse = null) =>
        new(filters, kernel_size, strides, padding, data_format, dilation_rate, depth_multiplier, activation, use_bias, depthwise_initializer,
            pointwise_initializer, bias_initializer, depthwise_regularizer, pointwise_regularizer, bias_regularizer, activity_regularizer, trainable, name, _scope, _reuse);

    /// <summary>The largest value of each window of sequences.</summary>
    /// <param name="inputs">[batch, length, channels], channels first [batch, channels, length].</param>
    /// <param name="pool_size">The window's length.</param>
    /// <param name="strides">The window's steps.</param>
    /// <param name="padding">"valid" (default) or "same".</param>
    /// <param name="data_format">"channels_last" (default) or "channels_first".</param>
    /// <param name="name">The scope of the operations.</param>
    public Tensor max_pooling1d(TensorLike inputs, Shape pool_size, Shape strides, string padding = "valid", string data_format = "channels_last", string? name = null) =>
        new MaxPooling1D(pool_size, strides, padding, data_format, name).apply(inputs);

    /// <summary>The mean of each window of sequences. Arguments as of <see cref="max_pooling1d"/>.</summary>
    public Tensor average_pooling1d(TensorLike inputs, Shape pool_size, Shape strides, string padding = "valid", string data_format = "channels_last", string? name = null) =>
        new AveragePooling1D(pool_size, strides, padding, data_format, name).apply(inputs);

    /// <summary>The largest value of each window of images.</summary>
    /// <param name="inputs">[batch, height, width, channels], channels first [batch, channels, height, width].</param>
    /// <param name="pool_size">The window's height and width: two numbers, or one for both.</param>
    /// <param name="strides">The window's steps, given as pool_size is.</param>
    /// <param name="padding">"valid" (default) or "same".</param>
    /// <param name="data_format">"channels_last" (default) or "channels_first".</param>
    /// <param name="name">The scope of the operations.</param>
    public Tensor max_pooling2d(TensorLike inputs, Shape pool_size, Shape strides, string padding = "valid", string data_format = "channels_last", string? name = null) =>
        new MaxPooling2D(pool_size, strides, padding, data_format, name).apply(inputs);

    /// <summary>The mean of each window of images. Arguments as of <see cref="max_pooling2d"/>.</summary>
    public Tensor average_pooling2d(TensorLike inputs, Shape pool_size, Shape strides, string padding = "valid", string data_format = "channels_last", string? name = null) =>
        new AveragePooling2D(pool_size, strides, padding, data_format, name).apply(inputs);

    /// <inheritdoc cref="max_pooling1d"/>
    public MaxPooling1D MaxPooling1D(Shape pool_size, Shape strides, string padding = "valid", string data_format = "channels_last", string? name = null) =>
        new(pool_size, strides, padding, data_format, name);

    /// <inheritdoc cref="average_pooling1d"/>
    public AveragePooling1D AveragePooling1D(Shape pool_size, Shape strides, string padding = "valid", string data_format = "channels_last", string? name = null) =>
        new(pool_size, strides, padding, data_format, name);

    /// <inheritdoc cref="max_pooling2d"/>
    public MaxPooling2D MaxPooling2D(Shape pool_size, Shape strides, string padding = "valid", string data_format = "channels_last", string? name = null) =>
        new(pool_size, strides, padding, data_format, name);

    /// <inheritdoc cref="average_pooling2d"/>
    public AveragePooling2D AveragePooling2D(Shape pool_size, Shape strides, string padding = "valid", string data_format = "channels_last", string? name = null) =>
        new(pool_size, strides, padding, data_format, name);
}
