using System.Numerics;
using System.Runtime.Intrinsics;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Tensorflow.Kernels;

namespace TfExercises.Tests.Kernels;

[NonParallelizable]
public unsafe class Conv2DTests
{
    private static (double[] Output, double[] InputGradient, double[] FilterGradient) Reference(ConvGeometry g, double[] input, double[] filter, double[] dy)
    {
        double[] y = new double[g.OutputSize], dx = new double[g.InputSize], df = new double[g.FilterSize];
        foreach (ConvReference.Step step in ConvReference.Steps(g))
        {
            for (int ci = 0; ci < g.InputChannels; ci++)
            {
                for (int co = 0; co < g.OutputChannels; co++)
                {
                    int o = step.Output * g.OutputChannels + co;
                    int i = step.Input * g.InputChannels + ci;
                    int f = (step.Filter * g.InputChannels + ci) * g.OutputChannels + co;
                    y[o] += input[i] * filter[f];
                    dx[i] += dy[o] * filter[f];
                    df[f] += dy[o] * input[i];
                }
            }
        }
        return (y, dx, df);
    }

    private static void Check<T, TVec, TSimd>(ConvGeometry g, double tolerance)
        where T : unmanaged, INumberBase<T> where TVec : unmanaged where TSimd : struct, ISimd<TVec, T>
    {
        T[] x = Numbers.Random<T>(g.InputSize, 1), f = Numbers.Random<T>(g.FilterSize, 2), dy = Numbers.Random<T>(g.OutputSize, 3);
        T[] y = Numbers.Random<T>(g.OutputSize, 4), dx = Numbers.Random<T>(g.InputSize, 5), df = Numbers.Random<T>(g.FilterSize, 6);
        fixed (T* px = x, pf = f, pdy = dy, py = y, pdx = dx, pdf = df)
        {
            Conv2D<T, TVec, TSimd>.Forward(g, px, pf, py, default(NoEpilogue<T>));
            Conv2D<T, TVec, TSimd>.BackpropInput(g, pf, pdy, pdx);
            Conv2D<T, TVec, TSimd>.BackpropFilter(g, px, pdy, pdf);
        }
        var want = Reference(g, Numbers.ToDouble(x), Numbers.ToDouble(f), Numbers.ToDouble(dy));
        string what = $"{typeof(TSimd).Name} {g}";
        Numbers.AssertClose(y, want.Output, tolerance, $"forward {what}");
        Numbers.AssertClose(dx, want.InputGradient, tolerance, $"input gradient {what}");
        Numbers.AssertClose(df, want.FilterGradient, tolerance, $"filter gradient {what}");
    }

    [FsCheck.NUnit.Property(MaxTest = 300)]
    public Property AnyGeometryEqualsThePlainLoops() =>
        Prop.ForAll(ConvReference.Any().ToArbitrary(), g =>
        {
            Check<float, Vector512<float>, Simd512<float>>(g, 1e-5);
            Check<double, Vector512<double>, Simd512<double>>(g, 1e-13);
            Check<float, Vector256<float>, Simd256<float>>(g, 1e-5);
            Check<double, Vector128<double>, Simd128<double>>(g, 1e-13);
            Check<float, float, SimdScalar<float>>(g, 1e-5);
        });

    [TestCase(7, 28, 1, 5, 32)]
    [TestCase(5, 14, 32, 5, 64)]
    [TestCase(2, 12, 130, 3, 70)]
    public void LargerConvolutionsEqualThePlainLoops(int batch, int size, int inputs, int window, int outputs) =>
        Check<float, Vector512<float>, Simd512<float>>(Same(batch, size, inputs, window, outputs), 1e-4);

    private static ConvGeometry Same(int batch, int size, int inputs, int window, int outputs) => new()
    {
        Batch = batch, InputHeight = size, InputWidth = size, OutputHeight = size, OutputWidth = size, InputChannels = inputs, OutputChannels = outputs,
        FilterHeight = window, FilterWidth = window, PadTop = (window - 1) / 2, PadLeft = (window - 1) / 2,
    };

    [Test]
    public void BiasAndActivationFollowTheSum()
    {
        ConvGeometry g = Same(3, 9, 4, 3, 37);
        double[] x = Numbers.Random<double>(g.InputSize, 1), f = Numbers.Random<double>(g.FilterSize, 2), bias = Numbers.Random<double>(37, 3), y = new double[g.OutputSize];
        double[] want = Reference(g, x, f, y).Output;
        for (int i = 0; i < want.Length; i++)
        {
            want[i] = Math.Max(want[i] + bias[i % 37], 0);
        }
        Conv2D.ForwardFused<double>(g, x, f, bias, Activation.Relu, y);
        Numbers.AssertClose(y, want, 1e-13);
    }

    [Test]
    public void BitsDoNotDependOnTheNumberOfThreads()
    {
        ConvGeometry g = Same(20, 14, 8, 5, 40) with { StrideWidth = 2, OutputWidth = 7, PadLeft = 1 };
        float[] x = Numbers.Random<float>(g.InputSize, 1), f = Numbers.Random<float>(g.FilterSize, 2), dy = Numbers.Random<float>(g.OutputSize, 3);
        Numbers.AssertSameBits(() =>
        {
            float[] y = new float[g.OutputSize], dx = new float[g.InputSize], df = new float[g.FilterSize];
            Conv2D.Forward<float>(g, x, f, y);
            Conv2D.BackpropInput<float>(g, f, dy, dx);
            Conv2D.BackpropFilter<float>(g, x, dy, df);
            return (float[])[.. y, .. dx, .. df];
        });
    }

    [Test]
    public void NaNStaysWhereItsPatchesAre()
    {
        ConvGeometry g = Same(1, 6, 1, 3, 2);
        float[] x = Numbers.Random<float>(g.InputSize, 1), f = Numbers.Random<float>(g.FilterSize, 2), y = new float[g.OutputSize];
        x[2 * 6 + 2] = float.NaN;
        Conv2D.Forward<float>(g, x, f, y);
        for (int i = 0; i < 36; i++)
        {
            bool near = Math.Abs(i / 6 - 2) <= 1 && Math.Abs(i % 6 - 2) <= 1;
            Assert.That(float.IsNaN(y[2 * i]), Is.EqualTo(near), $"cell {i}");
        }
    }

    [Test]
    public void TooShortAnArrayIsNamed()
    {
        ConvGeometry g = Same(1, 6, 1, 3, 2);
        var error = Assert.Throws<ArgumentException>(() => Conv2D.Forward<float>(g, new float[36], new float[17], new float[72]));
        Assert.That(error!.Message, Does.Contain("18 elements of the filter; got 17"));
    }

    [Test]
    public void ASecondCallAllocatesNothing()
    {
        ConvGeometry g = Same(20, 14, 8, 5, 40);
        float[] x = new float[g.InputSize], f = new float[g.FilterSize], y = new float[g.OutputSize];
        AllocationFree(() => Conv2D.Forward<float>(g, x, f, y));
        AllocationFree(() => Conv2D.BackpropInput<float>(g, f, y, x));
        AllocationFree(() => Conv2D.BackpropFilter<float>(g, x, y, f));
    }

    private static void AllocationFree(Action action)
    {
        action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }
}
