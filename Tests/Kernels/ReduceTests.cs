using NUnit.Framework;
using Tensorflow.Kernels;
using static TfExercises.Tests.Kernels.ElementwiseTests;

namespace TfExercises.Tests.Kernels;

/// <summary>Reductions, scans, softmax and transposition against their definitions.</summary>
public class ReduceTests
{
    [Test]
    public void SumOverAnyAxes(
        [Values("", "1", "7", "100", "3,5", "5,300", "300,5", "2,3,4", "4,1,70", "3,4,5,6", "2,70,3,9,2", "130,600", "20000,3", "200000", "4000,70", "500,20,30", "70,4,1000,2")] string text)
    {
        int[] shape = Shape(text);
        float[] x = Values(shape, 3);
        for (int mask = 0; mask < 1 << shape.Length; mask++)
        {
            bool[] reduced = [.. Enumerable.Range(0, shape.Length).Select(d => (mask >> d & 1) != 0)];
            int size = Size([.. shape.Where((_, d) => !reduced[d])]);
            var expected = new double[size];
            var magnitude = new double[size];
            var greatest = Enumerable.Repeat(float.NegativeInfinity, size).ToArray();
            for (int i = 0; i < x.Length; i++)
            {
                int target = Target(i, shape, reduced);
                expected[target] += x[i];
                magnitude[target] += Math.Abs(x[i]);
                greatest[target] = Math.Max(greatest[target], x[i]);
            }

            var sum = new float[size];
            Reduce.Over<float, SumReducer>(x, shape, reduced, sum);
            var max = new float[size];
            Reduce.Over<float, MaxReducer>(x, shape, reduced, max);
            for (int k = 0; k < size; k++)
            {
                Assert.That(sum[k], Is.EqualTo(expected[k]).Within(2e-6 * magnitude[k]), $"mask {mask}, element {k}");
            }

            Assert.That(max, Is.EqualTo(greatest), $"mask {mask}");
        }
    }

    [Test]
    public void SumsDoNotDriftWithTheirLength()
    {
        var x = new float[10_000_000];
        Array.Fill(x, 0.1f);
        Assert.That(Reduce.All<float, SumReducer>(x), Is.EqualTo(1e6).Within(2));
        var y = new float[10];
        Reduce.Columns<float, SumReducer>(x, 1_000_000, 10, y);
        Assert.That(y, Is.All.EqualTo(1e5).Within(1));
    }

    [Test]
    public void SumsOfWideMatrices([Values(1, 3, 70, 200)] int rows, [Values(8191, 16_384, 40_001)] int columns)
    {
        float[] x = Values([rows, columns], 3), sums = new float[columns];
        Reduce.Columns<float, SumReducer>(x, rows, columns, sums);
        var expected = new double[columns];
        for (int i = 0; i < x.Length; i++)
        {
            expected[i % columns] += x[i];
        }

        Numbers.AssertClose(sums, expected, 1e-6 * rows);
    }

    [Test]
    public void SumsHaveTheSameBitsForAnyNumberOfThreads()
    {
        float[] x = Values([600_000], 8);
        int threads = WorkerPool.Threads;
        try
        {
            var results = new List<float[]>();
            foreach (int n in new[] { 1, 2, 5 })
            {
                WorkerPool.Threads = n;
                var columns = new float[6];
                Reduce.Columns<float, SumReducer>(x, 100_000, 6, columns);
                var wide = new float[20_000];
                Reduce.Columns<float, SumReducer>(x, 30, 20_000, wide);
                results.Add([Reduce.All<float, SumReducer>(x), .. columns, .. wide]);
            }

            Assert.That(results[1], Is.EqualTo(results[0]));
            Assert.That(results[2], Is.EqualTo(results[0]));
        }
        finally
        {
            WorkerPool.Threads = threads;
        }
    }

    [Test]
    public void EmptyReductionsAreTheIdentity()
    {
        var y = new float[3];
        Reduce.Over<float, SumReducer>([], [0, 3], [true, false], y);
        Assert.That(y, Is.All.EqualTo(0));
        Reduce.Over<float, ProdReducer>([], [0, 3], [true, false], y);
        Assert.That(y, Is.All.EqualTo(1));
        Reduce.Over<float, MaxReducer>([], [0, 3], [true, false], y);
        Assert.That(y, Is.All.EqualTo(float.NegativeInfinity));
        var z = new int[1];
        Reduce.Over<int, MinReducer>([], [0], [true], z);
        Assert.That(z[0], Is.EqualTo(int.MaxValue));
        var all = new byte[1];
        Reduce.Over<byte, AllReducer>([], [0], [true], all);
        Assert.That(all[0], Is.EqualTo(1));
        Reduce.Over<byte, AnyReducer>([], [0], [true], all);
        Assert.That(all[0], Is.Zero);
    }

    [Test]
    public void MaxAndMinPassNaNOn([Values(1, 5, 40)] int n, [Values(0, 3, 39)] int at)
    {
        var x = new float[n];
        x[Math.Min(at, n - 1)] = float.NaN;
        Assert.That(Reduce.All<float, MaxReducer>(x), Is.NaN);
        Assert.That(Reduce.All<float, MinReducer>(x), Is.NaN);
    }

    [Test]
    public void ArgBestTakesTheFirstOfEqual()
    {
        var index = new int[2];
        ArgBest.Along<int>([1, 5, 5, 2, 0, 0, 7, 0], 2, 4, 1, greatest: true, index);
        Assert.That(index, Is.EqualTo(new[] { 1, 2 }));
        ArgBest.Along<int>([1, 5, 5, 2, 0, 0, 7, 0], 2, 4, 1, greatest: false, index);
        Assert.That(index, Is.EqualTo(new[] { 0, 0 }));
        ArgBest.Along<float>([1, 4, 3, 4, 2, float.NaN], 1, 3, 2, greatest: true, index);
        Assert.That(index, Is.EqualTo(new[] { 1, 0 }));
    }

    [Test]
    public void ScansRunBothWays()
    {
        float[] x = [1, 2, 3, 4];
        Assert.Multiple(() =>
        {
            Assert.That(Scan(false, false), Is.EqualTo(new[] { 1, 3, 6, 10 }));
            Assert.That(Scan(true, false), Is.EqualTo(new[] { 0, 1, 3, 6 }));
            Assert.That(Scan(false, true), Is.EqualTo(new[] { 10, 9, 7, 4 }));
            Assert.That(Scan(true, true), Is.EqualTo(new[] { 9, 7, 4, 0 }));
        });

        float[] Scan(bool exclusive, bool reverse)
        {
            var y = new float[4];
            Cumulative.Scan<float, SumReducer>(x, 1, 4, 1, exclusive, reverse, y);
            return y;
        }
    }

    [TestCase("3,5", "1,0")]
    [TestCase("100,37", "1,0")]
    [TestCase("2,3,4", "2,1,0")]
    [TestCase("2,3,4", "1,0,2")]
    [TestCase("20,30,40", "0,2,1")]
    [TestCase("700,600", "1,0")]
    [TestCase("300,20,30", "2,0,1")]
    [TestCase("3,300,20,10", "0,3,1,2")]
    [TestCase("20,1,40", "2,1,0")]
    [TestCase("2,3,4,5", "3,1,0,2")]
    [TestCase("2,3,4,5", "0,3,1,2")]
    [TestCase("2,3,4,5,3", "4,2,0,3,1")]
    [TestCase("5", "0")]
    [TestCase("", "")]
    public void TransposePermutesAxes(string text, string order)
    {
        int[] shape = Shape(text), permutation = Shape(order), to = [.. permutation.Select(p => shape[p])];
        float[] x = Values(shape, 6);
        var y = new float[x.Length];
        Transpose.Permute<float>(x, shape, permutation, y);
        for (int i = 0; i < y.Length; i++)
        {
            var at = new int[shape.Length];
            for (int d = to.Length - 1, rest = i; d >= 0; rest /= to[d], d--)
            {
                at[permutation[d]] = rest % to[d];
            }

            int from = 0;
            for (int d = 0; d < shape.Length; d++)
            {
                from = from * shape[d] + at[d];
            }

            if (y[i] != x[from])
            {
                Assert.Fail($"element {i}");
            }
        }
    }

    static int Target(int i, int[] shape, bool[] reduced)
    {
        int target = 0, stride = 1;
        for (int d = shape.Length - 1; d >= 0; d--)
        {
            if (!reduced[d])
            {
                target += i % shape[d] * stride;
                stride *= shape[d];
            }

            i /= shape[d];
        }

        return target;
    }
}
