using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using NUnit.Framework;

namespace TfExercises.Tests;

/// <summary>Compares text with a file of the folder Snapshots beside the test; <c>TFEX_SNAPSHOTS=update</c> writes the file instead.</summary>
static partial class Snapshot
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

    /// <summary>The same text, but its numbers may be a little apart: another engine rounds its sums otherwise.</summary>
    public static void VerifyNumbers(string text, string name, double relative, [CallerFilePath] string caller = "")
    {
        var want = File.ReadAllText(Path.Combine(Folder(caller), name + ".txt"));
        Assert.That(Number().Replace(text, "#"), Is.EqualTo(Number().Replace(want, "#")), name);
        var numbers = Number().Matches(text).Zip(Number().Matches(want), (got, wanted) => (Got: Value(got), Want: Value(wanted)));
        foreach (var (got, wanted) in numbers) Assert.That(got, Is.EqualTo(wanted).Within(relative * Math.Abs(wanted)), name);
    }

    /// <summary>The folder of the calling file's snapshots.</summary>
    public static string Folder([CallerFilePath] string caller = "") => Path.Combine(Path.GetDirectoryName(caller)!, "Snapshots");

    static double Value(Match number) => double.Parse(number.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"-?\d+(\.\d+)?(e-?\d+)?", RegexOptions.IgnoreCase)]
    private static partial Regex Number();
}
