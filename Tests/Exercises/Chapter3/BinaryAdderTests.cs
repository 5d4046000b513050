using System.Text.Json;
using NUnit.Framework;
using NumSharp;
using TfExercises.Lessons;

namespace TfExercises.Tests.Exercises.Chapter3;

/// <summary>The adder by hand and as a graph: their gradients are the same, and both learn to add.</summary>
public class BinaryAdderTests
{
    /// <summary>A learning rate that float32 holds exactly: optimizers keep their rate in float32, as in TensorFlow.</summary>
    const double LearningRate = 0.125;

    [Test]
    public void GradientsByHandAreThoseOfTheGraph([Values(0, 1, 2)] int seed, [Values(1, 5, 16)] int hidden, [Values] bool unroll)
    {
        string[] sets = [$"hidden_layer_size={hidden}", $"learning_rate={LearningRate}", "iterations=1"];
        var byHand = Metrics("binary-adder-numpy", seed, [.. sets, "output_derivative=exact"]);
        var graph = Metrics("binary-adder-graph", seed, [.. sets, Unroll(unroll)]);

        using (Assert.EnterMultipleScope())
        {
            foreach (var (name, initial) in InitialWeights(seed, hidden))
            {
                var expected = Gradient(initial, byHand, name);
                Assert.That(expected.Any(g => Math.Abs(g) > 1e-3), Is.True, $"{name} has a gradient");
                Assert.That(Gradient(initial, graph, name), Is.EqualTo(expected).Within(1e-10), name);
            }
        }
    }

    [Test]
    public void TheNotesDerivativeIsAnotherOne()
    {
        string[] sets = ["iterations=1"];
        var notes = Numbers(Metrics("binary-adder-numpy", 0, sets), "W_out");
        var exact = Numbers(Metrics("binary-adder-numpy", 0, [.. sets, "output_derivative=exact"]), "W_out");

        Assert.That(notes.Zip(exact, (a, b) => Math.Abs(a - b)).Max(), Is.GreaterThan(1e-3));
    }

    [Test]
    public void BothStayTogetherInTraining([Values] bool unroll)
    {
        string[] sets = [$"learning_rate={LearningRate}", "iterations=500"];
        var byHand = Metrics("binary-adder-numpy", 0, [.. sets, "output_derivative=exact"]);
        var graph = Metrics("binary-adder-graph", 0, [.. sets, Unroll(unroll)]);

        foreach (var name in new[] { "W_in", "W_out", "W" })
            Assert.That(Numbers(graph, name), Is.EqualTo(Numbers(byHand, name)).Within(1e-10), name);
    }

    [Test]
    public void TheGraphLearnsToAdd([Values(0, 1, 2)] int seed, [Values] bool unroll) =>
        Assert.That(Metrics("binary-adder-graph", seed, [Unroll(unroll)]).GetProperty("right_last_1000").GetDouble(), Is.GreaterThan(0.99));

    [Test]
    public void ByHandTheExactDerivativeLearnsToAdd([Values(0, 1, 2)] int seed) =>
        Assert.That(Metrics("binary-adder-numpy", seed, ["output_derivative=exact"]).GetProperty("right_last_1000").GetDouble(), Is.GreaterThan(0.99));

    static string Unroll(bool value) => value ? "unroll=true" : "unroll=false";

    static IEnumerable<(string Name, double[] Values)> InitialWeights(int seed, int hidden)
    {
        np.random.seed(seed);
        yield return ("W_in", np.random.randn(2, hidden).ToArray<double>());
        yield return ("W_out", np.random.randn(hidden, 1).ToArray<double>());
        yield return ("W", np.random.randn(hidden, hidden).ToArray<double>());
    }

    static double[] Gradient(double[] initial, JsonElement metrics, string name) =>
        [.. initial.Zip(Numbers(metrics, name), (before, after) => (before - after) / LearningRate)];

    static double[] Numbers(JsonElement metrics, string name) => [.. metrics.GetProperty(name).EnumerateArray().Select(v => v.GetDouble())];

    static JsonElement Metrics(string lesson, int seed, string[] sets)
    {
        var run = CommandLine.Run(LessonTable.Course, ["run", lesson, "--seed", $"{seed}", "--json", "--quiet", .. sets.SelectMany(set => new[] { "--set", set })]);
        Assert.That(run.ExitCode, Is.Zero, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        return json.RootElement.GetProperty("metrics").Clone();
    }
}
