using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>Convolution of images: activation(sum over the window of x kernel + bias).</summary>
/// <remarks>Input (batch, height, width, channels). Weights: kernel (height, width, channels / groups, filters), bias (filters).</remarks>
public sealed class Conv2D : KernelConvLayer
{
    /// <param name="filters">The number of output channels, at least 1.</param>
    /// <param name="kernel_size">Height and width of the kernel: one number or two.</param>
    /// <param name="strides">The steps of the window.</param>
    /// <param name="padding">valid or same.</param>
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
    public Conv2D(int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", string? data_format = null, Shape? dilation_rate = null, int groups = 1,
        ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? bias_initializer = null,
        Regularizer? kernel_regularizer = null, Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null, Constraint? kernel_constraint = null,
        Constraint? bias_constraint = null, Shape? input_shape = null, string? name = null)
        : base(2, filters, kernel_size, strides ?? 1, padding, false, data_format, dilation_rate ?? 1, groups, activation, use_bias, bias_initializer, bias_regularizer, activity_regularizer, bias_constraint,
            kernel_initializer, kernel_regularizer, kernel_constraint, input_shape, name)
    {
    }

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        return Finish(Grouped(inputs, Kernel, (part, kernel) => tf.nn.conv2d(part, kernel, strides, padding, data_format: Format, dilations: dilation_rate)));
    }
}
