using Tensorflow.Ops;

namespace Tensorflow;

public sealed partial class tensorflow
{
    /// <summary>Random numbers under their newer names: <c>tf.random.normal</c>, <c>tf.random.stateless_uniform</c>, ...</summary>
    public RandomApi random { get; } = new();

    /// <summary>
    /// Sets the seed of the default graph. Random operations made after it without a seed of their own then give the
    /// same numbers in every session, and those of Python TensorFlow.
    /// </summary>
    public void set_random_seed(int seed) => DefaultGraph.Current.seed = seed;

    /// <summary>Normal numbers: <paramref name="mean"/> + <paramref name="stddev"/> * N(0, 1).</summary>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="mean">Default 0; broadcast against <paramref name="stddev"/>.</param>
    /// <param name="stddev">Default 1.</param>
    /// <param name="dtype">float32 or float64.</param>
    /// <param name="seed">The operation's own seed; see <see cref="set_random_seed"/>.</param>
    /// <param name="name">The scope of the operations, <c>random_normal</c> by default.</param>
    public Tensor random_normal(Shape shape, TensorLike mean = default, TensorLike stddev = default, TF_DataType dtype = TF_DataType.TF_FLOAT, int? seed = null, string? name = null) =>
        ScaledNormal("RandomStandardNormal", name ?? "random_normal", shape, mean, stddev, dtype, seed);

    /// <summary>As the other form, with the shape as a tensor.</summary>
    public Tensor random_normal(Tensor shape, TensorLike mean = default, TensorLike stddev = default, TF_DataType dtype = TF_DataType.TF_FLOAT, int? seed = null, string? name = null) =>
        ScaledNormal("RandomStandardNormal", name ?? "random_normal", shape, mean, stddev, dtype, seed);

    /// <summary>Normal numbers of which those further than two standard deviations from the mean are drawn again.</summary>
    /// <inheritdoc cref="random_normal(Shape, TensorLike, TensorLike, TF_DataType, int?, string?)" path="/param"/>
    public Tensor truncated_normal(Shape shape, TensorLike mean = default, TensorLike stddev = default, TF_DataType dtype = TF_DataType.TF_FLOAT, int? seed = null, string? name = null) =>
        ScaledNormal("TruncatedNormal", name ?? "truncated_normal", shape, mean, stddev, dtype, seed);

    /// <summary>As the other form, with the shape as a tensor.</summary>
    public Tensor truncated_normal(Tensor shape, TensorLike mean = default, TensorLike stddev = default, TF_DataType dtype = TF_DataType.TF_FLOAT, int? seed = null, string? name = null) =>
        ScaledNormal("TruncatedNormal", name ?? "truncated_normal", shape, mean, stddev, dtype, seed);

    /// <summary>Numbers evenly spread over [minval, maxval).</summary>
    /// <param name="shape">The shape of the result.</param>
    /// <param name="minval">Default 0.</param>
    /// <param name="maxval">Default 1; to be given for int32 and int64.</param>
    /// <param name="dtype">float32, float64, int32 or int64. Integers are slightly biased unless the range is a power of two.</param>
    /// <param name="seed">The operation's own seed; see <see cref="set_random_seed"/>.</param>
    /// <param name="name">The scope of the operations, <c>random_uniform</c> by default.</param>
    /// <exception cref="ValueError">An integer type without <paramref name="maxval"/>.</exception>
    public Tensor random_uniform(Shape shape, TensorLike minval = default, TensorLike maxval = default, TF_DataType dtype = TF_DataType.TF_FLOAT, int? seed = null, string? name = null) =>
        Uniform(shape, minval, maxval, dtype, seed, name);

    /// <summary>As the other form, with the shape as a tensor.</summary>
    public Tensor random_uniform(Tensor shape, TensorLike minval = default, TensorLike maxval = default, TF_DataType dtype = TF_DataType.TF_FLOAT, int? seed = null, string? name = null) =>
        Uniform(shape, minval, maxval, dtype, seed, name);

    /// <summary>The rows of <paramref name="value"/> (its first axis) in random order.</summary>
    public Tensor random_shuffle(TensorLike value, int? seed = null, string? name = null)
    {
        var (seed1, seed2) = RandomSeed.Next(seed);
        return OpBuilder.Apply("RandomShuffle", name, [value], ("seed", seed1), ("seed2", seed2));
    }

    /// <summary>
    /// Class numbers drawn from each row of <paramref name="logits"/> ([batch, classes], unnormalized log-probabilities):
    /// [batch, num_samples].
    /// </summary>
    /// <param name="logits">Unnormalized log-probabilities.</param>
    /// <param name="num_samples">How many to draw for each row.</param>
    /// <param name="seed">The operation's own seed; see <see cref="set_random_seed"/>.</param>
    /// <param name="name">The scope of the operations, <c>multinomial</c> by default.</param>
    /// <param name="output_dtype">int64 or int32.</param>
    public Tensor multinomial(TensorLike logits, TensorLike num_samples, int? seed = null, string? name = null, TF_DataType output_dtype = TF_DataType.TF_INT64) =>
        Categorical(name ?? "multinomial", logits, num_samples, output_dtype, seed);

    /// <summary>
    /// Samples of Gamma distributions with shape parameters <paramref name="alpha"/> and rates <paramref name="beta"/>
    /// (default 1); the result has the shape <paramref name="shape"/> + broadcast(alpha, beta). Differentiable in alpha and beta.
    /// </summary>
    public Tensor random_gamma(Shape shape, TensorLike alpha, TensorLike beta = default, TF_DataType dtype = TF_DataType.TF_FLOAT, int? seed = null, string? name = null)
    {
        using var scope = name_scope(name ?? "random_gamma");
        var shapeTensor = TensorLike.From(shape).ToTensor("shape", TF_DataType.TF_INT32);
        var alphaTensor = alpha.ToTensor("alpha", dtype);
        var betaTensor = (beta.IsNull ? 1 : beta).ToTensor("beta", dtype);
        var broadcast = OpBuilder.Apply("BroadcastArgs", null, [ShapeOf(alphaTensor), ShapeOf(betaTensor)]);
        var alphas = OpBuilder.Apply("BroadcastTo", null, [alphaTensor, broadcast]);
        var (seed1, seed2) = RandomSeed.Next(seed);
        var samples = OpBuilder.Apply("RandomGamma", null, [shapeTensor, alphas], ("seed", seed1), ("seed2", seed2)) / betaTensor;
        // Rounding to the type's values may give 0, which a Gamma variable never is.
        TensorLike smallest = dtype == TF_DataType.TF_DOUBLE ? 2.2250738585072014e-308 : 1.17549435e-38f;
        return OpBuilder.Apply("Maximum", null, [smallest, samples]);
    }

    internal static Tensor ScaledNormal(string type, string name, TensorLike shape, TensorLike mean, TensorLike stddev, TF_DataType dtype, int? seed)
    {
        using var scope = DefaultGraph.Current.EnterScope(name);
        var shapeTensor = shape.ToTensor("shape");
        var meanTensor = (mean.IsNull ? 0f : mean).ToTensor("mean", dtype);
        var stddevTensor = (stddev.IsNull ? 1f : stddev).ToTensor("stddev", dtype);
        var (seed1, seed2) = RandomSeed.Next(seed);
        var normal = OpBuilder.Apply(type, null, [shapeTensor], ("dtype", dtype), ("seed", seed1), ("seed2", seed2));
        return OpBuilder.Apply("AddV2", scope, [normal * stddevTensor, meanTensor]);
    }

    internal static Tensor Categorical(string name, TensorLike logits, TensorLike num_samples, TF_DataType dtype, int? seed)
    {
        using var scope = DefaultGraph.Current.EnterScope(name);
        var logitsTensor = logits.ToTensor("logits");
        var (seed1, seed2) = RandomSeed.Next(seed);
        return OpBuilder.Apply("Multinomial", null, [logitsTensor, num_samples], ("seed", seed1), ("seed2", seed2), ("output_dtype", dtype));
    }

    internal static Tensor Uniform(TensorLike shape, TensorLike minval, TensorLike maxval, TF_DataType dtype, int? seed, string? name)
    {
        if (maxval.IsNull && dtype.is_integer())
            throw new ValueError($"Must specify maxval for integer dtype {dtype.as_numpy_name()}.");
        using var scope = DefaultGraph.Current.EnterScope(name ?? "random_uniform");
        var shapeTensor = shape.ToTensor("shape");
        var fromZero = minval.IsNull || minval.Value is 0;
        var toOne = maxval.IsNull || maxval.Value is 1;
        Tensor? low = null, high = null;
        if (!fromZero || !toOne || dtype.is_integer())
        {
            low = (minval.IsNull ? 0 : minval).ToTensor("min", dtype);
            high = (maxval.IsNull ? 1 : maxval).ToTensor("max", dtype);
        }
        var (seed1, seed2) = RandomSeed.Next(seed);
        if (dtype.is_integer())
            return OpBuilder.Apply("RandomUniformInt", scope, [shapeTensor, low, high], ("seed", seed1), ("seed2", seed2));
        var uniform = OpBuilder.Apply("RandomUniform", null, [shapeTensor], ("dtype", dtype), ("seed", seed1), ("seed2", seed2));
        if (low is null || high is null) return uniform;
        if (fromZero) return OpBuilder.Apply("Mul", null, [uniform, high]);
        return OpBuilder.Apply("AddV2", scope, [uniform * (high - low), low]);
    }

    /// <summary>tf.shape: a constant where the shape is known.</summary>
    internal static Tensor ShapeOf(Tensor tensor) => tensor.shape.IsFullyDefined
        ? Const.Apply(TensorValue.Vector(tensor.shape.ToInts()), "Shape")
        : OpBuilder.Apply("Shape", null, [tensor]);

    /// <summary>The seeds (graph's, operation's) that the next random operation with this seed of its own gets; (0, 0) stands for unforeseeable ones.</summary>
    public (long graph_seed, long op_seed) get_seed(int? op_seed) => RandomSeed.Next(op_seed);

    /// <summary>A part of <paramref name="value"/> of the given size at a random place.</summary>
    /// <param name="value">The tensor to cut from.</param>
    /// <param name="size">The size of the part in each dimension.</param>
    /// <param name="seed">The operation's own seed; see <see cref="set_random_seed"/>.</param>
    /// <param name="name">The scope of the operations, <c>random_crop</c> by default.</param>
    /// <exception cref="InvalidArgumentError">In a run: the tensor is smaller than the part.</exception>
    public Tensor random_crop(TensorLike value, TensorLike size, int? seed = null, string? name = null)
    {
        using var scope = name_scope(name ?? "random_crop");
        var x = value.ToTensor("value");
        var part = size.ToTensor("size", int32);
        var whole = shape(x);
        using (control_dependencies(new[] { Assert(reduce_all(whole >= part), ["Need value.shape >= size, got ", whole, part]) }))
            whole = identity(whole);
        var limit = whole - part + 1;
        var offset = random_uniform(shape(whole), dtype: int32, maxval: int.MaxValue, seed: seed) % limit;
        return slice(x, offset, part, scope);
    }
}
