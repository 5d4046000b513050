using Tensorflow.Keras.Losses;
using Tensorflow.Keras.Metrics;
using Tensorflow.Keras.Saving;
using static Tensorflow.Binding;

namespace Tensorflow.Keras;

/// <summary>
/// A figure that is shown beside the loss. For each batch it gives tensors (<see cref="Statistics"/>) that are added up over
/// the batches; <see cref="Result"/> makes the figure of the sums. Written as a name (<c>"accuracy"</c>), as
/// <c>keras.metrics.AUC()</c> or as a function of (y_true, y_pred) that gives a value for each sample.
/// </summary>
public abstract class Metric : KerasObject
{
    protected Metric(string name) => this.name = name;

    /// <summary>The name under which the figure is shown.</summary>
    public string name { get; }

    /// <summary>True where y_true holds class numbers.</summary>
    internal virtual bool TakesLabels => false;

    /// <summary>The tensors of a batch that are to be added up.</summary>
    /// <param name="y_true">What is wanted.</param>
    /// <param name="y_pred">What the model gives.</param>
    /// <param name="sample_weight">A weight for each sample or step, null for none.</param>
    public abstract Tensor[] Statistics(Tensor y_true, Tensor y_pred, Tensor? sample_weight);

    /// <summary>The figure, from the sums over all batches so far.</summary>
    public abstract double Result(IReadOnlyList<double[]> sums);

    internal static Registry<Metric> Known { get; } = MetricTable.Register(new Registry<Metric>("metric", "keras.metrics"));

    public static implicit operator Metric(string name) => new NamedMetric(name);

    public static implicit operator Metric(Func<Tensor, Tensor, Tensor> function) => new FunctionMetric(FunctionLoss.NameOf(function), function);
}

/// <summary>The mean of a value for each sample.</summary>
public abstract class MeanMetric(string name) : Metric(name)
{
    /// <summary>The values: one a sample, or one a step of it.</summary>
    public abstract Tensor Values(Tensor y_true, Tensor y_pred);

    public override Tensor[] Statistics(Tensor y_true, Tensor y_pred, Tensor? sample_weight)
    {
        (y_true, y_pred) = TargetShapes.Match(y_true, y_pred, TakesLabels);
        var values = Values(y_true, y_pred);
        if (values.dtype != tf.float32) values = tf.cast(values, tf.float32);
        if (sample_weight is null) return [tf.reduce_sum(values), tf.cast(tf.size(values), tf.float32)];
        var weights = TargetShapes.Weights(tf.cast(sample_weight, values.dtype), values);
        if (weights.rank < values.rank || weights.shape != values.shape) weights = tf.broadcast_to(weights, tf.shape(values));
        return [tf.reduce_sum(values * weights), tf.reduce_sum(weights)];
    }

    public override double Result(IReadOnlyList<double[]> sums) => sums[1][0] == 0 ? 0 : sums[0][0] / sums[1][0];
}

/// <summary>A metric by name, which <c>compile</c> replaces by the one that fits the loss and the shapes.</summary>
internal sealed class NamedMetric(string name) : Metric(name)
{
    public override Tensor[] Statistics(Tensor y_true, Tensor y_pred, Tensor? sample_weight) => Unresolved();

    public override double Result(IReadOnlyList<double[]> sums) => throw new InternalError($"The metric '{name}' was not resolved.");

    /// <summary>The names that stand for one of several metrics.</summary>
    public static readonly string[] Chosen = ["accuracy", "acc", "crossentropy", "ce"];

    /// <summary>An error unless the name is known.</summary>
    public void RequireKnown()
    {
        if (!Chosen.Contains(name)) Known.Create(name);
    }

    private Tensor[] Unresolved() => throw new InternalError($"The metric '{name}' was not resolved.");

    /// <summary>The metric that is meant, for targets and outputs of these shapes, as Keras decides for <c>accuracy</c> and <c>crossentropy</c>.</summary>
    public Metric Resolve(Shape targets, Shape outputs)
    {
        if (!Chosen.Contains(name)) return Known.Create(name);
        var isBinary = outputs[-1] == 1;
        var isSparse = (targets.ndim < outputs.ndim || targets[-1] == 1) && outputs[-1] > 1;
        return name is "accuracy" or "acc"
            ? isBinary ? new BinaryAccuracy(name) : isSparse ? new SparseCategoricalAccuracy(name) : new CategoricalAccuracy(name)
            : isBinary ? new Metrics.BinaryCrossentropy(name) : isSparse ? new Metrics.SparseCategoricalCrossentropy(name) : new Metrics.CategoricalCrossentropy(name);
    }
}

/// <summary>The mean of a function of (y_true, y_pred).</summary>
internal sealed class FunctionMetric(string name, Func<Tensor, Tensor, Tensor> function) : MeanMetric(name)
{
    public override string class_name => name;

    public override Tensor Values(Tensor y_true, Tensor y_pred) => function(y_true, y_pred);

    public override System.Text.Json.Nodes.JsonObject get_config() => [];
}
