using System.Text.Json;
using NUnit.Framework;
using TfExercises.Lessons;

namespace TfExercises.Tests.Exercises.Chapter4;

/// <summary>
/// What the perceptron lesson reaches depends on the weights it begins with. Over many seeds it is spread as logistic
/// regression, written out here, spreads from Glorot's uniform weights in random orders of the samples.
/// </summary>
[Category("ManagedEngine")]
public class PerceptronTests
{
    const int Seeds = 25;

    [TestCase("and", null, 100, 1)]
    [TestCase("and", "and-30", 30, 1)]
    [TestCase("or", "or", 100, 4)]
    [TestCase("or", "or-300", 300, 4)]
    public void LossesSpreadAsThoseOfLogisticRegression(string gate, string? change, int epochs, int batch)
    {
        var random = new Random(1);
        var wanted = Enumerable.Range(0, 4000).Select(_ => Train(random, gate, epochs, batch)).ToArray();
        var got = Enumerable.Range(0, Seeds).Select(seed => Lesson(change, seed)).ToArray();
        var mean = wanted.Average(w => w.Loss);
        var deviation = Math.Sqrt(wanted.Average(w => Math.Pow(w.Loss - mean, 2)));
        Assert.That(got.Average(g => g.Loss), Is.EqualTo(mean).Within(4 * deviation / Math.Sqrt(Seeds)));
        Assert.That(Math.Sqrt(got.Average(g => Math.Pow(g.Loss - mean, 2))), Is.EqualTo(deviation).Within(0.5 * deviation));
        Assert.That(got.Select(g => g.Loss), Is.All.InRange(wanted.Min(w => w.Loss) - 0.01, wanted.Max(w => w.Loss) + 0.01));
        Assert.That(got.Select(g => g.Right).Distinct(), Is.SubsetOf(wanted.Select(w => w.Right).Distinct()));
    }

    static (double Loss, int Right) Lesson(string? change, int seed)
    {
        var run = CommandLine.Run(LessonTable.Course, ["run", "perceptron", "--json", "--quiet", "--seed", $"{seed}", .. change is null ? Array.Empty<string>() : ["--try", change]]);
        using var json = JsonDocument.Parse(run.Output);
        var root = json.RootElement;
        return (root.GetProperty("log").EnumerateArray().Last().GetProperty("loss").GetDouble(), root.GetProperty("metrics").GetProperty("right").GetInt32());
    }

    /// <summary>The mean loss of the last epoch, each batch before its step, and how many of the four are right at the end.</summary>
    static (double Loss, int Right) Train(Random random, string gate, int epochs, int batch)
    {
        var limit = Math.Sqrt(6.0 / (2 + 1));
        var w = new[] { (2 * random.NextDouble() - 1) * limit, (2 * random.NextDouble() - 1) * limit };
        var b = 0.0;
        var order = new[] { 0, 1, 2, 3 };
        var loss = 0.0;
        double Logit(int i) => w[0] * (i >> 1) + w[1] * (i & 1) + b;
        int Target(int i) => gate == "and" ? (i == 3 ? 1 : 0) : i > 0 ? 1 : 0;
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            loss = 0;
            random.Shuffle(order);
            foreach (var samples in order.Chunk(batch))
            {
                var slopes = samples.Select(i => (Sample: i, Slope: (1 / (1 + Math.Exp(-Logit(i))) - Target(i)) / samples.Length)).ToArray();
                loss += samples.Sum(i => Math.Log(1 + Math.Exp(Logit(i))) - Target(i) * Logit(i)) / 4;
                w[0] -= 0.1 * slopes.Sum(s => s.Slope * (s.Sample >> 1));
                w[1] -= 0.1 * slopes.Sum(s => s.Slope * (s.Sample & 1));
                b -= 0.1 * slopes.Sum(s => s.Slope);
            }
        }
        return (loss, order.Count(i => Logit(i) > 0 == (Target(i) == 1)));
    }
}
