using TfExercises.Lessons;
using TfExercises.Output;

namespace TfExercises.Commands;

/// <summary>The tries of a lesson side by side: their final numbers in a table, their losses in one plot.</summary>
static class TryComparison
{
    /// <summary>What the lesson as it stands is called beside its tries.</summary>
    public const string AsItStands = "base";

    /// <summary>A line a try: every final number that is one number, and the seconds.</summary>
    public static IEnumerable<string> Table(IReadOnlyList<LessonResult> results)
    {
        var names = results.SelectMany(result => result.Metrics.Where(metric => metric.Value is double).Select(metric => metric.Key)).Distinct().ToList();
        List<string[]> rows = [["try", .. names, "seconds"]];
        foreach (var result in results)
            rows.Add([NameOf(result), .. names.Select(name => result.Metrics.GetValueOrDefault(name) is double value ? Short(value) : ""), Short(result.Seconds)]);
        var widths = Enumerable.Range(0, rows[0].Length).Select(column => rows.Max(row => row[column].Length)).ToList();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => column == 0 ? cell.PadRight(widths[0]) : cell.PadLeft(widths[column]))));
    }

    /// <summary>The losses over the iterations, a line a try, on a logarithmic axis; null where none was logged.</summary>
    public static Figure? Losses(Lesson lesson, IReadOnlyList<LessonResult> results)
    {
        var figure = new Figure("tries", lesson.Title, LogFigures.Iteration, LogFigures.Loss, IsLogarithmic: true);
        foreach (var result in results)
        {
            var logged = result.Log.Where(entry => entry.Loss is > 0 and < double.PositiveInfinity).ToList();
            if (logged.Count > 0)
                figure.Line(logged.Select(entry => (double)entry.Iteration).ToArray(), logged.Select(entry => entry.Loss!.Value).ToArray(), new(NameOf(result), NameOf(result)));
        }
        return figure.Series.Count > 0 ? figure : null;
    }

    static string NameOf(LessonResult result) => result.Try ?? AsItStands;

    static string Short(double value) => value.ToString("G4", System.Globalization.CultureInfo.InvariantCulture);
}
