using System.Numerics;
using System.Runtime.CompilerServices;

namespace Tensorflow.Kernels;

/// <summary>
/// Vector forms of functions for which System.Numerics.Tensors has none or one that loses its relative accuracy
/// near zero (expm1, log1p, tanh). T is float or double.
/// </summary>
internal static class VectorMath
{
    /// <summary>e^x - 1. Kahan's quotient (e^x - 1) x / log(e^x) repairs the rounding of e^x near 0.</summary>
    public static Vector<T> Expm1<T>(Vector<T> x)
    {
        var exp = Exp(x);
        var minusOne = exp - Vector<T>.One;
        var repaired = minusOne * x / Log(exp);

        var tiny = Vector.Equals(exp, Vector<T>.One);
        var near = Vector.LessThan(Vector.Abs(x), Vector.Create(T<T>(0.5)));
        return Vector.ConditionalSelect(tiny, x, Vector.ConditionalSelect(near, repaired, minusOne));
    }

    /// <summary>log(1 + x). x / ((1 + x) - 1) repairs the rounding of 1 + x near 0.</summary>
    public static Vector<T> Log1p<T>(Vector<T> x)
    {
        var sum = x + Vector<T>.One;
        var log = Log(sum);
        var repaired = log * (x / (sum - Vector<T>.One));

        var tiny = Vector.Equals(sum, Vector<T>.One);
        var near = Vector.LessThan(Vector.Abs(x), Vector<T>.One);
        return Vector.ConditionalSelect(tiny, x, Vector.ConditionalSelect(near, repaired, log));
    }

    /// <summary>tanh(x): a rational function in float (Eigen's), expm1(2|x|) / (expm1(2|x|) + 2) in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Tanh<T>(Vector<T> x)
    {
        if (typeof(T) == typeof(float))
        {
            return TanhOfFloat(x.As<T, float>()).As<float, T>();
        }

        var magnitude = Vector.Min(Vector.Abs(x), Vector.Create(T<T>(20)));
        var e = Expm1(magnitude + magnitude);
        return Vector.CopySign(e / (e + Vector.Create(T<T>(2))), x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<float> TanhOfFloat(Vector<float> x)
    {
        var clamped = Vector.Max(Vector.Min(x, Vector.Create(7.90531110763549805f)), Vector.Create(-7.90531110763549805f));
        var s = clamped * clamped;
        var p = Vector.Create(-2.76076847742355e-16f);
        p = p * s + Vector.Create(2.00018790482477e-13f);
        p = p * s + Vector.Create(-8.60467152213735e-11f);
        p = p * s + Vector.Create(5.12229709037114e-08f);
        p = p * s + Vector.Create(1.48572235717979e-05f);
        p = p * s + Vector.Create(6.37261928875436e-04f);
        p = p * s + Vector.Create(4.89352455891786e-03f);
        var q = Vector.Create(1.19825839466702e-06f);
        q = q * s + Vector.Create(1.18534705686654e-04f);
        q = q * s + Vector.Create(2.26843463243900e-03f);
        q = q * s + Vector.Create(4.89352518554385e-03f);
        var tiny = Vector.LessThan(Vector.Abs(x), Vector.Create(0.0004f));
        return Vector.ConditionalSelect(tiny, x, clamped * p / q);
    }

    /// <summary>erf(x) in float: x P(x^2) / Q(x^2) on [-4, 4], beyond which erf is 1 in float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Erf(Vector<float> x)
    {
        var clamped = Vector.Max(Vector.Min(x, Vector.Create(4f)), Vector.Create(-4f));
        var s = clamped * clamped;
        var p = Vector.Create(-2.72614225801306e-10f);
        p = p * s + Vector.Create(2.77068142495902e-08f);
        p = p * s + Vector.Create(-2.10102402082508e-06f);
        p = p * s + Vector.Create(-5.69250639462346e-05f);
        p = p * s + Vector.Create(-7.34990630326855e-04f);
        p = p * s + Vector.Create(-2.95459980854025e-03f);
        p = p * s + Vector.Create(-1.60960333262415e-02f);
        var q = Vector.Create(-1.45660718464996e-05f);
        q = q * s + Vector.Create(-2.13374055278905e-04f);
        q = q * s + Vector.Create(-1.68282697438203e-03f);
        q = q * s + Vector.Create(-7.37332916720468e-03f);
        q = q * s + Vector.Create(-1.42647390514189e-02f);
        return clamped * p / q;
    }

    /// <summary>1 / (1 + e^-x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sigmoid<T>(Vector<T> x) => Vector<T>.One / (Vector<T>.One + Exp(-x));

    /// <summary>
    /// e^x. In float 2^m e^r with |r| at most log(2)/2 and Cephes' polynomial for e^r, which gives exactly 1 for 0
    /// (the library's gives 1.0000001).
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Exp<T>(Vector<T> x) => typeof(T) == typeof(float)
        ? ExpOfFloat(x.As<T, float>()).As<float, T>()
        : Vector.Exp(x.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<float> ExpOfFloat(Vector<float> x)
    {
        var clamped = Vector.Max(Vector.Min(x, Vector.Create(89f)), Vector.Create(-104f));
        var m = Vector.Round(clamped * Vector.Create(1.44269504088896341f));
        var r = Vector.MultiplyAddEstimate(m, Vector.Create(-0.693359375f), clamped);
        r = Vector.MultiplyAddEstimate(m, Vector.Create(2.12194440e-4f), r);

        var p = Vector.Create(1.9875691500e-4f);
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(1.3981999507e-3f));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(8.3334519073e-3f));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(4.1665795894e-2f));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(1.6666665459e-1f));
        p = Vector.MultiplyAddEstimate(p, r, Vector.Create(5.0000001201e-1f));
        p = Vector.MultiplyAddEstimate(p, r * r, r) + Vector<float>.One;

        // Two steps, because 2^m itself overflows or is a denormal where the product is not.
        var exponent = Vector.ConvertToInt32Native(m);
        var half = Vector.ShiftRightArithmetic(exponent, 1);
        return p * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<float> PowerOfTwo(Vector<int> exponent) =>
        Vector.ShiftLeft(exponent + Vector.Create(127), 23).As<int, float>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Log<T>(Vector<T> x) => typeof(T) == typeof(float)
        ? Vector.Log(x.As<T, float>()).As<float, T>()
        : Vector.Log(x.As<T, double>()).As<double, T>();

    static T T<T>(double value) => typeof(T) == typeof(float) ? (T)(object)(float)value : (T)(object)value;
}
