using Tensorflow.Keras.Losses;
using static Tensorflow.Binding;

namespace Tensorflow.Keras.Metrics;

/// <summary>Metrics of how often outputs above thresholds are right: true and false positives and negatives are counted for each threshold.</summary>
public abstract class ConfusionMetric : Metric
{
    private protected ConfusionMetric(string name) : base(name) { }

    /// <summary>The thresholds; an output above one counts as positive.</summary>
    private protected abstract double[] Limits { get; }

    public override Tensor[] Statistics(Tensor y_true, Tensor y_pred, Tensor? sample_weight)
    {
        (y_true, y_pred) = TargetShapes.Match(y_true, y_pred, TakesLabels);
        var weights = sample_weight is null ? null
            : tf.reshape(tf.broadcast_to(TargetShapes.Weights(tf.cast(sample_weight, tf.float32), y_pred), tf.shape(y_pred)), new Shape(1, -1));
        var isTrue = tf.reshape(tf.cast(tf.cast(y_true, tf.@bool), tf.float32), new Shape(1, -1));
        var limits = tf.constant(Array.ConvertAll(Limits, l => (float)l), shape: new Shape(Limits.Length, 1));
        var isPositive = tf.cast(tf.greater(tf.reshape(y_pred, new Shape(1, -1)), limits), tf.float32);
        Tensor Count(Tensor a, Tensor b) => tf.reduce_sum(weights is null ? a * b : a * b * weights, 1);
        // True positives, false positives, true negatives, false negatives.
        return [Count(isTrue, isPositive), Count(1f - isTrue, isPositive), Count(1f - isTrue, 1f - isPositive), Count(isTrue, 1f - isPositive)];
    }

    private protected static double Quotient(double a, double b) => b == 0 ? 0 : a / b;
}

/// <summary>What metrics of one threshold share.</summary>
public abstract class ThresholdMetric(double threshold, string name) : ConfusionMetric(name)
{
    private protected override double[] Limits => [threshold];
}

/// <summary>The number of ones that were given as positive.</summary>
public sealed class TruePositives(double thresholds = 0.5, string name = "true_positives") : ThresholdMetric(thresholds, name)
{
    public double thresholds { get; } = thresholds;

    public override double Result(IReadOnlyList<double[]> sums) => sums[0][0];
}

/// <summary>The number of zeros that were given as positive.</summary>
public sealed class FalsePositives(double thresholds = 0.5, string name = "false_positives") : ThresholdMetric(thresholds, name)
{
    public double thresholds { get; } = thresholds;

    public override double Result(IReadOnlyList<double[]> sums) => sums[1][0];
}

/// <summary>The number of zeros that were given as negative.</summary>
public sealed class TrueNegatives(double thresholds = 0.5, string name = "true_negatives") : ThresholdMetric(thresholds, name)
{
    public double thresholds { get; } = thresholds;

    public override double Result(IReadOnlyList<double[]> sums) => sums[2][0];
}

/// <summary>The number of ones that were given as negative.</summary>
public sealed class FalseNegatives(double thresholds = 0.5, string name = "false_negatives") : ThresholdMetric(thresholds, name)
{
    public double thresholds { get; } = thresholds;

    public override double Result(IReadOnlyList<double[]> sums) => sums[3][0];
}

/// <summary>True positives / all that were given as positive.</summary>
public sealed class Precision(double thresholds = 0.5, string name = "precision") : ThresholdMetric(thresholds, name)
{
    public double thresholds { get; } = thresholds;

    public override double Result(IReadOnlyList<double[]> sums) => Quotient(sums[0][0], sums[0][0] + sums[1][0]);
}

/// <summary>True positives / all ones.</summary>
public sealed class Recall(double thresholds = 0.5, string name = "recall") : ThresholdMetric(thresholds, name)
{
    public double thresholds { get; } = thresholds;

    public override double Result(IReadOnlyList<double[]> sums) => Quotient(sums[0][0], sums[0][0] + sums[3][0]);
}

/// <summary>
/// The area under the curve of recall over false positives (ROC) or of precision over recall (PR), summed over
/// <see cref="num_thresholds"/> thresholds by trapezoids (PR: by Davis and Goadrich's interpolation).
/// </summary>
public sealed class AUC : ConfusionMetric
{
    private readonly double[] _limits;

    /// <param name="num_thresholds">The number of thresholds, at least 2.</param>
    /// <param name="curve">ROC or PR.</param>
    /// <param name="name">The name.</param>
    public AUC(int num_thresholds = 200, string curve = "ROC", string name = "auc") : base(name)
    {
        if (num_thresholds <= 1) throw new ValueError($"Argument `num_thresholds` must be an integer > 1. Received: num_thresholds={num_thresholds}");
        this.num_thresholds = num_thresholds;
        this.curve = curve is "ROC" or "PR" ? curve : throw new ValueError($"Invalid AUC curve value: \"{curve}\". Expected values are \"ROC\" and \"PR\".");
        _limits = [-1e-7, .. Enumerable.Range(1, num_thresholds - 2).Select(i => (double)i / (num_thresholds - 1)), 1 + 1e-7];
    }

    public int num_thresholds { get; }

    public string curve { get; }

    private protected override double[] Limits => _limits;

    public override double Result(IReadOnlyList<double[]> sums)
    {
        double[] tp = sums[0], fp = sums[1], tn = sums[2], fn = sums[3];
        var area = 0.0;
        for (var i = 0; i < num_thresholds - 1; i++)
        {
            if (curve == "PR")
            {
                area += PrecisionArea(tp[i], tp[i + 1], fp[i], fp[i + 1], fn[i + 1]);
                continue;
            }
            double x0 = Quotient(fp[i], fp[i] + tn[i]), x1 = Quotient(fp[i + 1], fp[i + 1] + tn[i + 1]);
            double y0 = Quotient(tp[i], tp[i] + fn[i]), y1 = Quotient(tp[i + 1], tp[i + 1] + fn[i + 1]);
            area += (x0 - x1) * (y0 + y1) / 2;
        }
        return area;
    }

    // Between two thresholds false positives grow in proportion to true ones.
    private static double PrecisionArea(double tp0, double tp1, double fp0, double fp1, double fn1)
    {
        double dtp = tp0 - tp1, p0 = tp0 + fp0, p1 = tp1 + fp1;
        var slope = Quotient(dtp, Math.Max(p0 - p1, 0));
        var intercept = tp1 - slope * p1;
        var ratio = p0 > 0 && p1 > 0 ? Quotient(p0, Math.Max(p1, 0)) : 1;
        return Quotient(slope * (dtp + intercept * Math.Log(ratio)), Math.Max(tp1 + fn1, 0));
    }
}
