using NumSharp;
using Tensorflow.Keras.Callbacks;
using Tensorflow.Keras.Engine;

namespace Tensorflow.Keras.Training;

/// <summary>The batches of a prediction, written into one array for each output.</summary>
internal static class Prediction
{
    private static readonly Logs s_none = [];

    public static unsafe NDArray[] Run(Model model, IReadOnlyList<DataColumn> columns, int batchSize, int verbose, int? steps, IEnumerable<Callback> callbacks)
    {
        var step = model.PredictionStep();
        var inputs = model.inputs;
        var batches = new ArrayBatches(columns, batchSize, steps: steps);
        var progress = Progbar.OnConsole(batches.Steps, verbose);
        var all = new CallbackList(callbacks, model, new FitParams(1, batches.Steps, verbose));
        var samples = steps is { } some ? (int)Math.Min((long)some * Math.Min(batchSize, columns[0].Samples), int.MaxValue) : columns[0].Samples;
        var results = new NDArray[step.Outputs];
        var feeds = new FeedItem[inputs.Count];
        var done = 0;
        progress?.Begin();
        all.Each(c => c.on_predict_begin(s_none));
        batches.Begin();
        var number = 0;
        while (batches.Next() is { } batch)
        {
            for (var i = 0; i < feeds.Length; i++) feeds[i] = new FeedItem(inputs[i], batch[i]);
            var next = 0;
            var rows = batch[0].Dims[0];
            GraphState.Of(inputs[0].graph).Session.Execute<object>(step.Fetches, feeds, value =>
            {
                // States of layers are fetched behind the outputs, for their effect.
                if (next >= results.Length) return s_none;
                var result = results[next] ??= new NDArray(value.DType.as_system_dtype(), new NumSharp.Shape([samples, .. value.Dims[1..].Select(d => (long)d)]), false);
                if (value.Rank == 0 || value.Dims[0] != rows)
                    throw new ValueError($"The output {next} of the model \"{model.name}\" has shape {value.Shape} for a batch of {rows} samples; predict needs one row a sample.");
                var rowBytes = value.ByteCount / Math.Max(1, rows);
                Buffer.MemoryCopy(value.Data, (byte*)result.Unsafe.Address + done * rowBytes, value.ByteCount, value.ByteCount);
                next++;
                return s_none;
            });
            done += rows;
            all.Each(c => c.on_predict_batch_end(number, s_none));
            number++;
            progress?.Step(number, () => s_none);
        }
        all.Each(c => c.on_predict_end(s_none));
        progress?.End(number, s_none);
        return done == samples ? results : [.. results.Select(r => r[$":{done}"])];
    }
}

/// <summary>What a prediction fetches: the outputs, then updates of states.</summary>
internal sealed record PredictionStep(object[] Fetches, int Outputs);
