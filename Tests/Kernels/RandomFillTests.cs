using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using NUnit.Framework;
using Tensorflow.Kernels;
using TfExercises.Tests.Golden;

namespace TfExercises.Tests.Kernels;

/// <summary>The kernels behind the random operations, against TensorFlow's numbers (golden steps <c>random_*</c>).</summary>
public class RandomFillTests
{
    private const long Seed = 1235;

    private delegate void Fill<T>(Philox start, Span<T> destination);

    [Test]
    public void UniformFloatsAreTensorFlows()
    {
        Fill<float> fill = (start, to) => RandomFill.Run(start, to, default(UniformFloat));
        AssertFloats("random_uniform/RandomUniform:0", 0, fill);
        AssertFloats("random_uniform_1/RandomUniform:0", 1, fill);
        AssertFloats("random_uniform_5/RandomUniform:0", 7, fill);
    }

    [Test]
    public void NormalFloatsAreTensorFlows()
    {
        AssertFloats("random_normal:0", 2, (start, to) => RandomFill.Run(start, to, default(NormalFloat)));
        AssertFloats("random_normal_1:0", 3, (start, to) =>
        {
            RandomFill.Run(start, to, default(NormalFloat));
            foreach (ref var value in to) value = value * 0.5f + 2f;
        });
    }

    [Test]
    public void TruncatedNormalFloatsAreTensorFlows()
    {
        AssertFloats("truncated_normal:0", 4, (start, to) =>
        {
            TruncatedNormalFill.Run(start, to);
            foreach (ref var value in to) value *= 0.1f;
        });
        AssertFloats("truncated_normal_1:0", 5, TruncatedNormalFill.Run);
    }

    [Test]
    public void DoublesAreTensorFlows()
    {
        AssertDoubles("random_normal_2:0", 8, (start, to) => RandomFill.Run(start, to, default(NormalDouble)));
        AssertDoubles("random_uniform_4/RandomUniform:0", 9, (start, to) => RandomFill.Run(start, to, default(UniformDouble)));
    }

    [Test]
    public void IntegersAreTensorFlows()
    {
        AssertExact<int>("random_uniform_2:0", 6, (start, to) => RandomFill.Run(start, to, new UniformInt32(0, 10)));
        AssertExact<long>("random_uniform_3:0", 7, (start, to) => RandomFill.Run(start, to, new UniformInt64(-5, 1000)));
    }

    [Test]
    public void ShuffleIsTensorFlows()
    {
        var state = new PhiloxState(Seed, 10);
        foreach (var want in Steps<int>("random_graph_seed", "RandomShuffle:0"))
        {
            var got = new int[want.Length];
            Permutation.Run(state.ReserveWords(want.Length - 1), got);
            Assert.That(got, Is.EqualTo(want));
        }
    }

    [Test]
    public void CategoricalIsTensorFlows()
    {
        var state = new PhiloxState(Seed, 11);
        double[] logits = [.. new[] { 0.1f, 0.2f, 0.7f, 0.5f, 0.4f, 0.1f }.Select(p => (double)MathF.Log(p))];
        foreach (var want in Steps<long>("random_graph_seed", "multinomial/Multinomial:0"))
        {
            var got = new long[want.Length];
            Categorical.Run(state.ReserveOutputs(Categorical.ReservedOutputs(2, 10)), logits, 3, got);
            Assert.That(got, Is.EqualTo(want));
        }
    }

    [Test]
    public void GammaIsTensorFlows() => AssertFloats("random_gamma/Maximum:0", 3, (start, to) =>
    {
        var samples = new double[to.Length];
        GammaFill.Run(start, [2.0], samples);
        for (var i = 0; i < to.Length; i++) to[i] = (float)samples[i];
    });

    [Test]
    public void StatelessStreamsAreTensorFlows()
    {
        Assert.Multiple(() =>
        {
            AssertStateless<float>("stateless_random_uniform:0", 2, (s, to) => RandomFill.Run(s, to, default(UniformFloat)), Near);
            AssertStateless<float>("stateless_random_normal:0", 3, (s, to) => RandomFill.Run(s, to, default(NormalFloat)), Near);
            AssertStateless<float>("stateless_truncated_normal:0", 4, TruncatedNormalFill.Run, Near);
            AssertStateless<int>("stateless_random_uniform_1:0", 5,
                (s, to) => RandomFill.Run(s, to, new UniformInt32(0, 100)), (got, want) => got == want);
        });
    }

    [Test]
    public void ManyBlocksAtOnceAreTheBlocksOneByOne(
        [Values(0UL, 0xffff_fff0UL, ulong.MaxValue - 20)] ulong counter, [Values(1UL, 256UL)] ulong stride)
    {
        var start = new Philox(0x1234_5678_9abc_def0, counter, 0xffff_ffffUL);
        var got = new uint[4 * 37];
        PhiloxBlocks.Fill(start, stride, got);
        var want = new uint[got.Length];
        for (var block = 0; block < 37; block++)
        {
            var at = start.Skip((ulong)block * stride);
            at.Next(want.AsSpan(4 * block, 4));
        }
        Assert.That(got, Is.EqualTo(want));
    }

    [Test]
    public void AResultDependsOnItsPlaceAlone()
    {
        var start = Philox.FromSeeds(7, 8);
        var whole = new float[100_000];
        var part = new float[30_000];
        RandomFill.Run(start, whole.AsSpan(), default(NormalFloat));
        RandomFill.Run(start.Skip(1_000), part.AsSpan(), default(NormalFloat));
        Assert.That(part, Is.EqualTo(whole[4_000..34_000]));

        TruncatedNormalFill.Run(start, whole.AsSpan());
        TruncatedNormalFill.Run(start.Skip(1_000 * 256), part.AsSpan());
        Assert.That(part, Is.EqualTo(whole[4_000..34_000]));
        Assert.That(whole, Has.All.InRange(-2f, 2f));
    }

    [Test]
    [NonParallelizable]
    public void TheNumberOfThreadsDoesNotMatter()
    {
        var threads = WorkerPool.Threads;
        try
        {
            Assert.That(FilledBy(3), Is.EqualTo(FilledBy(1)));
        }
        finally
        {
            WorkerPool.Threads = threads;
        }

        static float[] FilledBy(int count)
        {
            WorkerPool.Threads = count;
            var values = new float[200_003];
            RandomFill.Run(Philox.FromSeeds(7, 8), values.AsSpan(0, 100_001), default(NormalFloat));
            TruncatedNormalFill.Run(Philox.FromSeeds(9, 10), values.AsSpan(100_001));
            return values;
        }
    }

    [Test]
    public void WithoutSeedsTheStreamIsNotForeseeable()
    {
        var first = new PhiloxState(0, 0).ReserveOutputs(1);
        var second = new PhiloxState(0, 0).ReserveOutputs(1);
        Assert.That((first.Key, first.CounterHigh), Is.Not.EqualTo((second.Key, second.CounterHigh)));
    }

    private static void AssertFloats(string fetch, long seed2, Fill<float> fill) =>
        AssertSteps(fetch, seed2, fill, Near);

    private static bool Near(float got, float want) => Math.Abs(got - want) <= 1e-6 + 1e-5 * Math.Abs(want);

    private static void AssertDoubles(string fetch, long seed2, Fill<double> fill) =>
        AssertSteps(fetch, seed2, fill, (got, want) => Math.Abs(got - want) <= 1e-14);

    private static void AssertExact<T>(string fetch, long seed2, Fill<T> fill)
        where T : unmanaged => AssertSteps(fetch, seed2, fill, (got, want) => got.Equals(want));

    private static void AssertSteps<T>(string fetch, long seed2, Fill<T> fill, Func<T, T, bool> same)
        where T : unmanaged
    {
        var state = new PhiloxState(Seed, seed2);
        foreach (var want in Steps<T>("random_graph_seed", fetch))
        {
            var got = new T[want.Length];
            fill(state.ReserveOutputs(got.Length), got);
            Assert.That(got.Zip(want).All(p => same(p.First, p.Second)), Is.True,
                $"{fetch}: got {string.Join(' ', got.Take(8))}, want {string.Join(' ', want.Take(8))}");
        }
    }

    private static void AssertStateless<T>(string fetch, long seed1, Fill<T> fill, Func<T, T, bool> same)
        where T : unmanaged
    {
        var want = Steps<T>("random_stateless", fetch).Single();
        var got = new T[want.Length];
        fill(Philox.FromStatelessSeed(1, seed1), got);
        Assert.That(got.Zip(want).All(p => same(p.First, p.Second)), Is.True, fetch);
    }

    private static List<T[]> Steps<T>(string name, string fetch)
        where T : unmanaged
    {
        using var lines = new StreamReader(new GZipStream(File.OpenRead(GoldenFiles.Own("steps.jsonl.gz")), CompressionMode.Decompress));
        while (lines.ReadLine() is { } line)
        {
            if (!line.Contains($"\"{name}\"")) continue;
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.GetProperty("name").GetString() != name) continue;
            return [.. document.RootElement.GetProperty("steps").EnumerateArray().Select(step => MemoryMarshal.Cast<byte, T>(
                step.GetProperty("fetches").GetProperty(fetch).GetProperty("data").GetBytesFromBase64()).ToArray())];
        }
        throw new InvalidOperationException($"steps.jsonl.gz has no case {name}");
    }
}
