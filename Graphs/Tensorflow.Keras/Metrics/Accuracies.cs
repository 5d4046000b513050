using static Tensorflow.Binding;

namespace Tensorflow.Keras.Metrics;

/// <summary>How often y_pred equals y_true.</summary>
public sealed class Accuracy(string name = "accuracy") : MeanMetric(name)
{
    public override Tensor Values(Tensor y_true, Tensor y_pred) => tf.cast(tf.equal(y_true, y_pred), tf.float32);
}

/// <summary>How often an output is on the right side of <paramref name="threshold"/>.</summary>
public sealed class BinaryAccuracy(string name = "binary_accuracy", double threshold = 0.5) : MeanMetric(name)
{
    public double threshold { get; } = threshold;

    public override Tensor Values(Tensor y_true, Tensor y_pred) =>
        tf.reduce_mean(tf.cast(tf.equal(y_true, tf.cast(y_pred > (float)threshold, y_true.dtype)), tf.float32), -1);
}

/// <summary>How often the largest output stands where the one of the one-hot target does.</summary>
public sealed class CategoricalAccuracy(string name = "categorical_accuracy") : MeanMetric(name)
{
    public override Tensor Values(Tensor y_true, Tensor y_pred) => tf.cast(tf.equal(tf.argmax(y_true, -1), tf.argmax(y_pred, -1)), tf.float32);
}

/// <summary>How often the largest output stands where the label says.</summary>
public sealed class SparseCategoricalAccuracy(string name = "sparse_categorical_accuracy") : MeanMetric(name)
{
    internal override bool TakesLabels => true;

    public override Tensor Values(Tensor y_true, Tensor y_pred) =>
        tf.cast(tf.equal(tf.cast(y_true, tf.int64), tf.argmax(y_pred, -1)), tf.float32);
}

/// <summary>How often the class of the one-hot target is among the <paramref name="k"/> largest outputs.</summary>
public sealed class TopKCategoricalAccuracy(int k = 5, string name = "top_k_categorical_accuracy") : MeanMetric(name)
{
    public int k { get; } = k;

    public override Tensor Values(Tensor y_true, Tensor y_pred) => tf.cast(tf.nn.in_top_k(y_pred, tf.argmax(y_true, -1), k), tf.float32);
}

/// <summary>How often the label is among the <paramref name="k"/> largest outputs.</summary>
public sealed class SparseTopKCategoricalAccuracy(int k = 5, string name = "sparse_top_k_categorical_accuracy") : MeanMetric(name)
{
    public int k { get; } = k;

    internal override bool TakesLabels => true;

    public override Tensor Values(Tensor y_true, Tensor y_pred) => tf.cast(tf.nn.in_top_k(y_pred, tf.cast(y_true, tf.int64), k), tf.float32);
}
