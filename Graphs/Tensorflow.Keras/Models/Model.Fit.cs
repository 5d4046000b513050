using NumSharp;
using Tensorflow.Keras.Callbacks;
using Tensorflow.Keras.Training;

namespace Tensorflow.Keras;

/// <summary>Training, evaluation and prediction.</summary>
public abstract partial class Model
{
    private const int DefaultBatchSize = 32;

    /// <summary>Set by callbacks to end a fit after this batch or epoch.</summary>
    public bool stop_training { get; set; }

    /// <summary>Trains the model.</summary>
    /// <param name="x">The inputs: an array with one row a sample, or several arrays.</param>
    /// <param name="y">What is wanted for each sample.</param>
    /// <param name="batch_size">Samples of a step; 32 unless given.</param>
    /// <param name="epochs">The number of the last epoch: as many as that are trained when initial_epoch is 0.</param>
    /// <param name="verbose">0 silent, 1 a bar, 2 a line an epoch.</param>
    /// <param name="callbacks">What is called as training goes on.</param>
    /// <param name="validation_split">The fraction of the samples, the last ones, that are not trained on but evaluated after each epoch, in [0, 1).</param>
    /// <param name="validation_data">Data to evaluate after each epoch.</param>
    /// <param name="shuffle">False to keep the order of the samples.</param>
    /// <param name="class_weight">The weight of each class in the loss.</param>
    /// <param name="sample_weight">The weight of each sample in the loss.</param>
    /// <param name="initial_epoch">The epoch to begin with, to go on with a fit.</param>
    /// <param name="steps_per_epoch">Batches of an epoch; all samples unless given.</param>
    /// <param name="validation_batch_size">Samples of a step of evaluation; batch_size unless given.</param>
    /// <param name="validation_freq">Validation follows every so many epochs.</param>
    /// <returns>The figures of each epoch.</returns>
    /// <exception cref="ValueError">The data do not fit the model or its loss.</exception>
    /// <exception cref="RuntimeError">The model was not compiled.</exception>
    public History fit(ModelData x, ModelData? y = null, int? batch_size = null, int epochs = 1, int verbose = 1, IEnumerable<Callback>? callbacks = null,
        double validation_split = 0, ValidationData? validation_data = null, bool shuffle = true, Dictionary<int, double>? class_weight = null,
        ModelData? sample_weight = null, int initial_epoch = 0, int? steps_per_epoch = null, int? validation_batch_size = null, int validation_freq = 1)
    {
        RequireCompiled();
        if (steps_per_epoch is { } steps) RequirePositive("steps_per_epoch", steps);
        if (!(validation_split is >= 0 and < 1)) throw new ValueError($"`validation_split` must be in [0, 1). Received: validation_split={validation_split}");
        using var graph = GraphFor(x);
        var data = TrainingData.From(this, CompiledFor(x), x, y, sample_weight, class_weight);
        var size = BatchSize(batch_size, "batch_size");
        var validationSize = BatchSize(validation_batch_size ?? size, "validation_batch_size");
        using var validation = ValidationRun.Of(validation_data, this, Compiled(), validationSize) ?? SplitOff();
        RequireWholeBatches(data.Samples, size);
        var batches = new ArrayBatches(data.Columns, size, shuffle ? KerasRandom.Next(inputs[0].graph) : null, steps_per_epoch);
        var loop = new FitLoop(this, StepFor(data, training: true))
        {
            Validation = StepsOf(validation),
            ValidationFrequency = RequirePositive("validation_freq", validation_freq),
        };
        return loop.Run(batches, epochs, initial_epoch, verbose, callbacks ?? []);

        ValidationRun? SplitOff()
        {
            if (validation_split == 0) return null;
            var place = (int)Math.Floor(data.Samples * (1 - validation_split));
            if (place == 0 || place == data.Samples)
                throw new ValueError($"Training data contains {data.Samples} samples, which is not sufficient to split it into a validation and training set as specified by `validation_split={validation_split}`. Either provide more data, or a different value for the `validation_split` argument.");
            (data, var last) = data.SplitAt(place);
            return ValidationRun.Of(last, this, validationSize);
        }
    }

    /// <summary>The loss and the metrics on data.</summary>
    /// <param name="x">The inputs.</param>
    /// <param name="y">What is wanted.</param>
    /// <param name="batch_size">Samples of a step; 32 unless given.</param>
    /// <param name="verbose">0 silent, 1 a bar, 2 a line.</param>
    /// <param name="sample_weight">The weight of each sample in the loss.</param>
    /// <param name="steps">The number of batches; all unless given.</param>
    /// <param name="callbacks">What is called as evaluation goes on.</param>
    public Results evaluate(ModelData x, ModelData? y = null, int? batch_size = null, int verbose = 1, ModelData? sample_weight = null, int? steps = null,
        IEnumerable<Callback>? callbacks = null)
    {
        RequireCompiled();
        using var graph = GraphFor(x);
        var data = TrainingData.From(this, CompiledFor(x), x, y, sample_weight);
        var size = BatchSize(batch_size, "batch_size");
        RequireWholeBatches(data.Samples, size);
        var batches = new ArrayBatches(data.Columns, size, steps: steps);
        return Evaluation.Run(this, StepFor(data, training: false), batches, verbose, callbacks ?? []);
    }

    /// <summary>Trains on one batch.</summary>
    /// <returns>The figures of this batch.</returns>
    public Results train_on_batch(ModelData x, ModelData? y = null, ModelData? sample_weight = null, Dictionary<int, double>? class_weight = null) =>
        OnBatch(x, y, sample_weight, class_weight, training: true);

    /// <summary>The loss and the metrics of one batch.</summary>
    public Results test_on_batch(ModelData x, ModelData? y = null, ModelData? sample_weight = null) => OnBatch(x, y, sample_weight, null, training: false);

    /// <summary>What the model gives for data: one array, a row a sample.</summary>
    /// <exception cref="ValueError">The data do not fit, or the model has several outputs (use <see cref="predict_all"/>).</exception>
    public NDArray predict(ModelData x, int? batch_size = null, int verbose = 0, int? steps = null, IEnumerable<Callback>? callbacks = null)
    {
        return Single(predict_all(x, batch_size, verbose, steps, callbacks));
    }

    private NDArray Single(NDArray[] all) =>
        all.Length == 1 ? all[0] : throw new ValueError($"The model \"{name}\" has {all.Length} outputs; use predict_all, which gives an array each.");

    /// <summary>What the model gives for data: an array for each output.</summary>
    public NDArray[] predict_all(ModelData x, int? batch_size = null, int verbose = 0, int? steps = null, IEnumerable<Callback>? callbacks = null)
    {
        using var graph = GraphFor(x);
        var columns = TrainingData.Inputs(this, x);
        var size = BatchSize(batch_size, "batch_size");
        RequireWholeBatches(columns[0].Samples, size);
        return Prediction.Run(this, columns, size, verbose, steps, callbacks ?? []);
    }

    /// <summary>What the model gives for one batch.</summary>
    public NDArray predict_on_batch(ModelData x)
    {
        using var graph = GraphFor(x);
        var columns = TrainingData.Inputs(this, x);
        var size = FixedBatchSize ?? int.MaxValue;
        RequireWholeBatches(columns[0].Samples, size);
        return Single(Prediction.Run(this, columns, size, 0, null, []));
    }

    /// <summary>The class of each sample: the place of the largest output, or for one output whether it is above 0.5 (0 or 1).</summary>
    public NDArray predict_classes(ModelData x, int? batch_size = null, int verbose = 0)
    {
        var output = predict(x, batch_size, verbose);
        return output.shape[^1] > 1 ? NumSharp.np.argmax(output, axis: -1) : (output > 0.5f).astype(NumSharp.np.int32);
    }

    /// <summary>The older name of <see cref="predict"/>.</summary>
    public NDArray predict_proba(ModelData x, int? batch_size = null, int verbose = 0) => predict(x, batch_size, verbose);

    private Results OnBatch(ModelData x, ModelData? y, ModelData? sampleWeight, Dictionary<int, double>? classWeight, bool training)
    {
        RequireCompiled();
        using var graph = GraphFor(x);
        var data = TrainingData.From(this, CompiledFor(x), x, y, sampleWeight, classWeight);
        if (FixedBatchSize is not null) BatchSize(data.Samples, "batch_size");
        var step = StepFor(data, training);
        var figures = new RunningFigures(step);
        figures.Add(step.Run([.. data.Columns.Select(c => c.All)]), data.Samples);
        return new Results(step.Names, figures.Values());
    }

    private void RequireCompiled()
    {
        if (_compileArguments is null) Compiled();
    }

    // The outputs, and with them their losses, are known only once the model is built.
    private Compilation CompiledFor(ModelData x)
    {
        BuildFor(x);
        return Compiled();
    }

    // A model that has no graph yet is built in the default one.
    private Graph? GraphFor(ModelData x)
    {
        BuildFor(x);
        return inputs[0].graph.as_default();
    }

    // An input that was told the size of its batches takes no others.
    private int? FixedBatchSize => inputs[0].shape is { HasRank: true } shape && shape[0] >= 0 ? (int)shape[0] : null;

    private int BatchSize(int? given, string argument)
    {
        if (FixedBatchSize is not { } wanted) return RequirePositive(argument, given ?? DefaultBatchSize);
        if (given is { } size && size != wanted) throw new ValueError($"The `{argument}` argument value {size} is incompatible with the batch size that the input of the model \"{name}\" was told: {wanted}");
        return wanted;
    }

    internal void RequireWholeBatches(int samples, int size)
    {
        if (FixedBatchSize is not null && samples % size != 0)
            throw new ValueError($"The input of the model \"{name}\" was told the size of its batches, so the number of samples must be divisible by it. Found: {samples} samples. Batch size: {size}.");
    }

    private static int RequirePositive(string what, int value) => value > 0 ? value : throw new ValueError($"`{what}` must be at least 1. Received: {what}={value}");
}
