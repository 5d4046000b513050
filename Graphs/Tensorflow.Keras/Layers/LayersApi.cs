namespace Tensorflow.Keras.Layers;

/// <summary><c>keras.layers</c>: makes layers. What each does and takes stands at its class.</summary>
public sealed partial class LayersApi
{
    internal LayersApi() { }

    /// <summary>A tensor to begin a functional model with; see <see cref="KerasInterface.Input"/>.</summary>
    public Tensor Input(Shape shape, int? batch_size = null, string? name = null, TF_DataType dtype = TF_DataType.TF_FLOAT) =>
        new InputLayer(shape, batch_size, dtype, name: name).InboundNodes[0].Outputs[0];

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.InputLayer"/>
    public InputLayer InputLayer(Shape? input_shape = null, int? batch_size = null, TF_DataType dtype = TF_DataType.TF_FLOAT, Shape? batch_input_shape = null, string? name = null) =>
        new(input_shape, batch_size, dtype, batch_input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Dense"/>
    public Dense Dense(int units, ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? bias_initializer = null,
        Regularizer? kernel_regularizer = null, Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null, Constraint? kernel_constraint = null,
        Constraint? bias_constraint = null, Shape? input_shape = null, string? name = null) =>
        new(units, activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer, bias_regularizer, activity_regularizer, kernel_constraint, bias_constraint,
            input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Activation"/>
    public Activation Activation(ActivationFunction activation, Shape? input_shape = null, string? name = null) => new(activation, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Dropout"/>
    public Dropout Dropout(double rate, Shape? noise_shape = null, int? seed = null, Shape? input_shape = null, string? name = null) => new(rate, noise_shape, seed, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Flatten"/>
    public Flatten Flatten(string? data_format = null, Shape? input_shape = null, string? name = null) => new(data_format, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Reshape"/>
    public Reshape Reshape(Shape target_shape, Shape? input_shape = null, string? name = null) => new(target_shape, input_shape, name);
}
