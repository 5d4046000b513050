namespace Tensorflow.Kernels;

/// <summary>How a sample of the Gamma distribution moves with its shape parameter.</summary>
internal static class GammaDerivative
{
    private const int MaxTerms = 2000;

    /// <summary>
    /// dx/da = -(dP(a, x)/da) / p(a, x), with P the distribution function and p its density: the sample moves so
    /// that its place in the distribution stays. P = x^a e^-x / Gamma(a+1) * (1 + x/(a+1) + x^2/((a+1)(a+2)) + ...).
    /// </summary>
    public static double OfSample(double alpha, double sample)
    {
        if (!(sample > 0)) return 0;
        double term = 1, slope = 0, sum = 1, slopes = 0;
        for (var n = 1; n <= MaxTerms; n++)
        {
            var factor = sample / (alpha + n);
            slope = slope * factor - term * factor / (alpha + n);
            term *= factor;
            sum += term;
            slopes += slope;
            if (term <= sum * 1e-17 && Math.Abs(slope) <= Math.Abs(slopes) * 1e-17) break;
        }
        // The factor x^a e^-x / Gamma(a+1) of P over the density x^(a-1) e^-x / Gamma(a) is x / a.
        return -(sample / alpha) * (sum * (Math.Log(sample) - Special.Digamma(alpha + 1)) + slopes);
    }
}
