using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TfExercises.Bench;

/// <summary>The machine that a time was measured on.</summary>
public sealed record Machine(string Cpu, int Processors, int VectorBits, string Os, string Runtime)
{
    const string LinuxCpuInfo = "/proc/cpuinfo";

    /// <summary>This machine.</summary>
    public static Machine Current { get; } = new(
        CpuName(),
        Environment.ProcessorCount,
        Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128,
        RuntimeInformation.OSDescription,
        RuntimeInformation.FrameworkDescription);

    public override string ToString() => $"{Cpu}, {Processors} processors, vectors of {VectorBits} bits, {Os}, {Runtime}";

    // .NET does not tell the processor's name.
    static string CpuName()
    {
        var name = File.Exists(LinuxCpuInfo)
            ? File.ReadLines(LinuxCpuInfo).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1]
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
        return name is null ? $"{RuntimeInformation.ProcessArchitecture} processor" : name.Trim();
    }
}
