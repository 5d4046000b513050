using NUnit.Framework;
using Tensorflow.Kernels;

namespace TfExercises.Tests.Kernels;

/// <summary>Softmax and its cross-entropies against their formulas in double precision, for short rows (which are turned) and long ones.</summary>
public class SoftmaxTests
{
    static readonly int[] ClassCounts = [1, 2, 7, 8, 10, 17, 64, 128, 129, 1000, 9000];

    /// <summary>Fewer and more rows than a register and than a block has, and enough for several threads.</summary>
    static readonly int[] RowCounts = [1, 5, 19, 420, 5000];

    static IEnumerable<int[]> Sizes => ClassCounts.SelectMany(_ => RowCounts, (classes, rows) => new[] { rows, classes }).Where(s => s[0] * s[1] <= 400_000);

    [Test]
    public void SoftmaxOfLargeLogitsAndItsLogarithm([Values(1, 3, 10, 5000)] int classes)
    {
        int rows = 7;
        double[] x = [.. Numbers.Random<double>(rows * classes, 4).Select(v => v * 2000)];
        var soft = new double[x.Length];
        var log = new double[x.Length];
        Softmax.Rows<double>(x, classes, soft);
        Softmax.LogRows<double>(x, classes, log);
        for (int r = 0; r < rows; r++)
        {
            double[] row = x[(r * classes)..((r + 1) * classes)];
            double max = row.Max(), sum = row.Sum(v => Math.Exp(v - max));
            for (int j = 0; j < classes; j++)
            {
                Assert.That(soft[r * classes + j], Is.EqualTo(Math.Exp(row[j] - max) / sum).Within(1e-13));
                Assert.That(log[r * classes + j], Is.EqualTo(row[j] - max - Math.Log(sum)).Within(1e-11));
            }
        }
    }

    [Test]
    public void CrossEntropyDenseAndSparseAgree()
    {
        double[] logits = [.. Numbers.Random<double>(24, 1).Select(v => v * 5)];
        int[] classes = [2, 0, 5, 3];
        var labels = new double[24];
        for (int r = 0; r < 4; r++)
        {
            labels[r * 6 + classes[r]] = 1;
        }

        double[] loss = new double[4], backprop = new double[24], sparseLoss = new double[4], sparseBackprop = new double[24], log = new double[24];
        Softmax.CrossEntropy<double>(logits, labels, 6, loss, backprop);
        Softmax.SparseCrossEntropy<double, int>(logits, classes, 6, sparseLoss, sparseBackprop);
        Softmax.LogRows<double>(logits, 6, log);
        Assert.That(sparseLoss, Is.EqualTo(loss).AsCollection.Within(1e-14));
        Assert.That(sparseBackprop, Is.EqualTo(backprop).AsCollection.Within(1e-14));
        Assert.That(loss, Is.EqualTo(classes.Select((c, r) => -log[r * 6 + c])).AsCollection.Within(1e-14));
        Assert.That(backprop, Is.EqualTo(log.Select((v, i) => Math.Exp(v) - labels[i])).AsCollection.Within(1e-14));
    }

    [TestCaseSource(nameof(Sizes))]
    public void FloatsOfEverySize(int rows, int classes)
    {
        float[] logits = Logits(rows, classes);
        float[] labels = [.. Logits(rows, classes).Select((v, i) => i % 3 == 0 ? 0 : v * v)];
        int[] chosen = [.. Enumerable.Range(0, rows).Select(r => r * 7 % classes)];
        float[] soft = (float[])logits.Clone(), log = (float[])logits.Clone();
        float[] loss = new float[rows], backprop = new float[logits.Length], sparseLoss = new float[rows], sparseBackprop = new float[logits.Length];
        Softmax.Rows<float>(soft, classes, soft);
        Softmax.LogRows<float>(log, classes, log);
        Softmax.CrossEntropy<float>(logits, labels, classes, loss, backprop);
        Softmax.SparseCrossEntropy<float, int>(logits, chosen, classes, sparseLoss, sparseBackprop);
        for (int r = 0; r < rows; r++)
        {
            double[] row = [.. logits.Skip(r * classes).Take(classes).Select(v => (double)v)];
            double max = row.Max(), logOfSum = max + Math.Log(row.Sum(v => Math.Exp(v - max))), expected = 0, size = 0;
            for (int j = 0; j < classes; j++)
            {
                int at = r * classes + j;
                double probability = Math.Exp(row[j] - logOfSum);
                expected -= labels[at] * (row[j] - logOfSum);
                size += labels[at] * (1 + Math.Abs(row[j] - logOfSum));
                if (Math.Abs(soft[at] - probability) > 2e-6 * probability + 1e-37
                    || Math.Abs(log[at] - (row[j] - logOfSum)) > 4e-6 * (1 + max - row[j])
                    || Math.Abs(backprop[at] - (probability - labels[at])) > 1e-6 * (1 + labels[at])
                    || Math.Abs(sparseBackprop[at] - (probability - (j == chosen[r] ? 1 : 0))) > 1e-6)
                {
                    Assert.Fail($"({r}, {j}): {soft[at]}, {log[at]}, {backprop[at]}, {sparseBackprop[at]} for a probability of {probability} and a label of {labels[at]}");
                }
            }

            Assert.That(loss[r], Is.EqualTo(expected).Within(2e-6 * size), $"loss {r}");
            Assert.That(sparseLoss[r], Is.EqualTo(logOfSum - row[chosen[r]]).Within(4e-6 * (1 + max - row[chosen[r]])), $"sparse loss {r}");
        }
    }

    [Test]
    public void BitsDoNotDependOnThreads([Values(3, 10, 100, 1000)] int classes)
    {
        float[] logits = Logits(200_000 / classes, classes);
        Numbers.AssertSameBits(() =>
        {
            var soft = new float[logits.Length];
            Softmax.Rows<float>(logits, classes, soft);
            return soft;
        });
    }

    [Test]
    public void InfinitiesAndNaNsStayInTheirRows([Values(5, 10, 200)] int classes)
    {
        var logits = new float[20 * classes];
        logits[2 * classes + 1] = float.NaN;
        logits[3 * classes + 2] = float.PositiveInfinity;
        Array.Fill(logits, float.NegativeInfinity, 4 * classes, classes);
        logits[5 * classes] = float.NegativeInfinity;
        var soft = new float[logits.Length];
        var log = new float[logits.Length];
        Softmax.Rows<float>(logits, classes, soft);
        Softmax.LogRows<float>(logits, classes, log);
        var labels = new float[logits.Length];
        for (int r = 0; r < 20; r++)
        {
            labels[r * classes + 1] = 1;
        }

        float[] loss = new float[20], backprop = new float[logits.Length];
        Softmax.CrossEntropy<float>(logits, labels, classes, loss, backprop);
        Assert.Multiple(() =>
        {
            for (int r = 0; r < 20; r++)
            {
                bool isNaN = r is 2 or 3 or 4;
                int others = r == 5 ? classes - 1 : classes;
                Assert.That(soft[r * classes + 1], isNaN ? Is.NaN : Is.EqualTo(1f / others).Within(1e-6f), $"softmax {r}");
                Assert.That(log[r * classes + 1], isNaN ? Is.NaN : Is.EqualTo(-MathF.Log(others)).Within(1e-5f), $"log softmax {r}");
                Assert.That(loss[r], isNaN ? Is.NaN : Is.EqualTo(MathF.Log(others)).Within(1e-5f), $"a label of 0 at -infinity adds nothing: loss {r}");
            }

            Assert.That(soft[5 * classes], Is.Zero);
            Assert.That(log[5 * classes], Is.EqualTo(float.NegativeInfinity));
        });
    }

    [Test]
    public void ALabelOutsideMakesItsRowNaN([Values(5, 200)] int classes, [Values(-1L, 1L << 32, 5000L)] long label)
    {
        var logits = new float[3 * classes];
        var loss = new float[3];
        var backprop = new float[logits.Length];
        Softmax.SparseCrossEntropy<float, long>(logits, [0, label, 1], classes, loss, backprop);
        Assert.That(loss, Is.EqualTo(new[] { MathF.Log(classes), float.NaN, MathF.Log(classes) }).AsCollection.Within(1e-5f));
        Assert.That(backprop.Select(float.IsNaN), Is.EqualTo(Enumerable.Range(0, 3 * classes).Select(i => i / classes == 1)));
    }

    static float[] Logits(int rows, int classes) => [.. Numbers.Random<float>(rows * classes, 4).Select(v => v * 6)];
}
