using NUnit.Framework;
using Tensorflow.Kernels;

namespace TfExercises.Tests.Kernels;

/// <summary>Sums over columns and the affine map, against plain loops in float64.</summary>
public class BatchNormTests
{
    [TestCase(1, 1)]
    [TestCase(7, 3)]
    [TestCase(1000, 1)]
    [TestCase(3000, 37)]
    [TestCase(40, 700)]
    public void SumsAndMaps(int rows, int channels)
    {
        var (x, dy) = (Numbers.Random<float>(rows * channels, 1), Numbers.Random<float>(rows * channels, 2));
        var (mean, slope, factor, shift) = (Numbers.Random<float>(channels, 3), Numbers.Random<float>(channels, 4), Numbers.Random<float>(channels, 5), Numbers.Random<float>(channels, 6));
        var (sums, squares, products) = (new float[channels], new float[channels], new float[channels]);
        BatchNorm.Sum(channels, x, sums);
        BatchNorm.SumOfSquares(channels, x, mean, squares);
        BatchNorm.SumOfProducts(channels, x, dy, mean, products);
        var (mapped, both) = (new float[x.Length], new float[x.Length]);
        BatchNorm.Apply(channels, x, mean, slope, shift, mapped);
        BatchNorm.Apply(channels, x, dy, mean, slope, factor, shift, both);

        var (wantSums, wantSquares, wantProducts) = (new double[channels], new double[channels], new double[channels]);
        var (wantMapped, wantBoth) = (new double[x.Length], new double[x.Length]);
        for (int i = 0; i < x.Length; i++)
        {
            int c = i % channels;
            double centered = (double)x[i] - mean[c];
            wantSums[c] += x[i];
            wantSquares[c] += centered * centered;
            wantProducts[c] += centered * dy[i];
            wantMapped[i] = centered * slope[c] + shift[c];
            wantBoth[i] = wantMapped[i] + (double)dy[i] * factor[c];
        }
        Numbers.AssertClose(sums, wantSums, 1e-4, "sums");
        Numbers.AssertClose(squares, wantSquares, 1e-5, "squares");
        Numbers.AssertClose(products, wantProducts, 1e-4, "products");
        Numbers.AssertClose(mapped, wantMapped, 1e-5, "mapped");
        Numbers.AssertClose(both, wantBoth, 1e-5, "with the gradient");
    }

    [Test]
    public void AnyNumberOfThreadsGivesTheSameBits()
    {
        const int channels = 24;
        var x = Numbers.Random<float>(5000 * channels, 1);
        Numbers.AssertSameBits(() =>
        {
            var mean = new float[channels];
            BatchNorm.Sum(channels, x, mean);
            var sums = new float[channels];
            BatchNorm.SumOfSquares(channels, x, mean, sums);
            return sums;
        });
    }
}
