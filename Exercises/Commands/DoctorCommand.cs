using System.CommandLine;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using Tensorflow;
using TfExercises.Data;
using static Tensorflow.Binding;

namespace TfExercises.Commands;

/// <summary><c>doctor</c>: what this program has to work with: the machine, the engines, the data. Fails if the managed engine or the carried data do not work.</summary>
static class DoctorCommand
{
    static readonly (bool IsSupported, string Name)[] s_instructions =
    [
        (Sse42.IsSupported, "SSE4.2"), (Avx.IsSupported, "AVX"), (Avx2.IsSupported, "AVX2"), (Fma.IsSupported, "FMA"), (Avx512F.IsSupported, "AVX-512F"), (Avx512BW.IsSupported, "AVX-512BW"),
        (AdvSimd.IsSupported, "AdvSimd"), (Dp.IsSupported, "Dp"),
    ];

    public static Command Create(Host host)
    {
        var data = new Option<string?>("--data") { Description = "A directory of MNIST's or Fashion-MNIST's four IDX files, to be checked too.", HelpName = "DIR" };
        var command = new Command("doctor", "The machine, the engines with their versions and devices, the data sets: what works here.") { data };
        command.SetAction(parsed => Write(host.Output, parsed.GetValue(data)));
        return command;
    }

    static int Write(TextWriter output, string? dataDirectory)
    {
        output.WriteLine($"program    TfExercises {LessonRun.ProgramVersion}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}, {RuntimeInformation.RuntimeIdentifier}");
        output.WriteLine($"processor  {Environment.ProcessorCount} processors, vectors of {VectorBits} bits: {string.Join(", ", s_instructions.Where(i => i.IsSupported).Select(i => i.Name))}");
        var works = true;
        foreach (var engine in Engines.Names) works &= WriteEngine(output, engine) || engine != Engines.Managed;
        works &= WriteData(output, "MNIST, carried", () => Describe(Mnist.Load()));
        works &= WriteData(output, "iris, carried", () => $"{Iris.Load().Flowers.Count} flowers");
        if (dataDirectory is not null) works &= WriteData(output, dataDirectory, () => Describe(Mnist.Load(dataDirectory)));
        return works ? Runner.Done : Runner.Failed;
    }

    static int VectorBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 64;

    static string Describe(Mnist data) => $"{data.Train.Count} images for training, {data.Test.Count} for the test";

    static bool WriteEngine(TextWriter output, string engine)
    {
        var title = $"engine     {engine}{(engine == Engines.Default ? " (default)" : "")}: ";
        try
        {
            var description = Engines.Describe(engine);
            using var graph = tf.Graph().as_default();
            using var session = tf.Session(graph, engine: engine);
            var sum = (float)session.run(tf.add(tf.constant(1f), tf.constant(1f)));
            if (sum != 2) throw new InternalError($"1 + 1 gave {sum}.");
            output.WriteLine($"{title}{description.Version}, {description.Origin}");
            foreach (var device in description.Devices) output.WriteLine($"             {device}");
            return true;
        }
        catch (TensorflowException error)
        {
            output.WriteLine($"{title}{error.Message.ReplaceLineEndings("\n             ")}");
            return false;
        }
    }

    static bool WriteData(TextWriter output, string name, Func<string> describe)
    {
        try
        {
            output.WriteLine($"data       {name}: {describe()}");
            return true;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            output.WriteLine($"data       {name}: {error.Message}");
            return false;
        }
    }
}
