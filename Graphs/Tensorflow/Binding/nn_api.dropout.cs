using Tensorflow.Ops;

namespace Tensorflow;

public sealed partial class NnApi
{
    /// <summary>
    /// Sets elements to 0, each with the probability <paramref name="rate"/>, and multiplies the others by
    /// 1 / (1 - rate), so that the expected sum stays (Srivastava et al., 2014). Give <paramref name="keep_prob"/> = 1 - rate
    /// or <paramref name="rate"/>, as a number in range or as a tensor to feed.
    /// </summary>
    /// <param name="x">float32 or float64, any shape.</param>
    /// <param name="keep_prob">The probability that an element stays, in (0, 1].</param>
    /// <param name="noise_shape">Which elements fall together: a shape (or a tensor that holds one) that broadcasts to that of <paramref name="x"/>; -1 takes the dimension of x. Default: each on its own.</param>
    /// <param name="seed">The operation's own seed; see <see cref="tensorflow.set_random_seed"/>.</param>
    /// <param name="name">The scope of the operations, <c>dropout</c> by default.</param>
    /// <param name="rate">The probability that an element falls, in [0, 1). With 0 given as a number <paramref name="x"/> itself is returned.</param>
    /// <exception cref="ValueError">Neither or both of keep_prob and rate are given, the number is out of range, or x is no float.</exception>
    public Tensor dropout(TensorLike x, TensorLike keep_prob = default, TensorLike noise_shape = default, int? seed = null, string? name = null, TensorLike rate = default)
    {
        if (keep_prob.IsNull == rate.IsNull)
            throw new ValueError("tf.nn.dropout takes either keep_prob or rate (= 1 - keep_prob), and not both.");
        if (rate.IsNull) rate = Number(keep_prob) is { } kept ? 1.0 - kept : 1.0 - keep_prob.ToTensor();
        var number = Number(rate);
        if (number is < 0 or >= 1)
            throw new ValueError($"`rate` must be a scalar tensor or a float in the range [0, 1). Received: rate={number}");
        using var scope = DefaultGraph.Current.EnterScope(name ?? "dropout");
        var input = x.ToTensor("x");
        if (!input.dtype.is_floating())
            throw new ValueError($"`x.dtype` must be a floating point tensor as `x` will be scaled. Received: x.dtype={input.dtype.as_numpy_name()}");
        if (number == 0)
        {
            // The operations that follow get the same seeds whether the rate is 0 or not.
            RandomSeed.Next(seed);
            return input;
        }
        Tensor scaled;
        if (number is { } constant)
        {
            scaled = OpBuilder.Apply("Mul", null, [input, TensorLike.From(1 / (1 - constant)).ToTensor("Const", input.dtype)]);
        }
        else
        {
            var tensor = rate.ToTensor();
            if (tensor.dtype.as_base_dtype() != input.dtype) tensor = OpBuilder.Apply("Cast", "rate", [tensor], ("DstT", input.dtype));
            rate = tensor;
            var one = Const.Apply(ValueConversion.ToValue(1, input.dtype), "Const");
            scaled = OpBuilder.Apply("RealDiv", null, [input, OpBuilder.Apply("Sub", null, [one, tensor])]);
        }
        var noise = noise_shape.IsNull ? tensorflow.ShapeOf(input) : Completed(noise_shape, input.shape);
        var uniform = tensorflow.Uniform(noise, default, default, input.dtype, seed, null);
        var keep = OpBuilder.Apply("GreaterEqual", null, [uniform, rate]);
        var zero = Const.Apply(ValueConversion.ToValue(0, input.dtype), "Const");
        var result = OpBuilder.Apply("SelectV2", null, [keep, scaled, zero]);
        result.set_shape(input.shape);
        return result;
    }

    private static double? Number(TensorLike value) => value.Value switch
    {
        double number => number,
        float number => number,
        int number => number,
        _ => null,
    };

    private static TensorLike Completed(TensorLike noise, Shape input)
    {
        var shape = noise.Value switch
        {
            Shape given => given,
            int[] dims => new Shape(dims),
            long[] dims => new Shape(dims),
            _ => null,
        };
        if (shape is null || shape.IsFullyDefined) return noise;
        if (shape.HasRank && input.HasRank && shape.ndim == input.ndim) shape = new Shape([.. shape.dims.Select((dim, i) => dim < 0 ? input[i] : dim)]);
        return shape.IsFullyDefined
            ? shape
            : throw new ValueError($"noise_shape {shape} leaves dimensions open that x, of shape {input}, does not fill; give the size as a tensor: [tf.shape(x)[0], 1].");
    }
}
