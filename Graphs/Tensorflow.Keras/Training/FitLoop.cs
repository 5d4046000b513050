using Tensorflow.Keras.Callbacks;

namespace Tensorflow.Keras.Training;

/// <summary>The epochs of a fit.</summary>
internal sealed class FitLoop(Model model, StepGraph step, StepGraph? validationStep)
{
    private static readonly Logs s_none = [];

    public History Run(BatchSource batches, BatchSource? validation, int epochs, int initialEpoch, int verbose, IEnumerable<Callback> callbacks)
    {
        var history = new History();
        Callback[] own = verbose == 0 ? [] : [new ProgbarLogger()];
        var all = new CallbackList([.. own, .. callbacks, history], model, new FitParams(epochs, batches.Steps, verbose));
        var figures = new RunningFigures(step);
        var validationFigures = validationStep is null ? null : new RunningFigures(validationStep);
        model.stop_training = false;
        all.Each(c => c.on_train_begin(s_none));
        Logs logs = s_none;
        for (var epoch = initialEpoch; epoch < epochs && !model.stop_training; epoch++)
        {
            figures.Reset();
            all.Each(c => c.on_epoch_begin(epoch, s_none));
            batches.Begin();
            var number = 0;
            while (!model.stop_training && batches.Next() is { } batch)
            {
                all.BatchBegin(number, s_none);
                figures.Add(step.Run(batch), batch[0].Dims[0]);
                if (all.WantsBatches) all.BatchEnd(number, Logs.From(step.Names, figures.Values()));
                number++;
            }
            if (number == 0) throw new ValueError($"The data gave no batch in epoch {epoch + 1}: there is nothing to train on.");
            logs = Logs.From(step.Names, figures.Values());
            if (validation is not null)
            {
                foreach (var (name, value) in Evaluation.Figures(validationStep!, validation, validationFigures!, all)) logs[$"val_{name}"] = value;
            }
            all.Each(c => c.on_epoch_end(epoch, logs));
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
        Callback[] own = verbose == 0 ? [] : [new ProgbarLogger()];
        var all = new CallbackList([.. own, .. callbacks], model, new FitParams(1, batches.Steps, verbose));
        var figures = new RunningFigures(step);
        Figures(step, batches, figures, all);
        return new Results(step.Names, figures.Values());
    }

    public static Logs Figures(StepGraph step, BatchSource batches, RunningFigures figures, CallbackList callbacks)
    {
        figures.Reset();
        callbacks.Each(c => c.on_test_begin(s_none));
        batches.Begin();
        var number = 0;
        while (batches.Next() is { } batch)
        {
            callbacks.Each(c => c.on_test_batch_begin(number, s_none));
            figures.Add(step.Run(batch), batch[0].Dims[0]);
            if (callbacks.WantsBatches)
            {
                var soFar = Logs.From(step.Names, figures.Values());
                callbacks.Each(c => c.on_test_batch_end(number, soFar));
            }
            number++;
        }
        var logs = Logs.From(step.Names, figures.Values());
        callbacks.Each(c => c.on_test_end(logs));
        return logs;
    }
}
