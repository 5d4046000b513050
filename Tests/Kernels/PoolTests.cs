using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Tensorflow.Kernels;

namespace TfExercises.Tests.Kernels;

[NonParallelizable]
public class PoolTests
{
    private static Gen<ConvGeometry> Pools =>
        from g in ConvReference.Any(mostChannels: 40, dilated: false)
        select g with { OutputChannels = g.InputChannels };

    /// <summary>Small whole numbers, so that a window often holds its maximum several times.</summary>
    private static float[] Ties(int count, int seed) => Array.ConvertAll(Numbers.Random<float>(count, seed), x => MathF.Round(3 * x));

    private static void CheckMax(ConvGeometry g, float[] x)
    {
        float[] dy = Numbers.Random<float>(g.OutputSize, 2), values = Numbers.Random<float>(g.InputSize, 3);
        float[] y = new float[g.OutputSize], dx = new float[g.InputSize], picked = new float[g.OutputSize];
        var argmax = new long[g.OutputSize];
        MaxPool.Forward<float>(g, x, y);
        MaxPool.Gradient<float>(g, x, dy, dx);
        MaxPool.GradientGradient<float>(g, x, values, picked);
        MaxPool.ArgMax<float>(g, x, argmax, includeBatch: true);

        var best = new int[g.OutputSize];
        Array.Fill(best, -1);
        foreach (ConvReference.Step step in ConvReference.Steps(g))
        {
            for (int c = 0; c < g.InputChannels; c++)
            {
                int o = step.Output * g.InputChannels + c, i = step.Input * g.InputChannels + c;
                if (best[o] < 0 || x[i] > x[best[o]] || (float.IsNaN(x[i]) && !float.IsNaN(x[best[o]])))
                {
                    best[o] = i;
                }
            }
        }
        var wantDx = new double[dx.Length];
        for (int o = 0; o < best.Length; o++)
        {
            if (best[o] >= 0)
            {
                Assert.That(y[o], Is.EqualTo(x[best[o]]), $"{g}");
                Assert.That(picked[o], Is.EqualTo(values[best[o]]), $"{g}");
                Assert.That(argmax[o], Is.EqualTo(best[o]), $"{g}");
                wantDx[best[o]] += dy[o];
            }
        }
        Numbers.AssertClose(dx, wantDx, 1e-6, $"gradient {g}");
    }

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public Property MaxPoolTakesTheFirstMaximum() =>
        Prop.ForAll(Pools.ToArbitrary(), g => CheckMax(g, Ties(g.InputSize, 1)));

    [FsCheck.NUnit.Property(MaxTest = 50)]
    public Property MaxPoolPassesNaNAndInfinities() =>
        Prop.ForAll(Pools.ToArbitrary(), g =>
        {
            float[] x = Ties(g.InputSize, 1);
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = x[i] switch { 2 => float.NaN, -2 => float.NegativeInfinity, 3 => float.PositiveInfinity, _ => x[i] };
            }
            CheckMax(g, x);
        });

    [FsCheck.NUnit.Property(MaxTest = 200)]
    public Property AveragePoolDividesByTheCellsInside() =>
        Prop.ForAll(Pools.ToArbitrary(), g =>
        {
            float[] x = Numbers.Random<float>(g.InputSize, 1), dy = Numbers.Random<float>(g.OutputSize, 2);
            float[] y = new float[g.OutputSize], dx = new float[g.InputSize];
            AveragePool.Forward<float>(g, x, y);
            AveragePool.Gradient<float>(g, dy, dx);

            var counts = new int[g.OutputSize];
            foreach (ConvReference.Step step in ConvReference.Steps(g))
            {
                counts[step.Output * g.InputChannels]++;
            }
            double[] wantY = new double[y.Length], wantDx = new double[dx.Length];
            foreach (ConvReference.Step step in ConvReference.Steps(g))
            {
                int count = counts[step.Output * g.InputChannels];
                for (int c = 0; c < g.InputChannels; c++)
                {
                    int o = step.Output * g.InputChannels + c, i = step.Input * g.InputChannels + c;
                    wantY[o] += (double)x[i] / count;
                    wantDx[i] += (double)dy[o] / count;
                }
            }
            Numbers.AssertClose(y, wantY, 1e-6, $"forward {g}");
            Numbers.AssertClose(dx, wantDx, 1e-6, $"gradient {g}");
        });

    [Test]
    public void BitsDoNotDependOnTheNumberOfThreads()
    {
        var g = new ConvGeometry
        {
            Batch = 10, InputHeight = 20, InputWidth = 20, InputChannels = 32, OutputChannels = 32, FilterHeight = 3, FilterWidth = 3,
            StrideHeight = 2, StrideWidth = 2, OutputHeight = 10, OutputWidth = 10,
        };
        float[] x = Numbers.Random<float>(g.InputSize, 1), dy = Numbers.Random<float>(g.OutputSize, 2);
        Numbers.AssertSameBits(() =>
        {
            float[] y = new float[g.OutputSize], dx = new float[g.InputSize], mean = new float[g.OutputSize], dMean = new float[g.InputSize];
            MaxPool.Forward<float>(g, x, y);
            MaxPool.Gradient<float>(g, x, dy, dx);
            AveragePool.Forward<float>(g, x, mean);
            AveragePool.Gradient<float>(g, dy, dMean);
            return (float[])[.. y, .. dx, .. mean, .. dMean];
        });
    }

    [Test]
    public void MaxPoolTakesIntegers()
    {
        var g = new ConvGeometry { InputHeight = 2, InputWidth = 4, FilterHeight = 2, FilterWidth = 2, StrideHeight = 2, StrideWidth = 2, OutputHeight = 1, OutputWidth = 2 };
        var y = new int[2];
        MaxPool.Forward<int>(g, [1, -5, -3, -4, 2, 0, -9, -8], y);
        Assert.That(y, Is.EqualTo(new[] { 2, -3 }));
    }
}
