using static Tensorflow.Binding;

namespace Tensorflow;

/// <summary>True and false positives and negatives at each of several thresholds: [thresholds].</summary>
internal sealed record ThresholdCounts(Tensor TruePositives, Tensor FalseNegatives, Tensor TrueNegatives, Tensor FalsePositives)
{
    /// <summary>The counts so far, and after the update by these labels and predictions in [0, 1].</summary>
    public static (ThresholdCounts Values, ThresholdCounts Updates) Build(TensorLike labels, TensorLike predictions, float[] thresholds, TensorLike weights)
    {
        var x = tf.cast(predictions, tf.float32);
        Tensor y;
        using (tf.control_dependencies(new[]
        {
            tf.debugging.assert_greater_equal(x, 0f, message: "predictions must be in [0, 1]"),
            tf.debugging.assert_less_equal(x, 1f, message: "predictions must be in [0, 1]"),
        }))
        {
            (y, x) = Squeezing.Apply(tf.cast(labels, tf.@bool), tf.identity(x));
            Squeezing.RequireSameShape(x, y);
        }
        var column = tf.reshape(x, new[] { -1, 1 });
        var labelsRow = tf.reshape(y, new[] { 1, -1 });
        var count = thresholds.Length;
        var limits = tf.tile(tf.expand_dims(tf.constant(thresholds), 1), tf.stack([1, tf.shape(column)[0]]));
        var positive = tf.greater(tf.tile(tf.transpose(column), new[] { count, 1 }), limits);
        var negative = tf.logical_not(positive);
        var labelPositive = tf.tile(labelsRow, new[] { count, 1 });
        var labelNegative = tf.logical_not(labelPositive);
        var factors = weights.IsNull ? null : Weights(weights, x, count);
        var pairs = new[]
        {
            Counted("true_positives", labelPositive, positive), Counted("false_negatives", labelPositive, negative),
            Counted("true_negatives", labelNegative, negative), Counted("false_positives", labelNegative, positive),
        };
        return (Of(Array.ConvertAll(pairs, p => p.Value)), Of(Array.ConvertAll(pairs, p => p.Update)));

        (Tensor Value, Tensor Update) Counted(string name, Tensor ofLabel, Tensor ofPrediction)
        {
            var variable = MetricVariable.Create(name, count);
            var hits = tf.cast(tf.logical_and(ofLabel, ofPrediction), tf.float32);
            if (factors is not null) hits = hits * factors;
            return (variable, tf.assign_add(variable, tf.reduce_sum(hits, 1)));
        }
    }

    private static ThresholdCounts Of(Tensor[] counts) => new(counts[0], counts[1], counts[2], counts[3]);

    private static Tensor Weights(TensorLike weights, Tensor predictions, int count)
    {
        var given = Squeezing.Weights(tf.cast(weights, tf.float32), predictions);
        return tf.tile(tf.reshape(WeightBroadcast.Apply(given, predictions), new[] { 1, -1 }), new[] { count, 1 });
    }
}
