namespace Tensorflow;

public sealed partial class tensorflow
{
    /// <summary>Initializers under their names in <c>tf.initializers</c>.</summary>
    public InitializersApi initializers { get; } = new();

    /// <summary>All zeros.</summary>
    public PlainInitializer zeros_initializer { get; } = dtype => new RandomInitializer(dtype, (shape, type) => Binding.tf.zeros(shape, type));

    /// <summary>All ones.</summary>
    public PlainInitializer ones_initializer { get; } = dtype => new RandomInitializer(dtype, (shape, type) => Binding.tf.ones(shape, type));

    /// <summary>
    /// <paramref name="value"/> everywhere; an array fills the variable in row-major order, its last element what is left.
    /// With <paramref name="verify_shape"/> the array must have the variable's shape.
    /// </summary>
    public Initializer constant_initializer(object? value = null, TF_DataType dtype = TF_DataType.TF_FLOAT, bool verify_shape = false) =>
        new ConstantInitializer(value ?? 0, dtype, verify_shape);

    /// <summary>Evenly spread over [minval, maxval); <paramref name="maxval"/> is 1 unless given.</summary>
    public Initializer random_uniform_initializer(TensorLike minval = default, TensorLike maxval = default, int? seed = null, TF_DataType dtype = TF_DataType.TF_FLOAT) =>
        new RandomInitializer(dtype, (shape, type) => random_uniform(shape, minval, maxval, type, seed));

    /// <summary>Normal with the given mean (0) and standard deviation (1).</summary>
    public Initializer random_normal_initializer(TensorLike mean = default, TensorLike stddev = default, int? seed = null, TF_DataType dtype = TF_DataType.TF_FLOAT) =>
        new RandomInitializer(RequireFloat(dtype), (shape, type) => random_normal(shape, mean, stddev, type, seed));

    /// <summary>Normal with the given mean (0) and standard deviation (1), redrawn beyond two standard deviations.</summary>
    public Initializer truncated_normal_initializer(TensorLike mean = default, TensorLike stddev = default, int? seed = null, TF_DataType dtype = TF_DataType.TF_FLOAT) =>
        new RandomInitializer(RequireFloat(dtype), (shape, type) => truncated_normal(shape, mean, stddev, type, seed));

    /// <summary>
    /// Variance <paramref name="scale"/> / n with n by <paramref name="mode"/>: fan_in, fan_out or fan_avg.
    /// <paramref name="distribution"/>: truncated_normal (also called normal), untruncated_normal or uniform.
    /// </summary>
    public Initializer variance_scaling_initializer(double scale = 1.0, string mode = "fan_in", string distribution = "truncated_normal", int? seed = null, TF_DataType dtype = TF_DataType.TF_FLOAT) =>
        new VarianceScaling(scale, mode, distribution, seed, RequireFloat(dtype));

    /// <summary>Uniform in ±sqrt(6 / (fan_in + fan_out)) (Glorot and Bengio, 2010).</summary>
    public SeededInitializer glorot_uniform_initializer { get; } = (seed, dtype) => new VarianceScaling(1.0, "fan_avg", "uniform", seed, RequireFloat(dtype));

    /// <summary>Truncated normal with variance 2 / (fan_in + fan_out) (Glorot and Bengio, 2010).</summary>
    public SeededInitializer glorot_normal_initializer { get; } = (seed, dtype) => new VarianceScaling(1.0, "fan_avg", "truncated_normal", seed, RequireFloat(dtype));

    /// <summary><paramref name="gain"/> times a random matrix with orthonormal columns (rows, if it is wider than high); rank 2 or more.</summary>
    public Initializer orthogonal_initializer(double gain = 1.0, int? seed = null, TF_DataType dtype = TF_DataType.TF_FLOAT) =>
        new Orthogonal(gain, seed, RequireFloat(dtype));

    private static TF_DataType RequireFloat(TF_DataType dtype) =>
        dtype.is_floating() ? dtype : throw new ValueError($"Argument `dtype` is expected to be floating point. Received: {dtype.as_numpy_name()}.");
}

/// <summary><c>tf.initializers</c>.</summary>
public sealed class InitializersApi
{
    internal InitializersApi() { }

    /// <inheritdoc cref="tensorflow.zeros_initializer"/>
    public PlainInitializer zeros => Binding.tf.zeros_initializer;

    /// <inheritdoc cref="tensorflow.ones_initializer"/>
    public PlainInitializer ones => Binding.tf.ones_initializer;

    /// <inheritdoc cref="tensorflow.constant_initializer"/>
    public Initializer constant(object? value = null, TF_DataType dtype = TF_DataType.TF_FLOAT, bool verify_shape = false) =>
        Binding.tf.constant_initializer(value, dtype, verify_shape);

    /// <inheritdoc cref="tensorflow.random_uniform_initializer"/>
    public Initializer random_uniform(TensorLike minval = default, TensorLike maxval = default, int? seed = null, TF_DataType dtype = TF_DataType.TF_FLOAT) =>
        Binding.tf.random_uniform_initializer(minval, maxval, seed, dtype);

    /// <inheritdoc cref="tensorflow.random_normal_initializer"/>
    public Initializer random_normal(TensorLike mean = default, TensorLike stddev = default, int? seed = null, TF_DataType dtype = TF_DataType.TF_FLOAT) =>
        Binding.tf.random_normal_initializer(mean, stddev, seed, dtype);

    /// <inheritdoc cref="tensorflow.truncated_normal_initializer"/>
    public Initializer truncated_normal(TensorLike mean = default, TensorLike stddev = default, int? seed = null, TF_DataType dtype = TF_DataType.TF_FLOAT) =>
        Binding.tf.truncated_normal_initializer(mean, stddev, seed, dtype);

    /// <inheritdoc cref="tensorflow.variance_scaling_initializer"/>
    public Initializer variance_scaling(double scale = 1.0, string mode = "fan_in", string distribution = "truncated_normal", int? seed = null, TF_DataType dtype = TF_DataType.TF_FLOAT) =>
        Binding.tf.variance_scaling_initializer(scale, mode, distribution, seed, dtype);

    /// <inheritdoc cref="tensorflow.orthogonal_initializer"/>
    public Initializer orthogonal(double gain = 1.0, int? seed = null, TF_DataType dtype = TF_DataType.TF_FLOAT) =>
        Binding.tf.orthogonal_initializer(gain, seed, dtype);

    /// <inheritdoc cref="tensorflow.glorot_uniform_initializer"/>
    public SeededInitializer glorot_uniform => Binding.tf.glorot_uniform_initializer;

    /// <inheritdoc cref="tensorflow.glorot_normal_initializer"/>
    public SeededInitializer glorot_normal => Binding.tf.glorot_normal_initializer;

    /// <summary>Truncated normal with variance 2 / fan_in (He et al., 2015).</summary>
    public SeededInitializer he_normal { get; } = (seed, dtype) => new VarianceScaling(2.0, "fan_in", "truncated_normal", seed, dtype);

    /// <summary>Uniform in ±sqrt(6 / fan_in) (He et al., 2015).</summary>
    public SeededInitializer he_uniform { get; } = (seed, dtype) => new VarianceScaling(2.0, "fan_in", "uniform", seed, dtype);

    /// <summary>Truncated normal with variance 1 / fan_in (LeCun et al., 1998).</summary>
    public SeededInitializer lecun_normal { get; } = (seed, dtype) => new VarianceScaling(1.0, "fan_in", "truncated_normal", seed, dtype);

    /// <summary>Uniform in ±sqrt(3 / fan_in) (LeCun et al., 1998).</summary>
    public SeededInitializer lecun_uniform { get; } = (seed, dtype) => new VarianceScaling(1.0, "fan_in", "uniform", seed, dtype);

    /// <summary><paramref name="gain"/> times the identity matrix; of a matrix that is not square, ones on its diagonal.</summary>
    public Initializer identity(double gain = 1.0, TF_DataType dtype = TF_DataType.TF_FLOAT) => new RandomInitializer(dtype, (shape, type) =>
    {
        if (shape.ndim != 2) throw new ValueError($"Identity matrix initializer can only be used for 2D matrices, but the shape is {shape}.");
        var eye = Binding.tf.eye((int)shape[0], (int)shape[1], dtype: type);
        return gain == 1 ? eye : gain * eye;
    });
}
