namespace Tensorflow;

public sealed partial class tensorflow
{
    /// <summary>The mathematical functions under the name that later versions of TensorFlow prefer.</summary>
    public MathApi math { get; } = new();
}

/// <summary><c>tf.math</c>: the functions of <c>tf</c> of the same names.</summary>
public sealed partial class MathApi
{
    internal MathApi() { }

    private static tensorflow tf => Binding.tf;

    /// <inheritdoc cref="tensorflow.add"/>
    public Tensor add(TensorLike x, TensorLike y, string? name = null) => tf.add(x, y, name);

    /// <inheritdoc cref="tensorflow.divide"/>
    public Tensor divide(TensorLike x, TensorLike y, string? name = null) => tf.divide(x, y, name);

    /// <inheritdoc cref="tensorflow.truediv"/>
    public Tensor truediv(TensorLike x, TensorLike y, string? name = null) => tf.truediv(x, y, name);

    /// <inheritdoc cref="tensorflow.logical_xor"/>
    public Tensor logical_xor(TensorLike x, TensorLike y, string name = "LogicalXor") => tf.logical_xor(x, y, name);

    /// <inheritdoc cref="tensorflow.logical_not"/>
    public Tensor logical_not(TensorLike x, string? name = null) => tf.logical_not(x, name);

    /// <inheritdoc cref="tensorflow.log_sigmoid"/>
    public Tensor log_sigmoid(TensorLike x, string? name = null) => tf.log_sigmoid(x, name);

    /// <inheritdoc cref="tensorflow.scalar_mul"/>
    public Tensor scalar_mul(TensorLike scalar, TensorLike x, string? name = null) => tf.scalar_mul(scalar, x, name);

    /// <inheritdoc cref="tensorflow.add_n"/>
    public Tensor add_n(IEnumerable<Tensor> inputs, string? name = null) => tf.add_n(inputs, name);

    /// <inheritdoc cref="tensorflow.argmax"/>
    public Tensor argmax(TensorLike input, TensorLike axis = default, string? name = null, TF_DataType output_type = TF_DataType.TF_INT64) =>
        tf.argmax(input, axis, name, output_type: output_type);

    /// <inheritdoc cref="tensorflow.argmin"/>
    public Tensor argmin(TensorLike input, TensorLike axis = default, string? name = null, TF_DataType output_type = TF_DataType.TF_INT64) =>
        tf.argmin(input, axis, name, output_type: output_type);

    /// <inheritdoc cref="tensorflow.cumsum"/>
    public Tensor cumsum(TensorLike x, TensorLike axis = default, bool exclusive = false, bool reverse = false, string? name = null) =>
        tf.cumsum(x, axis, exclusive, reverse, name);

    /// <inheritdoc cref="tensorflow.cumprod"/>
    public Tensor cumprod(TensorLike x, TensorLike axis = default, bool exclusive = false, bool reverse = false, string? name = null) =>
        tf.cumprod(x, axis, exclusive, reverse, name);

    /// <inheritdoc cref="tensorflow.div_no_nan"/>
    public Tensor divide_no_nan(TensorLike x, TensorLike y, string? name = null) => tf.div_no_nan(x, y, name);

    /// <inheritdoc cref="NnApi.l2_normalize"/>
    public Tensor l2_normalize(TensorLike x, TensorLike axis = default, double epsilon = 1e-12, string? name = null) => tf.nn.l2_normalize(x, axis, epsilon, name);

    /// <inheritdoc cref="NnApi.softplus"/>
    public Tensor softplus(TensorLike features, string? name = null) => tf.nn.softplus(features, name);

    /// <inheritdoc cref="NnApi.softsign"/>
    public Tensor softsign(TensorLike features, string? name = null) => tf.nn.softsign(features, name);

    /// <inheritdoc cref="NnApi.softmax(TensorLike, int, string, int?)"/>
    public Tensor softmax(TensorLike logits, int axis = -1, string? name = null) => tf.nn.softmax(logits, axis, name);

    /// <inheritdoc cref="NnApi.log_softmax(TensorLike, int, string, int?)"/>
    public Tensor log_softmax(TensorLike logits, int axis = -1, string? name = null) => tf.nn.log_softmax(logits, axis, name);

    /// <inheritdoc cref="tensorflow.negative"/>
    public Tensor negative(TensorLike x, string? name = null) => tf.negative(x, name);

    /// <inheritdoc cref="tensorflow.abs"/>
    public Tensor abs(TensorLike x, string? name = null) => tf.abs(x, name);

    /// <inheritdoc cref="tensorflow.sign"/>
    public Tensor sign(TensorLike x, string? name = null) => tf.sign(x, name);

    /// <inheritdoc cref="tensorflow.square"/>
    public Tensor square(TensorLike x, string? name = null) => tf.square(x, name);

    /// <inheritdoc cref="tensorflow.sqrt"/>
    public Tensor sqrt(TensorLike x, string? name = null) => tf.sqrt(x, name);

    /// <inheritdoc cref="tensorflow.rsqrt"/>
    public Tensor rsqrt(TensorLike x, string? name = null) => tf.rsqrt(x, name);

    /// <inheritdoc cref="tensorflow.reciprocal"/>
    public Tensor reciprocal(TensorLike x, string? name = null) => tf.reciprocal(x, name);

    /// <inheritdoc cref="tensorflow.exp"/>
    public Tensor exp(TensorLike x, string? name = null) => tf.exp(x, name);

    /// <inheritdoc cref="tensorflow.expm1"/>
    public Tensor expm1(TensorLike x, string? name = null) => tf.expm1(x, name);

    /// <inheritdoc cref="tensorflow.log"/>
    public Tensor log(TensorLike x, string? name = null) => tf.log(x, name);

    /// <inheritdoc cref="tensorflow.log1p"/>
    public Tensor log1p(TensorLike x, string? name = null) => tf.log1p(x, name);

    /// <inheritdoc cref="tensorflow.sin"/>
    public Tensor sin(TensorLike x, string? name = null) => tf.sin(x, name);

    /// <inheritdoc cref="tensorflow.cos"/>
    public Tensor cos(TensorLike x, string? name = null) => tf.cos(x, name);

    /// <inheritdoc cref="tensorflow.tan"/>
    public Tensor tan(TensorLike x, string? name = null) => tf.tan(x, name);

    /// <inheritdoc cref="tensorflow.asin"/>
    public Tensor asin(TensorLike x, string? name = null) => tf.asin(x, name);

    /// <inheritdoc cref="tensorflow.acos"/>
    public Tensor acos(TensorLike x, string? name = null) => tf.acos(x, name);

    /// <inheritdoc cref="tensorflow.atan"/>
    public Tensor atan(TensorLike x, string? name = null) => tf.atan(x, name);

    /// <inheritdoc cref="tensorflow.sinh"/>
    public Tensor sinh(TensorLike x, string? name = null) => tf.sinh(x, name);

    /// <inheritdoc cref="tensorflow.cosh"/>
    public Tensor cosh(TensorLike x, string? name = null) => tf.cosh(x, name);

    /// <inheritdoc cref="tensorflow.tanh"/>
    public Tensor tanh(TensorLike x, string? name = null) => tf.tanh(x, name);

    /// <inheritdoc cref="tensorflow.asinh"/>
    public Tensor asinh(TensorLike x, string? name = null) => tf.asinh(x, name);

    /// <inheritdoc cref="tensorflow.acosh"/>
    public Tensor acosh(TensorLike x, string? name = null) => tf.acosh(x, name);

    /// <inheritdoc cref="tensorflow.atanh"/>
    public Tensor atanh(TensorLike x, string? name = null) => tf.atanh(x, name);

    /// <inheritdoc cref="tensorflow.sigmoid"/>
    public Tensor sigmoid(TensorLike x, string? name = null) => tf.sigmoid(x, name);

    /// <inheritdoc cref="tensorflow.erf"/>
    public Tensor erf(TensorLike x, string? name = null) => tf.erf(x, name);

    /// <inheritdoc cref="tensorflow.erfc"/>
    public Tensor erfc(TensorLike x, string? name = null) => tf.erfc(x, name);

    /// <inheritdoc cref="tensorflow.lgamma"/>
    public Tensor lgamma(TensorLike x, string? name = null) => tf.lgamma(x, name);

    /// <inheritdoc cref="tensorflow.digamma"/>
    public Tensor digamma(TensorLike x, string? name = null) => tf.digamma(x, name);

    /// <inheritdoc cref="tensorflow.floor"/>
    public Tensor floor(TensorLike x, string? name = null) => tf.floor(x, name);

    /// <inheritdoc cref="tensorflow.ceil"/>
    public Tensor ceil(TensorLike x, string? name = null) => tf.ceil(x, name);

    /// <inheritdoc cref="tensorflow.round"/>
    public Tensor round(TensorLike x, string? name = null) => tf.round(x, name);

    /// <inheritdoc cref="tensorflow.rint"/>
    public Tensor rint(TensorLike x, string? name = null) => tf.rint(x, name);

    /// <inheritdoc cref="tensorflow.is_nan"/>
    public Tensor is_nan(TensorLike x, string? name = null) => tf.is_nan(x, name);

    /// <inheritdoc cref="tensorflow.is_inf"/>
    public Tensor is_inf(TensorLike x, string? name = null) => tf.is_inf(x, name);

    /// <inheritdoc cref="tensorflow.is_finite"/>
    public Tensor is_finite(TensorLike x, string? name = null) => tf.is_finite(x, name);

    /// <inheritdoc cref="tensorflow.subtract"/>
    public Tensor subtract(TensorLike x, TensorLike y, string? name = null) => tf.subtract(x, y, name);

    /// <inheritdoc cref="tensorflow.multiply"/>
    public Tensor multiply(TensorLike x, TensorLike y, string? name = null) => tf.multiply(x, y, name);

    /// <inheritdoc cref="tensorflow.realdiv"/>
    public Tensor realdiv(TensorLike x, TensorLike y, string? name = null) => tf.realdiv(x, y, name);

    /// <inheritdoc cref="tensorflow.truncatediv"/>
    public Tensor truncatediv(TensorLike x, TensorLike y, string? name = null) => tf.truncatediv(x, y, name);

    /// <inheritdoc cref="tensorflow.truncatemod"/>
    public Tensor truncatemod(TensorLike x, TensorLike y, string? name = null) => tf.truncatemod(x, y, name);

    /// <inheritdoc cref="tensorflow.floordiv"/>
    public Tensor floordiv(TensorLike x, TensorLike y, string? name = null) => tf.floordiv(x, y, name);

    /// <inheritdoc cref="tensorflow.floormod"/>
    public Tensor floormod(TensorLike x, TensorLike y, string? name = null) => tf.floormod(x, y, name);

    /// <inheritdoc cref="tensorflow.mod"/>
    public Tensor mod(TensorLike x, TensorLike y, string? name = null) => tf.mod(x, y, name);

    /// <inheritdoc cref="tensorflow.div_no_nan"/>
    public Tensor div_no_nan(TensorLike x, TensorLike y, string? name = null) => tf.div_no_nan(x, y, name);

    /// <inheritdoc cref="tensorflow.multiply_no_nan"/>
    public Tensor multiply_no_nan(TensorLike x, TensorLike y, string? name = null) => tf.multiply_no_nan(x, y, name);

    /// <inheritdoc cref="tensorflow.maximum"/>
    public Tensor maximum(TensorLike x, TensorLike y, string? name = null) => tf.maximum(x, y, name);

    /// <inheritdoc cref="tensorflow.minimum"/>
    public Tensor minimum(TensorLike x, TensorLike y, string? name = null) => tf.minimum(x, y, name);

    /// <inheritdoc cref="tensorflow.squared_difference"/>
    public Tensor squared_difference(TensorLike x, TensorLike y, string? name = null) => tf.squared_difference(x, y, name);

    /// <inheritdoc cref="tensorflow.pow"/>
    public Tensor pow(TensorLike x, TensorLike y, string? name = null) => tf.pow(x, y, name);

    /// <inheritdoc cref="tensorflow.atan2"/>
    public Tensor atan2(TensorLike y, TensorLike x, string? name = null) => tf.atan2(y, x, name);

    /// <inheritdoc cref="tensorflow.xlogy"/>
    public Tensor xlogy(TensorLike x, TensorLike y, string? name = null) => tf.xlogy(x, y, name);

    /// <inheritdoc cref="tensorflow.xlog1py"/>
    public Tensor xlog1py(TensorLike x, TensorLike y, string? name = null) => tf.xlog1py(x, y, name);

    /// <inheritdoc cref="tensorflow.xdivy"/>
    public Tensor xdivy(TensorLike x, TensorLike y, string? name = null) => tf.xdivy(x, y, name);

    /// <inheritdoc cref="tensorflow.polygamma"/>
    public Tensor polygamma(TensorLike a, TensorLike x, string? name = null) => tf.polygamma(a, x, name);

    /// <inheritdoc cref="tensorflow.zeta"/>
    public Tensor zeta(TensorLike x, TensorLike q, string? name = null) => tf.zeta(x, q, name);

    /// <inheritdoc cref="tensorflow.less"/>
    public Tensor less(TensorLike x, TensorLike y, string? name = null) => tf.less(x, y, name);

    /// <inheritdoc cref="tensorflow.less_equal"/>
    public Tensor less_equal(TensorLike x, TensorLike y, string? name = null) => tf.less_equal(x, y, name);

    /// <inheritdoc cref="tensorflow.greater"/>
    public Tensor greater(TensorLike x, TensorLike y, string? name = null) => tf.greater(x, y, name);

    /// <inheritdoc cref="tensorflow.greater_equal"/>
    public Tensor greater_equal(TensorLike x, TensorLike y, string? name = null) => tf.greater_equal(x, y, name);

    /// <inheritdoc cref="tensorflow.equal"/>
    public Tensor equal(TensorLike x, TensorLike y, string? name = null) => tf.equal(x, y, name);

    /// <inheritdoc cref="tensorflow.not_equal"/>
    public Tensor not_equal(TensorLike x, TensorLike y, string? name = null) => tf.not_equal(x, y, name);

    /// <inheritdoc cref="tensorflow.logical_and"/>
    public Tensor logical_and(TensorLike x, TensorLike y, string? name = null) => tf.logical_and(x, y, name);

    /// <inheritdoc cref="tensorflow.logical_or"/>
    public Tensor logical_or(TensorLike x, TensorLike y, string? name = null) => tf.logical_or(x, y, name);

    /// <inheritdoc cref="tensorflow.reduce_sum"/>
    public Tensor reduce_sum(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null) => tf.reduce_sum(input_tensor, axis, keepdims, name);

    /// <inheritdoc cref="tensorflow.reduce_mean"/>
    public Tensor reduce_mean(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null) => tf.reduce_mean(input_tensor, axis, keepdims, name);

    /// <inheritdoc cref="tensorflow.reduce_prod"/>
    public Tensor reduce_prod(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null) => tf.reduce_prod(input_tensor, axis, keepdims, name);

    /// <inheritdoc cref="tensorflow.reduce_max"/>
    public Tensor reduce_max(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null) => tf.reduce_max(input_tensor, axis, keepdims, name);

    /// <inheritdoc cref="tensorflow.reduce_min"/>
    public Tensor reduce_min(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null) => tf.reduce_min(input_tensor, axis, keepdims, name);

    /// <inheritdoc cref="tensorflow.reduce_all"/>
    public Tensor reduce_all(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null) => tf.reduce_all(input_tensor, axis, keepdims, name);

    /// <inheritdoc cref="tensorflow.reduce_any"/>
    public Tensor reduce_any(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null) => tf.reduce_any(input_tensor, axis, keepdims, name);

    /// <inheritdoc cref="tensorflow.reduce_euclidean_norm"/>
    public Tensor reduce_euclidean_norm(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null) => tf.reduce_euclidean_norm(input_tensor, axis, keepdims, name);

    /// <inheritdoc cref="tensorflow.reduce_logsumexp"/>
    public Tensor reduce_logsumexp(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null) => tf.reduce_logsumexp(input_tensor, axis, keepdims, name);

    /// <inheritdoc cref="tensorflow.reduce_variance"/>
    public Tensor reduce_variance(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null) => tf.reduce_variance(input_tensor, axis, keepdims, name);

    /// <inheritdoc cref="tensorflow.reduce_std"/>
    public Tensor reduce_std(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null) => tf.reduce_std(input_tensor, axis, keepdims, name);

    /// <inheritdoc cref="tensorflow.segment_sum"/>
    public Tensor segment_sum(TensorLike data, TensorLike segment_ids, string? name = null) => tf.segment_sum(data, segment_ids, name);

    /// <inheritdoc cref="tensorflow.segment_mean"/>
    public Tensor segment_mean(TensorLike data, TensorLike segment_ids, string? name = null) => tf.segment_mean(data, segment_ids, name);

    /// <inheritdoc cref="tensorflow.segment_max"/>
    public Tensor segment_max(TensorLike data, TensorLike segment_ids, string? name = null) => tf.segment_max(data, segment_ids, name);

    /// <inheritdoc cref="tensorflow.segment_min"/>
    public Tensor segment_min(TensorLike data, TensorLike segment_ids, string? name = null) => tf.segment_min(data, segment_ids, name);

    /// <inheritdoc cref="tensorflow.segment_prod"/>
    public Tensor segment_prod(TensorLike data, TensorLike segment_ids, string? name = null) => tf.segment_prod(data, segment_ids, name);

    /// <inheritdoc cref="tensorflow.unsorted_segment_sum"/>
    public Tensor unsorted_segment_sum(TensorLike data, TensorLike segment_ids, TensorLike num_segments, string? name = null) =>
        tf.unsorted_segment_sum(data, segment_ids, num_segments, name);

    /// <inheritdoc cref="tensorflow.unsorted_segment_mean"/>
    public Tensor unsorted_segment_mean(TensorLike data, TensorLike segment_ids, TensorLike num_segments, string? name = null) =>
        tf.unsorted_segment_mean(data, segment_ids, num_segments, name);

    /// <inheritdoc cref="tensorflow.unsorted_segment_max"/>
    public Tensor unsorted_segment_max(TensorLike data, TensorLike segment_ids, TensorLike num_segments, string? name = null) =>
        tf.unsorted_segment_max(data, segment_ids, num_segments, name);

    /// <inheritdoc cref="tensorflow.unsorted_segment_min"/>
    public Tensor unsorted_segment_min(TensorLike data, TensorLike segment_ids, TensorLike num_segments, string? name = null) =>
        tf.unsorted_segment_min(data, segment_ids, num_segments, name);

    /// <inheritdoc cref="tensorflow.unsorted_segment_prod"/>
    public Tensor unsorted_segment_prod(TensorLike data, TensorLike segment_ids, TensorLike num_segments, string? name = null) =>
        tf.unsorted_segment_prod(data, segment_ids, num_segments, name);

    /// <inheritdoc cref="tensorflow.lbeta"/>
    public Tensor lbeta(TensorLike x, string? name = null) => tf.lbeta(x, name);

    /// <summary>The polynomial coeffs[0] x^n + coeffs[1] x^(n-1) + ... + coeffs[n].</summary>
    public Tensor polyval(IReadOnlyList<TensorLike> coeffs, TensorLike x, string? name = null) => tf.PolynomialValue(coeffs, x, name);

    /// <inheritdoc cref="tensorflow.accumulate_n"/>
    public Tensor accumulate_n(IEnumerable<Tensor> inputs, string? name = null) => tf.accumulate_n(inputs, name);

    /// <inheritdoc cref="tensorflow.count_nonzero"/>
    public Tensor count_nonzero(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, TF_DataType dtype = TF_DataType.TF_INT64, string? name = null) =>
        tf.count_nonzero(input_tensor, axis, keepdims, dtype, name);

    /// <inheritdoc cref="NnApi.zero_fraction"/>
    public Tensor zero_fraction(TensorLike value, string? name = null) => tf.nn.zero_fraction(value, name);

    /// <inheritdoc cref="tensorflow.unsorted_segment_sqrt_n"/>
    public Tensor unsorted_segment_sqrt_n(TensorLike data, TensorLike segment_ids, TensorLike num_segments, string? name = null) =>
        tf.unsorted_segment_sqrt_n(data, segment_ids, num_segments, name);

    /// <inheritdoc cref="tensorflow.confusion_matrix"/>
    public Tensor confusion_matrix(TensorLike labels, TensorLike predictions, TensorLike num_classes = default, TF_DataType dtype = TF_DataType.TF_INT32, string? name = null,
        TensorLike weights = default) => tf.confusion_matrix(labels, predictions, num_classes, dtype, name, weights);
}
