using System.Collections;
using System.Runtime.InteropServices;
using System.Text;
using TfExercises.Commands;
using TfExercises.Lessons;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

const string ShowCursor = "\e[?25h";
var interactive = !Console.IsOutputRedirected && !Console.IsErrorRedirected;
using var stop = new CancellationTokenSource();
void Stop(PosixSignalContext signal)
{
    // A second signal ends the program at once, as it would without this; a progress bar has hidden the cursor then.
    signal.Cancel = !stop.IsCancellationRequested;
    if (!signal.Cancel && interactive)
        Console.Error.Write(ShowCursor);
    stop.Cancel();
}
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(v => ((string)v.Key, (string?)v.Value ?? ""));
return Runner.Run(args, new Host(LessonTable.Course, Console.Out, Console.Error, interactive, [.. environment], stop.Token));
