using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Spectre.Console;
using TfExercises.Output;

namespace TfExercises.Bench;

/// <summary>What a run of <c>bench</c> measured, as a table, as Markdown and as JSON.</summary>
public sealed record BenchResult(Machine Machine, DateTimeOffset Started, string Version, IReadOnlyList<StepTime> Steps)
{
    const int WidthOfFiles = 200;

    /// <summary>Writes the machine, the table and what the columns mean.</summary>
    public void Write(TextWriter output, bool markdown = false)
    {
        output.WriteLine($"{Machine}, {Started:yyyy-MM-dd}");
        output.WriteLine();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        console.Profile.Width = WidthOfFiles;
        console.Write(Table(markdown ? TableBorder.Markdown : TableBorder.Rounded));
        output.WriteLine();
        output.WriteLine("spread: half of the samples lie in it, as a share of the median. allocated: bytes of one step. GFLOP/s: of the best sample.");
        if (HasSeveralEngines)
            output.WriteLine($"ratio: of the median to that of the engine {Steps.First(step => step.Engine is not null).Engine}.");
    }

    public string ToMarkdown()
    {
        using var text = new StringWriter { NewLine = "\n" };
        Write(text, markdown: true);
        return Regex.Replace(text.ToString(), @"\s*\n\s*\n", "\n\n").TrimEnd() + "\n";
    }

    /// <summary>Times in seconds.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, LessonResult.JsonOptions) + "\n";

    Table Table(TableBorder border)
    {
        var table = new Table().Border(border);
        foreach (var (title, text, isNumber) in Columns)
        {
            var column = new TableColumn(title);
            table.AddColumn(isNumber ? column.RightAligned() : column);
        }
        foreach (var step in Steps)
            table.AddRow([.. Columns.Select(column => column.Text(step))]);
        return table;
    }

    bool HasSeveralEngines => Steps.Select(step => step.Engine).OfType<string>().Distinct().Count() > 1;

    IEnumerable<(string Title, Func<StepTime, string> Text, bool IsNumber)> Columns =>
    [
        ("step", step => step.Step, false),
        .. Optional("engine", step => step.Engine ?? "", isNumber: false),
        ("median", step => Duration(step.Median), true),
        .. Optional("ratio", step => step.Engine is null ? "" : Text($"{step.Median / Steps.First(other => other.Step == step.Step).Median:0.00}"), isNumber: true),
        ("best", step => Duration(step.Best), true),
        ("spread", step => Text($"{step.Spread / step.Median:0.0%}"), true),
        ("allocated", step => Text($"{step.AllocatedBytes}"), true),
        ("GFLOP/s", step => step.FlopsPerSecond is { } flops ? Text($"{flops / 1e9:0.0}") : "", true),
    ];

    IEnumerable<(string, Func<StepTime, string>, bool)> Optional(string title, Func<StepTime, string> text, bool isNumber) =>
        HasSeveralEngines ? [(title, text, isNumber)] : [];

    static string Duration(double seconds) => seconds < 1e-3 ? Text($"{seconds * 1e6:0.00} us") : Text($"{seconds * 1e3:0.00} ms");

    static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
