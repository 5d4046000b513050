using static Tensorflow.Binding;

namespace Tensorflow;

/// <summary>Last dimensions of size 1 that labels, predictions or weights have too many are taken off, as TensorFlow's losses and metrics do.</summary>
internal static class Squeezing
{
    /// <summary>Predictions and labels whose ranks differ by <paramref name="expected"/>, where squeezing can make it so; ranks must be known.</summary>
    public static (Tensor Labels, Tensor Predictions) Apply(Tensor labels, Tensor predictions, int expected = 0)
    {
        using var scope = tf.name_scope("remove_squeezable_dimensions");
        if (!labels.shape.HasRank || !predictions.shape.HasRank) return (labels, predictions);
        var difference = predictions.rank - labels.rank;
        if (difference == expected + 1 && predictions.shape[-1] is 1 or -1) predictions = tf.squeeze(predictions, -1);
        else if (difference == expected - 1 && labels.shape[-1] is 1 or -1) labels = tf.squeeze(labels, -1);
        return (labels, predictions);
    }

    /// <summary>Weights of the rank of <paramref name="like"/> where they have one dimension more.</summary>
    public static Tensor Weights(Tensor weights, Tensor like) =>
        weights.shape.HasRank && like.shape.HasRank && weights.rank - like.rank == 1 ? tf.squeeze(weights, -1) : weights;

    /// <exception cref="ValueError">The shapes differ.</exception>
    public static void RequireSameShape(Tensor predictions, Tensor labels, string left = "predictions", string right = "labels")
    {
        if (!predictions.shape.is_compatible_with(labels.shape))
            throw new ValueError($"Shapes {predictions.shape} and {labels.shape} are incompatible: {left} {predictions}, made at {predictions.op.DefinedAt}, and {right} {labels}, made at {labels.op.DefinedAt}.");
    }
}
