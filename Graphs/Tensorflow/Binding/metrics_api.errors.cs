namespace Tensorflow;

/// <summary>Metrics of numbers: errors.</summary>
public sealed partial class MetricsApi
{
    /// <summary>The mean of (labels - predictions)^2. Arguments as of <see cref="accuracy"/>.</summary>
    public (Tensor value, Tensor update_op) mean_squared_error(TensorLike labels, TensorLike predictions, TensorLike weights = default, string? metrics_collections = null,
        string? updates_collections = null, string? name = null)
    {
        var (y, x) = Aligned(labels, predictions);
        return mean(tf.squared_difference(y, x), weights, metrics_collections, updates_collections, name ?? "mean_squared_error");
    }

    /// <summary>The root of the mean of (labels - predictions)^2. Arguments as of <see cref="accuracy"/>.</summary>
    public (Tensor value, Tensor update_op) root_mean_squared_error(TensorLike labels, TensorLike predictions, TensorLike weights = default, string? metrics_collections = null,
        string? updates_collections = null, string? name = null)
    {
        var (value, update) = mean_squared_error(labels, predictions, weights, null, null, name ?? "root_mean_squared_error");
        return Collected(tf.sqrt(value), tf.sqrt(update), metrics_collections, updates_collections);
    }

    /// <summary>The mean of |predictions - labels|. Arguments as of <see cref="accuracy"/>.</summary>
    public (Tensor value, Tensor update_op) mean_absolute_error(TensorLike labels, TensorLike predictions, TensorLike weights = default, string? metrics_collections = null,
        string? updates_collections = null, string? name = null)
    {
        var (y, x) = Aligned(labels, predictions);
        return mean(tf.abs(tf.subtract(x, y)), weights, metrics_collections, updates_collections, name ?? "mean_absolute_error");
    }

    /// <summary>The mean of |labels - predictions| / normalizer, 0 where the normalizer is 0. Other arguments as of <see cref="accuracy"/>.</summary>
    public (Tensor value, Tensor update_op) mean_relative_error(TensorLike labels, TensorLike predictions, TensorLike normalizer, TensorLike weights = default,
        string? metrics_collections = null, string? updates_collections = null, string? name = null)
    {
        var (y, x) = Aligned(labels, predictions);
        var (_, scale) = Squeezing.Apply(y, normalizer.ToTensor("normalizer"));
        Squeezing.RequireSameShape(x, scale, right: "normalizer");
        var errors = tf.where(tf.equal(scale, 0.0), tf.zeros_like(y), tf.divide(tf.abs(tf.subtract(y, x)), scale));
        return mean(errors, weights, metrics_collections, updates_collections, name ?? "mean_relative_error");
    }

    /// <summary>The share of values below <paramref name="threshold"/>. Other arguments as of <see cref="mean"/>.</summary>
    public (Tensor value, Tensor update_op) percentage_below(TensorLike values, double threshold, TensorLike weights = default, string? metrics_collections = null,
        string? updates_collections = null, string? name = null) =>
        mean(tf.cast(tf.less(values, threshold), tf.float32), weights, metrics_collections, updates_collections, name ?? "percentage_below_threshold");
}
