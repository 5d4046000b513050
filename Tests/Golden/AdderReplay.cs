using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using NUnit.Framework;
using TfExercises.Lessons;
using TfExercises.Tests.Exercises;

namespace TfExercises.Tests.Golden;

/// <summary>
/// The lesson binary-adder-numpy prints, by seed and variation, what the notes' program prints in NumPy. Training multiplies
/// a difference in the last bit, in some variations to another course within 3,000 iterations, so that their agreement to the
/// last line says that every sum and every sigmoid has NumPy's bits.
/// </summary>
[Category("Golden")]
public partial class AdderReplay
{
    const double LossTolerance = 1e-9;

    static readonly Dictionary<string, string?> Tries = new()
    {
        ["base"] = null,
        ["hidden32_std2_lr02"] = "hidden-32",
        ["hidden32_std2_lr005"] = "hidden-32-slow",
        ["xavier"] = "xavier",
        ["he"] = "he",
        ["relu"] = "relu",
        ["tanh"] = "tanh",
    };

    [TestCaseSource(nameof(Cases))]
    public void TheLessonPrintsWhatNumPyPrints(AdderCase golden)
    {
        string[] change = Tries[golden.Variation] is { } name ? ["--try", name] : [];
        var run = CommandLine.Run(LessonTable.Course, ["run", "binary-adder-numpy", "--seed", $"{golden.Seed}", "--json", .. change]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);

        var printed = Entry().Matches(run.Error);
        var logged = golden.Json.GetProperty("logs").EnumerateArray().ToList();
        Assert.That(printed, Has.Count.EqualTo(logged.Count));
        // NumPy has a tanh of its own (a table of polynomials); from the bits in which that differs from the C library's, this
        // variation has gone another course before the second line.
        var comparable = golden.Variation == "tanh" ? 1 : logged.Count;
        using (Assert.EnterMultipleScope())
        {
            for (var i = 0; i < logged.Count; i++)
            {
                string Printed(string group) => printed[i].Groups[group].Value;
                var iteration = logged[i].GetProperty("iter").GetRawText();
                Assert.That(Printed("i"), Is.EqualTo(iteration));
                Assert.That(Printed("a"), Is.EqualTo(logged[i].GetProperty("a").GetRawText()), iteration);
                Assert.That(Printed("b"), Is.EqualTo(logged[i].GetProperty("b").GetRawText()), iteration);
                Assert.That(Numbers(Printed("true")), Is.EqualTo(Numbers(logged[i].GetProperty("true"))), iteration);
                if (i >= comparable)
                    continue;
                Assert.That(Numbers(Printed("pred")), Is.EqualTo(Numbers(logged[i].GetProperty("pred"))), iteration);
                var loss = logged[i].GetProperty("loss").GetDouble();
                Assert.That(double.Parse(Printed("loss"), CultureInfo.InvariantCulture), Is.EqualTo(loss).Within(LossTolerance * loss), iteration);
            }
        }
        if (comparable < logged.Count)
            return;
        using var result = JsonDocument.Parse(run.Output);
        var metrics = result.RootElement.GetProperty("metrics");
        Assert.That(metrics.GetProperty("right_last_1000").GetDouble(), Is.EqualTo(golden.Json.GetProperty("right_last_1000").GetDouble()));
        if (golden.Json.GetProperty("final") is not { ValueKind: JsonValueKind.Object } final)
            return;
        foreach (var weights in final.EnumerateObject())
            Assert.That(Doubles(metrics.GetProperty(weights.Name)), Is.EqualTo(Doubles(weights.Value)).Within(LossTolerance), weights.Name);
    }

    static IEnumerable<TestCaseData> Cases()
    {
        foreach (var file in GoldenFiles.Matching("numpy-rnn*.json.gz"))
        {
            using var stream = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
            using var document = JsonDocument.Parse(stream);
            foreach (var element in document.RootElement.EnumerateArray())
            {
                var golden = new AdderCase(element.Clone());
                yield return new TestCaseData(golden).SetArgDisplayNames(GoldenFiles.IsOwn(file) ? $"{golden}" : $"{Path.GetFileName(file)}: {golden}");
            }
        }
    }

    static int[] Numbers(string array) => [.. array.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

    static int[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetInt32())];

    static double[] Doubles(JsonElement array) => [.. array.EnumerateArray().Select(number => number.GetDouble())];

    [GeneratedRegex(@"iters:(?<i>.+)\nLoss:(?<loss>.+)\nPred:\[(?<pred>.+)\]\nTrue:\[(?<true>.+)\]\n(?<a>\d+) \+ (?<b>\d+) = \d+\n-+\n")]
    private static partial Regex Entry();

    /// <summary>One entry of numpy-rnn.json.gz.</summary>
    public sealed class AdderCase(JsonElement json)
    {
        public JsonElement Json { get; } = json;

        public string Variation => Json.GetProperty("variation").GetString()!;

        public int Seed => Json.GetProperty("seed").GetInt32();

        public override string ToString() => $"{Variation}, seed {Seed}";
    }
}
