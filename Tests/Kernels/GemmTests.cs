using System.Numerics;
using System.Runtime.Intrinsics;
using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Tensorflow.Kernels;

namespace TfExercises.Tests.Kernels;

[NonParallelizable]
public unsafe class GemmTests
{
    private static double[] Reference<T>(bool tA, bool tB, int m, int n, int k, T[] a, int lda, T[] b, int ldb, T[] c, int ldc, bool accumulate)
        where T : INumberBase<T>
    {
        double[] result = Numbers.ToDouble(c);
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = accumulate ? result[i * ldc + j] : 0;
                for (int l = 0; l < k; l++)
                {
                    sum += double.CreateTruncating(a[tA ? l * lda + i : i * lda + l]) * double.CreateTruncating(b[tB ? j * ldb + l : l * ldb + j]);
                }
                result[i * ldc + j] = sum;
            }
        }
        return result;
    }

    private static void Check<T, TVec, TSimd>(bool tA, bool tB, int m, int n, int k, int pad, bool accumulate, double tolerance)
        where T : unmanaged, INumberBase<T> where TVec : unmanaged where TSimd : struct, ISimd<TVec, T>
    {
        int lda = (tA ? m : k) + pad, ldb = (tB ? k : n) + pad, ldc = n + pad;
        T[] a = Numbers.Random<T>((tA ? k : m) * lda, 1), b = Numbers.Random<T>((tB ? n : k) * ldb, 2), c = Numbers.Random<T>(m * ldc, 3);
        double[] want = Reference(tA, tB, m, n, k, a, lda, b, ldb, c, ldc, accumulate);
        if (m > 0 && n > 0)
        {
            fixed (T* pa = a, pb = b, pc = c)
            {
                Gemm.Run<T, TVec, TSimd, NoEpilogue<T>>(
                    new MatrixProduct<T>
                    {
                        M = m, N = n, K = k, Accumulate = accumulate,
                        A = pa, ARow = tA ? 1 : lda, AColumn = tA ? lda : 1,
                        B = pb, BRow = tB ? 1 : ldb, BColumn = tB ? ldb : 1,
                        C = pc, CRow = ldc, CColumn = 1,
                    },
                    default);
            }
        }
        Numbers.AssertClose(c, want, tolerance, $"{typeof(TSimd).Name} {typeof(T).Name} tA={tA} tB={tB} m={m} n={n} k={k} pad={pad} accumulate={accumulate}");
    }

    private static void CheckAllWidths(bool tA, bool tB, int m, int n, int k, int pad, bool accumulate)
    {
        Check<float, Vector512<float>, Simd512<float>>(tA, tB, m, n, k, pad, accumulate, 1e-5);
        Check<float, Vector256<float>, Simd256<float>>(tA, tB, m, n, k, pad, accumulate, 1e-5);
        Check<float, Vector128<float>, Simd128<float>>(tA, tB, m, n, k, pad, accumulate, 1e-5);
        Check<float, float, SimdScalar<float>>(tA, tB, m, n, k, pad, accumulate, 1e-5);
        Check<double, Vector512<double>, Simd512<double>>(tA, tB, m, n, k, pad, accumulate, 1e-13);
        Check<double, Vector256<double>, Simd256<double>>(tA, tB, m, n, k, pad, accumulate, 1e-13);
        Check<double, Vector128<double>, Simd128<double>>(tA, tB, m, n, k, pad, accumulate, 1e-13);
        Check<double, double, SimdScalar<double>>(tA, tB, m, n, k, pad, accumulate, 1e-13);
    }

    [FsCheck.NUnit.Property(MaxTest = 150)]
    public Property AnyShapeEqualsTheThreeLoops() =>
        Prop.ForAll(
            Gen.Choose(0, 70).Three().Zip(Gen.Choose(0, 15)).ToArbitrary(),
            shape =>
            {
                var ((m, n, k), bits) = shape;
                CheckAllWidths((bits & 1) != 0, (bits & 2) != 0, m, n, k, (bits & 4) != 0 ? 3 : 0, (bits & 8) != 0);
            });

    [Test]
    public void LargeAndOddShapesEqualTheThreeLoops(
        [Values] bool tA, [Values] bool tB,
        [Values("100,250,700", "260,33,330", "300,300,40", "1,1000,300", "1000,1,300", "2,3,3000", "513,20,7", "70,128,1024", "600,10,500", "101,2,333", "3,130,520", "4,77,517", "90,4,1003", "1,1003,301", "100,10,784", "3,10,45", "2,300,130", "200,37,3", "784,10,100")] string shape)
    {
        int[] s = Array.ConvertAll(shape.Split(','), int.Parse);
        Check<float, Vector512<float>, Simd512<float>>(tA, tB, s[0], s[1], s[2], 0, false, 2e-5);
        Check<float, Vector256<float>, Simd256<float>>(tA, tB, s[0], s[1], s[2], 1, true, 2e-5);
        Check<double, Vector512<double>, Simd512<double>>(tA, tB, s[0], s[1], s[2], 0, true, 1e-12);
    }

    [Test]
    public void ManyRowsAreTakenInPieces()
    {
        const int m = 70_000, n = 130, k = 64;
        float[] a = Numbers.Random<float>(m * k, 1), b = Numbers.Random<float>(k * n, 2), bias = Numbers.Random<float>(n, 3);
        var c = new float[m * n];
        Gemm.RunFused<float>(false, false, m, n, k, a, b, bias, Activation.None, c);
        foreach (int i in new[] { 0, 1, 65_535, 65_536, 65_537, m - 1 })
        {
            var row = new float[n];
            Gemm.RunFused<float>(false, false, 1, n, k, a.AsSpan(i * k, k), b, bias, Activation.None, row);
            Numbers.AssertClose(c[(i * n)..((i + 1) * n)], Numbers.ToDouble(row), 1e-5, $"row {i}");
        }
    }

    [Test]
    public void BiasAndActivationAreAppliedOnce(
        [Values("None", "Relu", "Sigmoid", "Tanh")] string name, [Values] bool withBias, [Values] bool tB,
        [Values("100,40,700", "3,5,2", "1,50,7", "50,1,7", "40,300,90", "20,500,600", "31,3,300", "2,64,515")] string shape)
    {
        int[] s = Array.ConvertAll(shape.Split(','), int.Parse);
        int m = s[0], n = s[1], k = s[2];
        var activation = Enum.Parse<Activation>(name);
        double[] a = Numbers.Random<double>(m * k, 1), b = Numbers.Random<double>(k * n, 2), bias = Numbers.Random<double>(n, 3), c = new double[m * n];
        double[] want = Reference(false, tB, m, n, k, a, k, b, tB ? k : n, c, n, false);
        for (int i = 0; i < want.Length; i++)
        {
            double x = want[i] + (withBias ? bias[i % n] : 0);
            want[i] = activation switch
            {
                Activation.Relu => Math.Max(x, 0),
                Activation.Sigmoid => 1 / (1 + Math.Exp(-x)),
                Activation.Tanh => Math.Tanh(x),
                _ => x,
            };
        }
        Gemm.RunFused<double>(false, tB, m, n, k, a, b, withBias ? bias : [], activation, c);
        Numbers.AssertClose(c, want, 1e-12);
    }

    [Test]
    public void IntegersWrapAround()
    {
        int[] a = [1, 2, 3, 4, 5, int.MaxValue], b = [1, 4, 2, 5, 3, 6], c = [10, 10, 10, 10];
        Gemm.Run<int>(false, false, 2, 2, 3, a, b, c, accumulate: true);
        Assert.That(c, Is.EqualTo(new[] { 10 + 1 + 4 + 9, 10 + 4 + 10 + 18, unchecked(10 + 4 + 10 + int.MaxValue * 3), unchecked(10 + 16 + 25 + int.MaxValue * 6) }));
    }

    [TestCase(33, 35, 40)]
    [TestCase(33, 3, 300)]
    [TestCase(2, 35, 40)]
    public void NaNAndInfinityPropagate(int m, int n, int k)
    {
        float[] a = Numbers.Random<float>(m * k, 1), b = Numbers.Random<float>(k * n, 2), c = new float[m * n];
        a[(m - 1) * k + 7] = float.NaN;
        b[3 * n + n - 1] = b[(k - 20) * n] = float.PositiveInfinity;
        double[] want = Reference(false, false, m, n, k, a, k, b, n, c, n, false);
        Gemm.Run<float>(false, false, m, n, k, a, b, c);
        Numbers.AssertClose(c, want, 1e-5);
    }

    [TestCase(false, false, 300, 500, 800)]
    [TestCase(false, true, 100, 784, 1000)]
    [TestCase(true, false, 784, 100, 100)]
    [TestCase(false, false, 2000, 10, 300)]
    [TestCase(false, false, 3000, 1, 300)]
    [TestCase(true, false, 1, 3000, 300)]
    [TestCase(false, false, 8, 9, 90_000)]
    [TestCase(false, false, 1001, 2, 1000)]
    [TestCase(false, true, 3, 1000, 999)]
    [TestCase(false, false, 1, 3001, 301)]
    [TestCase(false, false, 100, 10, 784)]
    [TestCase(true, false, 784, 10, 100)]
    [TestCase(true, false, 784, 1000, 100)]
    [TestCase(true, false, 600, 512, 2)]
    [TestCase(false, false, 700, 700, 700)]
    public void BitsDoNotDependOnTheNumberOfThreads(bool tA, bool tB, int m, int n, int k)
    {
        float[] a = Numbers.Random<float>(m * k, 1), b = Numbers.Random<float>(k * n, 2);
        Numbers.AssertSameBits(() =>
        {
            var c = new float[m * n];
            Gemm.Run<float>(tA, tB, m, n, k, a, b, c);
            return c;
        });
    }

    [Test]
    public void TooShortAMatrixIsNamed()
    {
        var error = Assert.Throws<ArgumentException>(() => Gemm.Run<float>(false, false, 2, 3, 4, new float[8], new float[11], new float[6]));
        Assert.That(error!.Message, Does.Contain("4 x 3").And.Contain("12 elements").And.Contain("got 11"));
    }

    [Test]
    public void ASecondCallAllocatesNothing()
    {
        float[] a = new float[100 * 784], b = new float[784 * 500], c = new float[100 * 500];
        Gemm.Run<float>(false, false, 100, 500, 784, a, b, c);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Gemm.Run<float>(false, false, 100, 500, 784, a, b, c);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);
    }
}
