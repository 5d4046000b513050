namespace Tensorflow.Keras.Initializers;

/// <summary><c>keras.initializers</c>.</summary>
public sealed class InitializersApi
{
    internal InitializersApi() { }

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.Zeros"/>
    public Initializer Zeros() => new Zeros();

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.Ones"/>
    public Initializer Ones() => new Ones();

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.Constant"/>
    public Initializer Constant(double value = 0) => new Constant(value);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.RandomNormal"/>
    public Initializer RandomNormal(double mean = 0, double stddev = 0.05, int? seed = null) => new RandomNormal(mean, stddev, seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.RandomUniform"/>
    public Initializer RandomUniform(double minval = -0.05, double maxval = 0.05, int? seed = null) => new RandomUniform(minval, maxval, seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.TruncatedNormal"/>
    public Initializer TruncatedNormal(double mean = 0, double stddev = 0.05, int? seed = null) => new TruncatedNormal(mean, stddev, seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.VarianceScaling"/>
    public Initializer VarianceScaling(double scale = 1, string mode = "fan_in", string distribution = "truncated_normal", int? seed = null) =>
        new VarianceScaling(scale, mode, distribution, seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.GlorotNormal"/>
    public Initializer GlorotNormal(int? seed = null) => new GlorotNormal(seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.GlorotUniform"/>
    public Initializer GlorotUniform(int? seed = null) => new GlorotUniform(seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.LecunNormal"/>
    public Initializer LecunNormal(int? seed = null) => new LecunNormal(seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.LecunUniform"/>
    public Initializer LecunUniform(int? seed = null) => new LecunUniform(seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.HeNormal"/>
    public Initializer HeNormal(int? seed = null) => new HeNormal(seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.HeUniform"/>
    public Initializer HeUniform(int? seed = null) => new HeUniform(seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.Orthogonal"/>
    public Initializer Orthogonal(double gain = 1, int? seed = null) => new Orthogonal(gain, seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.Identity"/>
    public Initializer Identity(double gain = 1) => new Identity(gain);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.Zeros"/>
    public Initializer zeros() => Zeros();

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.Ones"/>
    public Initializer ones() => Ones();

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.Constant"/>
    public Initializer constant(double value = 0) => Constant(value);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.RandomNormal"/>
    public Initializer random_normal(double mean = 0, double stddev = 0.05, int? seed = null) => RandomNormal(mean, stddev, seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.RandomUniform"/>
    public Initializer random_uniform(double minval = -0.05, double maxval = 0.05, int? seed = null) => RandomUniform(minval, maxval, seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.TruncatedNormal"/>
    public Initializer truncated_normal(double mean = 0, double stddev = 0.05, int? seed = null) => TruncatedNormal(mean, stddev, seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.VarianceScaling"/>
    public Initializer variance_scaling(double scale = 1, string mode = "fan_in", string distribution = "truncated_normal", int? seed = null) => VarianceScaling(scale, mode, distribution, seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.GlorotNormal"/>
    public Initializer glorot_normal(int? seed = null) => GlorotNormal(seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.GlorotUniform"/>
    public Initializer glorot_uniform(int? seed = null) => GlorotUniform(seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.LecunNormal"/>
    public Initializer lecun_normal(int? seed = null) => LecunNormal(seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.LecunUniform"/>
    public Initializer lecun_uniform(int? seed = null) => LecunUniform(seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.HeNormal"/>
    public Initializer he_normal(int? seed = null) => HeNormal(seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.HeUniform"/>
    public Initializer he_uniform(int? seed = null) => HeUniform(seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.Orthogonal"/>
    public Initializer orthogonal(double gain = 1, int? seed = null) => Orthogonal(gain, seed);

    /// <inheritdoc cref="T:Tensorflow.Keras.Initializers.Identity"/>
    public Initializer identity(double gain = 1) => Identity(gain);

    /// <summary>The initializer of this name.</summary>
    /// <exception cref="ValueError">The name is unknown.</exception>
    public Initializer get(string name) => Initializer.Known.Create(name);
}
