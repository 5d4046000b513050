using NUnit.Framework;
using Tensorflow.Kernels;

namespace TfExercises.Tests.Kernels;

public class GammaDerivativeTests
{
    /// <summary>For alpha = 1 the distribution function is 1 - e^-x: the place of a sample in nearby distributions is known by series.</summary>
    [TestCase(0.3, 0.1)]
    [TestCase(1.0, 0.5)]
    [TestCase(1.0, 3.0)]
    [TestCase(2.0, 1.7)]
    [TestCase(20.0, 25.0)]
    public void TheSampleMovesSoThatItsPlaceStays(double alpha, double sample)
    {
        const double Step = 1e-4;
        var slope = GammaDerivative.OfSample(alpha, sample);
        var below = Cumulative(alpha - Step, sample - slope * Step);
        var above = Cumulative(alpha + Step, sample + slope * Step);
        Assert.That(above - below, Is.Zero.Within(1e-8));
        Assert.That(Cumulative(alpha + Step, sample) - Cumulative(alpha - Step, sample), Is.LessThan(-1e-6), "the test can tell");
    }

    /// <summary>P(a, x) by its power series.</summary>
    private static double Cumulative(double a, double x)
    {
        double term = 1, sum = 1;
        for (var n = 1; n < 500; n++) sum += term *= x / (a + n);
        return sum * Math.Exp(a * Math.Log(x) - x - Special.Lgamma(a + 1));
    }
}
