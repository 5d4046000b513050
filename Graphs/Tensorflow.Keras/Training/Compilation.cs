namespace Tensorflow.Keras.Training;

/// <summary>What <c>compile</c> was told: the optimizer, the loss of each output (null where an output has none), its weight, the metrics of each output, without and with the samples' weights.</summary>
internal sealed record Compilation(Optimizer Optimizer, Loss?[] Losses, double[] LossWeights, Metric[][] Metrics, Metric[][] WeightedMetrics)
{
    /// <summary>The graphs of steps made so far.</summary>
    public Dictionary<string, StepGraph> Graphs { get; } = new(StringComparer.Ordinal);
}
