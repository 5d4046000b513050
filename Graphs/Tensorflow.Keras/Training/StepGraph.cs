using Tensorflow.Keras.Engine;
using static Tensorflow.Binding;

namespace Tensorflow.Keras.Training;

/// <summary>
/// The graph of one training or evaluation step: one run a batch computes the loss, what the metrics add up, and in training
/// changes the weights.
/// </summary>
internal sealed class StepGraph
{
    private const string TotalLoss = "loss";

    private readonly object[] _fetches;
    private readonly double[]?[] _results;
    private readonly Func<TensorValue, double[]> _take;
    private readonly FeedItem[] _feeds;
    private readonly Tensor[] _placeholders;
    private readonly GraphState _state;
    private int _taken;

    /// <param name="model">The model.</param>
    /// <param name="compilation">What it was compiled with.</param>
    /// <param name="targets">Type and shape of each output's targets; null for an output without a loss.</param>
    /// <param name="weights">The shape of each output's sample weights; null where there are none.</param>
    /// <param name="training">True for a training step.</param>
    public StepGraph(Model model, Compilation compilation, IReadOnlyList<(TF_DataType DType, Shape Shape)?> targets, IReadOnlyList<Shape?> weights, bool training)
    {
        var inputs = model.inputs;
        using var graph = inputs[0].graph.as_default();
        _state = GraphState.Of(inputs[0].graph);
        var forward = model.Forward(training);
        var names = model.output_names;
        var placeholders = new List<Tensor>(inputs);
        var targetPlaceholders = new Tensor?[targets.Count];
        var weightPlaceholders = new Tensor?[targets.Count];
        for (var i = 0; i < targets.Count; i++)
        {
            if (targets[i] is { } target) placeholders.Add(targetPlaceholders[i] = tf.placeholder(target.DType, target.Shape, $"{names[i]}_target"));
        }
        for (var i = 0; i < targets.Count; i++)
        {
            if (weights[i] is { } shape) placeholders.Add(weightPlaceholders[i] = tf.placeholder(tf.float32, shape, $"{names[i]}_sample_weight"));
        }
        _placeholders = [.. placeholders];
        Loss = new StepLoss(model, compilation, forward, targetPlaceholders, weightPlaceholders);
        Metrics = StepMetrics(compilation, forward, names, targetPlaceholders, weightPlaceholders);
        var fetches = new List<object> { Loss.Total };
        if (Loss.Parts.Count > 1) fetches.AddRange(Loss.Parts.Select(p => p.Value));
        foreach (var metric in Metrics) fetches.AddRange(metric.Statistics);
        Names = [TotalLoss, .. Loss.Parts.Count > 1 ? Loss.Parts.Select(p => $"{p.Output}_loss") : [], .. Metrics.Select(m => m.Name)];
        fetches.AddRange(forward.Updates);
        if (training) fetches.Add(TrainStep(model, compilation, fetches));
        _fetches = [.. fetches];
        _results = new double[]?[_fetches.Length];
        _take = Take;
        _feeds = new FeedItem[_placeholders.Length];
    }

    public StepLoss Loss { get; }

    public IReadOnlyList<StepMetric> Metrics { get; }

    /// <summary>The figures' names as Keras shows them.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>Runs a step and gives the values of the fetched figures: losses, then what the metrics add up. They hold until the next run.</summary>
    public double[]?[] Run(TensorValue[] batch)
    {
        for (var i = 0; i < _feeds.Length; i++) _feeds[i] = new FeedItem(_placeholders[i], batch[i]);
        _taken = 0;
        _state.Session.Execute(_fetches, _feeds, _take, _results);
        return _results;
    }

    // Figures are fetched before the operations, which have no value; each goes into the memory of the run before.
    private double[] Take(TensorValue value)
    {
        var numbers = _results[_taken++];
        if (numbers?.Length != value.Count) numbers = new double[value.Count];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = value.AsDouble(i);
        return numbers;
    }

    /// <param name="model">The model.</param>
    /// <param name="compilation">What it was compiled with.</param>
    /// <param name="before">What the step computes beside its gradients from the weights as they were: TensorFlow's runtime reads a weight where it lies, whenever it comes to it.</param>
    private Operation TrainStep(Model model, Compilation compilation, IReadOnlyList<object> before)
    {
        var weights = model.trainable_weights;
        if (weights.Count == 0) throw new ValueError($"The model \"{model.name}\" has no trainable weights: there is nothing to train.");
        using var scope = DefaultGraph.Current.EnterScope("training");
        var gradients = tf.gradients(Loss.Total, weights.ToArray());
        var pairs = gradients.Zip(weights).Where(p => p.First is not null).Select(p => (p.First!, p.Second)).ToArray();
        if (pairs.Length == 0) throw new ValueError($"No gradients provided for any variable: the loss of the model \"{model.name}\" depends on none of {string.Join(", ", weights.Select(w => w.name))}.");
        var computed = tf.group([.. before, .. pairs.Select(p => p.Item1)], "computed");
        return compilation.Optimizer.Apply(pairs, model.Constraints.DistinctBy(c => c.Key).ToDictionary(), computed);
    }

    private static List<StepMetric> StepMetrics(Compilation compilation, ForwardPass forward, IReadOnlyList<string> names, Tensor?[] targets, Tensor?[] weights)
    {
        var made = new List<StepMetric>();
        var taken = new HashSet<string>(StringComparer.Ordinal) { TotalLoss };
        for (var i = 0; i < targets.Length; i++)
        {
            if (targets[i] is not { } target) continue;
            var output = forward.Outputs[i];
            var mask = TensorNote.MaskOf(output);
            foreach (var (given, isWeighted) in compilation.Metrics[i].Select(m => (m, false)).Concat(compilation.WeightedMetrics[i].Select(m => (m, true))))
            {
                var metric = given is NamedMetric named ? named.Resolve(target.shape, output.shape) : given;
                var stem = targets.Length > 1 ? $"{names[i]}_{metric.name}" : metric.name;
                var name = stem;
                for (var number = 1; !taken.Add(name); number++) name = $"{stem}_{number}";
                using var scope = DefaultGraph.Current.EnterScope("metrics/" + GraphState.SnakeCase(metric.class_name));
                made.Add(new StepMetric(name, metric, metric.Statistics(target, output, Both(isWeighted ? weights[i] : null, mask))));
            }
        }
        return made;
    }

    private static Tensor? Both(Tensor? weights, Tensor? mask)
    {
        if (weights is null || mask is null) return weights ?? mask;
        var counts = tf.cast(mask, weights.dtype);
        return Losses.TargetShapes.Weights(weights, counts) * counts;
    }
}

/// <summary>A metric in a step.</summary>
/// <param name="Name">The name as shown.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Statistics">What is added up over the batches.</param>
internal sealed record StepMetric(string Name, Metric Metric, Tensor[] Statistics);

/// <summary>The loss of a step: of each output, and all together with the penalties.</summary>
internal sealed class StepLoss
{
    public StepLoss(Model model, Compilation compilation, ForwardPass forward, Tensor?[] targets, Tensor?[] weights)
    {
        var parts = new List<(string, Tensor)>();
        Tensor? total = null;
        for (var i = 0; i < targets.Length; i++)
        {
            if (targets[i] is not { } target || compilation.Losses[i] is not { } loss) continue;
            var output = forward.Outputs[i];
            var value = loss.Apply(target, output, weights[i], TensorNote.MaskOf(output));
            if (value.rank != 0) value = tf.reduce_mean(value);
            parts.Add((model.output_names[i], value));
            var weighted = compilation.LossWeights[i] == 1 ? value : value * (float)compilation.LossWeights[i];
            total = total is null ? weighted : total + weighted;
        }
        Tensor[] penalties = [.. model.WeightLosses(), .. forward.Losses];
        if (total is null && penalties.Length == 0) throw new ValueError($"The model \"{model.name}\" cannot be trained because it has no loss to optimize. Give `compile` a loss.");
        foreach (var penalty in penalties) total = total is null ? penalty : total + penalty;
        Parts = parts;
        Total = total!;
    }

    /// <summary>The outputs' own losses.</summary>
    public IReadOnlyList<(string Output, Tensor Value)> Parts { get; }

    public Tensor Total { get; }
}
