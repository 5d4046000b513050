using System.Diagnostics;
using System.Runtime.Intrinsics;
using NUnit.Framework;

namespace TfExercises.Tests.Kernels;

/// <summary>The kernels and TensorFlow's golden operations on processors with narrower vectors than this one has.</summary>
public class VectorWidthTests
{
    const string NoVectors = "DOTNET_EnableHWIntrinsic", NoAvx2 = "DOTNET_EnableAVX2", NoAvx512 = "DOTNET_EnableAVX512";

    /// <summary>What a child process is asked to do without, it has to do without.</summary>
    [Test]
    public void TheRuntimeTakesItsSwitches() => Assert.Multiple(() =>
    {
        if (IsOff(NoVectors)) Assert.That(Vector128.IsHardwareAccelerated, Is.False);
        if (IsOff(NoAvx2)) Assert.That(Vector256.IsHardwareAccelerated, Is.False);
        if (IsOff(NoAvx512)) Assert.That(Vector512.IsHardwareAccelerated, Is.False);
        Assert.That(Vector512.IsHardwareAccelerated && !Vector256.IsHardwareAccelerated, Is.False, "wider vectors come with the narrower ones");
    });

    [TestCase(NoAvx512)]
    [TestCase(NoAvx2)]
    [TestCase(NoVectors)]
    [Category("Long")]
    public void KernelsPassWithout(string feature)
    {
        const string tests = "(FullyQualifiedName~Tests.Kernels|FullyQualifiedName~OpsReplay)&Category!=Long";
        var start = new ProcessStartInfo("dotnet", ["test", typeof(VectorWidthTests).Assembly.Location, "--filter", tests]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[feature] = "0";
        using var child = Process.Start(start)!;
        var errors = child.StandardError.ReadToEndAsync();
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        Assert.That(child.ExitCode, Is.Zero, $"{output}\n{errors.Result}");
        Assert.That(output, Does.Contain("Passed!"), "the child ran tests");
    }

    static bool IsOff(string feature) => Environment.GetEnvironmentVariable(feature) == "0";
}
