using System.Text;
using Spectre.Console;

namespace TfExercises.Output;

/// <summary>Where a lesson's lines go, and its progress bar if there is a person to see it.</summary>
sealed class RunOutput(TextWriter lines, IAnsiConsole? interactive)
{
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
                Redirected(new LineWriter(interactive), () => work((done, count) =>
                {
                    task.MaxValue = count;
                    task.Value = done;
                }));
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

    /// <summary>Hands whole lines to the console that also holds the progress bar, so that they stand above it.</summary>
    sealed class LineWriter(IAnsiConsole console) : TextWriter
    {
        readonly StringBuilder line = new();

        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value)
        {
            if (value == '\n')
            {
                console.WriteLine(line.ToString());
                line.Clear();
            }
            else if (value != '\r')
            {
                line.Append(value);
            }
        }

        public override void Flush()
        {
            if (line.Length > 0)
                Write('\n');
        }
    }
}
