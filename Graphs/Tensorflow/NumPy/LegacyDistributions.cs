namespace Tensorflow.NumPy;

/// <summary>
/// Distributions drawn from a Mersenne Twister word for word as NumPy's <c>RandomState</c> draws them,
/// so that a seed gives NumPy's numbers.
/// </summary>
internal sealed class LegacyDistributions(uint seed)
{
    private readonly MersenneTwister _words = new(seed);
    private double? _spareNormal;

    public MersenneTwister Words => _words;

    /// <summary>Mean 0, standard deviation 1, by the polar method; the second number of a pair waits for the next call.</summary>
    public double Normal()
    {
        if (_spareNormal is { } spare)
        {
            _spareNormal = null;
            return spare;
        }
        double x, y, square;
        do
        {
            x = 2.0 * _words.NextDouble() - 1.0;
            y = 2.0 * _words.NextDouble() - 1.0;
            square = x * x + y * y;
        }
        while (square is >= 1.0 or 0.0);
        var scale = Math.Sqrt(-2.0 * Math.Log(square) / square);
        _spareNormal = scale * x;
        return scale * y;
    }

    /// <summary>Successes in <paramref name="n"/> trials of probability <paramref name="p"/>.</summary>
    public long Binomial(long n, double p)
    {
        if (n == 0 || p == 0) return 0;
        return p <= 0.5 ? RareBinomial(n, p) : n - RareBinomial(n, 1.0 - p);
    }

    /// <summary>Events in an interval in which <paramref name="mean"/> are expected.</summary>
    public long Poisson(double mean) => mean switch
    {
        >= 10 => PoissonByRejection(mean),
        0 => 0,
        _ => PoissonByProduct(mean),
    };

    private long RareBinomial(long n, double p) => n * p <= 30.0 ? BinomialByInversion(n, p) : BinomialByRejection(n, p);

    private long BinomialByInversion(long n, double p)
    {
        var q = 1.0 - p;
        var none = Math.Exp(n * Math.Log(q));
        var mean = n * p;
        var bound = (long)Math.Min(n, mean + 10.0 * Math.Sqrt(mean * q + 1));
        var successes = 0L;
        var probability = none;
        var u = _words.NextDouble();
        while (u > probability)
        {
            successes++;
            if (successes > bound)
            {
                successes = 0;
                probability = none;
                u = _words.NextDouble();
            }
            else
            {
                u -= probability;
                probability = (n - successes + 1) * p * probability / (successes * q);
            }
        }
        return successes;
    }

    /// <summary>
    /// The algorithm BTPE (Kachitvichyanukul and Schmeiser, "Binomial random variate generation"): rejection
    /// from a triangle, a parallelogram and two exponential tails around the mode.
    /// </summary>
    private long BinomialByRejection(long n, double p)
    {
        var q = 1.0 - p;
        var variance = n * p * q;
        var centre = n * p + p;
        var mode = (long)Math.Floor(centre);
        var triangle = Math.Floor(2.195 * Math.Sqrt(variance) - 4.6 * q) + 0.5;
        var middle = mode + 0.5;
        var left = middle - triangle;
        var right = middle + triangle;
        var c = 0.134 + 20.5 / (15.3 + mode);
        var slope = (centre - left) / (centre - left * p);
        var leftRate = slope * (1.0 + slope / 2.0);
        slope = (right - centre) / (right * q);
        var rightRate = slope * (1.0 + slope / 2.0);
        var area2 = triangle * (1.0 + 2.0 * c);
        var area3 = area2 + c / leftRate;
        var area4 = area3 + c / rightRate;
        while (true)
        {
            var u = _words.NextDouble() * area4;
            var v = _words.NextDouble();
            if (u <= triangle) return (long)Math.Floor(middle - triangle * v + u);
            long y;
            if (u <= area2)
            {
                var x = left + (u - triangle) / c;
                v = v * c + 1.0 - Math.Abs(mode - x + 0.5) / triangle;
                if (v > 1.0) continue;
                y = (long)Math.Floor(x);
            }
            else if (u <= area3)
            {
                y = (long)Math.Floor(left + Math.Log(v) / leftRate);
                if (y < 0 || v == 0.0) continue;
                v = v * (u - area2) * leftRate;
            }
            else
            {
                y = (long)Math.Floor(right - Math.Log(v) / rightRate);
                if (y > n || v == 0.0) continue;
                v = v * (u - area3) * rightRate;
            }
            if (AcceptsBinomial(n, p, variance, mode, y, v)) return y;
        }
    }

    private static bool AcceptsBinomial(long n, double p, double variance, long mode, long y, double v)
    {
        var q = 1.0 - p;
        var distance = Math.Abs(y - mode);
        if (distance <= 20 || distance >= variance / 2.0 - 1)
        {
            var odds = p / q;
            var a = odds * (n + 1);
            var density = 1.0;
            for (var i = mode + 1; i <= y; i++) density *= a / i - odds;
            for (var i = y + 1; i <= mode; i++) density /= a / i - odds;
            return v <= density;
        }
        var rho = distance / variance * ((distance * (distance / 3.0 + 0.625) + 0.16666666666666666) / variance + 0.5);
        var t = -(double)distance * distance / (2 * variance);
        var logV = Math.Log(v);
        if (logV < t - rho) return true;
        if (logV > t + rho) return false;
        double x1 = y + 1, f1 = mode + 1, z = n + 1 - mode, w = n - y + 1;
        return logV <= (mode + 0.5) * Math.Log(f1 / x1) + (n - mode + 0.5) * Math.Log(z / w)
            + (y - mode) * Math.Log(w * p / (x1 * q)) + Stirling(f1) + Stirling(z) + Stirling(x1) + Stirling(w);
    }

    /// <summary>The correction to Stirling's formula for ln (x-1)!.</summary>
    private static double Stirling(double x)
    {
        var square = x * x;
        return (13680.0 - (462.0 - (132.0 - (99.0 - 140.0 / square) / square) / square) / square) / x / 166320.0;
    }

    private long PoissonByProduct(double mean)
    {
        var limit = Math.Exp(-mean);
        var events = 0L;
        for (var product = _words.NextDouble(); product > limit; product *= _words.NextDouble()) events++;
        return events;
    }

    /// <summary>The algorithm PTRS (Hörmann, "The transformed rejection method for generating Poisson random variables").</summary>
    private long PoissonByRejection(double mean)
    {
        var logMean = Math.Log(mean);
        var b = 0.931 + 2.53 * Math.Sqrt(mean);
        var a = -0.059 + 0.02483 * b;
        var inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        var accepted = 0.9277 - 3.6224 / (b - 2);
        while (true)
        {
            var u = _words.NextDouble() - 0.5;
            var v = _words.NextDouble();
            var us = 0.5 - Math.Abs(u);
            var k = (long)Math.Floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= accepted) return k;
            if (k < 0 || (us < 0.013 && v > us)) continue;
            if (Math.Log(v) + Math.Log(inverseAlpha) - Math.Log(a / (us * us) + b) <= -mean + k * logMean - LogFactorial(k)) return k;
        }
    }

    private static double LogFactorial(long k)
    {
        var sum = 0.0;
        if (k < 16)
        {
            for (var i = 2; i <= k; i++) sum += Math.Log(i);
            return sum;
        }
        double x = k + 1;
        var inverse = 1 / x;
        var square = inverse * inverse;
        return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2 * Math.PI)
            + inverse * (1.0 / 12 - square * (1.0 / 360 - square * (1.0 / 1260 - square / 1680)));
    }
}
