using System.Numerics;
using NUnit.Framework;

namespace TfExercises.Tests.Kernels;

/// <summary>Test data from a seed, and the comparison of a kernel's results with a float64 reference.</summary>
internal static class Numbers
{
    /// <summary>Values from -1 to 1.</summary>
    public static T[] Random<T>(int count, int seed) where T : INumberBase<T>
    {
        var random = new Random(seed);
        var values = new T[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = T.CreateTruncating(random.NextDouble() * 2 - 1);
        }
        return values;
    }

    public static double[] ToDouble<T>(T[] values) where T : INumberBase<T> => Array.ConvertAll(values, double.CreateTruncating);

    /// <summary>Asserts |got - want| &lt;= tolerance * (1 + |want|) everywhere; NaN equals NaN, an infinity itself.</summary>
    public static void AssertClose<T>(T[] got, double[] want, double tolerance, string what = "") where T : INumberBase<T>
    {
        Assert.That(got, Has.Length.EqualTo(want.Length), what);
        for (int i = 0; i < got.Length; i++)
        {
            double g = double.CreateTruncating(got[i]), w = want[i];
            bool close = g.Equals(w) || Math.Abs(g - w) <= tolerance * (1 + Math.Abs(w));
            if (!close)
            {
                Assert.Fail($"{what} element {i}: got {g}, want {w}");
            }
        }
    }

    /// <summary>Runs the kernel with 1, 2 and 5 threads and asserts the same bits.</summary>
    public static void AssertSameBits<T>(Func<T[]> kernel) where T : unmanaged
    {
        int threads = Tensorflow.Kernels.WorkerPool.Threads;
        try
        {
            Tensorflow.Kernels.WorkerPool.Threads = 1;
            T[] one = kernel();
            foreach (int many in new[] { 2, 5 })
            {
                Tensorflow.Kernels.WorkerPool.Threads = many;
                T[] got = kernel();
                bool same = System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(got)
                    .SequenceEqual(System.Runtime.InteropServices.MemoryMarshal.AsBytes<T>(one));
                Assert.That(same, $"{many} threads give other bits than one");
            }
        }
        finally
        {
            Tensorflow.Kernels.WorkerPool.Threads = threads;
        }
    }
}
