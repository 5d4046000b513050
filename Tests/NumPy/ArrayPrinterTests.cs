using NUnit.Framework;
using Tensorflow.NumPy;
using NDArray = NumSharp.NDArray;
using np = NumSharp.np;

namespace TfExercises.Tests.NumPy;

/// <summary>Arrays print as NumPy 2 prints them; the expected texts are NumPy's.</summary>
public class ArrayPrinterTests
{
    [TestCase(1f, "1.0")]
    [TestCase(0f, "0.0")]
    [TestCase(-0f, "-0.0")]
    [TestCase(-2.5f, "-2.5")]
    [TestCase(0.24883565f, "0.24883565")]
    [TestCase(1e-4f, "0.0001")]
    [TestCase(1e-5f, "1e-05")]
    [TestCase(1.25e-7f, "1.25e-07")]
    [TestCase(100f, "100.0")]
    [TestCase(1e8f, "100000000.0")]
    [TestCase(123456789.125f, "123456790.0")]
    [TestCase(9999999f, "9999999.0")]
    [TestCase(1e16f, "1e+16")]
    [TestCase(float.NaN, "nan")]
    [TestCase(float.NegativeInfinity, "-inf")]
    public void Float32Scalar(float value, string want) => AssertPrints(NDArray.Scalar(value), want);

    [TestCase(1.0, "1.0")]
    [TestCase(1e8, "100000000.0")]
    [TestCase(1e15, "1000000000000000.0")]
    [TestCase(1e16, "1e+16")]
    [TestCase(0.0001, "0.0001")]
    [TestCase(1e-7, "1e-07")]
    public void Float64Scalar(double value, string want) => AssertPrints(NDArray.Scalar(value), want);

    [Test]
    public void OtherScalars()
    {
        AssertPrints(NDArray.Scalar(-7), "-7");
        AssertPrints(NDArray.Scalar(true), "True");
        AssertPrints(NDArray.Scalar((Half)0.1f), "0.1");
    }

    [Test]
    public void Vectors()
    {
        AssertPrints(np.array(new[] { 0.1f, 0.2f, 3f }), "[0.1 0.2 3. ]");
        AssertPrints(np.array(new[] { -0.40038f, 1.6f, -2.8f, 1f }), "[-0.40038  1.6     -2.8      1.     ]");
        AssertPrints(np.array(new[] { 1e-5f, 1f }), "[1.e-05 1.e+00]");
        AssertPrints(np.array(new[] { 123456.789f, 0.001f }), "[1.2345679e+05 1.0000000e-03]");
        AssertPrints(np.array(new[] { 1e10f, 2.5e-10f, -3f }), "[ 1.0e+10  2.5e-10 -3.0e+00]");
        AssertPrints(np.array(new[] { double.NaN, 1, double.PositiveInfinity, -3.5 }), "[ nan  1.   inf -3.5]");
        AssertPrints(np.array(new[] { 0.1, 0.12345678912345, 100 }), "[  0.1          0.12345679 100.        ]");
        AssertPrints(np.array(new[] { true, false }), "[ True False]");
        AssertPrints(np.array(new[] { -1, 20000000000 }), "[         -1 20000000000]");
        AssertPrints(np.zeros(new NumSharp.Shape(0)), "[]");
    }

    [Test]
    public void HigherRanks()
    {
        AssertPrints(np.arange(6).reshape(2, 3).astype(np.float32), "[[0. 1. 2.]\n [3. 4. 5.]]");
        AssertPrints(np.array(new[,] { { 1.5f, -2f }, { 1e3f, 4f } }), "[[   1.5   -2. ]\n [1000.     4. ]]");
        AssertPrints(np.arange(8).reshape(2, 2, 2), "[[[0 1]\n  [2 3]]\n\n [[4 5]\n  [6 7]]]");
    }

    [Test]
    public void LongLinesWrapAt75()
    {
        AssertPrints(np.arange(20) * 1000,
            "[    0  1000  2000  3000  4000  5000  6000  7000  8000  9000 10000 11000\n"
            + " 12000 13000 14000 15000 16000 17000 18000 19000]");
    }

    [Test]
    public void MoreThan1000ElementsAreSummarised()
    {
        AssertPrints(np.arange(2000), "[   0    1    2 ... 1997 1998 1999]");
        AssertPrints(np.arange(1001).astype(np.float32), "[   0.    1.    2. ...  998.  999. 1000.]");
        AssertPrints(np.arange(10000).reshape(100, 100),
            "[[   0    1    2 ...   97   98   99]\n [ 100  101  102 ...  197  198  199]\n [ 200  201  202 ...  297  298  299]\n ...\n"
            + " [9700 9701 9702 ... 9797 9798 9799]\n [9800 9801 9802 ... 9897 9898 9899]\n [9900 9901 9902 ... 9997 9998 9999]]");
    }

    private static void AssertPrints(NDArray array, string want) => Assert.That(ArrayPrinter.Format(array), Is.EqualTo(want));
}
