using Tensorflow.Keras.Engine;
using Tensorflow.Keras.Training;
using static Tensorflow.Binding;

namespace Tensorflow.Keras;

/// <summary>Settings of training, and the graphs of its steps.</summary>
public abstract partial class Model
{
    private (Optimizer Optimizer, LossList? Loss, double[]? LossWeights, MetricList? Metrics, MetricList? WeightedMetrics)? _compileArguments;
    private Compilation? _compilation;
    private PredictionStep? _prediction;
    private Tensors? _dataInputs;
    private Tensors? _dataOutputs;

    /// <summary>Says how the model is to be trained. Compile again after changing <c>trainable</c> of a layer.</summary>
    /// <param name="optimizer">A name (<c>"adam"</c>) or <c>keras.optimizers.Adam(0.01)</c>.</param>
    /// <param name="loss">A name (<c>"mse"</c>), a loss, a function of (y_true, y_pred), or several for several outputs.</param>
    /// <param name="metrics">Figures to show beside the loss. <c>accuracy</c> stands for the one that fits targets and outputs.</param>
    /// <param name="weighted_metrics">Metrics in which each sample has its sample weight.</param>
    /// <param name="loss_weights">The factor of each output's loss; 1 unless given.</param>
    /// <exception cref="ValueError">A name is unknown.</exception>
    public void compile(Optimizer? optimizer = null, LossList? loss = null, MetricList? metrics = null, double[]? loss_weights = null,
        MetricList? weighted_metrics = null)
    {
        foreach (var metric in (metrics ?? []).Concat(weighted_metrics ?? [])) (metric as NamedMetric)?.RequireKnown();
        _compileArguments = (optimizer ?? "rmsprop", loss, loss_weights, metrics, weighted_metrics);
        _compilation = null;
    }

    /// <summary>The optimizer that the model was compiled with; null before.</summary>
    public Optimizer? optimizer => _compileArguments?.Optimizer;

    /// <summary>The names of the model's inputs.</summary>
    public IReadOnlyList<string> input_names => [.. inputs.Select((input, i) => TensorNote.Of(input)?.Node?.Layer.name ?? $"input_{i + 1}")];

    /// <summary>The names of the model's outputs: of the layers that give them.</summary>
    public IReadOnlyList<string> output_names
    {
        get
        {
            string[] names = [.. outputs_or_made.Select((output, i) => TensorNote.Of(output)?.Node?.Layer.name ?? $"output_{i + 1}")];
            var taken = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i < names.Length; i++)
            {
                var stem = names[i];
                for (var number = 1; !taken.Add(names[i]); number++) names[i] = $"{stem}_{number}";
            }
            return names;
        }
    }

    /// <summary>The names of the figures of training: the loss, then the metrics.</summary>
    public IReadOnlyList<string> metrics_names => _compilation?.Graphs.Values.LastOrDefault()?.Names ?? ["loss"];

    internal Tensors outputs_or_made => Graph?.Outputs ?? _dataOutputs ?? throw NotBuilt("outputs");

    /// <summary>Builds a model that has waited for data to learn its shapes.</summary>
    internal void BuildFor(ModelData x)
    {
        if (Graph is not null || _dataInputs is not null) return;
        Shape[] shapes = [.. x.Values.Select(v => ValueShape(v))];
        foreach (var shape in shapes)
        {
            if (shape.ndim == 0) throw DataColumn.NoSamples("x");
            if (shape.size == 0) throw new ValueError($"x is empty (shape {shape}); at least one sample is needed to build the model \"{name}\".");
        }
        Shape[] batches = [.. shapes.Select(s => s.ndim == 1 ? new Shape(-1, 1) : new Shape([-1, .. s.dims[1..]]))];
        if (this is Sequential sequential)
        {
            sequential.build(batches[0]);
            return;
        }
        _dataInputs = new Tensors([.. batches.Select((shape, i) => tf.placeholder(dtype, shape, $"{name}_input_{i + 1}"))]);
        using var context = new CallContext(training: false);
        _dataOutputs = Apply(_dataInputs);
    }

    private static Shape ValueShape(object value) => value switch
    {
        NumSharp.NDArray array => new Shape(array.shape),
        Array array when array.GetType().GetElementType()!.IsPrimitive => new Shape([.. Enumerable.Range(0, array.Rank).Select(i => (long)array.GetLength(i))]),
        _ => ValueConversion.ToValue(value).Shape,
    };

    private Compilation Compiled()
    {
        if (_compileArguments is not { } given) throw new RuntimeError("You must compile your model before training/testing. Use `model.compile(optimizer, loss)`.");
        if (_compilation is not null) return _compilation;
        var names = output_names;
        var weights = given.LossWeights ?? [.. names.Select(_ => 1.0)];
        if (weights.Length != names.Count) throw new ValueError($"The model has {names.Count} output(s) ({string.Join(", ", names)}), but {weights.Length} loss_weights were given.");
        var losses = given.Loss?.For(names) ?? new Loss?[names.Count];
        return _compilation = new Compilation(given.Optimizer, losses, weights, given.Metrics?.For(names) ?? None(), given.WeightedMetrics?.For(names) ?? None());
        Metric[][] None() => [.. names.Select(_ => Array.Empty<Metric>())];
    }

    /// <summary>What a prediction runs.</summary>
    internal PredictionStep PredictionStep()
    {
        if (_prediction is not null) return _prediction;
        var forward = Forward(training: false);
        return _prediction = new PredictionStep([.. forward.Outputs, .. forward.Updates], forward.Outputs.Count);
    }

    /// <summary>Forgets the graphs of steps and predictions, for a model whose layers change.</summary>
    private protected void ForgetGraphs()
    {
        _prediction = null;
        _compilation = null;
    }

    private StepGraph StepFor(TrainingData data, bool training)
    {
        var compilation = Compiled();
        var key = $"{training}|{string.Join(';', data.Targets.Select(t => t?.ToString()))}|{string.Join(';', data.Weights.Select(w => w?.ToString()))}";
        if (!compilation.Graphs.TryGetValue(key, out var step))
            compilation.Graphs[key] = step = new StepGraph(this, compilation, data.Targets, data.Weights, training);
        return step;
    }
}
