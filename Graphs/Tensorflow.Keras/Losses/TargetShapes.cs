using static Tensorflow.Binding;

namespace Tensorflow.Keras.Losses;

/// <summary>How targets, predictions and weights are brought to shapes that fit each other, as Keras does before losses and metrics.</summary>
internal static class TargetShapes
{
    /// <summary>
    /// Targets of one rank less than the predictions get a last axis of 1, a last axis of 1 too much is dropped; both get the
    /// predictions' type unless the targets are labels.
    /// </summary>
    public static (Tensor Targets, Tensor Predictions) Match(Tensor targets, Tensor predictions, bool areLabels)
    {
        if (!areLabels && targets.dtype != predictions.dtype) targets = tf.cast(targets, predictions.dtype);
        if (!targets.shape.HasRank || !predictions.shape.HasRank) return (targets, predictions);
        var difference = predictions.rank - targets.rank;
        if (areLabels)
        {
            // Labels may come as a column.
            if (difference == 0 && targets.shape[-1] == 1) targets = tf.squeeze(targets, -1);
            return (targets, predictions);
        }
        if (difference == 1 && predictions.shape[-1] == 1) targets = tf.expand_dims(targets, -1);
        else if (difference == -1 && targets.shape[-1] == 1) targets = tf.squeeze(targets, -1);
        return (targets, predictions);
    }

    /// <summary>Weights with the rank of the values that they multiply.</summary>
    public static Tensor Weights(Tensor weights, Tensor values)
    {
        if (!weights.shape.HasRank || !values.shape.HasRank) return weights;
        if (weights.rank == values.rank + 1 && weights.shape[-1] == 1) return tf.squeeze(weights, -1);
        while (weights.rank < values.rank && weights.rank > 0) weights = tf.expand_dims(weights, -1);
        return weights;
    }
}
