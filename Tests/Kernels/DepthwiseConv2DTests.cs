using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Tensorflow.Kernels;

namespace TfExercises.Tests.Kernels;

[NonParallelizable]
public class DepthwiseConv2DTests
{
    [FsCheck.NUnit.Property(MaxTest = 200)]
    public Property AnyGeometryEqualsThePlainLoops() =>
        Prop.ForAll(ConvReference.Any().Zip(Gen.Choose(1, 3)).ToArbitrary(), sizes =>
        {
            var (any, multiplier) = sizes;
            ConvGeometry g = any with { OutputChannels = any.InputChannels * multiplier };
            int filterSize = g.FilterHeight * g.FilterWidth * g.OutputChannels;
            float[] x = Numbers.Random<float>(g.InputSize, 1), f = Numbers.Random<float>(filterSize, 2), dy = Numbers.Random<float>(g.OutputSize, 3);
            float[] y = new float[g.OutputSize], dx = new float[g.InputSize], df = new float[filterSize];
            DepthwiseConv2D.Forward<float>(g, x, f, y);
            DepthwiseConv2D.BackpropInput<float>(g, f, dy, dx);
            DepthwiseConv2D.BackpropFilter<float>(g, x, dy, df);

            double[] wantY = new double[y.Length], wantDx = new double[dx.Length], wantDf = new double[df.Length];
            foreach (ConvReference.Step step in ConvReference.Steps(g))
            {
                for (int q = 0; q < g.OutputChannels; q++)
                {
                    int o = step.Output * g.OutputChannels + q;
                    int i = step.Input * g.InputChannels + q / multiplier;
                    int c = step.Filter * g.OutputChannels + q;
                    wantY[o] += (double)x[i] * f[c];
                    wantDx[i] += (double)dy[o] * f[c];
                    wantDf[c] += (double)dy[o] * x[i];
                }
            }
            Numbers.AssertClose(y, wantY, 1e-5, $"forward {g}");
            Numbers.AssertClose(dx, wantDx, 1e-5, $"input gradient {g}");
            Numbers.AssertClose(df, wantDf, 1e-5, $"filter gradient {g}");
        });

    [Test]
    public void BitsDoNotDependOnTheNumberOfThreads()
    {
        var g = new ConvGeometry
        {
            Batch = 4, InputHeight = 12, InputWidth = 12, InputChannels = 24, FilterHeight = 3, FilterWidth = 3, OutputChannels = 48,
            OutputHeight = 12, OutputWidth = 12, PadTop = 1, PadLeft = 1,
        };
        float[] x = Numbers.Random<float>(g.InputSize, 1), f = Numbers.Random<float>(9 * 48, 2), dy = Numbers.Random<float>(g.OutputSize, 3);
        Numbers.AssertSameBits(() =>
        {
            float[] y = new float[g.OutputSize], dx = new float[g.InputSize], df = new float[9 * 48];
            DepthwiseConv2D.Forward<float>(g, x, f, y);
            DepthwiseConv2D.BackpropInput<float>(g, f, dy, dx);
            DepthwiseConv2D.BackpropFilter<float>(g, x, dy, df);
            return (float[])[.. y, .. dx, .. df];
        });
    }
}
