namespace Tensorflow.Keras.Initializers;

/// <summary><c>keras.initializers</c>.</summary>
public sealed class InitializersApi
{
    internal InitializersApi() { }

    public Initializer Zeros() => new Zeros();

    public Initializer Ones() => new Ones();

    public Initializer Constant(double value = 0) => new Constant(value);

    public Initializer RandomNormal(double mean = 0, double stddev = 0.05, int? seed = null) => new RandomNormal(mean, stddev, seed);

    public Initializer RandomUniform(double minval = -0.05, double maxval = 0.05, int? seed = null) => new RandomUniform(minval, maxval, seed);

    public Initializer TruncatedNormal(double mean = 0, double stddev = 0.05, int? seed = null) => new TruncatedNormal(mean, stddev, seed);

    public Initializer VarianceScaling(double scale = 1, string mode = "fan_in", string distribution = "truncated_normal", int? seed = null) =>
        new VarianceScaling(scale, mode, distribution, seed);

    public Initializer GlorotNormal(int? seed = null) => new GlorotNormal(seed);

    public Initializer GlorotUniform(int? seed = null) => new GlorotUniform(seed);

    public Initializer LecunNormal(int? seed = null) => new LecunNormal(seed);

    public Initializer LecunUniform(int? seed = null) => new LecunUniform(seed);

    public Initializer HeNormal(int? seed = null) => new HeNormal(seed);

    public Initializer HeUniform(int? seed = null) => new HeUniform(seed);

    public Initializer Orthogonal(double gain = 1, int? seed = null) => new Orthogonal(gain, seed);

    public Initializer Identity(double gain = 1) => new Identity(gain);

    /// <summary>The initializer of this name.</summary>
    /// <exception cref="ValueError">The name is unknown.</exception>
    public Initializer get(string name) => Initializer.Known.Create(name);
}
