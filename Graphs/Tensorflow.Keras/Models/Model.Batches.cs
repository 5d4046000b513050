using NumSharp;
using Tensorflow.Keras.Training;

namespace Tensorflow.Keras;

/// <summary>Training and evaluation on batches that a program makes: generators, lists, <see cref="Sequence"/>.</summary>
public abstract partial class Model
{
    /// <summary>Trains on batches (x, y).</summary>
    /// <param name="batches">The batches of an epoch, enumerated anew for each; or without end, with steps_per_epoch.</param>
    /// <param name="epochs">The number of the last epoch.</param>
    /// <param name="verbose">0 silent, 1 a bar, 2 a line an epoch.</param>
    /// <param name="callbacks">What is called as training goes on.</param>
    /// <param name="validation_data">Data to evaluate after each epoch.</param>
    /// <param name="class_weight">The weight of each class in the loss.</param>
    /// <param name="initial_epoch">The epoch to begin with.</param>
    /// <param name="steps_per_epoch">Batches of an epoch; all unless given.</param>
    /// <returns>The figures of each epoch.</returns>
    public History fit(IEnumerable<(NDArray x, NDArray y)> batches, int epochs = 1, int verbose = 1, IEnumerable<Callback>? callbacks = null, ValidationData? validation_data = null,
        Dictionary<int, double>? class_weight = null, int initial_epoch = 0, int? steps_per_epoch = null) =>
        fit(batches.Select(b => new Batch(b.x, b.y)), epochs, verbose, callbacks, validation_data, class_weight, initial_epoch, steps_per_epoch);

    /// <summary>Trains on batches with several inputs or outputs, or with sample weights.</summary>
    public History fit(IEnumerable<Batch> batches, int epochs = 1, int verbose = 1, IEnumerable<Callback>? callbacks = null, ValidationData? validation_data = null,
        Dictionary<int, double>? class_weight = null, int initial_epoch = 0, int? steps_per_epoch = null)
    {
        RequireCompiled();
        if (steps_per_epoch is { } steps) RequirePositive("steps_per_epoch", steps);
        var peeked = new Peeked<Batch>(batches);
        var first = peeked.First ?? throw new ValueError("The batches are empty: there is nothing to train on.");
        using var graph = GraphFor(first.x);
        var step = StepFor(TrainingData.From(this, CompiledFor(first.x), first.x, first.y, first.sample_weight, class_weight), training: true);
        using var source = Source(peeked, steps_per_epoch, class_weight);
        using var validation = ValidationRun.Of(validation_data, this, Compiled(), BatchSize(null, "batch_size"));
        var loop = new FitLoop(this, step) { Validation = StepsOf(validation) };
        return loop.Run(source, epochs, initial_epoch, verbose, callbacks ?? []);
    }

    /// <summary>The loss and the metrics over batches (x, y).</summary>
    public Results evaluate(IEnumerable<(NDArray x, NDArray y)> batches, int verbose = 1, int? steps = null) => evaluate(batches.Select(b => new Batch(b.x, b.y)), verbose, steps);

    /// <summary>The loss and the metrics over batches.</summary>
    public Results evaluate(IEnumerable<Batch> batches, int verbose = 1, int? steps = null)
    {
        RequireCompiled();
        var peeked = new Peeked<Batch>(batches);
        var first = peeked.First ?? throw new ValueError("The batches are empty: there is nothing to evaluate.");
        using var graph = GraphFor(first.x);
        var step = StepFor(TrainingData.From(this, CompiledFor(first.x), first.x, first.y, first.sample_weight), training: false);
        using var source = Source(peeked, steps, null);
        return Evaluation.Run(this, step, source, verbose, []);
    }

    /// <summary>What the model gives for batches, behind each other.</summary>
    public NDArray predict_generator(IEnumerable<NDArray> batches, int? steps = null)
    {
        var results = new List<NDArray>();
        foreach (var batch in steps is { } some ? batches.Take(some) : batches) results.Add(predict_on_batch(batch));
        if (results.Count == 0) throw new ValueError("The batches are empty: there is nothing to predict.");
        return NumSharp.np.concatenate([.. results], axis: 0);
    }

    internal SequenceBatches<Batch> Source(Peeked<Batch> batches, int? steps, Dictionary<int, double>? classWeight) => new(batches,
        b => [.. TrainingData.From(this, Compiled(), b.x, b.y, b.sample_weight, classWeight).Columns.Select(c => c.All)], steps);

    private (StepGraph, BatchSource)? StepsOf(ValidationRun? validation) =>
        validation is null ? null : (StepFor(validation.Data, training: false), validation.Batches);
}

/// <summary>A batch: inputs, targets, weights of the samples.</summary>
public sealed record Batch(ModelData x, ModelData? y = null, ModelData? sample_weight = null)
{
    public static implicit operator Batch((NDArray, NDArray) batch) => new(batch.Item1, batch.Item2);

    public static implicit operator Batch((NDArray, NDArray, NDArray) batch) => new(batch.Item1, batch.Item2, batch.Item3);
}

/// <summary>Batches by their numbers: derive it to load data as they are needed. It is enumerated in order.</summary>
public abstract class Sequence : IReadOnlyList<Batch>
{
    /// <summary>The number of batches of an epoch.</summary>
    public abstract int Count { get; }

    /// <summary>Batch <paramref name="index"/>, from 0.</summary>
    public abstract Batch this[int index] { get; }

    /// <summary>Called when all batches were taken.</summary>
    public virtual void on_epoch_end() { }

    public IEnumerator<Batch> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return this[i];
        on_epoch_end();
    }

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
}
