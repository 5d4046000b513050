using static Tensorflow.Binding;

namespace Tensorflow.Keras.Metrics;

/// <summary>The mean of a loss over the samples.</summary>
public abstract class LossMetric(string name, Loss loss) : MeanMetric(name)
{
    internal override bool TakesLabels => loss.TakesLabels;

    public override Tensor Values(Tensor y_true, Tensor y_pred) => loss.call(y_true, y_pred);
}

/// <summary>The mean of (y_pred - y_true)^2.</summary>
public sealed class MeanSquaredError(string name = "mean_squared_error") : LossMetric(name, new Losses.MeanSquaredError());

/// <summary>The mean of |y_pred - y_true|.</summary>
public sealed class MeanAbsoluteError(string name = "mean_absolute_error") : LossMetric(name, new Losses.MeanAbsoluteError());

/// <summary>The mean of 100 |y_true - y_pred| / |y_true|.</summary>
public sealed class MeanAbsolutePercentageError(string name = "mean_absolute_percentage_error") : LossMetric(name, new Losses.MeanAbsolutePercentageError());

/// <summary>The mean of (ln(y_true + 1) - ln(y_pred + 1))^2.</summary>
public sealed class MeanSquaredLogarithmicError(string name = "mean_squared_logarithmic_error") : LossMetric(name, new Losses.MeanSquaredLogarithmicError());

/// <summary>The mean hinge loss.</summary>
public sealed class Hinge(string name = "hinge") : LossMetric(name, new Losses.Hinge());

/// <summary>The mean squared hinge loss.</summary>
public sealed class SquaredHinge(string name = "squared_hinge") : LossMetric(name, new Losses.SquaredHinge());

/// <summary>The mean categorical hinge loss.</summary>
public sealed class CategoricalHinge(string name = "categorical_hinge") : LossMetric(name, new Losses.CategoricalHinge());

/// <summary>The mean Kullback-Leibler divergence.</summary>
public sealed class KLDivergence(string name = "kullback_leibler_divergence") : LossMetric(name, new Losses.KLDivergence());

/// <summary>The mean Poisson loss.</summary>
public sealed class Poisson(string name = "poisson") : LossMetric(name, new Losses.Poisson());

/// <summary>The mean of ln cosh(y_pred - y_true).</summary>
public sealed class LogCoshError(string name = "logcosh") : LossMetric(name, new Losses.LogCosh());

/// <summary>The mean cosine of the angle between y_true and y_pred: 1 where they have one direction (the loss of this name is its negative).</summary>
public sealed class CosineSimilarity(string name = "cosine_similarity", int axis = -1) : MeanMetric(name)
{
    public int axis { get; } = axis;

    public override Tensor Values(Tensor y_true, Tensor y_pred) => -new Losses.CosineSimilarity(axis).call(y_true, y_pred);
}

/// <summary>The square root of the mean of (y_pred - y_true)^2 over all elements.</summary>
public sealed class RootMeanSquaredError(string name = "root_mean_squared_error") : MeanMetric(name)
{
    public override Tensor Values(Tensor y_true, Tensor y_pred) => tf.squared_difference(y_pred, y_true);

    public override double Result(IReadOnlyList<double[]> sums) => Math.Sqrt(base.Result(sums));
}

/// <summary>The mean binary cross-entropy.</summary>
public sealed class BinaryCrossentropy(string name = "binary_crossentropy", bool from_logits = false, double label_smoothing = 0)
    : LossMetric(name, new Losses.BinaryCrossentropy(from_logits, label_smoothing))
{
    public bool from_logits { get; } = from_logits;

    public double label_smoothing { get; } = label_smoothing;
}

/// <summary>The mean categorical cross-entropy.</summary>
public sealed class CategoricalCrossentropy(string name = "categorical_crossentropy", bool from_logits = false, double label_smoothing = 0, int axis = -1)
    : LossMetric(name, new Losses.CategoricalCrossentropy(from_logits, label_smoothing, axis))
{
    public bool from_logits { get; } = from_logits;

    public double label_smoothing { get; } = label_smoothing;

    public int axis { get; } = axis;
}

/// <summary>The mean categorical cross-entropy of labels.</summary>
public sealed class SparseCategoricalCrossentropy(string name = "sparse_categorical_crossentropy", bool from_logits = false, int? ignore_class = null)
    : LossMetric(name, new Losses.SparseCategoricalCrossentropy(from_logits, ignore_class))
{
    public bool from_logits { get; } = from_logits;

    public int? ignore_class { get; } = ignore_class;
}
