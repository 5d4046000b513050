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
