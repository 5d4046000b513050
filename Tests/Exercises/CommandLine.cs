using TfExercises.Commands;
using TfExercises.Lessons;

namespace TfExercises.Tests.Exercises;

/// <summary>A run of the command line in this process: exit code and what was written.</summary>
sealed record CommandLine(int ExitCode, string Output, string Error)
{
    public static CommandLine Run(params string[] arguments) => Run(new LessonTable([new TrialLesson(), new PlainLesson()]), arguments);

    public static CommandLine Run(LessonTable lessons, params string[] arguments) => Run(lessons, [], default, arguments);

    public static CommandLine Run(
        LessonTable lessons, (string, string)[] environment, CancellationToken cancellation, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = Runner.Run(arguments, new Host(lessons, output, error, Interactive: false, environment, cancellation));
        return new(exitCode, output.ToString(), error.ToString());
    }
}
