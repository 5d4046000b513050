using System.Text.Json;
using NUnit.Framework;
using Tensorflow.NumPy;
using NDArray = NumSharp.NDArray;
using np = NumSharp.np;
using TfExercises.Tests.Golden;

namespace TfExercises.Tests.NumPy;

/// <summary>NumPy's legacy random stream, entry by entry of golden/numpy-random.json.</summary>
public class RandomStateTests
{
    // NumSharp ignores replace: false, counts binomial successes trial by trial, and draws integers of 32 bits at most.
    private static readonly string[] s_numSharpDiffers = ["choice_norepl", "binomial", "mixed"];

    public static IEnumerable<TestCaseData> Entries() => Cases(Read());

    public static IEnumerable<TestCaseData> EntriesOfNumSharp() => Cases(Read().Where(entry => !s_numSharpDiffers.Contains(entry.Name)));

    [TestCaseSource(nameof(Entries))]
    public void TheStreamIsNumPys(long seed, string entry, double[] want)
    {
        var random = new RandomState(seed);
        NDArray got = entry switch
        {
            "rand5" => random.rand(5),
            "randn7" => random.randn(7),
            "randn_2x3" => random.randn(2, 3),
            "randint_128_x10" => random.randint(128, size: 10),
            "randint_scalar_128.0_x5" => Stack(5, () => random.randint(128)),
            "randint_0_256_x10" => random.randint(0, 256, 10),
            "permutation10" => random.permutation(10),
            "normal5" => random.normal(2, 0.5, 5),
            "uniform5" => random.uniform(-1, 1, 5),
            "choice" => random.choice(10, 5),
            "choice_norepl" => random.choice(10, 5, replace: false),
            "shuffle10" => Shuffled(array => random.shuffle(array)),
            "mixed" => np.array(new[]
            {
                (double)random.randn(), (double)random.rand(), (double)random.randint(128),
                (double)random.randn(), (double)random.randint(1L << 40), (double)random.rand(),
            }),
            "binomial" => random.binomial(10, 0.3, 5),
            "poisson" => random.poisson(3, 5),
            "standard_normal3" => random.standard_normal(3),
            _ => throw new ArgumentException($"No call is known for the entry {entry}."),
        };
        Assert.That(got.astype(np.float64).ToArray<double>(), Is.EqualTo(want).Within(1e-12).Percent);
    }

    /// <summary>Lessons use NumSharp's <c>np.random</c>, which must give the same numbers in what they call.</summary>
    [TestCaseSource(nameof(EntriesOfNumSharp))]
    [NonParallelizable]
    public void NumSharpsStreamIsNumPysInWhatLessonsCall(long seed, string entry, double[] want)
    {
        np.random.seed((uint)seed);
        var got = entry switch
        {
            "rand5" => np.random.rand(5),
            "randn7" => np.random.randn(7),
            "randn_2x3" => np.random.randn(2, 3),
            "randint_128_x10" => np.random.randint(0, 128, 10),
            "randint_scalar_128.0_x5" => Stack(5, () => np.random.randint(128)),
            "randint_0_256_x10" => np.random.randint(0, 256, 10),
            "permutation10" => np.random.permutation(10),
            "normal5" => np.random.normal(2, 0.5, 5),
            "uniform5" => np.random.uniform(-1, 1, 5),
            "choice" => np.random.choice(10, 5),
            "shuffle10" => Shuffled(np.random.shuffle),
            "poisson" => np.random.poisson(3, 5),
            "standard_normal3" => np.random.standard_normal(3),
            _ => throw new ArgumentException($"No call is known for the entry {entry}."),
        };
        Assert.That(got.astype(np.float64).ToArray<double>(), Is.EqualTo(want).Within(1e-12).Percent);
    }

    [Test]
    public void SmallIntegersShareWords()
    {
        Assert.That(new RandomState(0).randint(0, 256, 10, np.uint8).ToArray<byte>(),
            Is.EqualTo(new byte[] { 172, 10, 127, 140, 47, 170, 196, 151, 117, 166 }));
        Assert.That(new RandomState(0).randint(0, 256, 10, np.int32).ToArray<int>(),
            Is.EqualTo(new[] { 172, 47, 117, 192, 67, 251, 195, 103, 9, 211 }));
    }

    [Test]
    public void ManyTrialsAreSpreadAsTheBinomialIs()
    {
        var successes = new RandomState(3).binomial(1000, 0.4, 20_000).ToArray<long>();
        Assert.That(successes.Average(), Is.EqualTo(400).Within(0.5));
        Assert.That(successes.Average(s => (s - 400.0) * (s - 400.0)), Is.EqualTo(240).Within(10));
    }

    [Test]
    public void ManyEventsAreSpreadAsThePoissonIs()
    {
        var events = new RandomState(3).poisson(50, 20_000).ToArray<long>();
        Assert.That(events.Average(), Is.EqualTo(50).Within(0.2));
        Assert.That(events.Average(e => (e - 50.0) * (e - 50.0)), Is.EqualTo(50).Within(2));
    }

    [Test]
    public void ChosenNumbersFollowTheirProbabilities()
    {
        double[] p = [0.5, 0, 0.25, 0.25];
        var random = new RandomState(1);
        var drawn = random.choice(4, 10_000, p: p).ToArray<long>();
        Assert.That(drawn.Count(n => n == 0) / 10_000.0, Is.EqualTo(0.5).Within(0.02));
        Assert.That(drawn, Has.None.EqualTo(1));
        Assert.That(random.choice(4, 3, replace: false, p: p).ToArray<long>(), Is.EquivalentTo(new[] { 0, 2, 3 }));
    }

    [Test]
    public void WrongArgumentsAreNamed()
    {
        var random = new RandomState(0);
        Assert.Multiple(() =>
        {
            Assert.That(() => new RandomState(-1), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("2**32 - 1"));
            Assert.That(() => random.randint(5, 5), Throws.ArgumentException.With.Message.Contains("[5, 5)"));
            Assert.That(() => random.randint(0, 300, 2, np.uint8), Throws.ArgumentException.With.Message.Contains("wider dtype"));
            Assert.That(() => random.choice(3, 4, replace: false), Throws.ArgumentException.With.Message.Contains("4 of 3"));
        });
    }

    private static IEnumerable<TestCaseData> Cases(IEnumerable<(long Seed, string Name, double[] Want)> entries) => entries.Select(
        entry => new TestCaseData(entry.Seed, entry.Name, entry.Want).SetArgDisplayNames($"{entry.Seed}", entry.Name));

    private static NDArray Stack(int count, Func<NDArray> draw) =>
        np.array(Enumerable.Range(0, count).Select(_ => (double)draw()).ToArray());

    private static NDArray Shuffled(Action<NDArray> shuffle)
    {
        var array = np.arange(10);
        shuffle(array);
        return array;
    }

    private static IEnumerable<(long Seed, string Name, double[] Want)> Read()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Own("numpy-random.json")));
        return [.. document.RootElement.EnumerateObject().SelectMany(seed => seed.Value.EnumerateObject().Select(
            entry => (long.Parse(seed.Name), entry.Name, Flat(entry.Value).ToArray())))];
    }

    private static IEnumerable<double> Flat(JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany(Flat) : [value.GetDouble()];
}
