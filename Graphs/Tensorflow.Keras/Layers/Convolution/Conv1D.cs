using static Tensorflow.Binding;

namespace Tensorflow.Keras.Layers;

/// <summary>Convolution of sequences: activation(sum over the window of x kernel + bias).</summary>
/// <remarks>Input (batch, steps, channels). Weights: kernel (width, channels / groups, filters), bias (filters).</remarks>
public sealed class Conv1D : KernelConvLayer
{
    /// <param name="filters">The number of output channels, at least 1.</param>
    /// <param name="kernel_size">The width of the kernel.</param>
    /// <param name="strides">The step of the window.</param>
    /// <param name="padding">valid, same, or causal: only steps before count.</param>
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
    public Conv1D(int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", string? data_format = null, Shape? dilation_rate = null, int groups = 1,
        ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? bias_initializer = null,
        Regularizer? kernel_regularizer = null, Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null, Constraint? kernel_constraint = null,
        Constraint? bias_constraint = null, Shape? input_shape = null, string? name = null)
        : base(1, filters, kernel_size, strides ?? 1, padding, true, data_format, dilation_rate ?? 1, groups, activation, use_bias, bias_initializer, bias_regularizer, activity_regularizer, bias_constraint,
            kernel_initializer, kernel_regularizer, kernel_constraint, input_shape, name)
    {
    }

    public override Tensors call(Tensors inputs, CallOptions options)
    {
        Tensor x = inputs;
        int width = (int)kernel_size[0], dilation = (int)dilation_rate[0];
        if (padding == "causal") x = tf.pad(x, IsChannelsFirst ? new[,] { { 0, 0 }, { 0, 0 }, { (width - 1) * dilation, 0 } } : new[,] { { 0, 0 }, { (width - 1) * dilation, 0 }, { 0, 0 } });
        var scheme = padding == "same" ? "SAME" : "VALID";
        return Finish(Grouped(x, Kernel, (part, kernel) => tf.nn.conv1d(part, kernel, (int)strides[0], scheme, data_format: IsChannelsFirst ? "NCW" : "NWC", dilations: dilation)));
    }
}
