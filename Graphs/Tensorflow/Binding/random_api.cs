using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// <c>tf.random</c>. The <c>stateless_*</c> functions take their seed as a tensor of two integers: the same seed gives
/// the same numbers in every run; the others go on from run to run.
/// </summary>
public sealed class RandomApi
{
    internal RandomApi() { }

    /// <inheritdoc cref="tensorflow.set_random_seed"/>
    public void set_random_seed(int seed) => Binding.tf.set_random_seed(seed);

    /// <inheritdoc cref="tensorflow.set_random_seed"/>
    public void set_seed(int seed) => Binding.tf.set_random_seed(seed);

    /// <inheritdoc cref="tensorflow.random_normal(Shape, TensorLike, TensorLike, TF_DataType, int?, string?)"/>
    public Tensor normal(Shape shape, TensorLike mean = default, TensorLike stddev = default, TF_DataType dtype = TF_DataType.TF_FLOAT, int? seed = null, string? name = null) =>
        Binding.tf.random_normal(shape, mean, stddev, dtype, seed, name);

    /// <inheritdoc cref="tensorflow.random_normal(Tensor, TensorLike, TensorLike, TF_DataType, int?, string?)"/>
    public Tensor normal(Tensor shape, TensorLike mean = default, TensorLike stddev = default, TF_DataType dtype = TF_DataType.TF_FLOAT, int? seed = null, string? name = null) =>
        Binding.tf.random_normal(shape, mean, stddev, dtype, seed, name);

    /// <inheritdoc cref="tensorflow.truncated_normal(Shape, TensorLike, TensorLike, TF_DataType, int?, string?)"/>
    public Tensor truncated_normal(Shape shape, TensorLike mean = default, TensorLike stddev = default, TF_DataType dtype = TF_DataType.TF_FLOAT, int? seed = null, string? name = null) =>
        Binding.tf.truncated_normal(shape, mean, stddev, dtype, seed, name);

    /// <inheritdoc cref="tensorflow.truncated_normal(Tensor, TensorLike, TensorLike, TF_DataType, int?, string?)"/>
    public Tensor truncated_normal(Tensor shape, TensorLike mean = default, TensorLike stddev = default, TF_DataType dtype = TF_DataType.TF_FLOAT, int? seed = null, string? name = null) =>
        Binding.tf.truncated_normal(shape, mean, stddev, dtype, seed, name);

    /// <inheritdoc cref="tensorflow.random_uniform(Shape, TensorLike, TensorLike, TF_DataType, int?, string?)"/>
    public Tensor uniform(Shape shape, TensorLike minval = default, TensorLike maxval = default, TF_DataType dtype = TF_DataType.TF_FLOAT, int? seed = null, string? name = null) =>
        Binding.tf.random_uniform(shape, minval, maxval, dtype, seed, name);

    /// <inheritdoc cref="tensorflow.random_uniform(Tensor, TensorLike, TensorLike, TF_DataType, int?, string?)"/>
    public Tensor uniform(Tensor shape, TensorLike minval = default, TensorLike maxval = default, TF_DataType dtype = TF_DataType.TF_FLOAT, int? seed = null, string? name = null) =>
        Binding.tf.random_uniform(shape, minval, maxval, dtype, seed, name);

    /// <inheritdoc cref="tensorflow.random_shuffle"/>
    public Tensor shuffle(TensorLike value, int? seed = null, string? name = null) => Binding.tf.random_shuffle(value, seed, name);

    /// <inheritdoc cref="tensorflow.multinomial"/>
    public Tensor multinomial(TensorLike logits, TensorLike num_samples, int? seed = null, string? name = null, TF_DataType output_dtype = TF_DataType.TF_INT64) =>
        Binding.tf.multinomial(logits, num_samples, seed, name, output_dtype);

    /// <summary>As <see cref="multinomial"/>, in the newer order of arguments.</summary>
    public Tensor categorical(TensorLike logits, TensorLike num_samples, TF_DataType dtype = TF_DataType.TF_INT64, int? seed = null, string? name = null) =>
        tensorflow.Categorical(name ?? "categorical", logits, num_samples, dtype, seed);

    /// <inheritdoc cref="tensorflow.random_gamma"/>
    public Tensor gamma(Shape shape, TensorLike alpha, TensorLike beta = default, TF_DataType dtype = TF_DataType.TF_FLOAT, int? seed = null, string? name = null) =>
        Binding.tf.random_gamma(shape, alpha, beta, dtype, seed, name);

    /// <summary>Numbers evenly spread over [minval, maxval), a function of <paramref name="seed"/> alone.</summary>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="seed">Two integers.</param>
    /// <param name="minval">Default 0 for float types; for an integer type without both bounds the results cover the type's whole range.</param>
    /// <param name="maxval">Default 1 for float types.</param>
    /// <param name="dtype">float32, float64, int32, int64; without bounds uint32 and uint64 too.</param>
    /// <param name="name">The scope of the operations, <c>stateless_random_uniform</c> by default.</param>
    public Tensor stateless_uniform(TensorLike shape, TensorLike seed, TensorLike minval = default, TensorLike maxval = default, TF_DataType dtype = TF_DataType.TF_FLOAT, string? name = null)
    {
        if (dtype.is_integer() && minval.IsNull != maxval.IsNull)
            throw new ValueError($"For integer dtype {dtype.as_numpy_name()}, minval and maxval must be both given or both absent.");
        using var scope = DefaultGraph.Current.EnterScope(name ?? "stateless_random_uniform");
        var shapeTensor = shape.ToTensor("shape");
        if (dtype.is_integer() && minval.IsNull)
        {
            var (fullKey, fullCounter) = KeyCounter(seed);
            return OpBuilder.Apply("StatelessRandomUniformFullIntV2", scope, [shapeTensor, fullKey, fullCounter, AutoSelect], ("dtype", dtype));
        }
        var low = (minval.IsNull ? 0 : minval).ToTensor("min", dtype);
        var high = (maxval.IsNull ? 1 : maxval).ToTensor("max", dtype);
        var (key, counter) = KeyCounter(seed);
        if (dtype.is_integer())
            return OpBuilder.Apply("StatelessRandomUniformIntV2", scope, [shapeTensor, key, counter, AutoSelect, low, high]);
        var uniform = OpBuilder.Apply("StatelessRandomUniformV2", null, [shapeTensor, key, counter, AutoSelect], ("dtype", dtype));
        return OpBuilder.Apply("AddV2", scope, [uniform * (high - low), low]);
    }

    /// <summary>Normal numbers, a function of <paramref name="seed"/> (two integers) alone.</summary>
    public Tensor stateless_normal(TensorLike shape, TensorLike seed, TensorLike mean = default, TensorLike stddev = default, TF_DataType dtype = TF_DataType.TF_FLOAT, string? name = null) =>
        StatelessNormal("StatelessRandomNormalV2", name ?? "stateless_random_normal", shape, seed, mean, stddev, dtype);

    /// <summary>Normal numbers within two standard deviations of the mean, a function of <paramref name="seed"/> (two integers) alone.</summary>
    public Tensor stateless_truncated_normal(TensorLike shape, TensorLike seed, TensorLike mean = default, TensorLike stddev = default, TF_DataType dtype = TF_DataType.TF_FLOAT, string? name = null) =>
        StatelessNormal("StatelessTruncatedNormalV2", name ?? "stateless_truncated_normal", shape, seed, mean, stddev, dtype);

    /// <summary>Class numbers drawn from each row of <paramref name="logits"/>, a function of <paramref name="seed"/> (two integers) alone.</summary>
    public Tensor stateless_categorical(TensorLike logits, TensorLike num_samples, TensorLike seed, TF_DataType dtype = TF_DataType.TF_INT64, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "stateless_categorical");
        return OpBuilder.Apply("StatelessMultinomial", null, [logits.ToTensor("logits"), num_samples, seed], ("output_dtype", dtype), ("Tseed", SeedType(seed)));
    }

    // 3 asks the device for its own algorithm, which is Philox.
    private static TensorLike AutoSelect => 3;

    private static Tensor StatelessNormal(string type, string name, TensorLike shape, TensorLike seed, TensorLike mean, TensorLike stddev, TF_DataType dtype)
    {
        using var scope = DefaultGraph.Current.EnterScope(name);
        var shapeTensor = shape.ToTensor("shape");
        var meanTensor = (mean.IsNull ? 0f : mean).ToTensor("mean", dtype);
        var stddevTensor = (stddev.IsNull ? 1f : stddev).ToTensor("stddev", dtype);
        var (key, counter) = KeyCounter(seed);
        var normal = OpBuilder.Apply(type, null, [shapeTensor, key, counter, AutoSelect], ("dtype", dtype));
        return OpBuilder.Apply("AddV2", scope, [normal * stddevTensor, meanTensor]);
    }

    private static (Tensor Key, Tensor Counter) KeyCounter(TensorLike seed)
    {
        var outputs = OpBuilder.ApplyMany("StatelessRandomGetKeyCounter", null, [seed], ("Tseed", SeedType(seed)));
        return (outputs[0], outputs[1]);
    }

    /// <summary>Plain integers are int32 here, although the attribute's default is int64.</summary>
    private static object? SeedType(TensorLike seed) => seed.Value is int[] ? TF_DataType.TF_INT32 : null;
}
