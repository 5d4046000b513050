using System.Text.RegularExpressions;
using NUnit.Framework;
using Tensorflow;
using TfExercises.Tests.Native;

namespace TfExercises.Tests.Exercises;

/// <summary><c>doctor</c> tells what works here.</summary>
public class DoctorTests
{
    [Test]
    public void ItNamesTheMachineTheEnginesAndTheData()
    {
        var run = CommandLine.Run("doctor");
        Assert.That(run.ExitCode, Is.Zero);
        var lines = run.Output.Split('\n');
        Assert.Multiple(() =>
        {
            Assert.That(lines[0], Does.Match(@"^program    TfExercises \d.*, \.NET \d.*"));
            Assert.That(lines[1], Does.Match(@"^processor  \d+ processors, vectors of \d+ bits: "));
            Assert.That(run.Output, Does.Match($@"(?m)^engine     managed{Mark(Engines.Managed)}: TfExercises \d+\.\d+\.\d+, .*\.dll$"));
            Assert.That(run.Output, Does.Contain("\ndata       MNIST, carried: 9000 images for training, 1000 for the test\n"));
            Assert.That(run.Output, Does.Contain("\ndata       iris, carried: 150 flowers\n"));
        });
    }

    [Test]
    public void ItTellsOfTensorFlowOrHowToGetIt()
    {
        var output = CommandLine.Run("doctor").Output;
        var title = $"engine     tensorflow{(Engines.Default == Engines.TensorFlow ? " (default)" : "")}: ";
        if (NativeLibraryHere.Missing is null)
            Assert.That(output, Does.Match($@"(?m)^{Regex.Escape(title)}TensorFlow \d+\.\d+\.\d+.*, .*tensorflow.*\n.*CPU:0$"));
        else
            Assert.That(output, Does.Contain(title + "The engine 'tensorflow' needs TensorFlow's C library").And.Contain("\n               3. From NuGet"));
    }

    [Test]
    public void DataThatDoNotFitAreNamedAndItFails()
    {
        using var folder = new Data.MnistFolder();
        Assert.That(CommandLine.Run("doctor", "--data", folder.Path).Output, Does.Contain($"data       {folder.Path}: ").And.Contain(" images for training, "));
        File.Delete(folder.TestLabels);
        var run = CommandLine.Run("doctor", "--data", folder.Path);
        Assert.That(run.ExitCode, Is.EqualTo(1));
        Assert.That(run.Output, Does.Contain("expected a file t10k-labels-idx1-ubyte"));
    }

    static string Mark(string engine) => engine == Engines.Default ? @" \(default\)" : "";
}
