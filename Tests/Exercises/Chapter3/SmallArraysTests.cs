using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using TfExercises.Lessons.Chapter3;

namespace TfExercises.Tests.Exercises.Chapter3;

/// <summary>Products of any length are right to the rounding of their sums; the replay of NumPy's runs checks the bits.</summary>
public class SmallArraysTests
{
    [FsCheck.NUnit.Property(MaxTest = 200)]
    public FsCheck.Property ARowTimesAMatrix() => Prop.ForAll(Sizes, size =>
    {
        var (x, W) = Draw(size.Rows, size.Rows, size.Columns);
        var expected = Enumerable.Range(0, size.Columns).Select(j => Enumerable.Range(0, size.Rows).Sum(k => x[k] * W.Row(k)[j]));
        Assert.That(SmallArrays.dot(x, W), Is.EqualTo(expected).Within(1e-12));
    });

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public FsCheck.Property ARowTimesATranspose() => Prop.ForAll(Sizes, size =>
    {
        var (x, W) = Draw(size.Columns, size.Rows, size.Columns);
        var expected = Enumerable.Range(0, size.Rows).Select(j => Enumerable.Range(0, size.Columns).Sum(k => x[k] * W.Row(j)[k]));
        Assert.That(SmallArrays.dot(x, W.T), Is.EqualTo(expected).Within(1e-12));
    });

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public FsCheck.Property AnOuterProductIsAdded() => Prop.ForAll(Sizes, size =>
    {
        var (x, W) = Draw(size.Rows, size.Rows, size.Columns);
        var (y, _) = Draw(size.Columns, 1, 1);
        var expected = Enumerable.Range(0, size.Rows * size.Columns).Select(i => W.Values[i] + x[i / size.Columns] * y[i % size.Columns]).ToArray();
        W += SmallArrays.outer(x, y);
        Assert.That(W.Values.ToArray(), Is.EqualTo(expected).Within(0));
    });

    [Test]
    public void SumsRunInTheOrderOfNumPysLibrary()
    {
        // 2^53 + 1 is no float64: which terms meet first shows in the sum.
        const double Large = 1L << 53;
        double[] x = [Large, 1, 1, 1];

        Assert.That(SmallArrays.dot(x, Ones(4, 2)), Is.EqualTo(new[] { Large + 2, Large + 2 }), "(x0 + x2) + (x1 + x3)");
        Assert.That(SmallArrays.dot(x, Ones(4, 1)), Is.EqualTo(new[] { Large + 2 }), "(x0 + x2) + (x1 + x3)");
        Assert.That(SmallArrays.dot(x, Ones(2, 4).T), Is.EqualTo(new[] { Large + 2, Large + 2 }), "(x0 + x2) + (x1 + x3)");
    }

    static Arbitrary<(int Rows, int Columns)> Sizes =>
        (from rows in Gen.Choose(1, 19) from columns in Gen.Choose(1, 19) select (rows, columns)).ToArbitrary();

    static (double[] X, Matrix W) Draw(int length, int rows, int columns)
    {
        var random = new Random(length + 100 * rows + 10_000 * columns);
        double[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
        return (Values(length), new Matrix(rows, columns, Values(rows * columns)));
    }

    static Matrix Ones(int rows, int columns) => new(rows, columns, [.. Enumerable.Repeat(1.0, rows * columns)]);
}
