namespace Tensorflow.Keras.Layers;

/// <summary>Convolutions, pooling, shapes, normalization, noise and the rest.</summary>
public sealed partial class LayersApi
{
    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Conv1D"/>
    public Conv1D Conv1D(int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", string? data_format = null, Shape? dilation_rate = null,
        int groups = 1, ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? bias_initializer = null,
        Regularizer? kernel_regularizer = null, Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null, Constraint? kernel_constraint = null,
        Constraint? bias_constraint = null, Shape? input_shape = null, string? name = null) =>
        new(filters, kernel_size, strides, padding, data_format, dilation_rate, groups, activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer,
            bias_regularizer, activity_regularizer, kernel_constraint, bias_constraint, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Conv2D"/>
    public Conv2D Conv2D(int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", string? data_format = null, Shape? dilation_rate = null,
        int groups = 1, ActivationFunction? activation = null, bool use_bias = true, Initializer? kernel_initializer = null, Initializer? bias_initializer = null,
        Regularizer? kernel_regularizer = null, Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null, Constraint? kernel_constraint = null,
        Constraint? bias_constraint = null, Shape? input_shape = null, string? name = null) =>
        new(filters, kernel_size, strides, padding, data_format, dilation_rate, groups, activation, use_bias, kernel_initializer, bias_initializer, kernel_regularizer,
            bias_regularizer, activity_regularizer, kernel_constraint, bias_constraint, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Conv2DTranspose"/>
    public Conv2DTranspose Conv2DTranspose(int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", Shape? output_padding = null,
        string? data_format = null, Shape? dilation_rate = null, int groups = 1, ActivationFunction? activation = null, bool use_bias = true,
        Initializer? kernel_initializer = null, Initializer? bias_initializer = null, Regularizer? kernel_regularizer = null, Regularizer? bias_regularizer = null,
        Regularizer? activity_regularizer = null, Constraint? kernel_constraint = null, Constraint? bias_constraint = null, Shape? input_shape = null,
        string? name = null) =>
        new(filters, kernel_size, strides, padding, output_padding, data_format, dilation_rate, groups, activation, use_bias, kernel_initializer, bias_initializer,
            kernel_regularizer, bias_regularizer, activity_regularizer, kernel_constraint, bias_constraint, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.DepthwiseConv2D"/>
    public DepthwiseConv2D DepthwiseConv2D(Shape kernel_size, Shape? strides = null, string padding = "valid", int depth_multiplier = 1, string? data_format = null,
        Shape? dilation_rate = null, ActivationFunction? activation = null, bool use_bias = true, Initializer? depthwise_initializer = null,
        Initializer? bias_initializer = null, Regularizer? depthwise_regularizer = null, Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null,
        Constraint? depthwise_constraint = null, Constraint? bias_constraint = null, Shape? input_shape = null, string? name = null) =>
        new(kernel_size, strides, padding, depth_multiplier, data_format, dilation_rate, activation, use_bias, depthwise_initializer, bias_initializer, depthwise_regularizer,
            bias_regularizer, activity_regularizer, depthwise_constraint, bias_constraint, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.SeparableConv2D"/>
    public SeparableConv2D SeparableConv2D(int filters, Shape kernel_size, Shape? strides = null, string padding = "valid", string? data_format = null,
        Shape? dilation_rate = null, int depth_multiplier = 1, ActivationFunction? activation = null, bool use_bias = true, Initializer? depthwise_initializer = null,
        Initializer? pointwise_initializer = null, Initializer? bias_initializer = null, Regularizer? depthwise_regularizer = null, Regularizer? pointwise_regularizer = null,
        Regularizer? bias_regularizer = null, Regularizer? activity_regularizer = null, Constraint? depthwise_constraint = null, Constraint? pointwise_constraint = null,
        Constraint? bias_constraint = null, Shape? input_shape = null, string? name = null) =>
        new(filters, kernel_size, strides, padding, data_format, dilation_rate, depth_multiplier, activation, use_bias, depthwise_initializer, pointwise_initializer,
            bias_initializer, depthwise_regularizer, pointwise_regularizer, bias_regularizer, activity_regularizer, depthwise_constraint, pointwise_constraint,
            bias_constraint, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.MaxPooling1D"/>
    public MaxPooling1D MaxPooling1D(Shape? pool_size = null, Shape? strides = null, string padding = "valid", string? data_format = null, Shape? input_shape = null,
        string? name = null) => new(pool_size, strides, padding, data_format, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.MaxPooling2D"/>
    public MaxPooling2D MaxPooling2D(Shape? pool_size = null, Shape? strides = null, string padding = "valid", string? data_format = null, Shape? input_shape = null,
        string? name = null) => new(pool_size, strides, padding, data_format, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.AveragePooling1D"/>
    public AveragePooling1D AveragePooling1D(Shape? pool_size = null, Shape? strides = null, string padding = "valid", string? data_format = null, Shape? input_shape = null,
        string? name = null) => new(pool_size, strides, padding, data_format, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.AveragePooling2D"/>
    public AveragePooling2D AveragePooling2D(Shape? pool_size = null, Shape? strides = null, string padding = "valid", string? data_format = null, Shape? input_shape = null,
        string? name = null) => new(pool_size, strides, padding, data_format, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.MaxPooling1D"/>
    public MaxPooling1D MaxPool1D(Shape? pool_size = null, Shape? strides = null, string padding = "valid", string? data_format = null, Shape? input_shape = null,
        string? name = null) => new(pool_size, strides, padding, data_format, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.MaxPooling2D"/>
    public MaxPooling2D MaxPool2D(Shape? pool_size = null, Shape? strides = null, string padding = "valid", string? data_format = null, Shape? input_shape = null,
        string? name = null) => new(pool_size, strides, padding, data_format, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.AveragePooling1D"/>
    public AveragePooling1D AvgPool1D(Shape? pool_size = null, Shape? strides = null, string padding = "valid", string? data_format = null, Shape? input_shape = null,
        string? name = null) => new(pool_size, strides, padding, data_format, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.AveragePooling2D"/>
    public AveragePooling2D AvgPool2D(Shape? pool_size = null, Shape? strides = null, string padding = "valid", string? data_format = null, Shape? input_shape = null,
        string? name = null) => new(pool_size, strides, padding, data_format, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.GlobalMaxPooling1D"/>
    public GlobalMaxPooling1D GlobalMaxPooling1D(string? data_format = null, bool keepdims = false, Shape? input_shape = null, string? name = null) =>
        new(data_format, keepdims, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.GlobalMaxPooling2D"/>
    public GlobalMaxPooling2D GlobalMaxPooling2D(string? data_format = null, bool keepdims = false, Shape? input_shape = null, string? name = null) =>
        new(data_format, keepdims, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.GlobalAveragePooling1D"/>
    public GlobalAveragePooling1D GlobalAveragePooling1D(string? data_format = null, bool keepdims = false, Shape? input_shape = null, string? name = null) =>
        new(data_format, keepdims, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.GlobalAveragePooling2D"/>
    public GlobalAveragePooling2D GlobalAveragePooling2D(string? data_format = null, bool keepdims = false, Shape? input_shape = null, string? name = null) =>
        new(data_format, keepdims, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.GlobalMaxPooling1D"/>
    public GlobalMaxPooling1D GlobalMaxPool1D(string? data_format = null, bool keepdims = false, Shape? input_shape = null, string? name = null) =>
        new(data_format, keepdims, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.GlobalMaxPooling2D"/>
    public GlobalMaxPooling2D GlobalMaxPool2D(string? data_format = null, bool keepdims = false, Shape? input_shape = null, string? name = null) =>
        new(data_format, keepdims, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.GlobalAveragePooling1D"/>
    public GlobalAveragePooling1D GlobalAvgPool1D(string? data_format = null, bool keepdims = false, Shape? input_shape = null, string? name = null) =>
        new(data_format, keepdims, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.GlobalAveragePooling2D"/>
    public GlobalAveragePooling2D GlobalAvgPool2D(string? data_format = null, bool keepdims = false, Shape? input_shape = null, string? name = null) =>
        new(data_format, keepdims, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Permute"/>
    public Permute Permute(int[] dims, Shape? input_shape = null, string? name = null) =>
        new(dims, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.RepeatVector"/>
    public RepeatVector RepeatVector(int n, Shape? input_shape = null, string? name = null) =>
        new(n, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.ZeroPadding1D"/>
    public ZeroPadding1D ZeroPadding1D(Shape? padding = null, Shape? input_shape = null, string? name = null) =>
        new(padding?.ToInts(), input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.ZeroPadding2D"/>
    public ZeroPadding2D ZeroPadding2D(Shape? padding = null, string? data_format = null, Shape? input_shape = null, string? name = null) =>
        new(padding?.ToInts(), data_format, input_shape, name);

    /// <summary>Zeros around images: ((top, bottom), (left, right)).</summary>
    public ZeroPadding2D ZeroPadding2D(((int, int), (int, int)) padding, string? data_format = null, Shape? input_shape = null, string? name = null) =>
        new([padding.Item1.Item1, padding.Item1.Item2, padding.Item2.Item1, padding.Item2.Item2], data_format, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Cropping1D"/>
    public Cropping1D Cropping1D(Shape? cropping = null, Shape? input_shape = null, string? name = null) =>
        new(cropping?.ToInts(), input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Cropping2D"/>
    public Cropping2D Cropping2D(Shape? cropping = null, string? data_format = null, Shape? input_shape = null, string? name = null) =>
        new(cropping?.ToInts(), data_format, input_shape, name);

    /// <summary>The sides of images cut off: ((top, bottom), (left, right)).</summary>
    public Cropping2D Cropping2D(((int, int), (int, int)) cropping, string? data_format = null, Shape? input_shape = null, string? name = null) =>
        new([cropping.Item1.Item1, cropping.Item1.Item2, cropping.Item2.Item1, cropping.Item2.Item2], data_format, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.UpSampling1D"/>
    public UpSampling1D UpSampling1D(int size = 2, Shape? input_shape = null, string? name = null) =>
        new(size, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.UpSampling2D"/>
    public UpSampling2D UpSampling2D(Shape? size = null, string? data_format = null, string interpolation = "nearest", Shape? input_shape = null, string? name = null) =>
        new(size, data_format, interpolation, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.GaussianNoise"/>
    public GaussianNoise GaussianNoise(double stddev, int? seed = null, Shape? input_shape = null, string? name = null) =>
        new(stddev, seed, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.GaussianDropout"/>
    public GaussianDropout GaussianDropout(double rate, int? seed = null, Shape? input_shape = null, string? name = null) =>
        new(rate, seed, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.AlphaDropout"/>
    public AlphaDropout AlphaDropout(double rate, int? seed = null, Shape? input_shape = null, string? name = null) =>
        new(rate, seed, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.UnitNormalization"/>
    public UnitNormalization UnitNormalization(int[]? axis = null, Shape? input_shape = null, string? name = null) =>
        new(axis, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Rescaling"/>
    public Rescaling Rescaling(double scale, double offset = 0, Shape? input_shape = null, string? name = null) =>
        new(scale, offset, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.SpatialDropout1D"/>
    public SpatialDropout1D SpatialDropout1D(double rate, Shape? input_shape = null, string? name = null) =>
        new(rate, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.SpatialDropout2D"/>
    public SpatialDropout2D SpatialDropout2D(double rate, string? data_format = null, Shape? input_shape = null, string? name = null) =>
        new(rate, data_format, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.LeakyReLU"/>
    public LeakyReLU LeakyReLU(double alpha = 0.3, Shape? input_shape = null, string? name = null) =>
        new(alpha, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.ELU"/>
    public ELU ELU(double alpha = 1, Shape? input_shape = null, string? name = null) =>
        new(alpha, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.ReLU"/>
    public ReLU ReLU(double? max_value = null, double negative_slope = 0, double threshold = 0, Shape? input_shape = null, string? name = null) =>
        new(max_value, negative_slope, threshold, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Softmax"/>
    public Softmax Softmax(int axis = -1, Shape? input_shape = null, string? name = null) =>
        new(axis, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.ThresholdedReLU"/>
    public ThresholdedReLU ThresholdedReLU(double theta = 1, Shape? input_shape = null, string? name = null) =>
        new(theta, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.PReLU"/>
    public PReLU PReLU(Initializer? alpha_initializer = null, Regularizer? alpha_regularizer = null, Constraint? alpha_constraint = null, int[]? shared_axes = null,
        Shape? input_shape = null, string? name = null) =>
        new(alpha_initializer, alpha_regularizer, alpha_constraint, shared_axes, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.BatchNormalization"/>
    public BatchNormalization BatchNormalization(int[]? axis = null, double momentum = 0.99, double epsilon = 0.001, bool center = true, bool scale = true,
        Initializer? beta_initializer = null, Initializer? gamma_initializer = null, Initializer? moving_mean_initializer = null,
        Initializer? moving_variance_initializer = null, Regularizer? beta_regularizer = null, Regularizer? gamma_regularizer = null, Constraint? beta_constraint = null,
        Constraint? gamma_constraint = null, Shape? input_shape = null, string? name = null) =>
        new(axis, momentum, epsilon, center, scale, beta_initializer, gamma_initializer, moving_mean_initializer, moving_variance_initializer, beta_regularizer,
            gamma_regularizer, beta_constraint, gamma_constraint, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.LayerNormalization"/>
    public LayerNormalization LayerNormalization(int[]? axis = null, double epsilon = 0.001, bool center = true, bool scale = true, Initializer? beta_initializer = null,
        Initializer? gamma_initializer = null, Regularizer? beta_regularizer = null, Regularizer? gamma_regularizer = null, Constraint? beta_constraint = null,
        Constraint? gamma_constraint = null, Shape? input_shape = null, string? name = null) =>
        new(axis, epsilon, center, scale, beta_initializer, gamma_initializer, beta_regularizer, gamma_regularizer, beta_constraint, gamma_constraint, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Embedding"/>
    public Embedding Embedding(int input_dim, int output_dim, Initializer? embeddings_initializer = null, Regularizer? embeddings_regularizer = null,
        Regularizer? activity_regularizer = null, Constraint? embeddings_constraint = null, bool mask_zero = false, int? input_length = null, Shape? input_shape = null,
        string? name = null) =>
        new(input_dim, output_dim, embeddings_initializer, embeddings_regularizer, activity_regularizer, embeddings_constraint, mask_zero, input_length, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Masking"/>
    public Masking Masking(double mask_value = 0, Shape? input_shape = null, string? name = null) =>
        new(mask_value, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.Lambda"/>
    public Lambda Lambda(Func<Tensors, Tensors> function, Shape? input_shape = null, string? name = null) =>
        new(function, input_shape, name);

    /// <inheritdoc cref="T:Tensorflow.Keras.Layers.ActivityRegularization"/>
    public ActivityRegularization ActivityRegularization(double l1 = 0, double l2 = 0, Shape? input_shape = null, string? name = null) =>
        new(l1, l2, input_shape, name);
}
