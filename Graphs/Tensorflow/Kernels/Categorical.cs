namespace Tensorflow.Kernels;

/// <summary>Draws classes with probabilities proportional to exp(logits).</summary>
internal static class Categorical
{
    /// <summary>
    /// What TensorFlow sets aside of an operation's stream: two words (a double) a sample, samples rounded up to 4.
    /// </summary>
    public static long ReservedOutputs(int rows, int samplesPerRow) => rows * ((samplesPerRow + 3L) / 4 * 4) * 2;

    /// <summary>
    /// <paramref name="logits"/> is [rows, <paramref name="classes"/>], <paramref name="samples"/> is [rows, n].
    /// A logit that is not finite stands for probability 0. One word stream runs through all the rows.
    /// </summary>
    public static void Run(Philox start, ReadOnlySpan<double> logits, int classes, Span<long> samples)
    {
        var rows = logits.Length / classes;
        if (rows == 0) return;
        var perRow = samples.Length / rows;
        var words = new PhiloxWords(start, stackalloc uint[Philox.BlockWords]);
        var cumulative = new double[classes];
        for (var row = 0; row < rows; row++)
        {
            var total = Accumulate(logits.Slice(row * classes, classes), cumulative);
            foreach (ref var sample in samples.Slice(row * perRow, perRow))
                sample = UpperBound(cumulative, words.NextDouble() * total);
        }
    }

    private static double Accumulate(ReadOnlySpan<double> logits, Span<double> cumulative)
    {
        var max = double.MinValue;
        foreach (var logit in logits)
            if (double.IsFinite(logit)) max = Math.Max(max, logit);
        var total = 0.0;
        for (var i = 0; i < logits.Length; i++)
        {
            if (double.IsFinite(logits[i])) total += Math.Exp(logits[i] - max);
            cumulative[i] = total;
        }
        return total;
    }

    /// <summary>The first index whose value is above <paramref name="wanted"/>.</summary>
    private static int UpperBound(ReadOnlySpan<double> ascending, double wanted)
    {
        int low = 0, high = ascending.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (wanted < ascending[middle]) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
