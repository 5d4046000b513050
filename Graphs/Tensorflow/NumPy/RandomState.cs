namespace Tensorflow.NumPy;

/// <summary>
/// NumPy's legacy generator, <c>np.random.RandomState(seed)</c>: after the same seed the same calls give the
/// numbers that NumPy gives. A scalar comes as an array of rank 0. Not safe for several threads at once.
/// </summary>
public sealed class RandomState
{
    private LegacyDistributions _draw;

    /// <summary>A generator seeded by the system.</summary>
    public RandomState()
        : this(unchecked((uint)Environment.TickCount64 ^ (uint)Random.Shared.Next()))
    {
    }

    /// <summary>A generator with the given seed, 0 to 2^32 - 1.</summary>
    public RandomState(long seed) => _draw = Seeded(seed);

    /// <summary>Starts again from <paramref name="seed"/>, 0 to 2^32 - 1.</summary>
    public void seed(long seed) => _draw = Seeded(seed);

    /// <summary>Uniform in [0, 1), float64.</summary>
    public NDArray rand(params int[] shape) => Fill(shape, () => _draw.Words.NextDouble());

    /// <summary>Uniform in [0, 1), float64.</summary>
    public NDArray random_sample(params int[] size) => rand(size);

    /// <summary>Mean 0, standard deviation 1, float64.</summary>
    public NDArray randn(params int[] shape) => Fill(shape, () => _draw.Normal());

    /// <summary>Mean 0, standard deviation 1, float64.</summary>
    public NDArray standard_normal(params int[] size) => randn(size);

    /// <summary>Mean <paramref name="loc"/>, standard deviation <paramref name="scale"/>, float64.</summary>
    public NDArray normal(double loc = 0.0, double scale = 1.0, NumSharp.Shape size = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(scale);
        return Fill(size, () => loc + scale * _draw.Normal());
    }

    /// <summary>Uniform in [low, high), float64.</summary>
    public NDArray uniform(double low = 0.0, double high = 1.0, NumSharp.Shape size = default) =>
        Fill(size, () => low + (high - low) * _draw.Words.NextDouble());

    /// <summary>
    /// Integers in [low, high), or in [0, low) when <paramref name="high"/> is absent. Integer dtypes and bool;
    /// default int64. As in NumPy, dtypes of 8 and 16 bits and bool share a word among several results.
    /// </summary>
    public NDArray randint(long low, long? high = null, NumSharp.Shape size = default, Type? dtype = null)
    {
        var (first, end) = high is { } h ? (low, h) : (0, low);
        if (first >= end)
            throw new ArgumentException($"randint draws from [{first}, {end}), which is empty; high must be above low.");
        return BoundedIntegers.Draw(_draw.Words, first, end - 1, dtype ?? typeof(long), Dimensions(size));
    }

    /// <summary>0..<paramref name="x"/>-1 in random order, int64.</summary>
    public NDArray permutation(int x) => new NumSharp.NDArray(Order(x));

    /// <summary>A copy of <paramref name="x"/> with its first axis in random order.</summary>
    public NDArray permutation(NDArray x)
    {
        using NumSharp.NDArray order = permutation((int)x.dims[0]);
        return NumSharp.np.take(x, order, axis: 0);
    }

    /// <summary>Puts the first axis of <paramref name="x"/> in random order, in place.</summary>
    public void shuffle(NDArray x)
    {
        using NumSharp.NDArray shuffled = permutation(x);
        NumSharp.np.copyto(x, shuffled);
    }

    /// <summary>
    /// <paramref name="size"/> numbers of 0..<paramref name="a"/>-1, int64, with repetition if
    /// <paramref name="replace"/>; <paramref name="p"/> gives their probabilities (default: all alike).
    /// </summary>
    public NDArray choice(int a, NumSharp.Shape size = default, bool replace = true, double[]? p = null)
    {
        if (a <= 0) throw new ArgumentException($"choice needs at least one number to choose from, got a = {a}.");
        if (p is not null && p.Length != a) throw new ArgumentException($"choice among {a} numbers got {p.Length} probabilities in p.");
        if (replace)
            return p is null ? randint(a, size: size) : Fill(size, () => SearchRight(Cumulative(p), _draw.Words.NextDouble()));

        var dimensions = Dimensions(size);
        var count = dimensions.Aggregate(1, (product, n) => product * n);
        if (count > a || (p is not null && count > p.Count(x => x > 0)))
            throw new ArgumentException($"choice without replacement cannot draw {count} of {a} numbers; draw fewer, or set replace: true.");
        long[] chosen = p is null ? Order(a)[..count] : Distinct(p, count);
        return new NumSharp.NDArray(chosen).reshape(dimensions);
    }

    /// <summary>Successes in <paramref name="n"/> trials of probability <paramref name="p"/>, int64.</summary>
    public NDArray binomial(long n, double p, NumSharp.Shape size = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        if (!(p is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(p), p, "A probability lies in [0, 1].");
        return Fill(size, () => _draw.Binomial(n, p));
    }

    /// <summary>Events in an interval in which <paramref name="lam"/> are expected, int64.</summary>
    public NDArray poisson(double lam = 1.0, NumSharp.Shape size = default)
    {
        if (!(lam >= 0)) throw new ArgumentOutOfRangeException(nameof(lam), lam, "An expected number is not negative.");
        return Fill(size, () => _draw.Poisson(lam));
    }

    private static LegacyDistributions Seeded(long seed)
    {
        if (seed is < 0 or > uint.MaxValue)
            throw new ArgumentOutOfRangeException(nameof(seed), seed, "A seed lies between 0 and 2**32 - 1.");
        return new LegacyDistributions((uint)seed);
    }

    private static int[] Dimensions(NumSharp.Shape size) =>
        size.IsEmpty ? [] : [.. size.Dimensions.Select(n => checked((int)n))];

    private static NDArray Fill<T>(NumSharp.Shape size, Func<T> next)
        where T : unmanaged => Fill(Dimensions(size), next);

    private static NDArray Fill<T>(int[] shape, Func<T> next)
        where T : unmanaged
    {
        var values = new T[shape.Aggregate(1, (product, n) => product * n)];
        for (var i = 0; i < values.Length; i++) values[i] = next();
        return Shaped(values, shape);
    }

    internal static NDArray Shaped<T>(T[] values, int[] shape)
        where T : unmanaged => shape.Length == 0 ? NumSharp.NDArray.Scalar(values[0]) : new NumSharp.NDArray(values).reshape(shape);

    private long[] Order(int n)
    {
        var order = new long[n];
        for (var i = 0; i < n; i++) order[i] = i;
        for (var i = n - 1; i > 0; i--)
        {
            var other = (int)_draw.Words.NextUpTo((ulong)i);
            (order[i], order[other]) = (order[other], order[i]);
        }
        return order;
    }

    /// <summary>Draws what is still missing, leaves out what came twice, and goes on with the rest of the probability.</summary>
    private long[] Distinct(double[] p, int count)
    {
        var left = (double[])p.Clone();
        var chosen = new List<long>(count);
        while (chosen.Count < count)
        {
            var cumulative = Cumulative(left);
            var draws = new double[count - chosen.Count];
            for (var i = 0; i < draws.Length; i++) draws[i] = _draw.Words.NextDouble();
            foreach (var draw in draws)
            {
                var number = SearchRight(cumulative, draw);
                if (left[number] == 0) continue;
                left[number] = 0;
                chosen.Add(number);
            }
        }
        return [.. chosen];
    }

    private static double[] Cumulative(double[] p)
    {
        var sums = new double[p.Length];
        var total = 0.0;
        for (var i = 0; i < p.Length; i++) sums[i] = total += p[i];
        for (var i = 0; i < p.Length; i++) sums[i] /= total;
        return sums;
    }

    private static long SearchRight(double[] ascending, double wanted)
    {
        var index = Array.FindIndex(ascending, value => value > wanted);
        return index < 0 ? ascending.Length - 1 : index;
    }
}
