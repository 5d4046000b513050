using NUnit.Framework;
using Tensorflow.Kernels;

namespace TfExercises.Tests.Kernels;

public class HouseholderTests
{
    [TestCase(1, 1, false)]
    [TestCase(5, 3, false)]
    [TestCase(5, 3, true)]
    [TestCase(3, 5, false)]
    [TestCase(40, 40, false)]
    public void TheFactorsMultiplyToTheMatrix(int rows, int columns, bool full)
    {
        var inner = full ? rows : Math.Min(rows, columns);
        var random = new Random(rows * 100 + columns);
        var matrix = Enumerable.Range(0, rows * columns).Select(_ => random.NextDouble() - 0.5).ToArray();
        var q = new double[rows * inner];
        var r = new double[inner * columns];
        Householder.Decompose(matrix.AsSpan().ToArray(), rows, columns, q, r, inner);
        Assert.Multiple(() =>
        {
            Assert.That(Product(q, r, rows, inner, columns), Is.EqualTo(matrix).Within(1e-13), "q r");
            Assert.That(Product(Transposed(q, rows, inner), q, inner, rows, inner), Is.EqualTo(Identity(inner)).Within(1e-13), "q' q");
            for (var i = 0; i < inner; i++)
                for (var j = 0; j < Math.Min(i, columns); j++) Assert.That(r[i * columns + j], Is.Zero);
        });
    }

    [Test]
    public void AColumnOfZerosIsNoTrouble()
    {
        var q = new double[9];
        var r = new double[9];
        Householder.Decompose(new double[] { 0, 1, 2, 0, 3, 4, 0, 5, 6 }, 3, 3, q, r, 3);
        Assert.That(Product(q, r, 3, 3, 3), Is.EqualTo(new double[] { 0, 1, 2, 0, 3, 4, 0, 5, 6 }).Within(1e-13));
    }

    private static double[] Product(double[] a, double[] b, int rows, int inner, int columns)
    {
        var result = new double[rows * columns];
        for (var i = 0; i < rows; i++)
            for (var j = 0; j < columns; j++)
                for (var n = 0; n < inner; n++) result[i * columns + j] += a[i * inner + n] * b[n * columns + j];
        return result;
    }

    private static double[] Transposed(double[] a, int rows, int columns) =>
        [.. Enumerable.Range(0, a.Length).Select(i => a[i % rows * columns + i / rows])];

    private static double[] Identity(int n) => [.. Enumerable.Range(0, n * n).Select(i => i % (n + 1) == 0 ? 1.0 : 0.0)];
}
