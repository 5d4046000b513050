using Tensorflow.Layers;

namespace Tensorflow;

public sealed partial class tensorflow
{
    /// <summary>Layers: operations together with their variables.</summary>
    public LayersApi layers { get; } = new();
}

/// <summary>
/// <c>tf.layers</c>. A function makes a layer and applies it at once; the class of the same name makes the layer, to be
/// applied several times with the same variables: <c>var layer = tf.layers.Dense(10); layer.apply(x); layer.apply(y);</c>.
/// Variables are called after the layer: <c>dense/kernel</c>, <c>dense_1/kernel</c>, or <c>name/kernel</c>; a layer of a
/// name that exists is an error unless <c>reuse</c> is true.
/// </summary>
public sealed partial class LayersApi
{
    internal LayersApi() { }

    /// <summary>activation(inputs kernel + bias): a fully connected layer on the last dimension.</summary>
    /// <param name="inputs">[batch, ..., features].</param>
    /// <param name="units">The size of the output's last dimension.</param>
    /// <param name="activation">What is applied last, such as <c>tf.nn.relu</c>; none unless given.</param>
    /// <param name="use_bias">False for no bias.</param>
    /// <param name="kernel_initializer">The variable scope's, else Glorot's uniform, unless given.</param>
    /// <param name="bias_initializer">Zeros unless given.</param>
    /// <param name="kernel_regularizer">Makes a loss of the kernel, in the collection REGULARIZATION_LOSSES.</param>
    /// <param name="bias_regularizer">Makes a loss of the bias.</param>
    /// <param name="activity_regularizer">Makes a loss of the output, which is divided by the batch size.</param>
    /// <param name="trainable">False keeps the variables from optimizers.</param>
    /// <param name="name">The layer's name and variable scope; <c>dense</c>, <c>dense_1</c>, ... unless given.</param>
    /// <param name="reuse">True takes the variables of a layer of the same name.</param>
    /// <exception cref="ValueError">The last dimension is unknown, or is not that of the variables taken.</exception>
    public Tensor dense(TensorLike inputs, int units, ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null,
        Initializer? bias_initializer = null, Func<Tensor, Tensor?>? kernel_regularizer = null, Func<Tensor, Tensor?>? bias_regularizer = null,
        Func<Tensor, Tensor>? activity_regularizer = null, bool trainable = true, string? name = null, VariableReuse? reuse = null) =>
        new Dense(units, activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer, bias_regularizer, activity_regularizer, trainable, name,
            TF_DataType.DtInvalid, name, reuse).apply(inputs);

    /// <inheritdoc cref="dense"/>
    public Dense Dense(int units, ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? bias_initializer = null,
        Func<Tensor, Tensor?>? kernel_regularizer = null, Func<Tensor, Tensor?>? bias_regularizer = null, Func<Tensor, Tensor>? activity_regularizer = null,
        bool trainable = true, string? name = null, TF_DataType dtype = TF_DataType.DtInvalid, string? _scope = null, VariableReuse? _reuse = null) =>
        new(units, activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer, bias_regularizer, activity_regularizer, trainable, name, dtype, _scope, _reuse);

    /// <summary>All dimensions but the batch in one: [batch, a, b, ...] becomes [batch, a*b*...].</summary>
    /// <param name="inputs">Rank 1 or more.</param>
    /// <param name="name">The scope of the operations.</param>
    /// <param name="data_format">"channels_first" moves the channels last before, so that both formats give the same order.</param>
    public Tensor flatten(TensorLike inputs, string? name = null, string data_format = "channels_last") => new Flatten(name, data_format).apply(inputs);

    /// <inheritdoc cref="flatten"/>
    public Flatten Flatten(string? name = null, string data_format = "channels_last") => new(name, data_format);

    /// <summary>In training sets elements to 0 at a rate and scales the others by 1 / (1 - rate); otherwise gives the input.</summary>
    /// <param name="inputs">float32 or float64, any shape.</param>
    /// <param name="rate">The share that falls, in [0, 1): a number or a tensor; 0.5 unless given.</param>
    /// <param name="noise_shape">Which elements fall together: a shape that broadcasts to that of the inputs.</param>
    /// <param name="seed">The operation's own seed.</param>
    /// <param name="training">A bool, or a boolean tensor to feed; false unless given.</param>
    /// <param name="name">The scope of the operations, <c>dropout</c> unless given.</param>
    public Tensor dropout(TensorLike inputs, TensorLike rate = default, TensorLike noise_shape = default, int? seed = null, TensorLike training = default, string? name = null) =>
        new Dropout(rate, noise_shape, seed, name).apply(inputs, training);

    /// <inheritdoc cref="dropout"/>
    public Dropout Dropout(TensorLike rate = default, TensorLike noise_shape = default, int? seed = null, string? name = null) => new(rate, noise_shape, seed, name);

    /// <summary>
    /// gamma (x - mean) / sqrt(variance + epsilon) + beta along an axis (Ioffe and Szegedy, 2015): with the batch's mean and
    /// variance in training, with their moving averages otherwise. Each training step must run the averages' steps:
    /// <c>using (tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS))) train = optimizer.minimize(loss);</c>.
    /// </summary>
    /// <param name="inputs">float32 or float64, rank 2 or more.</param>
    /// <param name="axis">The axis that keeps its own statistics: the channels, the last unless given.</param>
    /// <param name="momentum">The share of the old average that stays at each step.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="center">False for no beta.</param>
    /// <param name="scale">False for no gamma.</param>
    /// <param name="beta_initializer">Zeros unless given.</param>
    /// <param name="gamma_initializer">Ones unless given.</param>
    /// <param name="moving_mean_initializer">Zeros unless given.</param>
    /// <param name="moving_variance_initializer">Ones unless given.</param>
    /// <param name="beta_regularizer">Makes a loss of beta.</param>
    /// <param name="gamma_regularizer">Makes a loss of gamma.</param>
    /// <param name="training">A bool, or a boolean tensor to feed; false unless given.</param>
    /// <param name="trainable">False keeps gamma and beta from optimizers.</param>
    /// <param name="name">The layer's name and variable scope.</param>
    /// <param name="reuse">True takes the variables of a layer of the same name.</param>
    /// <param name="fused">
    /// False composes the formula of small operations. Otherwise float32 images with axis 1 or 3 use one operation, whose
    /// variance for the moving average is the unbiased one, as in TensorFlow.
    /// </param>
    public Tensor batch_normalization(TensorLike inputs, int axis = -1, double momentum = 0.99, double epsilon = 1e-3, bool center = true, bool scale = true,
        Initializer? beta_initializer = null, Initializer? gamma_initializer = null, Initializer? moving_mean_initializer = null, Initializer? moving_variance_initializer = null,
        Func<Tensor, Tensor?>? beta_regularizer = null, Func<Tensor, Tensor?>? gamma_regularizer = null, TensorLike training = default, bool trainable = true,
        string? name = null, VariableReuse? reuse = null, bool? fused = null) =>
        new BatchNormalization(axis, momentum, epsilon, center, scale, beta_initializer, gamma_initializer, moving_mean_initializer, moving_variance_initializer,
            beta_regularizer, gamma_regularizer, trainable, name, fused, name, reuse).apply(inputs, training);

    /// <inheritdoc cref="batch_normalization"/>
    public BatchNormalization BatchNormalization(int axis = -1, double momentum = 0.99, double epsilon = 1e-3, bool center = true, bool scale = true,
        Initializer? beta_initializer = null, Initializer? gamma_initializer = null, Initializer? moving_mean_initializer = null, Initializer? moving_variance_initializer = null,
        Func<Tensor, Tensor?>? beta_regularizer = null, Func<Tensor, Tensor?>? gamma_regularizer = null, bool trainable = true, string? name = null, bool? fused = null,
        string? _scope = null, VariableReuse? _reuse = null) =>
        new(axis, momentum, epsilon, center, scale, beta_initializer, gamma_initializer, moving_mean_initializer, moving_variance_initializer,
            beta_regularizer, gamma_regularizer, trainable, name, fused, _scope, _reuse);
}
