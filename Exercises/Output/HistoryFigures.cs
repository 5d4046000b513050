using Tensorflow.Keras;
using TfExercises.Lessons;

namespace TfExercises.Output;

/// <summary>The plots of a fit over its epochs: loss and accuracy, each with that of the validation beside it.</summary>
static class HistoryFigures
{
    static readonly Text Epoch = new("エポック", "epoch");

    public static IEnumerable<Figure> Of(Text title, History history)
    {
        foreach (var (name, label) in new[] { ("loss", new Text("誤差", "loss")), ("accuracy", new Text("正解率", "accuracy")) })
        {
            if (!history.history.ContainsKey(name))
                continue;
            var figure = new Figure(name, title, Epoch, label);
            foreach (var (key, of) in new[] { (name, new Text($"{label.Japanese} (訓練)", name)), ("val_" + name, new Text($"{label.Japanese} (検証)", "val_" + name)) })
            {
                if (history.history.TryGetValue(key, out var values))
                    figure.Line(history.epoch.Select(e => e + 1.0).ToArray(), values.ToArray(), of);
            }
            yield return figure;
        }
    }
}
