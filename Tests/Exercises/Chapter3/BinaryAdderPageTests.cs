using System.Runtime.CompilerServices;
using NUnit.Framework;

namespace TfExercises.Tests.Exercises.Chapter3;

/// <summary>docs/binary-adder.md shows lines of the lesson; here they are found in it.</summary>
public class BinaryAdderPageTests
{
    [Test]
    public void ThePageShowsLinesOfTheLesson()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", ".."));
        var lesson = File.ReadAllLines(Path.Combine(root, "Exercises", "Lessons", "Chapter3", "BinaryAdderNumpyLesson.cs")).Select(line => line.Trim()).ToHashSet();
        var shown = CodeLines(File.ReadAllLines(Path.Combine(root, "docs", "binary-adder.md"))).ToList();

        Assert.That(shown, Has.Count.GreaterThan(10));
        Assert.That(shown, Is.SubsetOf(lesson));
    }

    static IEnumerable<string> CodeLines(IEnumerable<string> page)
    {
        var inside = false;
        foreach (var line in page)
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                inside = line == "```csharp";
            else if (inside && line.Length > 0)
                yield return line;
        }
    }

    static string ThisFile([CallerFilePath] string path = "") => path;
}
