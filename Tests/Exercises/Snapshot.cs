using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace TfExercises.Tests.Exercises;

/// <summary>Compares text with a file under Snapshots; <c>TFEX_SNAPSHOTS=update</c> writes the file instead.</summary>
static class Snapshot
{
    public static void Verify(string text, string name, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, "Snapshots", name + ".txt");
        if (Environment.GetEnvironmentVariable("TFEX_SNAPSHOTS") == "update")
            File.WriteAllText(path, text);
        Assert.That(text, Is.EqualTo(File.ReadAllText(path)), $"{name}: run with TFEX_SNAPSHOTS=update if the change is meant.");
    }
}
