using System.Diagnostics;
using System.Text;
using Spectre.Console;

namespace TfExercises.Output;

/// <summary>Where a lesson's lines go, and its progress bar if there is a person to see it.</summary>
sealed class RunOutput(TextWriter lines, IAnsiConsole? interactive)
{
    static readonly TimeSpan RefreshInterval = TimeSpan.FromMilliseconds(50);

    /// <summary>Runs <paramref name="work"/> with Console.Out leading to the lines; it reports iterations done and their number.</summary>
    public void During(string title, Action<Action<int, int>> work)
    {
        if (interactive is null)
        {
            Redirected(lines, () => work((_, _) => { }));
            return;
        }
        interactive.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(progress =>
            {
                var task = progress.AddTask(Markup.Escape(title));
                var printed = new LineWriter();
                var refreshed = 0L;
                try
                {
                    Redirected(printed, () => work((done, count) =>
                    {
                        printed.MoveTo(interactive);
                        if (Stopwatch.GetElapsedTime(refreshed) < RefreshInterval)
                            return;
                        refreshed = Stopwatch.GetTimestamp();
                        task.MaxValue = count;
                        task.Value = done;
                    }));
                }
                finally
                {
                    printed.MoveTo(interactive);
                }
            });
    }

    static void Redirected(TextWriter writer, Action work)
    {
        var before = Console.Out;
        Console.SetOut(writer);
        try
        {
            work();
        }
        finally
        {
            writer.Flush();
            Console.SetOut(before);
        }
    }

    /// <summary>
    /// Keeps what is printed until it can be moved above the progress bar. It must not be written there at once: printing holds
    /// Console.Out's lock, for which the thread that draws the bar may be waiting.
    /// </summary>
    sealed class LineWriter : TextWriter
    {
        readonly StringBuilder text = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            if (value != '\r')
                text.Append(value);
        }

        public void MoveTo(IAnsiConsole console)
        {
            if (text.Length == 0)
                return;
            var lines = text.ToString();
            text.Clear();
            console.Write(new Text(lines.EndsWith('\n') ? lines : lines + "\n"));
        }
    }
}
