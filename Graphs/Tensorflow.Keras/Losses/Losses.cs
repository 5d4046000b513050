using static Tensorflow.Binding;

namespace Tensorflow.Keras.Losses;

/// <summary>mean (y_pred - y_true)^2 along the last axis.</summary>
public sealed class MeanSquaredError(string reduction = "auto", string name = "mean_squared_error") : Loss(reduction, name)
{
    public override Tensor call(Tensor y_true, Tensor y_pred) => tf.reduce_mean(tf.squared_difference(y_pred, y_true), -1);
}

/// <summary>mean |y_pred - y_true| along the last axis.</summary>
public sealed class MeanAbsoluteError(string reduction = "auto", string name = "mean_absolute_error") : Loss(reduction, name)
{
    public override Tensor call(Tensor y_true, Tensor y_pred) => tf.reduce_mean(tf.abs(y_pred - y_true), -1);
}

/// <summary>100 mean |y_true - y_pred| / max(|y_true|, 1e-7) along the last axis.</summary>
public sealed class MeanAbsolutePercentageError(string reduction = "auto", string name = "mean_absolute_percentage_error") : Loss(reduction, name)
{
    public override Tensor call(Tensor y_true, Tensor y_pred) =>
        100f * tf.reduce_mean(tf.abs((y_true - y_pred) / tf.maximum(tf.abs(y_true), Probabilities.Epsilon)), -1);
}

/// <summary>mean (ln(y_true + 1) - ln(y_pred + 1))^2 along the last axis; values below 1e-7 count as 1e-7.</summary>
public sealed class MeanSquaredLogarithmicError(string reduction = "auto", string name = "mean_squared_logarithmic_error") : Loss(reduction, name)
{
    public override Tensor call(Tensor y_true, Tensor y_pred)
    {
        var first = tf.log(tf.maximum(y_pred, Probabilities.Epsilon) + 1f);
        var second = tf.log(tf.maximum(y_true, Probabilities.Epsilon) + 1f);
        return tf.reduce_mean(tf.squared_difference(first, second), -1);
    }
}

/// <summary>mean max(1 - y_true y_pred, 0); labels of 0 and 1 become -1 and 1.</summary>
public sealed class Hinge(string reduction = "auto", string name = "hinge") : Loss(reduction, name)
{
    public override Tensor call(Tensor y_true, Tensor y_pred) => tf.reduce_mean(tf.maximum(1f - Signs(y_true) * y_pred, 0f), -1);

    /// <summary>Labels of 0 and 1 as -1 and 1, where all are 0 or 1.</summary>
    internal static Tensor Signs(Tensor labels)
    {
        var isBinary = tf.reduce_all(tf.logical_or(tf.equal(labels, 0f), tf.equal(labels, 1f)));
        var factor = 1f + tf.cast(isBinary, labels.dtype);
        return labels * factor + (1f - factor);
    }
}

/// <summary>mean max(1 - y_true y_pred, 0)^2; labels of 0 and 1 become -1 and 1.</summary>
public sealed class SquaredHinge(string reduction = "auto", string name = "squared_hinge") : Loss(reduction, name)
{
    public override Tensor call(Tensor y_true, Tensor y_pred) => tf.reduce_mean(tf.square(tf.maximum(1f - Hinge.Signs(y_true) * y_pred, 0f)), -1);
}

/// <summary>max(1 + the largest output of a wrong class - the output of the right one, 0).</summary>
public sealed class CategoricalHinge(string reduction = "auto", string name = "categorical_hinge") : Loss(reduction, name)
{
    public override Tensor call(Tensor y_true, Tensor y_pred)
    {
        var right = tf.reduce_sum(y_true * y_pred, -1);
        var wrong = tf.reduce_max((1f - y_true) * y_pred, -1);
        return tf.maximum(wrong - right + 1f, 0f);
    }
}

/// <summary>sum y_true ln(y_true / y_pred), both between 1e-7 and 1.</summary>
public sealed class KLDivergence(string reduction = "auto", string name = "kl_divergence") : Loss(reduction, name)
{
    public override Tensor call(Tensor y_true, Tensor y_pred)
    {
        y_true = tf.clip_by_value(y_true, Probabilities.Epsilon, 1f);
        y_pred = tf.clip_by_value(y_pred, Probabilities.Epsilon, 1f);
        return tf.reduce_sum(y_true * tf.log(y_true / y_pred), -1);
    }
}

/// <summary>mean (y_pred - y_true ln(y_pred + 1e-7)).</summary>
public sealed class Poisson(string reduction = "auto", string name = "poisson") : Loss(reduction, name)
{
    public override Tensor call(Tensor y_true, Tensor y_pred) => tf.reduce_mean(y_pred - y_true * tf.log(y_pred + Probabilities.Epsilon), -1);
}

/// <summary>mean of e^2 / 2 where |e| is at most <paramref name="delta"/>, else delta |e| - delta^2 / 2, with e = y_pred - y_true.</summary>
public sealed class Huber(double delta = 1, string reduction = "auto", string name = "huber_loss") : Loss(reduction, name)
{
    public double delta { get; } = delta;

    public override Tensor call(Tensor y_true, Tensor y_pred)
    {
        var error = tf.abs(y_pred - y_true);
        var d = (float)delta;
        return tf.reduce_mean(tf.where(error <= d, 0.5f * tf.square(error), d * error - 0.5f * d * d), -1);
    }
}

/// <summary>mean ln cosh(y_pred - y_true).</summary>
public sealed class LogCosh(string reduction = "auto", string name = "log_cosh") : Loss(reduction, name)
{
    public override Tensor call(Tensor y_true, Tensor y_pred)
    {
        var error = y_pred - y_true;
        return tf.reduce_mean(error + tf.nn.softplus(-2f * error) - (float)Math.Log(2), -1);
    }
}

/// <summary>Minus the cosine of the angle between y_true and y_pred: -1 where they have one direction.</summary>
public sealed class CosineSimilarity(int axis = -1, string reduction = "auto", string name = "cosine_similarity") : Loss(reduction, name)
{
    public int axis { get; } = axis;

    public override Tensor call(Tensor y_true, Tensor y_pred) =>
        -tf.reduce_sum(tf.nn.l2_normalize(y_true, axis) * tf.nn.l2_normalize(y_pred, axis), axis);
}
