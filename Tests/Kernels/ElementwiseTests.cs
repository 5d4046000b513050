using System.Numerics;
using NUnit.Framework;
using Tensorflow.Kernels;

namespace TfExercises.Tests.Kernels;

/// <summary>Element-wise loops against an index-by-index reading of NumPy's broadcasting rule.</summary>
public class ElementwiseTests
{
    readonly struct Weigh : INumberZip
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T a, T b)
            where T : unmanaged, INumber<T> => a + a - b;

        public static Vector<T> Of<T>(Vector<T> a, Vector<T> b) => a + a - b;
    }

    readonly struct Twice : INumberMap
    {
        public static bool HasVector<T>() => true;

        public static T Of<T>(T x)
            where T : unmanaged, INumber<T> => x + x;

        public static Vector<T> Of<T>(Vector<T> x) => x + x;
    }

    [Test]
    public void MapOfEveryLength([Range(0, 70)] int n)
    {
        short[] x = [.. Enumerable.Range(0, n).Select(i => (short)(i - 9))];
        Elementwise.Map<short, short, NumberMap<short, Twice>>(x, x);
        Assert.That(x, Is.EqualTo(Enumerable.Range(0, n).Select(i => 2 * (i - 9))));
    }

    [TestCase("2,3", "2,3")]
    [TestCase("", "5,7")]
    [TestCase("4,33", "1")]
    [TestCase("4,33", "33")]
    [TestCase("4,33", "4,1")]
    [TestCase("1,33", "4,1")]
    [TestCase("2,1,5", "3,1")]
    [TestCase("2,1,3,1,5", "1,4,1,6,1")]
    [TestCase("7,1,2", "1,3,2")]
    [TestCase("2,3,4,5,6", "3,1,1,6")]
    [TestCase("1,1,1", "1")]
    [TestCase("0,3", "1,3")]
    [TestCase("3,0", "3,1")]
    [TestCase("40,1,3000", "1,2,3000")]
    [TestCase("100,10", "10")]
    [TestCase("5000,33", "33")]
    [TestCase("9,256", "256")]
    [TestCase("33", "50,33")]
    public void ZipBroadcasts(string left, string right)
    {
        int[] a = Shape(left), b = Shape(right), shape = Broadcasted(a, b);
        float[] x = Values(a, 1), y = Values(b, 2), got = new float[Size(shape)];
        Elementwise.Zip<float, float, NumberZip<float, Weigh>>(x, a, y, b, got, shape);
        for (int i = 0; i < got.Length; i++)
        {
            float p = x[Index(i, shape, a)], q = y[Index(i, shape, b)];
            Assert.That(got[i], Is.EqualTo(p + p - q));
        }
    }

    [Test]
    public void ZipInPlace()
    {
        int[] shape = [5, 100];
        float[] x = Values(shape, 1), row = Values([100], 2);
        float[] expected = [.. x.Select((v, i) => v + v - row[i % 100])];
        Elementwise.Zip<float, float, NumberZip<float, Weigh>>(x, shape, row, [100], x, shape);
        Assert.That(x, Is.EqualTo(expected));
    }

    [TestCase("3,1", "4", "1")]
    [TestCase("2,2", "2,2", "2,2")]
    [TestCase("1", "2,1,5", "3,5")]
    [TestCase("7,100", "7,100", "1")]
    [TestCase("7,100", "1", "7,100")]
    [TestCase("100", "7,1", "7,100")]
    [TestCase("7,1", "100", "7,100")]
    public void SelectBroadcasts(string condition, string left, string right)
    {
        int[] c = Shape(condition), a = Shape(left), b = Shape(right), shape = Broadcasted(Broadcasted(c, a), b);
        bool[] test = [.. Values(c, 5).Select(v => v > 0)];
        uint[] x = [.. Values(a, 1).Select(BitConverter.SingleToUInt32Bits)], y = [.. Values(b, 2).Select(BitConverter.SingleToUInt32Bits)], got = new uint[Size(shape)];
        ulong[] wide = new ulong[got.Length], wideX = [.. x.Select(v => (ulong)v)], wideY = [.. y.Select(v => (ulong)v)];
        Elementwise.Select<uint>(test, c, x, a, y, b, got, shape);
        Elementwise.Select<ulong>(test, c, wideX, a, wideY, b, wide, shape);
        for (int i = 0; i < got.Length; i++)
        {
            Assert.That(got[i], Is.EqualTo(test[Index(i, shape, c)] ? x[Index(i, shape, a)] : y[Index(i, shape, b)]));
            Assert.That(wide[i], Is.EqualTo((ulong)got[i]));
        }
    }

    [TestCase("3,1", "2,3,4")]
    [TestCase("", "2,3")]
    [TestCase("4", "3,4")]
    public void BroadcastToCopies(string from, string to)
    {
        int[] a = Shape(from), shape = Shape(to);
        float[] x = Values(a, 1), got = new float[Size(shape)];
        Elementwise.BroadcastTo<float>(x, a, got, shape);
        for (int i = 0; i < got.Length; i++)
        {
            Assert.That(got[i], Is.EqualTo(x[Index(i, shape, a)]));
        }
    }

    internal static int[] Shape(string text) => text.Length == 0 ? [] : [.. text.Split(',').Select(int.Parse)];

    internal static int Size(int[] shape) => shape.Aggregate(1, (a, b) => a * b);

    internal static float[] Values(int[] shape, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Size(shape)).Select(_ => random.NextSingle() - 0.5f)];
    }

    static int[] Broadcasted(int[] a, int[] b)
    {
        int rank = Math.Max(a.Length, b.Length);
        int Dim(int[] s, int d) => d - rank + s.Length is var k and >= 0 ? s[k] : 1;
        return [.. Enumerable.Range(0, rank).Select(d => Dim(a, d) == 1 ? Dim(b, d) : Dim(a, d))];
    }

    static int Index(int i, int[] shape, int[] operand)
    {
        int index = 0, stride = 1;
        for (int d = shape.Length - 1, k = operand.Length - 1; d >= 0; d--, k--)
        {
            int coordinate = i % shape[d];
            i /= shape[d];
            if (k >= 0)
            {
                index += (operand[k] == 1 ? 0 : coordinate) * stride;
                stride *= operand[k];
            }
        }

        return index;
    }
}
