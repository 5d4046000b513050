using Tensorflow.Ops;
using static Tensorflow.Binding;

namespace Tensorflow;

public sealed partial class NnApi
{
    /// <summary>The smallest epsilon that TensorFlow's fused batch normalization uses.</summary>
    private const float LeastEpsilon = 1.001e-5f;

    /// <summary>
    /// Mean and variance over <paramref name="axes"/>: mean = E[x], variance = E[(x - mean)^2] (not the unbiased one).
    /// </summary>
    /// <param name="x">float32 or float64.</param>
    /// <param name="axes">For batch normalization of images [0, 1, 2]; of vectors [0].</param>
    /// <param name="shift">Not used, as in TensorFlow.</param>
    /// <param name="name">The scope, moments by default.</param>
    /// <param name="keep_dims">True keeps the axes with size 1.</param>
    /// <param name="keepdims">The newer name of keep_dims.</param>
    public (Tensor mean, Tensor variance) moments(TensorLike x, int[] axes, TensorLike shift = default, string? name = null, bool keep_dims = false, bool keepdims = false)
    {
        using var scope = Scope(name, "moments");
        var y = x.ToTensor();
        var mean = tf.reduce_mean(y, axes, true, "mean");
        var distances = OpBuilder.Apply("SquaredDifference", null, [y, OpBuilder.Apply("StopGradient", null, [mean])]);
        var variance = tf.reduce_mean(distances, axes, true, "variance");
        return keep_dims || keepdims ? (mean, variance) : (Squeezed(mean, axes), Squeezed(variance, axes));
    }

    /// <summary>
    /// Mean and variance over <paramref name="axes"/> where each element counts with a weight that broadcasts to x:
    /// mean = sum(w x) / sum(w), variance = sum(w (x - mean)^2) / sum(w).
    /// </summary>
    public (Tensor mean, Tensor variance) weighted_moments(TensorLike x, int[] axes, TensorLike frequency_weights, string? name = null, bool keep_dims = false, bool keepdims = false)
    {
        using var scope = Scope(name, "weighted_moments");
        var values = x.ToTensor("x");
        var weights = frequency_weights.ToTensorBeside(values.dtype, "frequency_weights");
        if (weights.dtype.as_base_dtype() != values.dtype.as_base_dtype()) weights = OpBuilder.Apply("Cast", null, [weights], ("DstT", values.dtype.as_base_dtype()));
        var weightedSum = tf.reduce_sum(weights * values, axes, true, "weighted_input_sum");
        // The weights may be smaller than x; their sum is over x's shape.
        var broadcast = weights + OpBuilder.Apply("ZerosLike", null, [values]);
        var sumOfWeights = tf.reduce_sum(broadcast, axes, true, "sum_of_weights");
        var divisor = OpBuilder.Apply("Reciprocal", "inv_weight_sum", [sumOfWeights]);
        var mean = OpBuilder.Apply("Mul", null, [weightedSum, divisor]);
        var distances = tf.reduce_sum(weights * OpBuilder.Apply("SquaredDifference", null, [values, mean]), axes, true, "weighted_distsq");
        var variance = OpBuilder.Apply("Mul", null, [distances, divisor]);
        return keep_dims || keepdims ? (mean, variance) : (Squeezed(mean, axes), Squeezed(variance, axes));
    }

    /// <summary>
    /// What mean and variance follow from: the number of elements, sum(x - shift), sum((x - shift)^2), and shift (null if not given).
    /// </summary>
    public (Tensor counts, Tensor mean_ss, Tensor variance_ss, Tensor? shift) sufficient_statistics(TensorLike x, int[] axes, TensorLike shift = default,
        bool keep_dims = false, string? name = null, bool keepdims = false)
    {
        using var scope = Scope(name, "sufficient_statistics");
        axes = [.. axes.Distinct()];
        var values = x.ToTensor("x");
        var counts = Count(values, axes);
        var moved = shift.IsNull ? null : shift.ToTensorBeside(values.dtype.as_base_dtype(), "shift");
        var sums = moved is null ? values : OpBuilder.Apply("Sub", null, [values, moved]);
        var squares = moved is null ? OpBuilder.Apply("Square", null, [values]) : OpBuilder.Apply("SquaredDifference", null, [values, moved]);
        var keep = keep_dims || keepdims;
        return (counts, tf.reduce_sum(sums, axes, keep, "mean_ss"), tf.reduce_sum(squares, axes, keep, "var_ss"), moved);
    }

    private static Tensor Count(Tensor x, int[] axes)
    {
        var shape = x.shape;
        if (shape.HasRank && axes.All(axis => shape[axis] >= 0))
            return Const.Apply(ValueConversion.ToValue((double)axes.Aggregate(1L, (count, axis) => count * shape[axis]), x.dtype.as_base_dtype()), "Const");
        var sizes = OpBuilder.Apply("Cast", null, [GraphCalls.ShapeOf(x)], ("DstT", x.dtype.as_base_dtype()));
        var picked = OpBuilder.Apply("GatherV2", null, [sizes, axes, 0]);
        return OpBuilder.Apply("Prod", "count", [picked, new[] { 0 }]);
    }

    /// <summary>Mean and variance from what <see cref="sufficient_statistics"/> gives.</summary>
    public (Tensor mean, Tensor variance) normalize_moments(TensorLike counts, TensorLike mean_ss, TensorLike variance_ss, TensorLike shift, string? name = null)
    {
        using var scope = Scope(name, "normalize");
        var divisor = OpBuilder.Apply("Reciprocal", "divisor", [counts]);
        var shiftedMean = OpBuilder.Apply("Mul", shift.IsNull ? "mean" : "shifted_mean", [mean_ss, divisor]);
        var mean = shift.IsNull ? shiftedMean : OpBuilder.Apply("AddV2", "mean", [shiftedMean, shift]);
        var variance = OpBuilder.Apply("Sub", "variance",
            [OpBuilder.Apply("Mul", null, [variance_ss, divisor]), OpBuilder.Apply("Square", null, [shiftedMean])]);
        return (mean, variance);
    }

    /// <summary>
    /// y = scale * (x - mean) / sqrt(variance + variance_epsilon) + offset (Ioffe and Szegedy, 2015), with broadcasting.
    /// <paramref name="offset"/> and <paramref name="scale"/> may be null.
    /// </summary>
    public Tensor batch_normalization(TensorLike x, TensorLike mean, TensorLike variance, TensorLike offset, TensorLike scale, double variance_epsilon, string? name = null)
    {
        using var scope = Scope(name, "batchnorm");
        var slope = OpBuilder.Apply("Rsqrt", null, [OpBuilder.Apply("AddV2", "add", [variance, variance_epsilon])]);
        if (!scale.IsNull) slope = OpBuilder.Apply("Mul", "mul", [slope, scale]);
        var scaled = OpBuilder.Apply("Mul", "mul", [x, slope]);
        var shift = offset.IsNull
            ? OpBuilder.Apply("Mul", "mul", [OpBuilder.Apply("Neg", null, [mean]), slope])
            : OpBuilder.Apply("Sub", "sub", [offset, OpBuilder.Apply("Mul", "mul", [mean, slope])]);
        return OpBuilder.Apply("AddV2", "add", [scaled, shift]);
    }

    /// <summary><see cref="batch_normalization"/> in its older form: mean m, variance v, offset beta, scale gamma (used if <paramref name="scale_after_normalization"/>).</summary>
    public Tensor batch_norm_with_global_normalization(TensorLike t, TensorLike m, TensorLike v, TensorLike beta, TensorLike gamma, double variance_epsilon,
        bool scale_after_normalization, string? name = null) =>
        batch_normalization(t, m, v, beta, scale_after_normalization ? gamma : default, variance_epsilon, name);

    /// <summary>
    /// Batch normalization of images in one operation: y = scale * (x - mean) / sqrt(variance + epsilon) + offset, channel by channel.
    /// In training mean and variance are the batch's; otherwise they are given.
    /// </summary>
    /// <param name="x">float32 [batch, height, width, channels], with data_format NCHW [batch, channels, height, width].</param>
    /// <param name="scale">[channels].</param>
    /// <param name="offset">[channels].</param>
    /// <param name="mean">[channels]; needed unless is_training with the default factor.</param>
    /// <param name="variance">[channels]; needed unless is_training with the default factor.</param>
    /// <param name="epsilon">Added to the variance; at least 1.001e-5, default 0.001.</param>
    /// <param name="data_format">"NHWC" (default) or "NCHW".</param>
    /// <param name="is_training">Whether mean and variance are the batch's.</param>
    /// <param name="name">The operation's name, FusedBatchNormV3 by default.</param>
    /// <param name="exponential_avg_factor">The weight f of the batch in the returned averages f * batch + (1 - f) * given; 1 by default.</param>
    /// <returns>y, the (running) mean, the (running, unbiased) variance.</returns>
    /// <exception cref="ValueError">Mean or variance are missing.</exception>
    public (Tensor y, Tensor running_mean, Tensor running_var) fused_batch_norm(TensorLike x, TensorLike scale, TensorLike offset, TensorLike mean = default,
        TensorLike variance = default, double epsilon = 0.001, string data_format = "NHWC", bool is_training = true, string? name = null, double exponential_avg_factor = 1.0)
    {
        if ((!is_training || exponential_avg_factor != 1) && (mean.IsNull || variance.IsNull))
            throw new ValueError("Both `mean` and `variance` must be a 1D tensor when `is_training` is False or `exponential_avg_factor` != 1.0; one of them is null.");
        var images = x.ToTensor("input");
        var scales = scale.ToTensor("scale", TF_DataType.TF_FLOAT);
        var offsets = offset.ToTensor("offset", TF_DataType.TF_FLOAT);
        var given = mean.IsNull ? NoChannels() : mean;
        var spread = variance.IsNull ? NoChannels() : variance;
        var outputs = OpBuilder.ApplyMany("FusedBatchNormV3", name, [images, scales, offsets, given, spread],
            ("epsilon", Math.Max((float)epsilon, LeastEpsilon)), ("exponential_avg_factor", (float)exponential_avg_factor),
            ("data_format", data_format), ("is_training", is_training));
        return (outputs[0], outputs[1], outputs[2]);
    }

    private static Tensor NoChannels() => Const.Apply(TensorValue.FromSpan<float>([], [0]), "Const");

    /// <summary>x / sqrt(max(sum of x^2 over axis, epsilon)): vectors of length 1.</summary>
    /// <param name="x">float32 or float64.</param>
    /// <param name="axis">A number, several, or null for the whole tensor.</param>
    /// <param name="epsilon">The least squared length to divide by; 1e-12 by default.</param>
    /// <param name="name">The operation's name, l2_normalize by default.</param>
    /// <param name="dim">The older name of <paramref name="axis"/>.</param>
    public Tensor l2_normalize(TensorLike x, TensorLike axis = default, double epsilon = 1e-12, string? name = null, TensorLike dim = default)
    {
        using var scope = Scope(name, "l2_normalize");
        var values = x.ToTensor("x");
        var squares = tf.reduce_sum(OpBuilder.Apply("Square", null, [values]), axis.IsNull ? dim : axis, true);
        var inverse = OpBuilder.Apply("Rsqrt", null, [OpBuilder.Apply("Maximum", null, [squares, epsilon])]);
        return OpBuilder.Apply("Mul", scope, [values, inverse]);
    }

    /// <summary>
    /// Local response normalization over the channels (Krizhevsky et al., 2012):
    /// y[d] = x[d] / (bias + alpha * sum of x[e]^2 over |e - d| at most depth_radius)^beta.
    /// </summary>
    public Tensor local_response_normalization(TensorLike input, int depth_radius = 5, double bias = 1, double alpha = 1, double beta = 0.5, string? name = null) =>
        OpBuilder.Apply("LRN", name, [input], ("depth_radius", depth_radius), ("bias", (float)bias), ("alpha", (float)alpha), ("beta", (float)beta));

    /// <summary><see cref="local_response_normalization"/>.</summary>
    public Tensor lrn(TensorLike input, int depth_radius = 5, double bias = 1, double alpha = 1, double beta = 0.5, string? name = null) =>
        local_response_normalization(input, depth_radius, bias, alpha, beta, name);

    /// <summary>The share of elements that are 0, as float32.</summary>
    public Tensor zero_fraction(TensorLike value, string? name = null)
    {
        using var scope = Scope(name, "zero_fraction");
        var x = value.ToTensor("value");
        var zero = Const.Apply(ValueConversion.ToValue(0, x.dtype.as_base_dtype()), "zero");
        var isZero = OpBuilder.Apply("Cast", null, [OpBuilder.Apply("Equal", null, [x, zero])], ("DstT", TF_DataType.TF_FLOAT));
        return tf.reduce_mean(isZero);
    }

    private static Tensor Squeezed(Tensor x, int[] axes) => OpBuilder.Apply("Squeeze", null, [x], ("squeeze_dims", Array.ConvertAll(axes, a => (long)a)));
}
