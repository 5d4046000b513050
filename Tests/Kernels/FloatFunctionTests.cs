using NUnit.Framework;
using Tensorflow.Kernels;

namespace TfExercises.Tests.Kernels;

/// <summary>e^x, sigmoid and tanh in float against double precision, as the loops compute them.</summary>
public class FloatFunctionTests
{
    const int Block = 1 << 16;

    /// <summary>Over some of the floats from 2^-30 to 128 and their negatives.</summary>
    [TestCase("exp", 1.2)]
    [TestCase("sigmoid", 2.6)]
    [TestCase("tanh", 5.6)]
    public void SomeFloatsAreWithin(string function, double units) => Assert.That(GreatestError(function, stride: 1009), Is.LessThan(units));

    [TestCase("exp", 1.2)]
    [TestCase("sigmoid", 2.6)]
    [TestCase("tanh", 5.6)]
    [Category("Long")]
    public void EveryFloatIsWithin(string function, double units)
    {
        double greatest = GreatestError(function, stride: 1);
        TestContext.Out.WriteLine($"{greatest:F3} units in the last place");
        Assert.That(greatest, Is.LessThan(units));
    }

    /// <summary>The last elements of an array, which no whole register holds, have the bits that they have elsewhere.</summary>
    [Test]
    public void BitsDoNotDependOnThePlace()
    {
        Check<ExpFormula>();
        Check<SigmoidFormula>();
        Check<TanhFormula>();

        static void Check<TFormula>() where TFormula : struct, IFloatMap
        {
            float[] x = [.. Enumerable.Range(-700, 1400).Select(i => i * 0.1371f), float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, -0f];
            var whole = new float[x.Length];
            RowLoops.Map<float, float, FloatMap<float, TFormula>>(x, whole);
            for (int length = 1; length < 40; length++)
            {
                var parts = new float[x.Length];
                for (int start = 0; start < x.Length; start += length)
                {
                    int n = Math.Min(length, x.Length - start);
                    RowLoops.Map<float, float, FloatMap<float, TFormula>>(x.AsSpan(start, n), parts.AsSpan(start, n));
                }

                Assert.That(parts.Select(BitConverter.SingleToInt32Bits), Is.EqualTo(whole.Select(BitConverter.SingleToInt32Bits)), $"{typeof(TFormula).Name} by {length}");
            }
        }
    }

    [Test]
    public void SpecialValues()
    {
        float[] x = [.. new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, -0f, 89, 88.72283f, 88.72284f, -87.4f, -103.9f, -104.1f, 1e30f, -1e30f }.SelectMany(v => Enumerable.Repeat(v, 16))];
        var y = new float[x.Length];
        RowLoops.Map<float, float, FloatMap<float, ExpFormula>>(x, y);
        Assert.That(y, Is.EqualTo(x.Select(MathF.Exp)).AsCollection.Within(1).Ulps);
        RowLoops.Map<float, float, FloatMap<float, TanhFormula>>(x, y);
        Assert.That(y, Is.EqualTo(x.Select(MathF.Tanh)).AsCollection.Within(2).Ulps);
        RowLoops.Map<float, float, FloatMap<float, SigmoidFormula>>(x, y);
        Assert.That(y, Is.EqualTo(x.Select(v => (float)(1 / (1 + Math.Exp(-v))))).AsCollection.Within(1e-38f).Or.EqualTo(x.Select(v => (float)(1 / (1 + Math.Exp(-v))))).AsCollection.Within(2).Ulps);
    }

    static double GreatestError(string function, int stride) => function switch
    {
        "exp" => GreatestError<ExpFormula>(Math.Exp, stride),
        "sigmoid" => GreatestError<SigmoidFormula>(x => 1 / (1 + Math.Exp(-x)), stride),
        _ => GreatestError<TanhFormula>(Math.Tanh, stride),
    };

    /// <summary>In units in the last place of the exact value, where that is a normal number.</summary>
    static double GreatestError<TFormula>(Func<double, double> reference, int stride) where TFormula : struct, IFloatMap
    {
        int first = BitConverter.SingleToInt32Bits(MathF.ScaleB(1, -30)), end = BitConverter.SingleToInt32Bits(128);
        long floats = (end - (long)first) / stride;
        var gate = new Lock();
        double greatest = 0;
        Parallel.For(0, 2 * (int)((floats + Block - 1) / Block), task =>
        {
            float[] x = new float[Block], y = new float[Block];
            long start = first + task / 2 * (long)Block * stride;
            for (int i = 0; i < Block; i++)
            {
                float magnitude = BitConverter.Int32BitsToSingle((int)Math.Min(end, start + (long)i * stride));
                x[i] = task % 2 == 0 ? magnitude : -magnitude;
            }

            RowLoops.Map<float, float, FloatMap<float, TFormula>>(x, y);
            double worst = 0;
            for (int i = 0; i < Block; i++)
            {
                double exact = reference(x[i]);
                if (Math.Abs(exact) > float.MaxValue || Math.Abs(exact) < 1.17549435e-38)
                {
                    continue;
                }

                worst = Math.Max(worst, Math.Abs(y[i] - exact) / Math.ScaleB(1, Math.ILogB(exact) - 23));
            }

            lock (gate)
            {
                greatest = Math.Max(greatest, worst);
            }
        });
        return greatest;
    }
}
