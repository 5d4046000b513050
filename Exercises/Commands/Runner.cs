using System.CommandLine;
using System.CommandLine.Invocation;
using TfExercises.Settings;

namespace TfExercises.Commands;

/// <summary>The command line: from arguments to an exit code.</summary>
static class Runner
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    public static int Run(IReadOnlyList<string> arguments, Host host)
    {
        var root = new RootCommand("TensorFlow 1.x style lessons of deep learning.")
        {
            ListCommand.Create(host),
            ShowCommand.Create(host),
            RunCommand.Create(host),
            BenchCommand.Create(host),
            DoctorCommand.Create(host),
        };
        var parsed = root.Parse(arguments);
        try
        {
            if (parsed.Action is ParseErrorAction)
                throw new UsageError(string.Join(Environment.NewLine, parsed.Errors.Select(error => error.Message)));
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = host.Output,
                Error = host.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (UsageError error)
        {
            host.Error.WriteLine(error.Message);
            host.Error.WriteLine("--help shows the commands and their options.");
            return WrongUsage;
        }
    }
}
