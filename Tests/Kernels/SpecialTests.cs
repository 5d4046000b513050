using System.Numerics;
using NUnit.Framework;
using Tensorflow.Kernels;

namespace TfExercises.Tests.Kernels;

/// <summary>Special functions against the C library's values and against identities between them.</summary>
public class SpecialTests
{
    [TestCase(-12.3, -1.0, 2.0)]
    [TestCase(-2.9, -0.9999589021219005, 1.9999589021219006)]
    [TestCase(-1.3, -0.9340079449406524, 1.9340079449406524)]
    [TestCase(-0.9, -0.7969082124228322, 1.7969082124228322)]
    [TestCase(-0.1, -0.1124629160182849, 1.1124629160182848)]
    [TestCase(-1e-09, -1.1283791670955127e-09, 1.0000000011283792)]
    [TestCase(0.0, 0.0, 1.0)]
    [TestCase(1e-12, 1.1283791670955126e-12, 0.9999999999988716)]
    [TestCase(0.5, 0.5204998778130465, 0.4795001221869535)]
    [TestCase(0.84, 0.7651427114549946, 0.23485728854500548)]
    [TestCase(0.85, 0.7706680576083526, 0.2293319423916475)]
    [TestCase(1.26, 0.9252359418101295, 0.0747640581898705)]
    [TestCase(2.8, 0.9999249868053346, 7.501319466545911e-05)]
    [TestCase(2.9, 0.9999589021219005, 4.109787809945886e-05)]
    [TestCase(5.9, 0.9999999999999999, 7.190409783550478e-17)]
    [TestCase(10.0, 1.0, 2.088487583762545e-45)]
    [TestCase(double.PositiveInfinity, 1.0, 0.0)]
    [TestCase(double.NegativeInfinity, -1.0, 2.0)]
    [TestCase(double.NaN, double.NaN, double.NaN)]
    public void ErrorFunction(double x, double erf, double erfc)
    {
        Assert.That(Special.Erf(x), Is.EqualTo(erf).Within(1e-15));
        Assert.That(Special.Erfc(x), Is.EqualTo(erfc).Within(double.IsNaN(x) ? 0 : 1e-14 * erfc));
    }

    [TestCase(-1e-10, 23.025850929998178)]
    [TestCase(-0.5, 1.265512123484645)]
    [TestCase(-3.7, -1.3797399049658248)]
    [TestCase(-20.25, -41.60096191534052)]
    [TestCase(1e-300, 690.7755278982137)]
    [TestCase(0.1, 2.2527126517342055)]
    [TestCase(0.49, 0.592249629335267)]
    [TestCase(0.51, 0.5529738179298005)]
    [TestCase(1.0, 0.0)]
    [TestCase(1.46163, -0.12148629053362359)]
    [TestCase(2.0, 0.0)]
    [TestCase(2.5, 0.2846828704729196)]
    [TestCase(33.3, 82.60372358165495)]
    [TestCase(1e7, 151180949.3694739)]
    [TestCase(2e8, 3622765576.264487)]
    [TestCase(0.0, double.PositiveInfinity)]
    [TestCase(-3.0, double.PositiveInfinity)]
    [TestCase(double.NegativeInfinity, double.PositiveInfinity)]
    [TestCase(double.NaN, double.NaN)]
    public void LogarithmOfGamma(double x, double expected) =>
        Assert.That(Special.Lgamma(x), Is.EqualTo(expected).Within(double.IsFinite(expected) ? 1e-14 + 1e-14 * Math.Abs(expected) : 0));

    [Test]
    public void DigammaIsTheSlopeOfLgamma([Values(-4.3, -0.7, 0.03, 0.4, 1.46, 3.0, 9.9, 10.1, 55.0)] double x)
    {
        double h = 1e-4 * Math.Min(1, Math.Abs(x));
        double slope = (8 * (Special.Lgamma(x + h) - Special.Lgamma(x - h)) - (Special.Lgamma(x + 2 * h) - Special.Lgamma(x - 2 * h))) / (12 * h);
        Assert.That(Special.Digamma(x), Is.EqualTo(slope).Within(1e-9 * (1 + Math.Abs(slope))));
    }

    [Test]
    public void DigammaAndPolygammaAtKnownPoints()
    {
        const double euler = 0.57721566490153286061;
        Assert.That(Special.Digamma(1), Is.EqualTo(-euler).Within(1e-15));
        Assert.That(Special.Digamma(0.5), Is.EqualTo(-euler - 2 * Math.Log(2)).Within(1e-14));
        Assert.That(Special.Digamma(0), Is.NaN);
        Assert.That(Special.Digamma(-2), Is.NaN);
        Assert.That(Special.Polygamma(1, 1), Is.EqualTo(Math.PI * Math.PI / 6).Within(1e-15));
        Assert.That(Special.Polygamma(1, 0.5), Is.EqualTo(Math.PI * Math.PI / 2).Within(1e-14));
        Assert.That(Special.Polygamma(2, 1), Is.EqualTo(-2 * 1.2020569031595942854).Within(1e-14));
        Assert.That(Special.Polygamma(1, -0.3), Is.EqualTo(Math.Pow(Math.PI / Math.Sin(-0.3 * Math.PI), 2) - Special.Polygamma(1, 1.3)).Within(1e-13));
    }

    [Test]
    public void VectorFormsKeepTheirRelativeAccuracy()
    {
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++)
        {
            double magnitude = Math.Pow(10, -12 + 14 * random.NextDouble());
            double x = i % 2 == 0 ? magnitude : -magnitude;
            Check(x, Math.Tanh, VectorMath.Tanh, VectorMath.Tanh, "tanh");
            Check(x, Special.Erf, VectorMath.Erf, null, "erf");
            Check(x, Math.Exp, VectorMath.Exp, VectorMath.Exp, "exp");
            Check(x, double.ExpM1, VectorMath.Expm1, VectorMath.Expm1, "expm1", Kahan);
            Check(x, double.LogP1, VectorMath.Log1p, VectorMath.Log1p, "log1p", LogOfOnePlus);
        }

        static double Kahan(double x) => Math.Abs(x) > 1e-2 ? Math.Exp(x) - 1 : x * (1 + x / 2 * (1 + x / 3 * (1 + x / 4 * (1 + x / 5 * (1 + x / 6 * (1 + x / 7))))));
        static double LogOfOnePlus(double x) => Math.Abs(x) > 1e-2 ? Math.Log(1 + x) : x * (1 - x * (1 / 2.0 - x * (1 / 3.0 - x * (1 / 4.0 - x * (1 / 5.0 - x * (1 / 6.0 - x * (1 / 7.0 - x / 8)))))));
    }

    [Test]
    public void VectorFormsOfSpecialValues()
    {
        float[] values = [0f, -0f, 1e-42f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 200, -200];
        Assert.Multiple(() =>
        {
            foreach (float x in values)
            {
                var v = Vector.Create(x);
                var d = Vector.Create((double)x);
                Assert.That(VectorMath.Tanh(v)[0], Is.EqualTo(MathF.Tanh(x)).Within(2e-7), $"tanh({x})");
                Assert.That(VectorMath.Tanh(d)[0], Is.EqualTo(Math.Tanh(x)), $"tanh({x})");
                Assert.That(VectorMath.Erf(v)[0], Is.EqualTo((float)Special.Erf(x)).Within(2e-7), $"erf({x})");
                Assert.That(VectorMath.Expm1(v)[0], Is.EqualTo(x < 0 ? Math.Max(-1, x) : x > 1 ? float.PositiveInfinity : x), $"expm1({x})");
                Assert.That(VectorMath.Log1p(v)[0], Is.EqualTo(MathF.Abs(x) < 1 ? x : MathF.Log(1 + x)).Within(1e-6), $"log1p({x})");
                Assert.That(VectorMath.Exp(v)[0], Is.EqualTo(MathF.Exp(x)), $"exp({x})");
                Assert.That(VectorMath.Sigmoid(v)[0], Is.EqualTo(1 / (1 + MathF.Exp(-x))).Within(1e-7), $"sigmoid({x})");
            }
        });
    }

    static void Check(
        double x, Func<double, double> function, Func<Vector<float>, Vector<float>> inFloat, Func<Vector<double>, Vector<double>>? inDouble,
        string name, Func<double, double>? reference = null)
    {
        reference ??= function;
        if (name == "log1p" && x <= -0.999)
        {
            return;
        }

        double expected = reference((float)x);
        if (!float.IsFinite((float)expected))
        {
            return;
        }

        Assert.That(inFloat(Vector.Create((float)x))[0], Is.EqualTo((float)expected).Within(1e-6 * Math.Abs(expected)), $"{name}({(float)x:R})");
        if (inDouble is not null)
        {
            Assert.That(inDouble(Vector.Create(x))[0], Is.EqualTo(reference(x)).Within(5e-14 * Math.Abs(reference(x))), $"{name}({x:R})");
        }
    }
}
