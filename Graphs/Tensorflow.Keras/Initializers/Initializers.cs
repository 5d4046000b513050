using static Tensorflow.Binding;

namespace Tensorflow.Keras.Initializers;

/// <summary>0 everywhere.</summary>
public sealed class Zeros : Initializer
{
    public override Tensor Apply(Shape shape, TF_DataType dtype = TF_DataType.TF_FLOAT) => tf.zeros(shape, dtype);
}

/// <summary>1 everywhere.</summary>
public sealed class Ones : Initializer
{
    public override Tensor Apply(Shape shape, TF_DataType dtype = TF_DataType.TF_FLOAT) => tf.ones(shape, dtype);
}

/// <summary><paramref name="value"/> everywhere.</summary>
public sealed class Constant(double value = 0) : Initializer
{
    public double value { get; } = value;

    public override Tensor Apply(Shape shape, TF_DataType dtype = TF_DataType.TF_FLOAT) => tf.constant(value, dtype, shape);
}

/// <summary>Normal numbers.</summary>
public sealed class RandomNormal(double mean = 0, double stddev = 0.05, int? seed = null) : Initializer
{
    public double mean { get; } = mean;

    public double stddev { get; } = stddev;

    public int? seed { get; } = seed;

    public override Tensor Apply(Shape shape, TF_DataType dtype = TF_DataType.TF_FLOAT) => tf.random_normal(shape, mean, stddev, dtype, seed);
}

/// <summary>Uniform numbers from <paramref name="minval"/> up to <paramref name="maxval"/>.</summary>
public sealed class RandomUniform(double minval = -0.05, double maxval = 0.05, int? seed = null) : Initializer
{
    public double minval { get; } = minval;

    public double maxval { get; } = maxval;

    public int? seed { get; } = seed;

    public override Tensor Apply(Shape shape, TF_DataType dtype = TF_DataType.TF_FLOAT) => tf.random_uniform(shape, minval, maxval, dtype, seed);
}

/// <summary>Normal numbers, drawn again where more than two standard deviations from the mean.</summary>
public sealed class TruncatedNormal(double mean = 0, double stddev = 0.05, int? seed = null) : Initializer
{
    public double mean { get; } = mean;

    public double stddev { get; } = stddev;

    public int? seed { get; } = seed;

    public override Tensor Apply(Shape shape, TF_DataType dtype = TF_DataType.TF_FLOAT) => tf.truncated_normal(shape, mean, stddev, dtype, seed);
}

/// <summary>Random numbers of variance <c>scale / n</c>, n the number of inputs of a unit (fan_in), of outputs (fan_out) or their mean (fan_avg).</summary>
public sealed class VarianceScaling(double scale = 1, string mode = "fan_in", string distribution = "truncated_normal", int? seed = null) : Initializer
{
    public double scale { get; } = scale;

    public string mode { get; } = mode;

    public string distribution { get; } = distribution;

    public int? seed { get; } = seed;

    public override Tensor Apply(Shape shape, TF_DataType dtype = TF_DataType.TF_FLOAT) =>
        new Tensorflow.VarianceScaling(scale, mode, distribution, seed, dtype).Apply(shape, dtype);
}

/// <summary>What the initializers after Glorot, He and LeCun share: a seed, and <see cref="VarianceScaling"/> behind it.</summary>
public abstract class FanInitializer : Initializer
{
    private readonly VarianceScaling _scaling;

    private protected FanInitializer(double scale, string mode, string distribution, int? seed)
    {
        this.seed = seed;
        _scaling = new VarianceScaling(scale, mode, distribution, seed);
    }

    public int? seed { get; }

    public override Tensor Apply(Shape shape, TF_DataType dtype = TF_DataType.TF_FLOAT) => _scaling.Apply(shape, dtype);
}

/// <summary>Truncated normal numbers of variance 2 / (fan_in + fan_out) (Glorot and Bengio, 2010).</summary>
public sealed class GlorotNormal(int? seed = null) : FanInitializer(1, "fan_avg", "truncated_normal", seed);

/// <summary>Uniform numbers of variance 2 / (fan_in + fan_out) (Glorot and Bengio, 2010).</summary>
public sealed class GlorotUniform(int? seed = null) : FanInitializer(1, "fan_avg", "uniform", seed);

/// <summary>Truncated normal numbers of variance 1 / fan_in (LeCun et al., 1998).</summary>
public sealed class LecunNormal(int? seed = null) : FanInitializer(1, "fan_in", "truncated_normal", seed);

/// <summary>Uniform numbers of variance 1 / fan_in (LeCun et al., 1998).</summary>
public sealed class LecunUniform(int? seed = null) : FanInitializer(1, "fan_in", "uniform", seed);

/// <summary>Truncated normal numbers of variance 2 / fan_in (He et al., 2015).</summary>
public sealed class HeNormal(int? seed = null) : FanInitializer(2, "fan_in", "truncated_normal", seed);

/// <summary>Uniform numbers of variance 2 / fan_in (He et al., 2015).</summary>
public sealed class HeUniform(int? seed = null) : FanInitializer(2, "fan_in", "uniform", seed);

/// <summary><paramref name="gain"/> times a matrix with orthonormal rows or columns (Saxe et al., 2013).</summary>
public sealed class Orthogonal(double gain = 1, int? seed = null) : Initializer
{
    public double gain { get; } = gain;

    public int? seed { get; } = seed;

    public override Tensor Apply(Shape shape, TF_DataType dtype = TF_DataType.TF_FLOAT) => new Tensorflow.Orthogonal(gain, seed, dtype).Apply(shape, dtype);
}

/// <summary><paramref name="gain"/> on the diagonal of a matrix, 0 elsewhere.</summary>
public sealed class Identity(double gain = 1) : Initializer
{
    public double gain { get; } = gain;

    public override Tensor Apply(Shape shape, TF_DataType dtype = TF_DataType.TF_FLOAT)
    {
        if (shape.ndim != 2) throw new ValueError($"Identity matrix initializer can only be used for 2D matrices. Received: shape={shape} of rank {shape.ndim}.");
        var identity = tf.eye((int)shape[0], (int)shape[1], dtype: dtype);
        return gain == 1 ? identity : identity * tf.constant(gain, dtype);
    }
}
