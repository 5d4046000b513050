using NUnit.Framework;
using Tensorflow.Kernels;

namespace TfExercises.Tests.Kernels;

public class LocalResponseNormalizationTests
{
    private static double[] Forward(int rows, int depth, int radius, double bias, double alpha, double beta, double[] x)
    {
        var y = new double[x.Length];
        for (int row = 0; row < rows; row++)
        {
            for (int d = 0; d < depth; d++)
            {
                double sum = 0;
                for (int e = Math.Max(0, d - radius); e <= Math.Min(depth - 1, d + radius); e++)
                {
                    sum += x[row * depth + e] * x[row * depth + e];
                }
                y[row * depth + d] = x[row * depth + d] * Math.Pow(bias + alpha * sum, -beta);
            }
        }
        return y;
    }

    [TestCase(200, 7, 5, 1.0, 1.0, 0.5)]
    [TestCase(3, 20, 2, 1.5, 0.3, 0.75)]
    [TestCase(2, 1, 5, 1.0, 0.1, 0.5)]
    public void ForwardFollowsTheFormula(int rows, int depth, int radius, double bias, double alpha, double beta)
    {
        float[] x = Numbers.Random<float>(rows * depth, 1), y = new float[x.Length];
        LocalResponseNormalization.Forward(rows, depth, radius, (float)bias, (float)alpha, (float)beta, x, y);
        Numbers.AssertClose(y, Forward(rows, depth, radius, bias, alpha, beta, Numbers.ToDouble(x)), 1e-5);
    }

    [TestCase(4, 9, 2)]
    [TestCase(2, 6, 50)]
    public void GradientIsTheSlopeOfTheForwardPass(int rows, int depth, int radius)
    {
        double[] x = Numbers.Random<double>(rows * depth, 1), dy = Numbers.Random<double>(x.Length, 2), direction = Numbers.Random<double>(x.Length, 3);
        double[] y = Forward(rows, depth, radius, 1, 0.7, 0.6, x), dx = new double[x.Length];
        LocalResponseNormalization.Gradient<double>(rows, depth, radius, 1, 0.7, 0.6, dy, x, y, dx);
        const double Step = 1e-6;
        double Value(double sign) =>
            Forward(rows, depth, radius, 1, 0.7, 0.6, x.Zip(direction, (a, d) => a + sign * Step * d).ToArray()).Zip(dy, (a, b) => a * b).Sum();
        double slope = (Value(1) - Value(-1)) / (2 * Step);
        Assert.That(dx.Zip(direction, (a, b) => a * b).Sum(), Is.EqualTo(slope).Within(1e-7));
    }
}
