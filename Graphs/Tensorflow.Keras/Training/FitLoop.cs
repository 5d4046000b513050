using Tensorflow.Keras.Callbacks;

namespace Tensorflow.Keras.Training;

/// <summary>The epochs of a fit.</summary>
internal sealed class FitLoop(Model model, StepGraph step)
{
    private static readonly Logs s_none = [];

    /// <summary>The graph of validation's steps and its batches; null for none.</summary>
    public (StepGraph Step, BatchSource Batches)? Validation { get; init; }

    /// <summary>Validation follows every so many epochs.</summary>
    public int ValidationFrequency { get; init; } = 1;

    public History Run(BatchSource batches, int epochs, int initialEpoch, int verbose, IEnumerable<Callback> callbacks)
    {
        if (epochs < 0 || initialEpoch < 0) throw new ValueError($"`epochs` and `initial_epoch` must be 0 or more. Received: epochs={epochs}, initial_epoch={initialEpoch}");
        var progress = Progbar.OnConsole(batches.Steps, verbose);
        var history = new History();
        var all = new CallbackList([.. callbacks, history], model, new FitParams(epochs, batches.Steps, verbose));
        var figures = new RunningFigures(step);
        var validationFigures = Validation is { } given ? new RunningFigures(given.Step) : null;
        Func<Logs> now = () => Logs.From(step.Names, figures.Values());
        model.stop_training = false;
        all.Each(c => c.on_train_begin(s_none));
        Logs logs = s_none;
        for (var epoch = initialEpoch; epoch < epochs && !model.stop_training; epoch++)
        {
            if (verbose > 0 && epochs > 1) Console.WriteLine($"Epoch {epoch + 1}/{epochs}");
            progress?.Begin();
            figures.Reset();
            all.Each(c => c.on_epoch_begin(epoch, s_none));
            batches.Begin();
            var done = 0;
            while (!model.stop_training && batches.Next() is { } batch)
            {
                all.BatchBegin(done, s_none);
                figures.Add(step.Run(batch), batch[0].Dims[0]);
                if (all.WantsBatches) all.BatchEnd(done, now());
                done++;
                progress?.Step(done, now);
            }
            if (done == 0) throw new ValueError($"The data gave no batch in epoch {epoch + 1}: there is nothing to train on.");
            logs = now();
            if (Validation is { } validation && (epoch + 1) % ValidationFrequency == 0)
            {
                foreach (var (name, value) in Evaluation.Figures(validation.Step, validation.Batches, validationFigures!, all, null)) logs[$"val_{name}"] = value;
            }
            // Callbacks may add figures, which belong into the line and the history.
            all.EachBut(history, c => c.on_epoch_end(epoch, logs));
            progress?.End(done, logs);
            history.on_epoch_end(epoch, logs);
        }
        all.Each(c => c.on_train_end(logs));
        return history;
    }
}

/// <summary>The batches of an evaluation.</summary>
internal static class Evaluation
{
    private static readonly Logs s_none = [];

    public static Results Run(Model model, StepGraph step, BatchSource batches, int verbose, IEnumerable<Callback> callbacks)
    {
        var all = new CallbackList(callbacks, model, new FitParams(1, batches.Steps, verbose));
        var figures = new RunningFigures(step);
        Figures(step, batches, figures, all, Progbar.OnConsole(batches.Steps, verbose));
        return new Results(step.Names, figures.Values());
    }

    public static Logs Figures(StepGraph step, BatchSource batches, RunningFigures figures, CallbackList callbacks, Progbar? progress)
    {
        Func<Logs> now = () => Logs.From(step.Names, figures.Values());
        figures.Reset();
        progress?.Begin();
        callbacks.Each(c => c.on_test_begin(s_none));
        batches.Begin();
        var done = 0;
        while (batches.Next() is { } batch)
        {
            if (callbacks.WantsTestBatches) callbacks.Each(c => c.on_test_batch_begin(done, s_none));
            figures.Add(step.Run(batch), batch[0].Dims[0]);
            if (callbacks.WantsTestBatches)
            {
                var soFar = now();
                callbacks.Each(c => c.on_test_batch_end(done, soFar));
            }
            done++;
            progress?.Step(done, now);
        }
        if (done == 0) throw new ValueError("The data gave no batch: there is nothing to evaluate.");
        var logs = now();
        callbacks.Each(c => c.on_test_end(logs));
        progress?.End(done, logs);
        return logs;
    }
}
