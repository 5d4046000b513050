using static Tensorflow.Binding;

namespace Tensorflow;

/// <summary>Areas under curves from counts at thresholds in ascending order.</summary>
internal static class CurveArea
{
    /// <summary>Keeps quotients of empty counts from being 0 / 0.</summary>
    private const double Epsilon = 1e-6;

    public static Tensor Of(ThresholdCounts counts, string curve, string summation, string name)
    {
        if (curve == "PR" && summation == "careful_interpolation") return Interpolated(counts);
        var (tp, fn, tn, fp) = counts;
        var recall = tf.divide(tp + Epsilon, tp + fn + Epsilon);
        var (x, y) = curve == "ROC" ? (tf.divide(fp, fp + tn + Epsilon), recall) : (recall, tf.divide(tp + Epsilon, tp + fp + Epsilon));
        var heights = summation switch
        {
            "minoring" => tf.minimum(First(y), Last(y)),
            "majoring" => tf.maximum(First(y), Last(y)),
            _ => (First(y) + Last(y)) / 2.0,
        };
        return tf.reduce_sum(tf.multiply(First(x) - Last(x), heights), name: name);
    }

    /// <summary>
    /// Between two thresholds true positives are taken as linear in all positives, which makes the precision a hyperbola;
    /// its integral is exact.
    /// </summary>
    private static Tensor Interpolated(ThresholdCounts counts)
    {
        var (tp, fn, _, fp) = counts;
        var positives = tp + fp;
        var gained = First(tp) - Last(tp);
        var slope = tf.div_no_nan(gained, tf.maximum(First(positives) - Last(positives), 0), "prec_slope");
        var intercept = Last(tp) - tf.multiply(slope, Last(positives));
        var bothPositive = tf.logical_and(First(positives) > 0, Last(positives) > 0);
        var ratio = tf.where(bothPositive, tf.div_no_nan(First(positives), tf.maximum(Last(positives), 0), "recall_relative_ratio"), tf.ones_like(Last(positives)));
        var increments = tf.div_no_nan(slope * (gained + intercept * tf.log(ratio)), tf.maximum(Last(tp) + Last(fn), 0), "pr_auc_increment");
        return tf.reduce_sum(increments, name: "interpolate_pr_auc");
    }

    private static Tensor First(Tensor x) => x[":-1"];

    private static Tensor Last(Tensor x) => x["1:"];
}
