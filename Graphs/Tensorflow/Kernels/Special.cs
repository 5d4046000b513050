namespace Tensorflow.Kernels;

/// <summary>
/// Special functions of one real number in double precision, accurate to a few units in the last place
/// except next to their zeros, where the error is that of the neighbouring terms.
/// </summary>
internal static class Special
{
    const double ErfOfOneRounded = 8.45062911510467529297e-01;

    // The rational approximations of erf and erfc are those of Sun's fdlibm (s_erf.c).
    static ReadOnlySpan<double> ErfSmallP =>
    [
        1.28379167095512558561e-01, -3.25042107247001499370e-01, -2.84817495755985104766e-02,
        -5.77027029648944159157e-03, -2.37630166566501626084e-05,
    ];

    static ReadOnlySpan<double> ErfSmallQ =>
    [
        1, 3.97917223959155352819e-01, 6.50222499887672944485e-02, 5.08130628187576562776e-03,
        1.32494738004321644526e-04, -3.96022827877536812320e-06,
    ];

    static ReadOnlySpan<double> ErfNearOneP =>
    [
        -2.36211856075265944077e-03, 4.14856118683748331666e-01, -3.72207876035701323847e-01,
        3.18346619901161753674e-01, -1.10894694282396677476e-01, 3.54783043256182359371e-02,
        -2.16637559486879084300e-03,
    ];

    static ReadOnlySpan<double> ErfNearOneQ =>
    [
        1, 1.06420880400844228286e-01, 5.40397917702171048937e-01, 7.18286544141962662868e-02,
        1.26171219808761642112e-01, 1.36370839120290507362e-02, 1.19844998467991074170e-02,
    ];

    static ReadOnlySpan<double> ErfcMiddleP =>
    [
        -9.86494403484714822705e-03, -6.93858572707181764372e-01, -1.05586262253232909814e+01,
        -6.23753324503260060396e+01, -1.62396669462573470355e+02, -1.84605092906711035994e+02,
        -8.12874355063065934246e+01, -9.81432934416914548592e+00,
    ];

    static ReadOnlySpan<double> ErfcMiddleQ =>
    [
        1, 1.96512716674392571292e+01, 1.37657754143519042600e+02, 4.34565877475229228821e+02,
        6.45387271733267880336e+02, 4.29008140027567833386e+02, 1.08635005541779435134e+02,
        6.57024977031928170135e+00, -6.04244152148580987438e-02,
    ];

    static ReadOnlySpan<double> ErfcTailP =>
    [
        -9.86494292470009928597e-03, -7.99283237680523006574e-01, -1.77579549177547519889e+01,
        -1.60636384855821916062e+02, -6.37566443368389627722e+02, -1.02509513161107724954e+03,
        -4.83519191608651397019e+02,
    ];

    static ReadOnlySpan<double> ErfcTailQ =>
    [
        1, 3.03380607434824582924e+01, 3.25792512996573918826e+02, 1.53672958608443695994e+03,
        3.19985821950859553908e+03, 2.55305040643316442583e+03, 4.74528541206955367215e+02,
        -2.24409524465858183362e+01,
    ];

    // Lanczos' approximation of the gamma function with g = 7.
    static ReadOnlySpan<double> Lanczos =>
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
        -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
        1.5056327351493116e-7,
    ];

    // Bernoulli numbers B2, B4, ... of the Euler-Maclaurin and Stirling series.
    static ReadOnlySpan<double> Bernoulli =>
    [
        1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730, 7.0 / 6, -3617.0 / 510,
        43867.0 / 798, -174611.0 / 330,
    ];

    /// <summary>2/sqrt(pi) times the integral of exp(-t^2) from 0 to x.</summary>
    public static double Erf(double x)
    {
        double a = Math.Abs(x);
        if (a < 0.84375)
        {
            return x + x * SmallErfRatio(x * x);
        }

        if (double.IsNaN(x))
        {
            return x;
        }

        return Math.CopySign(a < 6 ? 1 - ErfcOfMagnitude(a) : 1, x);
    }

    /// <summary>1 - erf(x), without the cancellation for large x.</summary>
    public static double Erfc(double x)
    {
        double a = Math.Abs(x);
        if (a < 0.84375)
        {
            double xr = x * SmallErfRatio(x * x);
            return x < 0.25 ? 1 - (x + xr) : 0.5 - (x - 0.5 + xr);
        }

        if (double.IsNaN(x))
        {
            return x;
        }

        double tail = a < 28 ? ErfcOfMagnitude(a) : 0;
        return x < 0 ? 2 - tail : tail;
    }

    static double SmallErfRatio(double square) => Polynomial(square, ErfSmallP) / Polynomial(square, ErfSmallQ);

    /// <summary>erfc(a) for a in [0.84375, 28).</summary>
    static double ErfcOfMagnitude(double a)
    {
        if (a < 1.25)
        {
            double s = a - 1;
            return 1 - ErfOfOneRounded - Polynomial(s, ErfNearOneP) / Polynomial(s, ErfNearOneQ);
        }

        double r = 1 / (a * a);
        double ratio = a < 1 / 0.35
            ? Polynomial(r, ErfcMiddleP) / Polynomial(r, ErfcMiddleQ)
            : Polynomial(r, ErfcTailP) / Polynomial(r, ErfcTailQ);

        // exp(-a^2) by the high half of a, whose square is exact, and a small correction.
        double high = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(a) & ~0xFFFFFFFFL);
        return Math.Exp(-high * high - 0.5625) * Math.Exp((high - a) * (high + a) + ratio) / a;
    }

    static double Polynomial(double x, ReadOnlySpan<double> coefficients)
    {
        double sum = 0;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            sum = sum * x + coefficients[i];
        }

        return sum;
    }

    /// <summary>log|Gamma(x)|; +infinity at the poles 0, -1, -2, ...</summary>
    public static double Lgamma(double x)
    {
        if (double.IsInfinity(x))
        {
            return double.PositiveInfinity;
        }

        if (x <= 0 && x == Math.Floor(x))
        {
            return double.PositiveInfinity;
        }

        if (x < 0.5)
        {
            // The reflection loses nothing for tiny x: sin(pi x) is then pi x.
            return Math.Log(Math.PI / Math.Abs(double.SinPi(x))) - Lgamma(1 - x);
        }

        if (x >= 1e8)
        {
            return x * (Math.Log(x) - 1) - 0.5 * Math.Log(x) + 0.5 * Math.Log(2 * Math.PI);
        }

        double z = x - 1;
        double sum = Lanczos[0];
        for (int i = 1; i < Lanczos.Length; i++)
        {
            sum += Lanczos[i] / (z + i);
        }

        double t = z + 7.5;
        return 0.5 * Math.Log(2 * Math.PI) + (z + 0.5) * Math.Log(t) - t + Math.Log(sum);
    }

    /// <summary>The derivative of log Gamma(x); NaN at the poles 0, -1, -2, ...</summary>
    public static double Digamma(double x)
    {
        if (double.IsNaN(x) || double.IsNegativeInfinity(x) || (x <= 0 && x == Math.Floor(x)))
        {
            return double.NaN;
        }

        if (x < 0)
        {
            return Digamma(1 - x) - Math.PI / double.TanPi(x);
        }

        double shift = 0;
        for (; x < 10; x++)
        {
            shift += 1 / x;
        }

        double inverseSquare = 1 / (x * x);
        double power = inverseSquare;
        double series = 0;
        for (int k = 0; k < Bernoulli.Length; k++)
        {
            series += Bernoulli[k] / (2 * (k + 1)) * power;
            power *= inverseSquare;
        }

        return double.IsPositiveInfinity(x) ? x : Math.Log(x) - 0.5 / x - series - shift;
    }

    /// <summary>
    /// The derivative of order n of digamma: (-1)^(n+1) n! zeta(n+1, x); digamma itself for n = 0.
    /// NaN where n is no integer >= 0.
    /// </summary>
    public static double Polygamma(double n, double x)
    {
        if (n != Math.Floor(n) || n < 0)
        {
            return double.NaN;
        }

        if (n == 0)
        {
            return Digamma(x);
        }

        double sign = n % 2 == 0 ? -1 : 1;
        return sign * Math.Exp(Lgamma(n + 1)) * Zeta(n + 1, x);
    }

    /// <summary>
    /// Hurwitz' zeta function, the sum of (q + k)^-s over k = 0, 1, ..., for s > 1 (infinity at s = 1, NaN below);
    /// infinity at the poles q = 0, -1, ... of even s, NaN at those of odd s and for negative q with a fractional s.
    /// </summary>
    public static double Zeta(double s, double q)
    {
        if (s == 1)
        {
            return double.PositiveInfinity;
        }

        if (!(s > 1) || double.IsNaN(q))
        {
            return double.NaN;
        }

        if (q <= 0)
        {
            if (q == Math.Floor(q))
            {
                return s % 2 == 0 ? double.PositiveInfinity : double.NaN;
            }

            if (s != Math.Floor(s))
            {
                return double.NaN;
            }
        }

        // Terms are summed until q is large enough for the Euler-Maclaurin tail to converge.
        double sum = 0;
        for (; q < 10; q++)
        {
            sum += Math.Pow(q, -s);
        }

        double power = Math.Pow(q, -s);
        sum += power * q / (s - 1) + 0.5 * power;

        double factor = s;
        double scale = power / q;
        double factorial = 2;
        for (int k = 0; k < Bernoulli.Length; k++)
        {
            sum += Bernoulli[k] / factorial * factor * scale;
            double i = 2 * k;
            factor *= (s + i + 1) * (s + i + 2);
            factorial *= (i + 3) * (i + 4);
            scale /= q * q;
        }

        return sum;
    }
}
