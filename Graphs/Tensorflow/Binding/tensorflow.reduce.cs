using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// Reductions. <c>axis</c> is one axis or a list, counted from the end where negative; without it all axes are reduced.
/// <c>reduction_indices</c> and <c>keep_dims</c> are TensorFlow's older names of <c>axis</c> and <c>keepdims</c>.
/// </summary>
public sealed partial class tensorflow
{
    /// <summary>The sum over the axes; 0 for no elements.</summary>
    public Tensor reduce_sum(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null, TensorLike reduction_indices = default, bool? keep_dims = null) =>
        Reduced("Sum", input_tensor, axis.IsNull ? reduction_indices : axis, keep_dims ?? keepdims, name);

    /// <summary>The mean over the axes; NaN for no elements.</summary>
    public Tensor reduce_mean(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null, TensorLike reduction_indices = default, bool? keep_dims = null) =>
        Reduced("Mean", input_tensor, axis.IsNull ? reduction_indices : axis, keep_dims ?? keepdims, name);

    /// <summary>The product over the axes; 1 for no elements.</summary>
    public Tensor reduce_prod(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null, TensorLike reduction_indices = default, bool? keep_dims = null) =>
        Reduced("Prod", input_tensor, axis.IsNull ? reduction_indices : axis, keep_dims ?? keepdims, name);

    /// <summary>The greatest over the axes; -infinity for no elements.</summary>
    public Tensor reduce_max(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null, TensorLike reduction_indices = default, bool? keep_dims = null) =>
        Reduced("Max", input_tensor, axis.IsNull ? reduction_indices : axis, keep_dims ?? keepdims, name);

    /// <summary>The least over the axes; infinity for no elements.</summary>
    public Tensor reduce_min(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null, TensorLike reduction_indices = default, bool? keep_dims = null) =>
        Reduced("Min", input_tensor, axis.IsNull ? reduction_indices : axis, keep_dims ?? keepdims, name);

    /// <summary>Whether all are true over the axes.</summary>
    public Tensor reduce_all(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null, TensorLike reduction_indices = default, bool? keep_dims = null) =>
        Reduced("All", input_tensor, axis.IsNull ? reduction_indices : axis, keep_dims ?? keepdims, name);

    /// <summary>Whether any is true over the axes.</summary>
    public Tensor reduce_any(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null, TensorLike reduction_indices = default, bool? keep_dims = null) =>
        Reduced("Any", input_tensor, axis.IsNull ? reduction_indices : axis, keep_dims ?? keepdims, name);

    /// <summary>sqrt(sum(x^2)) over the axes.</summary>
    public Tensor reduce_euclidean_norm(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null, TensorLike reduction_indices = default, bool? keep_dims = null) =>
        Reduced("EuclideanNorm", input_tensor, axis.IsNull ? reduction_indices : axis, keep_dims ?? keepdims, name);

    /// <summary>log(sum(e^x)) over the axes, without overflow.</summary>
    public Tensor reduce_logsumexp(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null, TensorLike reduction_indices = default, bool? keep_dims = null)
    {
        if (axis.IsNull) axis = reduction_indices;
        var keeps = keep_dims ?? keepdims;
        using var scope = name_scope(name ?? "ReduceLogSumExp");
        var x = input_tensor.ToTensor("input_tensor");
        var max = reduce_max(x, axis, keepdims: true);
        // The greatest may be infinite; subtracting it would make NaN.
        var shift = stop_gradient(OpBuilder.Apply("SelectV2", null, [is_finite(max), max, 0]));
        var sum = log(reduce_sum(exp(subtract(x, shift)), axis, keeps));
        if (!keeps) shift = OpBuilder.Apply("Reshape", null, [shift, OpBuilder.Apply("Shape", null, [sum])]);
        return add(sum, shift, scope);
    }

    /// <summary>The mean of (x - mean)^2 over the axes.</summary>
    public Tensor reduce_variance(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null)
    {
        using var scope = name_scope(name ?? "reduce_variance");
        var x = input_tensor.ToTensor("input_tensor");
        if (!x.dtype.is_floating()) throw new TypeError($"Input must be either real or complex. Received integer type {x.dtype.as_numpy_name()}. Use tf.cast.");
        return reduce_mean(square(x - reduce_mean(x, axis, keepdims: true)), axis, keepdims);
    }

    /// <summary>The square root of the variance over the axes.</summary>
    public Tensor reduce_std(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, string? name = null)
    {
        using var scope = name_scope(name ?? "reduce_std");
        return sqrt(reduce_variance(input_tensor.ToTensor("input_tensor"), axis, keepdims));
    }

    /// <summary>
    /// The norm over the axes: ord is "euclidean" (also 2, "fro"), 1, double.PositiveInfinity, or any p > 0 for (sum |x|^p)^(1/p).
    /// </summary>
    public Tensor norm(TensorLike tensor, object? ord = null, TensorLike axis = default, bool keepdims = false, string? name = null, bool? keep_dims = null)
    {
        var keeps = keep_dims ?? keepdims;
        if (axis.Value is int one) axis = new[] { one };
        using var scope = name_scope(name ?? "norm");
        var x = tensor.ToTensor("tensor");
        var result = ord switch
        {
            null or "euclidean" or "fro" or 2 or 2.0 or 2f => sqrt(reduce_sum(x * x, axis, keepdims: true)),
            1 or 1.0 or 1f => reduce_sum(abs(x), axis, keepdims: true),
            double.PositiveInfinity or float.PositiveInfinity => reduce_max(abs(x), axis, keepdims: true),
            int or double or float when Convert.ToDouble(ord) > 0 => pow(reduce_sum(pow(abs(x), Convert.ToDouble(ord)), axis, keepdims: true), 1 / Convert.ToDouble(ord)),
            _ => throw new ValueError($"'ord' must be a supported vector norm, got {ord}: use \"euclidean\", 1, 2, infinity or a number above 0."),
        };
        if (keeps) return result;
        return OpBuilder.Apply("Squeeze", null, [result], ("squeeze_dims", axis.IsNull ? Array.Empty<long>() : Array.ConvertAll(ValueConversion.ToValue(axis.Value).AsInts(), a => (long)a)));
    }

    /// <summary>The index of the first greatest element along an axis (the first axis if none is given).</summary>
    public Tensor argmax(TensorLike input, TensorLike axis = default, string? name = null, TensorLike dimension = default, TF_DataType output_type = TF_DataType.TF_INT64) =>
        OpBuilder.Apply("ArgMax", name, [input, Axis(axis, dimension)], ("output_type", output_type));

    /// <summary>The index of the first least element along an axis (the first axis if none is given).</summary>
    public Tensor argmin(TensorLike input, TensorLike axis = default, string? name = null, TensorLike dimension = default, TF_DataType output_type = TF_DataType.TF_INT64) =>
        OpBuilder.Apply("ArgMin", name, [input, Axis(axis, dimension)], ("output_type", output_type));

    /// <summary>The index of the first greatest element along an axis: the older form of <see cref="argmax"/>.</summary>
    public Tensor arg_max(TensorLike input, TensorLike dimension, TF_DataType output_type = TF_DataType.TF_INT64, string? name = null) =>
        argmax(input, dimension, name, output_type: output_type);

    /// <summary>The index of the first least element along an axis: the older form of <see cref="argmin"/>.</summary>
    public Tensor arg_min(TensorLike input, TensorLike dimension, TF_DataType output_type = TF_DataType.TF_INT64, string? name = null) =>
        argmin(input, dimension, name, output_type: output_type);

    /// <summary>How many elements are not 0 (of text: not empty) over the axes.</summary>
    public Tensor count_nonzero(TensorLike input_tensor, TensorLike axis = default, bool keepdims = false, TF_DataType dtype = TF_DataType.TF_INT64, string? name = null,
        TensorLike reduction_indices = default, bool? keep_dims = null)
    {
        using var scope = name_scope(name ?? "count_nonzero");
        var x = input_tensor.ToTensor("input_tensor");
        TensorLike zero = x.dtype.as_base_dtype() switch
        {
            TF_DataType.TF_STRING => "",
            TF_DataType.TF_BOOL => false,
            _ => 0,
        };
        var counts = reduce_sum(to_int64(not_equal(x, zero)), axis.IsNull ? reduction_indices : axis, keep_dims ?? keepdims);
        return cast(counts, dtype);
    }

    /// <summary>
    /// The matrix [num_classes, num_classes] that counts, for each label (row), how often each class (column) was predicted;
    /// <paramref name="weights"/> count instead of ones.
    /// </summary>
    /// <param name="labels">The true classes, a vector.</param>
    /// <param name="predictions">The predicted classes, a vector.</param>
    /// <param name="num_classes">The number of classes; the greatest one that appears, plus 1, unless given.</param>
    /// <param name="dtype">The type of the counts.</param>
    /// <param name="name">The scope of the operations, <c>confusion_matrix</c> by default.</param>
    /// <param name="weights">A weight for each prediction.</param>
    /// <exception cref="InvalidArgumentError">In a run: a class is negative, or not below <paramref name="num_classes"/>.</exception>
    public Tensor confusion_matrix(TensorLike labels, TensorLike predictions, TensorLike num_classes = default, TF_DataType dtype = TF_DataType.TF_INT32, string? name = null,
        TensorLike weights = default)
    {
        using var scope = name_scope(name ?? "confusion_matrix");
        Tensor truth = Classes(labels, "labels"), guess = Classes(predictions, "predictions");
        Tensor size;
        if (num_classes.IsNull) size = maximum(reduce_max(guess), reduce_max(truth)) + 1;
        else
        {
            size = cast(num_classes.ToTensor("num_classes"), int64);
            truth = Below(truth, size, "`labels` out of bound");
            guess = Below(guess, size, "`predictions` out of bound");
        }
        var counts = weights.IsNull ? ones_like(guess, dtype) : cast(weights, dtype);
        return scatter_nd(stack(new[] { truth, guess }, 1), counts, stack(new[] { size, size }));
    }

    private Tensor Classes(TensorLike values, string what)
    {
        var classes = cast(values.ToTensor(what), int64);
        if (classes.shape.HasRank && classes.shape.ndim != 1)
            throw new ValueError($"tf.confusion_matrix takes the {what} as a vector, but they have shape {classes.shape}. Use tf.reshape or tf.squeeze.");
        using var controls = control_dependencies(new[] { assert_non_negative(classes, message: $"`{what}` contains negative values") });
        return identity(classes);
    }

    private Tensor Below(Tensor classes, Tensor size, string message)
    {
        using var controls = control_dependencies(new[] { assert_less(classes, size, message: message) });
        return identity(classes);
    }

    /// <summary>Running sums along an axis (the first if none is given): without the element itself if exclusive, from the end if reverse.</summary>
    public Tensor cumsum(TensorLike x, TensorLike axis = default, bool exclusive = false, bool reverse = false, string? name = null) =>
        Cumulative("Cumsum", x, axis, exclusive, reverse, name);

    /// <summary>Running products along an axis (the first if none is given): without the element itself if exclusive, from the end if reverse.</summary>
    public Tensor cumprod(TensorLike x, TensorLike axis = default, bool exclusive = false, bool reverse = false, string? name = null) =>
        Cumulative("Cumprod", x, axis, exclusive, reverse, name);

    /// <summary>The sum of tensors of one shape.</summary>
    /// <exception cref="ValueError">There are none.</exception>
    public Tensor add_n(IEnumerable<Tensor> inputs, string? name = null)
    {
        Tensor[] all = [.. inputs.Select(input => input is IndexedSlices slices ? slices.AsDense() : input)];
        if (all.Length == 0) throw new ValueError("inputs must be an iterable of at least one Tensor/IndexedSlices with the same dtype and shape, but there are none.");
        if (all.Length == 1) return name is null ? all[0] : identity(all[0], name);
        return OpBuilder.Apply("AddN", name, [all]);
    }

    /// <summary>The sum of tensors of one shape.</summary>
    public Tensor accumulate_n(IEnumerable<Tensor> inputs, string? name = null) => add_n(inputs, name);

    private Tensor Reduced(string op, TensorLike x, TensorLike axis, bool keeps, string? name)
    {
        if (axis.IsNull)
        {
            var tensor = x.ToTensor("input_tensor");
            return OpBuilder.Apply(op, name, [tensor, AllAxes(tensor)], ("keep_dims", keeps));
        }

        return OpBuilder.Apply(op, name, [x, axis], ("keep_dims", keeps));
    }

    /// <summary>All axes of a tensor: a constant if the rank is known, else operations that count them.</summary>
    private static Tensor AllAxes(Tensor x)
    {
        if (x.shape.HasRank) return Const.Apply(TensorValue.Vector([.. Enumerable.Range(0, x.shape.ndim)]));
        var rank = OpBuilder.Apply("Rank", null, [x]);
        return OpBuilder.Apply("Range", "range", [0, rank, 1]);
    }

    private static TensorLike Axis(TensorLike axis, TensorLike dimension) => !axis.IsNull ? axis : dimension.IsNull ? 0 : dimension;

    private static Tensor Cumulative(string op, TensorLike x, TensorLike axis, bool exclusive, bool reverse, string? name) =>
        OpBuilder.Apply(op, name, [x, axis.IsNull ? 0 : axis], ("exclusive", exclusive), ("reverse", reverse));
}
