namespace Tensorflow;

public sealed partial class tensorflow
{
    /// <summary>Metrics that are counted up over many batches.</summary>
    public MetricsApi metrics { get; } = new();
}

/// <summary>
/// <c>tf.metrics</c>. Each function makes counters (local variables: run <c>tf.local_variables_initializer()</c>) and gives a pair:
/// the metric over all batches so far, and the operation that takes another batch in and gives the metric after it.
/// Weights are a number or of the values' rank, each dimension 1 or the values'; a weight of 0 leaves an element out.
/// </summary>
public sealed partial class MetricsApi
{
    internal MetricsApi() { }

    private static tensorflow tf => Binding.tf;

    /// <summary>sum(weights * values) / sum(weights).</summary>
    /// <param name="values">Any shape.</param>
    /// <param name="weights">1 unless given.</param>
    /// <param name="metrics_collections">A collection to add the metric to.</param>
    /// <param name="updates_collections">A collection to add the update to.</param>
    /// <param name="name">The scope of the counters and operations.</param>
    /// <exception cref="ValueError">The weights do not fit.</exception>
    public (Tensor value, Tensor update_op) mean(TensorLike values, TensorLike weights = default, string? metrics_collections = null, string? updates_collections = null,
        string? name = null)
    {
        using var scope = tf.variable_scope(name, "mean");
        var x = tf.cast(values, tf.float32);
        var total = MetricVariable.Create("total", Shape.Scalar);
        var count = MetricVariable.Create("count", Shape.Scalar);
        Tensor number;
        if (weights.IsNull)
        {
            number = tf.cast(tf.size(x), tf.float32);
        }
        else
        {
            var factors = WeightBroadcast.Apply(tf.cast(Squeezing.Weights(weights.ToTensor(), x), tf.float32), x);
            x = tf.multiply(x, factors);
            number = tf.reduce_sum(factors);
        }
        var updatedTotal = tf.assign_add(total, tf.reduce_sum(x));
        Tensor updatedCount;
        using (tf.control_dependencies(new[] { x })) updatedCount = tf.assign_add(count, number);
        return Collected(Quotient(total, count, "value"), Quotient(updatedTotal, updatedCount, "update_op"), metrics_collections, updates_collections);
    }

    /// <summary>The mean of each element over the batches: values of one shape, counters of that shape. Arguments as of <see cref="mean"/>.</summary>
    public (Tensor value, Tensor update_op) mean_tensor(TensorLike values, TensorLike weights = default, string? metrics_collections = null, string? updates_collections = null,
        string? name = null)
    {
        using var scope = tf.variable_scope(name, "mean");
        var x = tf.cast(values, tf.float32);
        if (!x.shape.IsFullyDefined) throw new ValueError($"tf.metrics.mean_tensor needs values of a known shape, but got {x}, made at {x.op.DefinedAt}.");
        var total = MetricVariable.Create("total_tensor", x.shape);
        var count = MetricVariable.Create("count_tensor", x.shape);
        var number = tf.ones_like(x);
        if (!weights.IsNull)
        {
            var factors = WeightBroadcast.Apply(tf.cast(Squeezing.Weights(weights.ToTensor(), x), tf.float32), x);
            x = tf.multiply(x, factors);
            number = tf.multiply(number, factors);
        }
        var updatedTotal = tf.assign_add(total, x);
        Tensor updatedCount;
        using (tf.control_dependencies(new[] { x })) updatedCount = tf.assign_add(count, number);
        return Collected(Quotient(total, count, "value"), Quotient(updatedTotal, updatedCount, "update_op"), metrics_collections, updates_collections);
    }

    /// <summary>The share of predictions that equal the labels.</summary>
    /// <param name="labels">The truth, in the shape of the predictions.</param>
    /// <param name="predictions">What the model says: classes, not logits.</param>
    /// <param name="weights">1 unless given.</param>
    /// <param name="metrics_collections">A collection to add the metric to.</param>
    /// <param name="updates_collections">A collection to add the update to.</param>
    /// <param name="name">The scope of the counters and operations.</param>
    /// <exception cref="ValueError">The shapes do not fit.</exception>
    public (Tensor value, Tensor update_op) accuracy(TensorLike labels, TensorLike predictions, TensorLike weights = default, string? metrics_collections = null,
        string? updates_collections = null, string? name = null)
    {
        var (y, x) = Aligned(labels, predictions);
        if (x.dtype.as_base_dtype() != y.dtype.as_base_dtype()) x = tf.cast(x, y.dtype.as_base_dtype());
        return mean(tf.cast(tf.equal(x, y), tf.float32), weights, metrics_collections, updates_collections, name ?? "accuracy");
    }

    /// <summary>The mean over the classes of the share of a class's labels that are predicted.</summary>
    /// <param name="labels">Classes in [0, num_classes); flattened.</param>
    /// <param name="predictions">Classes, as many.</param>
    /// <param name="num_classes">The number of classes; those without labels count as 0.</param>
    /// <param name="weights">1 unless given.</param>
    /// <param name="metrics_collections">A collection to add the metric to.</param>
    /// <param name="updates_collections">A collection to add the update to.</param>
    /// <param name="name">The scope of the counters and operations.</param>
    /// <returns>The mean, and an update that gives the accuracy of each class [num_classes].</returns>
    public (Tensor value, Tensor update_op) mean_per_class_accuracy(TensorLike labels, TensorLike predictions, int num_classes, TensorLike weights = default,
        string? metrics_collections = null, string? updates_collections = null, string? name = null)
    {
        using var scope = tf.variable_scope(name, "mean_accuracy");
        var y = Flat(tf.cast(labels, tf.int64));
        var x = Flat(predictions.ToTensor("predictions"));
        Squeezing.RequireSameShape(x, y);
        var total = MetricVariable.Create("total", num_classes);
        var count = MetricVariable.Create("count", num_classes);
        var ones = tf.ones([tf.size(y)]);
        if (x.dtype.as_base_dtype() != tf.int64) x = tf.cast(x, tf.int64);
        var correct = tf.cast(tf.equal(x, y), tf.float32);
        if (!weights.IsNull)
        {
            var factors = tf.cast(Flat(weights.ToTensor()), tf.float32);
            correct = correct * factors;
            ones = ones * factors;
        }
        var updatedTotal = tf.scatter_add(total, y, ones);
        var updatedCount = tf.scatter_add(count, y, correct);
        var value = tf.reduce_mean(tf.div_no_nan(count, tf.maximum(total, 0)), name: "mean_accuracy");
        return Collected(value, Quotient(updatedCount, updatedTotal, "update_op"), metrics_collections, updates_collections);
    }

    private static Tensor Flat(Tensor x) => x.rank == 1 ? x : tf.reshape(x, new[] { -1 });

    private static Tensor Quotient(TensorLike numerator, TensorLike denominator, string name) => tf.div_no_nan(numerator, tf.maximum(denominator, 0), name);

    private static (Tensor Labels, Tensor Predictions) Aligned(TensorLike labels, TensorLike predictions)
    {
        var (y, x) = Squeezing.Apply(labels.ToTensor("labels"), predictions.ToTensor("predictions"));
        Squeezing.RequireSameShape(x, y);
        return (y, x);
    }

    private static (Tensor, Tensor) Collected(Tensor value, Tensor update, string? metrics, string? updates)
    {
        if (metrics is not null) tf.add_to_collection(metrics, value);
        if (updates is not null) tf.add_to_collection(updates, update);
        return (value, update);
    }
}
