using static Tensorflow.Binding;

namespace Tensorflow.Keras.Losses;

/// <summary>Probabilities, and the logits behind them.</summary>
internal static class Probabilities
{
    /// <summary>Keras' epsilon: <c>keras.backend.epsilon()</c>.</summary>
    public const float Epsilon = 1e-7f;

    /// <summary>
    /// The input of the sigmoid or softmax that made these probabilities, null if something else made them. Losses of logits
    /// do not lose the small probabilities.
    /// </summary>
    public static Tensor? LogitsOf(Tensor probabilities, string op)
    {
        var made = probabilities.op;
        while (made.type == "Identity") made = made.inputs[0].op;
        return made.type == op ? made.inputs[0] : null;
    }

    public static Tensor Clip(Tensor probabilities) => tf.clip_by_value(probabilities, Epsilon, 1f - Epsilon);

    public static Tensor OfSum(Tensor probabilities, int axis) => probabilities / tf.reduce_sum(probabilities, axis, keepdims: true);
}

/// <summary>
/// mean -(y_true ln p + (1 - y_true) ln(1 - p)) along the last axis, p = y_pred, or its sigmoid with <paramref name="from_logits"/>.
/// <paramref name="label_smoothing"/> s moves the targets to y_true (1 - s) + s / 2.
/// </summary>
public sealed class BinaryCrossentropy(bool from_logits = false, double label_smoothing = 0, int axis = -1, string reduction = "auto", string name = "binary_crossentropy")
    : Loss(reduction, name)
{
    public bool from_logits { get; } = from_logits;

    public double label_smoothing { get; } = label_smoothing;

    public int axis { get; } = axis;

    public override Tensor call(Tensor y_true, Tensor y_pred)
    {
        if (label_smoothing > 0) y_true = y_true * (float)(1 - label_smoothing) + (float)(0.5 * label_smoothing);
        return tf.reduce_mean(Elements(y_true, y_pred, from_logits), axis);
    }

    internal static Tensor Elements(Tensor y_true, Tensor y_pred, bool fromLogits)
    {
        if ((fromLogits ? y_pred : Probabilities.LogitsOf(y_pred, "Sigmoid")) is { } logits)
            return tf.nn.sigmoid_cross_entropy_with_logits(labels: y_true, logits: logits);
        var p = Probabilities.Clip(y_pred);
        return -(y_true * tf.log(p + Probabilities.Epsilon) + (1f - y_true) * tf.log(1f - p + Probabilities.Epsilon));
    }
}

/// <summary>
/// Binary cross-entropy times (1 - p_t)^gamma, p_t the probability of the right answer (Lin et al., arXiv:1708.02002);
/// with <paramref name="apply_class_balancing"/> also times alpha for ones and 1 - alpha for zeros.
/// </summary>
public sealed class BinaryFocalCrossentropy(bool apply_class_balancing = false, double alpha = 0.25, double gamma = 2, bool from_logits = false, double label_smoothing = 0,
    int axis = -1, string reduction = "auto", string name = "binary_focal_crossentropy") : Loss(reduction, name)
{
    public bool apply_class_balancing { get; } = apply_class_balancing;

    public double alpha { get; } = alpha;

    public double gamma { get; } = gamma;

    public bool from_logits { get; } = from_logits;

    public double label_smoothing { get; } = label_smoothing;

    public int axis { get; } = axis;

    public override Tensor call(Tensor y_true, Tensor y_pred)
    {
        if (label_smoothing > 0) y_true = y_true * (float)(1 - label_smoothing) + (float)(0.5 * label_smoothing);
        var p = from_logits ? tf.sigmoid(y_pred) : y_pred;
        var right = y_true * p + (1f - y_true) * (1f - p);
        var losses = tf.pow(1f - right, (float)gamma) * BinaryCrossentropy.Elements(y_true, p, false);
        if (apply_class_balancing) losses *= y_true * (float)alpha + (1f - y_true) * (float)(1 - alpha);
        return tf.reduce_mean(losses, axis);
    }
}

/// <summary>
/// -sum y_true ln p along the last axis, y_true one-hot, p = y_pred over its sum, or its softmax with <paramref name="from_logits"/>.
/// <paramref name="label_smoothing"/> s moves the targets to y_true (1 - s) + s / classes.
/// </summary>
public sealed class CategoricalCrossentropy(bool from_logits = false, double label_smoothing = 0, int axis = -1, string reduction = "auto", string name = "categorical_crossentropy")
    : Loss(reduction, name)
{
    public bool from_logits { get; } = from_logits;

    public double label_smoothing { get; } = label_smoothing;

    public int axis { get; } = axis;

    public override Tensor call(Tensor y_true, Tensor y_pred)
    {
        if (label_smoothing > 0) y_true = y_true * (float)(1 - label_smoothing) + (float)(label_smoothing / y_pred.shape[axis]);
        if ((from_logits ? y_pred : Probabilities.LogitsOf(y_pred, "Softmax")) is { } logits)
            return tf.nn.softmax_cross_entropy_with_logits_v2(labels: tf.stop_gradient(y_true), logits: logits, axis: axis);
        return -tf.reduce_sum(y_true * tf.log(Probabilities.Clip(Probabilities.OfSum(y_pred, axis))), axis);
    }
}

/// <summary>-sum alpha (1 - p)^gamma y_true ln p along the last axis (Lin et al., arXiv:1708.02002).</summary>
public sealed class CategoricalFocalCrossentropy(double alpha = 0.25, double gamma = 2, bool from_logits = false, double label_smoothing = 0, int axis = -1,
    string reduction = "auto", string name = "categorical_focal_crossentropy") : Loss(reduction, name)
{
    public double alpha { get; } = alpha;

    public double gamma { get; } = gamma;

    public bool from_logits { get; } = from_logits;

    public double label_smoothing { get; } = label_smoothing;

    public int axis { get; } = axis;

    public override Tensor call(Tensor y_true, Tensor y_pred)
    {
        if (label_smoothing > 0) y_true = y_true * (float)(1 - label_smoothing) + (float)(label_smoothing / y_pred.shape[axis]);
        if (from_logits) y_pred = tf.nn.softmax(y_pred, axis);
        var p = Probabilities.Clip(Probabilities.OfSum(y_pred, axis));
        var factor = tf.pow(1f - p, (float)gamma) * (float)alpha;
        return tf.reduce_sum(factor * (-y_true * tf.log(p)), axis);
    }
}

/// <summary>-ln p of the class that y_true numbers, p = y_pred, or its softmax with <paramref name="from_logits"/>. Labels of <paramref name="ignore_class"/> count as 0.</summary>
public sealed class SparseCategoricalCrossentropy(bool from_logits = false, int? ignore_class = null, string reduction = "auto", string name = "sparse_categorical_crossentropy")
    : Loss(reduction, name)
{
    public bool from_logits { get; } = from_logits;

    public int? ignore_class { get; } = ignore_class;

    internal override bool TakesLabels => true;

    public override Tensor call(Tensor y_true, Tensor y_pred)
    {
        var logits = (from_logits ? y_pred : Probabilities.LogitsOf(y_pred, "Softmax")) ?? tf.log(Probabilities.Clip(y_pred));
        var labels = y_true.dtype.is_integer() ? y_true : tf.cast(y_true, tf.int64);
        if (ignore_class is not { } ignored) return tf.nn.sparse_softmax_cross_entropy_with_logits(labels: labels, logits: logits);
        var counts = tf.not_equal(labels, tf.constant(ignored, labels.dtype));
        var losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels: tf.where(counts, labels, tf.zeros_like(labels)), logits: logits);
        return tf.where(counts, losses, tf.zeros_like(losses));
    }
}
