using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Softmax and the cross-entropies.</summary>
public sealed partial class NnApi
{
    /// <summary>exp(logits) / sum(exp(logits)) along an axis, the last if none is given. <paramref name="dim"/> is its older name.</summary>
    public Tensor softmax(TensorLike logits, int axis = -1, string? name = null, int? dim = null) => AlongAxis("Softmax", logits, dim ?? axis, name);

    /// <summary>The softmax along the last axis, as an activation function of layers.</summary>
    public Tensor softmax(TensorLike logits, string? name) => softmax(logits, -1, name);

    /// <summary>The logarithm of the softmax along the last axis, as an activation function of layers.</summary>
    public Tensor log_softmax(TensorLike logits, string? name) => log_softmax(logits, -1, name);

    /// <summary>logits - log(sum(exp(logits))) along an axis, the last if none is given. <paramref name="dim"/> is its older name.</summary>
    public Tensor log_softmax(TensorLike logits, int axis = -1, string? name = null, int? dim = null) => AlongAxis("LogSoftmax", logits, dim ?? axis, name);

    /// <summary>
    /// -sum(labels log softmax(logits)) along an axis. Gradients flow into logits and labels.
    /// </summary>
    /// <param name="labels">Probabilities that sum to 1 along the axis, in the shape of the logits.</param>
    /// <param name="logits">Logarithms of probabilities up to a constant.</param>
    /// <param name="axis">The axis of the classes; the last if none is given.</param>
    /// <param name="name">The node's name.</param>
    /// <param name="dim">The older name of axis.</param>
    public Tensor softmax_cross_entropy_with_logits_v2(TensorLike labels, TensorLike logits, int axis = -1, string? name = null, int? dim = null)
    {
        axis = dim ?? axis;
        using var scope = tf.name_scope(name ?? "softmax_cross_entropy_with_logits");
        Tensor x = logits.ToTensor("logits");
        var y = labels.ToTensorBeside(x.dtype.as_base_dtype(), "labels");
        var rank = RankOf(x);
        if (axis != -1) (x, y) = (SwapAxis(x, axis, tf.subtract(rank, 1)), SwapAxis(y, axis, tf.subtract(rank, 1)));
        var shape = ShapeOf(x);
        x = FlattenOuter(x);
        y = FlattenOuter(y);
        var cost = OpBuilder.ApplyMany("SoftmaxCrossEntropyWithLogits", scope, [x, y])[0];
        var outer = OpBuilder.Apply("Slice", null, [shape, new[] { 0 }, new[] { tf.subtract(rank, 1) }]);
        return OpBuilder.Apply("Reshape", null, [cost, outer]);
    }

    /// <summary>The same, but no gradient flows into the labels.</summary>
    public Tensor softmax_cross_entropy_with_logits(TensorLike labels, TensorLike logits, int dim = -1, string? name = null, int? axis = null)
    {
        using var scope = tf.name_scope(name ?? "softmax_cross_entropy_with_logits_sg");
        var constant = tf.stop_gradient(labels, "labels_stop_gradient");
        return softmax_cross_entropy_with_logits_v2(constant, logits, axis ?? dim, scope);
    }

    /// <summary>-log softmax(logits)[label]: the cross-entropy with one class for each row.</summary>
    /// <param name="labels">Classes in [0, number of classes), int32 or int64, in the shape of the logits without the last dimension.</param>
    /// <param name="logits">Logarithms of probabilities up to a constant; the last dimension is the classes.</param>
    /// <param name="name">The scope's name.</param>
    public Tensor sparse_softmax_cross_entropy_with_logits(TensorLike labels, TensorLike logits, string? name = null)
    {
        using var scope = tf.name_scope(name ?? "SparseSoftmaxCrossEntropyWithLogits");
        Tensor y = labels.ToTensor(), x = logits.ToTensor();
        var shape = ShapeOf(y);
        if (x.shape.ndim == 2) return OpBuilder.ApplyMany("SparseSoftmaxCrossEntropyWithLogits", null, [x, y])[0];
        if (x.shape.ndim == 0) throw new ValueError("Logits cannot be scalars: their last dimension is the classes.");
        var classes = OpBuilder.Apply("StridedSlice", null, [ShapeOf(x), new[] { -1 }, new[] { 0 }, new[] { 1 }], ("shrink_axis_mask", 1));
        x = OpBuilder.Apply("Reshape", null, [x, OpBuilder.Apply("Pack", null, [new TensorLike[] { -1, classes }])]);
        y = OpBuilder.Apply("Reshape", null, [y, new[] { -1 }]);
        return OpBuilder.Apply("Reshape", null, [OpBuilder.ApplyMany("SparseSoftmaxCrossEntropyWithLogits", null, [x, y])[0], shape]);
    }

    /// <summary>
    /// max(x, 0) - x z + log(1 + e^-|x|) for logits x and labels z: the cross-entropy of sigmoid(x) with z, for classes that
    /// do not exclude each other.
    /// </summary>
    public Tensor sigmoid_cross_entropy_with_logits(TensorLike labels, TensorLike logits, string? name = null)
    {
        using var scope = tf.name_scope(name ?? "logistic_loss");
        var x = logits.ToTensor("logits");
        var z = labels.ToTensorBeside(x.dtype.as_base_dtype(), "labels");
        if (!x.shape.is_compatible_with(z.shape)) throw new ValueError($"`logits` and `labels` must have the same shape, received ({x.shape} vs {z.shape}).");
        var zeros = tf.zeros_like(x);
        var isPositive = x >= zeros;
        var relu = OpBuilder.Apply("Select", null, [isPositive, x, zeros]);
        var minusMagnitude = OpBuilder.Apply("Select", null, [isPositive, -x, x]);
        return tf.add(relu - x * z, tf.log1p(tf.exp(minusMagnitude)), scope);
    }

    /// <summary>The same with the term of the label 1 weighted by pos_weight: above 1 it favours recall, below 1 precision.</summary>
    public Tensor weighted_cross_entropy_with_logits(TensorLike labels, TensorLike logits, TensorLike pos_weight, string? name = null, TensorLike targets = default)
    {
        using var scope = tf.name_scope(name ?? "logistic_loss");
        var x = logits.ToTensor("logits");
        var given = labels.IsNull ? targets : labels;
        var z = given.ToTensorBeside(x.dtype.as_base_dtype(), "labels");
        if (!x.shape.is_compatible_with(z.shape)) throw new ValueError($"`logits` and `labels` must have the same shape, received ({x.shape} vs {z.shape}).");
        TensorLike more = pos_weight.AsTensor is { } weight ? weight - 1 : ValueConversion.ToValue(pos_weight.Value).AsDouble(0) - 1;
        var logWeight = 1 + more * z;
        return tf.add((1 - z) * x, logWeight * (tf.log1p(tf.exp(-tf.abs(x))) + relu(-x)), scope);
    }

    private static Tensor AlongAxis(string op, TensorLike logits, int axis, string? name)
    {
        var x = logits.ToTensor("logits");
        if (axis == -1 || (x.shape.HasRank && axis == x.shape.ndim - 1)) return OpBuilder.Apply(op, name, [x]);
        if (x.shape.HasRank && (axis < -x.shape.ndim || axis >= x.shape.ndim))
            throw new InvalidArgumentError($"`axis` must be in the range [{-x.shape.ndim}, {x.shape.ndim}) where {x.shape.ndim} is the number of dimensions in the input. Received: axis={axis}");
        RankOf(x);
        var rank = RankOf(x);
        if (axis < 0) axis += x.shape.HasRank ? x.shape.ndim : throw new ValueError($"{op} along axis {axis} needs the rank of {x}; give its placeholder a shape.");
        var moved = SwapAxis(x, axis, tf.subtract(rank, 1));
        return SwapAxis(OpBuilder.Apply(op, null, [moved]), axis, tf.subtract(rank, 1), name);
    }

    /// <summary>Exchanges an axis with the last one.</summary>
    private static Tensor SwapAxis(Tensor x, int axis, Tensor last, string? name = null)
    {
        if (axis < 0) axis += x.shape.ndim;
        Tensor before = OpBuilder.Apply("Range", "range", [0, axis, 1]), between = OpBuilder.Apply("Range", "range", [axis + 1, last, 1]);
        var order = OpBuilder.Apply("ConcatV2", "concat", [new TensorLike[] { before, new[] { last }, between, new[] { axis } }, 0]);
        return OpBuilder.Apply("Transpose", name ?? "transpose", [x, order]);
    }

    /// <summary>x as a matrix whose rows are the last dimension.</summary>
    private static Tensor FlattenOuter(Tensor x)
    {
        var rank = RankOf(x);
        var shape = ShapeOf(x);
        var last = OpBuilder.Apply("Slice", null, [shape, new[] { tf.subtract(rank, 1) }, new[] { 1 }]);
        return OpBuilder.Apply("Reshape", null, [x, OpBuilder.Apply("ConcatV2", "concat", [new TensorLike[] { new[] { -1 }, last }, 0])]);
    }

    private static Tensor RankOf(Tensor x) =>
        x.shape.HasRank ? Const.Apply(TensorValue.Scalar(x.shape.ndim), "Rank") : OpBuilder.Apply("Rank", null, [x]);

    private static Tensor ShapeOf(Tensor x) => GraphCalls.ShapeOf(x);
}
