using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace TfExercises.Tests;

/// <summary>Compares text with a file of the folder Snapshots beside the test; <c>TFEX_SNAPSHOTS=update</c> writes the file instead.</summary>
static class Snapshot
{
    public static void Verify(string text, string name, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Folder(caller), name + ".txt");
        if (Environment.GetEnvironmentVariable("TFEX_SNAPSHOTS") == "update")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, text);
        }
        var want = File.Exists(path) ? File.ReadAllText(path) : "";
        Assert.That(text, Is.EqualTo(want), $"{name}: run with TFEX_SNAPSHOTS=update if the change is meant.");
    }

    /// <summary>The folder of the calling file's snapshots.</summary>
    public static string Folder([CallerFilePath] string caller = "") => Path.Combine(Path.GetDirectoryName(caller)!, "Snapshots");
}
