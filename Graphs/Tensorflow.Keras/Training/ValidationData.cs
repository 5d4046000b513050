using NumSharp;
using Tensorflow.Keras.Training;

namespace Tensorflow.Keras
{
    /// <summary>Data for validation: (x, y), (x, y, sample_weight), or batches.</summary>
    public sealed class ValidationData
    {
        /// <summary>Arrays.</summary>
        public ValidationData(ModelData x, ModelData? y, ModelData? sample_weight = null) => Arrays = new Batch(x, y, sample_weight);

        /// <summary>Batches that a program makes.</summary>
        /// <param name="batches">Enumerated anew after each epoch; or without end, with <paramref name="steps"/>.</param>
        /// <param name="steps">The number of batches to evaluate; all unless given.</param>
        public ValidationData(IEnumerable<Batch> batches, int? steps = null) => (Batches, Steps) = (batches, steps);

        /// <summary>Batches (x, y) that a program makes.</summary>
        /// <param name="batches">Enumerated anew after each epoch; or without end, with <paramref name="steps"/>.</param>
        /// <param name="steps">The number of batches to evaluate; all unless given.</param>
        public ValidationData(IEnumerable<(NDArray x, NDArray y)> batches, int? steps = null) : this(batches.Select(b => new Batch(b.x, b.y)), steps) { }

        internal Batch? Arrays { get; }

        internal IEnumerable<Batch>? Batches { get; }

        internal int? Steps { get; }

        public static implicit operator ValidationData((NDArray, NDArray) data) => new(data.Item1, data.Item2);

        public static implicit operator ValidationData((NDArray, NDArray, NDArray) data) => new(data.Item1, data.Item2, data.Item3);

        public static implicit operator ValidationData((NDArray[], NDArray) data) => new(data.Item1, data.Item2);

        public static implicit operator ValidationData((NDArray[], NDArray[]) data) => new(data.Item1, data.Item2);

        public static implicit operator ValidationData((Array, Array) data) => new(data.Item1, data.Item2);

        public static implicit operator ValidationData((ModelData, ModelData) data) => new(data.Item1, data.Item2);

        public static implicit operator ValidationData(Sequence batches) => new(batches);
    }
}

namespace Tensorflow.Keras.Training
{
    /// <summary>The validation of a fit: data by which its step is made, and its batches.</summary>
    internal sealed record ValidationRun(TrainingData Data, BatchSource Batches) : IDisposable
    {
        /// <summary>Checks what a fit was given; null for nothing.</summary>
        public static ValidationRun? Of(ValidationData? given, Model model, Compilation compilation, int batchSize)
        {
            if (given is null) return null;
            if (given.Arrays is { } arrays) return Of(From(arrays), model, batchSize);
            var peeked = new Peeked<Batch>(given.Batches!);
            var first = peeked.First ?? throw new ValueError("The batches of validation_data are empty: there is nothing to evaluate.");
            return new ValidationRun(From(first), model.Source(peeked, given.Steps, null));

            TrainingData From(Batch batch) => TrainingData.From(model, compilation, batch.x, batch.y, batch.sample_weight);
        }

        public static ValidationRun Of(TrainingData data, Model model, int batchSize)
        {
            model.RequireWholeBatches(data.Samples, batchSize);
            return new ValidationRun(data, new ArrayBatches(data.Columns, batchSize));
        }

        public void Dispose() => (Batches as IDisposable)?.Dispose();
    }
}
