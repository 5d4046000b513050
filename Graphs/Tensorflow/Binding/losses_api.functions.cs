using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>The losses.</summary>
public sealed partial class LossesApi
{
    /// <summary>|predictions - labels|.</summary>
    /// <param name="labels">The truth, in the shape of the predictions.</param>
    /// <param name="predictions">What the model says.</param>
    /// <param name="weights">A number (1 unless given) or of the rank of the losses, each dimension 1 or the losses'.</param>
    /// <param name="scope">The scope of the operations.</param>
    /// <param name="loss_collection">The collection to add the loss to; null for none.</param>
    /// <param name="reduction">One of <see cref="Reduction"/>.</param>
    /// <exception cref="ValueError">The shapes do not fit.</exception>
    public Tensor absolute_difference(TensorLike labels, TensorLike predictions, TensorLike weights = default, string? scope = null, string? loss_collection = GraphKeys.LOSSES,
        string reduction = LossReductions.ByNonzeroWeights)
    {
        using var opened = tf.name_scope(scope ?? "absolute_difference");
        var (x, y) = Floats(predictions, labels);
        return compute_weighted_loss(tf.abs(tf.subtract(x, y)), weights, opened, loss_collection, reduction);
    }

    /// <summary>(predictions - labels)^2. Arguments as of <see cref="absolute_difference"/>.</summary>
    public Tensor mean_squared_error(TensorLike labels, TensorLike predictions, TensorLike weights = default, string? scope = null, string? loss_collection = GraphKeys.LOSSES,
        string reduction = LossReductions.ByNonzeroWeights)
    {
        using var opened = tf.name_scope(scope ?? "mean_squared_error");
        var (x, y) = Floats(predictions, labels);
        return compute_weighted_loss(tf.squared_difference(x, y), weights, opened, loss_collection, reduction);
    }

    /// <summary>
    /// e^2 / 2 where e = |predictions - labels| is at most <paramref name="delta"/>, else delta^2 / 2 + delta (e - delta).
    /// Other arguments as of <see cref="absolute_difference"/>.
    /// </summary>
    public Tensor huber_loss(TensorLike labels, TensorLike predictions, TensorLike weights = default, double delta = 1.0, string? scope = null,
        string? loss_collection = GraphKeys.LOSSES, string reduction = LossReductions.ByNonzeroWeights)
    {
        using var opened = tf.name_scope(scope ?? "huber_loss");
        var (x, y) = Floats(predictions, labels);
        var error = tf.abs(tf.subtract(x, y));
        var quadratic = tf.minimum(error, delta);
        // Not max(error - delta, 0): at error = delta its gradient would be added to that of the quadratic part.
        var linear = tf.subtract(error, quadratic);
        var half = tf.constant(0.5, quadratic.dtype);
        var losses = tf.add(tf.multiply(half, tf.multiply(quadratic, quadratic)), tf.multiply(delta, linear));
        return compute_weighted_loss(losses, weights, opened, loss_collection, reduction);
    }

    /// <summary>
    /// -labels log(predictions + epsilon) - (1 - labels) log(1 - predictions + epsilon), for probabilities. Other arguments as
    /// of <see cref="absolute_difference"/>.
    /// </summary>
    public Tensor log_loss(TensorLike labels, TensorLike predictions, TensorLike weights = default, double epsilon = 1e-7, string? scope = null,
        string? loss_collection = GraphKeys.LOSSES, string reduction = LossReductions.ByNonzeroWeights)
    {
        using var opened = tf.name_scope(scope ?? "log_loss");
        var (x, y) = Floats(predictions, labels);
        var losses = -tf.multiply(y, tf.log(x + epsilon)) - tf.multiply(1 - y, tf.log(1 - x + epsilon));
        return compute_weighted_loss(losses, weights, opened, loss_collection, reduction);
    }

    /// <summary>max(1 - (2 labels - 1) logits, 0), for labels of 0 and 1. Other arguments as of <see cref="absolute_difference"/>.</summary>
    public Tensor hinge_loss(TensorLike labels, TensorLike logits, TensorLike weights = default, string? scope = null, string? loss_collection = GraphKeys.LOSSES,
        string reduction = LossReductions.ByNonzeroWeights)
    {
        using var opened = tf.name_scope(scope ?? "hinge_loss");
        var (x, y) = Floats(logits, labels, "logits");
        var ones = tf.ones_like(y);
        var signs = tf.subtract(2 * y, ones);
        return compute_weighted_loss(tf.nn.relu(tf.subtract(ones, tf.multiply(signs, x))), weights, opened, loss_collection, reduction);
    }

    /// <summary>
    /// 1 - the sum of labels * predictions along <paramref name="axis"/>, for vectors of length 1; the axis stays with size 1.
    /// Other arguments as of <see cref="absolute_difference"/>.
    /// </summary>
    public Tensor cosine_distance(TensorLike labels, TensorLike predictions, int? axis = null, TensorLike weights = default, string? scope = null,
        string? loss_collection = GraphKeys.LOSSES, string reduction = LossReductions.ByNonzeroWeights, int? dim = null)
    {
        if (axis is not null && dim is not null) throw new ValueError("Cannot specify both 'axis' and 'dim'");
        var along = axis ?? dim ?? throw new ValueError("You must specify 'axis'.");
        using var opened = tf.name_scope(scope ?? "cosine_distance_loss");
        var (x, y) = Floats(predictions, labels);
        var losses = 1 - tf.reduce_sum(tf.multiply(x, y), new[] { along }, true);
        return compute_weighted_loss(losses, weights, opened, loss_collection, reduction);
    }

    /// <summary>
    /// The mean over pairs (i, j) within a row of ((predictions_i - predictions_j) - (labels_i - labels_j))^2: what counts is
    /// that the differences inside a row are right. Other arguments as of <see cref="absolute_difference"/>.
    /// </summary>
    /// <param name="labels">[batch, ...].</param>
    /// <param name="predictions">In the shape of the labels.</param>
    /// <param name="weights">A number, or of the rank of the labels with every dimension but the first 1.</param>
    /// <param name="scope">The scope of the operations.</param>
    /// <param name="loss_collection">The collection to add the loss to; null for none.</param>
    /// <param name="reduction">One of <see cref="Reduction"/>.</param>
    public Tensor mean_pairwise_squared_error(TensorLike labels, TensorLike predictions, TensorLike weights = default, string? scope = null,
        string? loss_collection = GraphKeys.LOSSES, string reduction = LossReductions.ByNonzeroWeights)
    {
        using var opened = tf.name_scope(scope ?? "mean_pairwise_squared_error");
        var factors = tf.cast(weights.IsNull ? 1.0 : weights, tf.float32);
        var y = tf.cast(labels, tf.float32);
        using var controls = tf.control_dependencies(new[] { WeightBroadcast.Assert(factors, y) });
        var x = tf.cast(predictions, tf.float32);
        Squeezing.RequireSameShape(x, y);
        var differences = tf.subtract(x, y);
        var count = PresentCount(differences, factors, true);
        var axes = tf.range(1, tf.rank(differences));
        var squares = tf.reduce_sum(tf.square(differences), axes, true);
        var first = 2.0 * tf.div_no_nan(squares, tf.maximum(count - 1, 0), "value");
        var sum = tf.reduce_sum(differences, axes, true);
        var second = 2.0 * tf.div_no_nan(tf.square(sum), tf.maximum(tf.multiply(count, count - 1), 0), "value");
        return compute_weighted_loss(tf.subtract(first, second), factors, opened, loss_collection, reduction);
    }

    /// <summary>The cross-entropy of sigmoid(logits) with labels, class by class; see <see cref="NnApi.sigmoid_cross_entropy_with_logits"/>.</summary>
    /// <param name="multi_class_labels">[batch, classes] in [0, 1].</param>
    /// <param name="logits">[batch, classes].</param>
    /// <param name="weights">A number (1 unless given) or of the rank of the losses, each dimension 1 or the losses'.</param>
    /// <param name="label_smoothing">s moves the labels towards 1/2: labels (1 - s) + s / 2.</param>
    /// <param name="scope">The scope of the operations.</param>
    /// <param name="loss_collection">The collection to add the loss to; null for none.</param>
    /// <param name="reduction">One of <see cref="Reduction"/>.</param>
    public Tensor sigmoid_cross_entropy(TensorLike multi_class_labels, TensorLike logits, TensorLike weights = default, double label_smoothing = 0, string? scope = null,
        string? loss_collection = GraphKeys.LOSSES, string reduction = LossReductions.ByNonzeroWeights)
    {
        using var opened = tf.name_scope(scope ?? "sigmoid_cross_entropy_loss");
        var (x, y) = LikeLogits(logits, multi_class_labels, "multi_class_labels");
        if (label_smoothing > 0) y = y * (1 - label_smoothing) + 0.5 * label_smoothing;
        return compute_weighted_loss(tf.nn.sigmoid_cross_entropy_with_logits(y, x, "xentropy"), weights, opened, loss_collection, reduction);
    }

    /// <summary>The cross-entropy of softmax(logits) with labels, one number a row; see <see cref="NnApi.softmax_cross_entropy_with_logits_v2"/>. No gradient flows into the labels.</summary>
    /// <param name="onehot_labels">[batch, classes], rows that sum to 1.</param>
    /// <param name="logits">[batch, classes].</param>
    /// <param name="weights">A number (1 unless given) or [batch].</param>
    /// <param name="label_smoothing">s moves the labels towards 1/classes: labels (1 - s) + s / classes.</param>
    /// <param name="scope">The scope of the operations.</param>
    /// <param name="loss_collection">The collection to add the loss to; null for none.</param>
    /// <param name="reduction">One of <see cref="Reduction"/>.</param>
    public Tensor softmax_cross_entropy(TensorLike onehot_labels, TensorLike logits, TensorLike weights = default, double label_smoothing = 0, string? scope = null,
        string? loss_collection = GraphKeys.LOSSES, string reduction = LossReductions.ByNonzeroWeights)
    {
        using var opened = tf.name_scope(scope ?? "softmax_cross_entropy_loss");
        var (x, y) = LikeLogits(logits, onehot_labels, "onehot_labels");
        if (label_smoothing > 0)
        {
            var classes = tf.cast(tf.shape(y)[-1], x.dtype.as_base_dtype());
            y = y * (1.0 - label_smoothing) + label_smoothing / classes;
        }
        var constant = tf.stop_gradient(y, "labels_stop_gradient");
        return compute_weighted_loss(tf.nn.softmax_cross_entropy_with_logits_v2(constant, x, name: "xentropy"), weights, opened, loss_collection, reduction);
    }

    /// <summary>-log softmax(logits)[label], one number a row; see <see cref="NnApi.sparse_softmax_cross_entropy_with_logits"/>.</summary>
    /// <param name="labels">Classes, int32 or int64 [batch] or [batch, 1].</param>
    /// <param name="logits">[batch, classes].</param>
    /// <param name="weights">A number (1 unless given), [batch] or [batch, 1].</param>
    /// <param name="scope">The scope of the operations.</param>
    /// <param name="loss_collection">The collection to add the loss to; null for none.</param>
    /// <param name="reduction">One of <see cref="Reduction"/>.</param>
    public Tensor sparse_softmax_cross_entropy(TensorLike labels, TensorLike logits, TensorLike weights = default, string? scope = null,
        string? loss_collection = GraphKeys.LOSSES, string reduction = LossReductions.ByNonzeroWeights)
    {
        using var opened = tf.name_scope(scope ?? "sparse_softmax_cross_entropy_loss");
        var (y, x) = Squeezing.Apply(labels.ToTensor("labels"), logits.ToTensor("logits"), 1);
        var factors = Squeezing.Weights((weights.IsNull ? 1.0 : weights).ToTensor(), y);
        return compute_weighted_loss(tf.nn.sparse_softmax_cross_entropy_with_logits(y, x, "xentropy"), factors, opened, loss_collection, reduction);
    }

    private static (Tensor, Tensor) Floats(TensorLike predictions, TensorLike labels, string name = "predictions")
    {
        var x = tf.cast(Required(predictions, name), tf.float32);
        var y = tf.cast(Required(labels, "labels"), tf.float32);
        Squeezing.RequireSameShape(x, y, name);
        return (x, y);
    }

    private static (Tensor, Tensor) LikeLogits(TensorLike logits, TensorLike labels, string name)
    {
        var x = Required(logits, "logits").ToTensor();
        var y = tf.cast(Required(labels, name), x.dtype.as_base_dtype());
        Squeezing.RequireSameShape(x, y, "logits", name);
        return (x, y);
    }

    private static TensorLike Required(TensorLike value, string name) => value.IsNull ? throw new ValueError($"{name} must not be None.") : value;
}
