using System.IO.Compression;
using System.Text.Json;
using NUnit.Framework;

namespace TfExercises.Tests.Golden;

/// <summary>
/// Where TensorFlow's answers stand: the folder Golden/Data carried with the tests, and the folder that the environment
/// variable TFEX_GOLDEN names, which holds more files of the same kinds.
/// </summary>
static class GoldenFiles
{
    public const string Variable = "TFEX_GOLDEN";

    public static string Own(string name) => Path.Combine(OwnFolder, name);

    /// <summary>One test for each case of the JSON lines files whose names begin with <paramref name="stem"/> (ops, steps).</summary>
    public static IEnumerable<TestCaseData> Cases(string stem)
    {
        foreach (var file in Matching($"{stem}*.jsonl*"))
        {
            var origin = IsOwn(file) ? "" : $"{Path.GetFileName(file)}: ";
            foreach (var line in Lines(file))
            {
                var golden = new GoldenCase(line);
                yield return new TestCaseData(golden).SetArgDisplayNames(origin + golden.Name);
            }
        }
    }

    /// <summary>The files of this name, the own one first.</summary>
    public static IEnumerable<string> Matching(string pattern)
    {
        foreach (var folder in Folders())
        {
            foreach (var file in Directory.EnumerateFiles(folder, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)) yield return file;
        }
    }

    public static bool IsOwn(string file) => file.StartsWith(OwnFolder, StringComparison.Ordinal);

    static string OwnFolder => Path.Combine(AppContext.BaseDirectory, "Golden", "Data");

    static IEnumerable<string> Folders()
    {
        yield return OwnFolder;
        var more = Environment.GetEnvironmentVariable(Variable);
        if (string.IsNullOrEmpty(more)) yield break;
        if (!Directory.Exists(more)) throw new DirectoryNotFoundException($"{Variable} names the folder '{more}', which is not there.");
        yield return more;
    }

    static IEnumerable<string> Lines(string path)
    {
        using Stream file = File.OpenRead(path);
        using var stream = path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0) yield return line;
        }
    }
}

/// <summary>One case: a line of a golden file.</summary>
sealed class GoldenCase
{
    public GoldenCase(string line)
    {
        using var document = JsonDocument.Parse(line);
        Json = document.RootElement.Clone();
        Name = Json.GetProperty("name").GetString()!;
    }

    public string Name { get; }

    public JsonElement Json { get; }

    public byte[] Graph => Json.GetProperty("graph").GetBytesFromBase64();

    public Tolerance Tolerance => new(Json.GetProperty("rtol").GetDouble(), Json.GetProperty("atol").GetDouble());

    public override string ToString() => Name;
}
