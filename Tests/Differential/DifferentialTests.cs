using NUnit.Framework;
using Tensorflow;
using TfExercises.Tests.Native;

namespace TfExercises.Tests.Differential;

/// <summary>Random graphs give the same on both engines. TFEX_SEED=N runs one seed alone.</summary>
public sealed class DifferentialTests : TensorflowFixture
{
    const int InBatch = 25;

    static IEnumerable<int> Few => Enumerable.Range(0, 300 / InBatch);

    static IEnumerable<int> Many => Enumerable.Range(300 / InBatch, (10_000 - 300) / InBatch);

    [TestCaseSource(nameof(Few))]
    public void RandomGraphsAgree(int batch) => Batch(batch);

    [Category("Nightly")]
    [TestCaseSource(nameof(Many))]
    public void ManyRandomGraphsAgree(int batch) => Batch(batch);

    [Test]
    public void OneSeed()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("TFEX_SEED"), out var seed)) Assert.Pass("TFEX_SEED names no seed.");
        var recipe = Draw.Recipe(seed);
        TestContext.Out.WriteLine(recipe);
        Verify(seed);
    }

    static void Batch(int batch)
    {
        using (Assert.EnterMultipleScope())
        {
            for (var seed = batch * InBatch; seed < (batch + 1) * InBatch; seed++) Verify(seed);
        }
    }

    static void Verify(int seed)
    {
        var recipe = Draw.Recipe(seed);
        string? difference;
        try
        {
            difference = Differences.Find(recipe);
        }
        catch (TensorflowException error)
        {
            Assert.Fail($"{recipe}It cannot be built: {error}");
            return;
        }
        if (difference is null) return;
        var small = Shrinker.Shrink(recipe);
        Assert.Fail($"seed {seed}: {difference}\nMade smaller:\n{small}{Differences.Find(small)}");
    }
}
