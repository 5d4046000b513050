using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace TfExercises.Lessons.Chapter3;

/// <summary>
/// NumPy's arithmetic on short arrays of float64. Sums run in the order of the matrix library in NumPy's packages (OpenBLAS,
/// kernels of x86-64 with AVX2), whatever vectors this machine has: training goes its own way from the first bit that differs.
/// The bits are NumPy's where the lengths are multiples of 4; elsewhere sums agree to their rounding.
/// </summary>
static class SmallArrays
{
    extension(double[])
    {
        public static double[] operator +(double[] x, double[] y)
        {
            var sum = new double[x.Length];
            for (var i = 0; i < sum.Length; i++)
                sum[i] = x[i] + y[i];
            return sum;
        }

        public static double[] operator -(double[] x, double[] y)
        {
            var difference = new double[x.Length];
            for (var i = 0; i < difference.Length; i++)
                difference[i] = x[i] - y[i];
            return difference;
        }

        public static double[] operator *(double[] x, double[] y)
        {
            var product = new double[x.Length];
            for (var i = 0; i < product.Length; i++)
                product[i] = x[i] * y[i];
            return product;
        }
    }

    /// <summary>A function of each element.</summary>
    public static double[] Map(ReadOnlySpan<double> x, Func<double, double> function)
    {
        var y = new double[x.Length];
        for (var i = 0; i < y.Length; i++)
            y[i] = function(x[i]);
        return y;
    }

    /// <summary>An array of zeros a row.</summary>
    public static double[][] zeros(int rows, int columns) => [.. Enumerable.Range(0, rows).Select(_ => new double[columns])];

    /// <summary><c>np.dot(x, W)</c>: y_j = sum over k of x_k W_kj.</summary>
    public static double[] dot(double[] x, Matrix W)
    {
        if (W.Columns == 1)
            return [SumOfPairs(x, W.Values)];
        var y = new double[W.Columns];
        var k = 0;
        for (; k + 4 <= x.Length; k += 4)
            AddFourScaled(y, x.AsSpan(k, 4), W.Row(k), W.Row(k + 1), W.Row(k + 2), W.Row(k + 3));
        for (; k < x.Length; k++)
            AddScaled(y, x[k], W.Row(k));
        return y;
    }

    /// <summary><c>np.dot(x, W.T)</c>: y_j = sum over k of x_k W_jk.</summary>
    public static double[] dot(double[] x, Transposed W)
    {
        var y = new double[W.Original.Rows];
        for (var j = 0; j < y.Length; j++)
            y[j] = SumOfLanes(x, W.Original.Row(j));
        return y;
    }

    /// <summary><c>np.dot(x.reshape(-1, 1), y.reshape(1, -1))</c>: x_i y_j.</summary>
    public static Outer outer(double[] x, double[] y) => new(x, y);

    /// <summary>y += factor x; the product is rounded before it is added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(Span<double> y, double factor, ReadOnlySpan<double> x)
    {
        var yVectors = MemoryMarshal.Cast<double, Vector256<double>>(y);
        var xVectors = MemoryMarshal.Cast<double, Vector256<double>>(x);
        for (var j = 0; j < yVectors.Length; j++)
            yVectors[j] += factor * xVectors[j];
        for (var j = y.Length & ~3; j < y.Length; j++)
            y[j] += factor * x[j];
    }

    /// <summary>y += (x0 a0 + x2 a2) + (x1 a1 + x3 a3); the second product of each pair is not rounded by itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static void AddFourScaled(
        Span<double> y, ReadOnlySpan<double> x, ReadOnlySpan<double> a0, ReadOnlySpan<double> a1, ReadOnlySpan<double> a2, ReadOnlySpan<double> a3)
    {
        var (x0, x1, x2, x3) = (Vector256.Create(x[0]), Vector256.Create(x[1]), Vector256.Create(x[2]), Vector256.Create(x[3]));
        var vectors = MemoryMarshal.Cast<double, Vector256<double>>(y);
        var v0 = MemoryMarshal.Cast<double, Vector256<double>>(a0);
        var v1 = MemoryMarshal.Cast<double, Vector256<double>>(a1);
        var v2 = MemoryMarshal.Cast<double, Vector256<double>>(a2);
        var v3 = MemoryMarshal.Cast<double, Vector256<double>>(a3);
        for (var j = 0; j < vectors.Length; j++)
            vectors[j] += Vector256.FusedMultiplyAdd(x2, v2[j], x0 * v0[j]) + Vector256.FusedMultiplyAdd(x3, v3[j], x1 * v1[j]);
        for (var j = y.Length & ~3; j < y.Length; j++)
            y[j] += Math.FusedMultiplyAdd(x[2], a2[j], x[0] * a0[j]) + Math.FusedMultiplyAdd(x[3], a3[j], x[1] * a1[j]);
    }

    /// <summary>Four sums, of every fourth product each, none rounded by itself; then (s0 + s2) + (s1 + s3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double SumOfLanes(ReadOnlySpan<double> x, ReadOnlySpan<double> a)
    {
        var xVectors = MemoryMarshal.Cast<double, Vector256<double>>(x);
        var aVectors = MemoryMarshal.Cast<double, Vector256<double>>(a);
        var lanes = Vector256<double>.Zero;
        for (var k = 0; k < xVectors.Length; k++)
            lanes = Vector256.FusedMultiplyAdd(xVectors[k], aVectors[k], lanes);
        var halves = lanes.GetLower() + lanes.GetUpper();
        var sum = halves[0] + halves[1];
        for (var k = x.Length & ~3; k < x.Length; k++)
            sum += x[k] * a[k];
        return sum;
    }

    /// <summary>Two sums, of every second product each, taken in pairs: x0 a0 + x2 a2, and x1 a1 + x3 a3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static double SumOfPairs(ReadOnlySpan<double> x, ReadOnlySpan<double> a)
    {
        var (even, odd) = (0.0, 0.0);
        var k = 0;
        for (; k + 4 <= x.Length; k += 4)
        {
            even += x[k] * a[k] + x[k + 2] * a[k + 2];
            odd += x[k + 1] * a[k + 1] + x[k + 3] * a[k + 3];
        }
        for (; k < x.Length; k++)
            even += x[k] * a[k];
        return even + odd;
    }
}
