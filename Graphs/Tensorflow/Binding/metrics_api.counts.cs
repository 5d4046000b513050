namespace Tensorflow;

/// <summary>Metrics of two classes: counts, precision, recall, the area under a curve.</summary>
public sealed partial class MetricsApi
{
    /// <summary>The number of labels that are true and predicted so. Labels and predictions are cast to bool; other arguments as of <see cref="accuracy"/>.</summary>
    public (Tensor value, Tensor update_op) true_positives(TensorLike labels, TensorLike predictions, TensorLike weights = default, string? metrics_collections = null,
        string? updates_collections = null, string? name = null) => Counted("true_positives", true, true, labels, predictions, weights, metrics_collections, updates_collections, name);

    /// <summary>The number of labels that are false and predicted so. Arguments as of <see cref="true_positives"/>.</summary>
    public (Tensor value, Tensor update_op) true_negatives(TensorLike labels, TensorLike predictions, TensorLike weights = default, string? metrics_collections = null,
        string? updates_collections = null, string? name = null) => Counted("true_negatives", false, false, labels, predictions, weights, metrics_collections, updates_collections, name);

    /// <summary>The number of labels that are false and predicted true. Arguments as of <see cref="true_positives"/>.</summary>
    public (Tensor value, Tensor update_op) false_positives(TensorLike labels, TensorLike predictions, TensorLike weights = default, string? metrics_collections = null,
        string? updates_collections = null, string? name = null) => Counted("false_positives", false, true, labels, predictions, weights, metrics_collections, updates_collections, name);

    /// <summary>The number of labels that are true and predicted false. Arguments as of <see cref="true_positives"/>.</summary>
    public (Tensor value, Tensor update_op) false_negatives(TensorLike labels, TensorLike predictions, TensorLike weights = default, string? metrics_collections = null,
        string? updates_collections = null, string? name = null) => Counted("false_negatives", true, false, labels, predictions, weights, metrics_collections, updates_collections, name);

    /// <summary>true positives / (true positives + false positives); 0 without either. Arguments as of <see cref="true_positives"/>.</summary>
    public (Tensor value, Tensor update_op) precision(TensorLike labels, TensorLike predictions, TensorLike weights = default, string? metrics_collections = null,
        string? updates_collections = null, string? name = null)
    {
        using var scope = tf.variable_scope(name, "precision");
        var (hits, hitsUpdate) = true_positives(labels, predictions, weights);
        var (misses, missesUpdate) = false_positives(labels, predictions, weights);
        return Collected(Share(hits, misses, "value"), Share(hitsUpdate, missesUpdate, "update_op"), metrics_collections, updates_collections);
    }

    /// <summary>true positives / (true positives + false negatives); 0 without either. Arguments as of <see cref="true_positives"/>.</summary>
    public (Tensor value, Tensor update_op) recall(TensorLike labels, TensorLike predictions, TensorLike weights = default, string? metrics_collections = null,
        string? updates_collections = null, string? name = null)
    {
        using var scope = tf.variable_scope(name, "recall");
        var (hits, hitsUpdate) = true_positives(labels, predictions, weights);
        var (misses, missesUpdate) = false_negatives(labels, predictions, weights);
        return Collected(Share(hits, misses, "value"), Share(hitsUpdate, missesUpdate, "update_op"), metrics_collections, updates_collections);
    }

    /// <summary>The precision where predictions above each threshold count as true: [thresholds].</summary>
    /// <param name="labels">Cast to bool.</param>
    /// <param name="predictions">Numbers in [0, 1], in the shape of the labels.</param>
    /// <param name="thresholds">Numbers in [0, 1].</param>
    /// <param name="weights">1 unless given.</param>
    /// <param name="metrics_collections">A collection to add the metric to.</param>
    /// <param name="updates_collections">A collection to add the update to.</param>
    /// <param name="name">The scope of the counters and operations.</param>
    public (Tensor value, Tensor update_op) precision_at_thresholds(TensorLike labels, TensorLike predictions, float[] thresholds, TensorLike weights = default,
        string? metrics_collections = null, string? updates_collections = null, string? name = null)
    {
        using var scope = tf.variable_scope(name, "precision_at_thresholds");
        var (values, updates) = ThresholdCounts.Build(labels, predictions, thresholds, weights);
        return Collected(Of(values, "value"), Of(updates, "update_op"), metrics_collections, updates_collections);

        static Tensor Of(ThresholdCounts c, string name) => tf.divide(c.TruePositives, 1e-7 + c.TruePositives + c.FalsePositives, $"precision_{name}");
    }

    /// <summary>The recall where predictions above each threshold count as true. Arguments as of <see cref="precision_at_thresholds"/>.</summary>
    public (Tensor value, Tensor update_op) recall_at_thresholds(TensorLike labels, TensorLike predictions, float[] thresholds, TensorLike weights = default,
        string? metrics_collections = null, string? updates_collections = null, string? name = null)
    {
        using var scope = tf.variable_scope(name, "recall_at_thresholds");
        var (values, updates) = ThresholdCounts.Build(labels, predictions, thresholds, weights);
        return Collected(Of(values, "value"), Of(updates, "update_op"), metrics_collections, updates_collections);

        static Tensor Of(ThresholdCounts c, string name) => tf.divide(c.TruePositives, 1e-7 + c.TruePositives + c.FalseNegatives, $"recall_{name}");
    }

    /// <summary>
    /// The area under the ROC curve (recall over the rate of false positives) or the PR curve (precision over recall), from
    /// counts at thresholds that are spread evenly.
    /// </summary>
    /// <param name="labels">Cast to bool.</param>
    /// <param name="predictions">Numbers in [0, 1], in the shape of the labels.</param>
    /// <param name="weights">1 unless given.</param>
    /// <param name="num_thresholds">The number of thresholds, at least 2; more are more exact.</param>
    /// <param name="metrics_collections">A collection to add the metric to.</param>
    /// <param name="updates_collections">A collection to add the update to.</param>
    /// <param name="curve">"ROC" or "PR".</param>
    /// <param name="name">The scope of the counters and operations.</param>
    /// <param name="summation_method">
    /// "trapezoidal"; "minoring" or "majoring": from below or above; "careful_interpolation", for PR curves the right one
    /// (Davis and Goadrich, 2006).
    /// </param>
    public (Tensor value, Tensor update_op) auc(TensorLike labels, TensorLike predictions, TensorLike weights = default, int num_thresholds = 200,
        string? metrics_collections = null, string? updates_collections = null, string curve = "ROC", string? name = null, string summation_method = "trapezoidal")
    {
        if (curve is not ("ROC" or "PR")) throw new ValueError($"curve must be either ROC or PR, {curve} unknown");
        if (summation_method is not ("trapezoidal" or "careful_interpolation" or "minoring" or "majoring")) throw new ValueError($"Invalid summation_method: {summation_method}");
        if (num_thresholds < 2) throw new ValueError($"`num_thresholds` must be 2 or more. Received: num_thresholds={num_thresholds}");
        using var scope = tf.variable_scope(name, "auc");
        const double beyond = 1e-7;
        float[] thresholds = [(float)-beyond, .. Enumerable.Range(1, num_thresholds - 2).Select(i => (float)(i / (num_thresholds - 1.0))), (float)(1 + beyond)];
        var (values, updates) = ThresholdCounts.Build(labels, predictions, thresholds, weights);
        return Collected(CurveArea.Of(values, curve, summation_method, "value"), CurveArea.Of(updates, curve, summation_method, "update_op"), metrics_collections, updates_collections);
    }

    private static (Tensor, Tensor) Counted(string kind, bool label, bool prediction, TensorLike labels, TensorLike predictions, TensorLike weights, string? metrics, string? updates, string? name)
    {
        using var scope = tf.variable_scope(name, kind);
        var (y, x) = Aligned(tf.cast(labels, tf.@bool), tf.cast(predictions, tf.@bool));
        var hits = tf.cast(tf.logical_and(tf.equal(y, label), tf.equal(x, prediction)), tf.float32);
        var count = MetricVariable.Create("count", Shape.Scalar);
        if (!weights.IsNull)
        {
            var factors = tf.cast(Squeezing.Weights(weights.ToTensor(), y), tf.float32);
            using var controls = tf.control_dependencies(new[] { WeightBroadcast.Assert(factors, hits) });
            hits = tf.multiply(hits, factors);
        }
        var value = tf.identity(count);
        return Collected(value, tf.assign_add(count, tf.reduce_sum(hits)), metrics, updates);
    }

    private static Tensor Share(Tensor hits, Tensor misses, string name) =>
        tf.where(tf.greater(hits + misses, 0), tf.divide(hits, hits + misses), tf.zeros_like(hits), name);
}
