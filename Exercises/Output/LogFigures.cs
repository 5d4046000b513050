using TfExercises.Lessons;

namespace TfExercises.Output;

/// <summary>The plots of what was logged: loss and accuracy over the iterations.</summary>
static class LogFigures
{
    public static readonly Text Iteration = new("更新回数", "iteration");
    public static readonly Text Loss = new("誤差", "loss");

    public static IEnumerable<Figure> Of(Text title, IReadOnlyList<LogEntry> log)
    {
        Figure? Over(string name, Text label, Func<LogEntry, double?> value)
        {
            var measured = log.Where(entry => value(entry) is { } v && double.IsFinite(v)).ToList();
            return measured.Count == 0
                ? null
                : new Figure(name, title, Iteration, label).Line(measured.Select(e => (double)e.Iteration).ToArray(), measured.Select(e => value(e)!.Value).ToArray(), label);
        }

        if (Over("loss", Loss, entry => entry.Loss) is { } loss)
            yield return loss;
        if (Over("accuracy", new("正解率", "accuracy"), entry => entry.Accuracy) is { } accuracy)
            yield return accuracy;
    }
}
