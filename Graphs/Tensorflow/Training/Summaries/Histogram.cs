namespace Tensorflow.Summaries;

/// <summary>
/// TensorFlow's histogram: buckets between ±1e-12 · 1.1^k up to ±1e20, zero and the largest double; a bucket counts the
/// values below its limit and from the limit before it on.
/// </summary>
internal sealed class Histogram
{
    private static readonly double[] s_limits = Limits();

    private readonly double[] _counts = new double[s_limits.Length];
    private double _min = double.MaxValue, _max = double.MinValue, _count, _sum, _sumOfSquares;

    /// <param name="value">A finite number.</param>
    public void Add(double value)
    {
        var bucket = Array.BinarySearch(s_limits, value);
        _counts[Math.Min(bucket < 0 ? ~bucket : bucket + 1, s_limits.Length - 1)]++;
        _min = Math.Min(_min, value);
        _max = Math.Max(_max, value);
        _count++;
        _sum += value;
        _sumOfSquares += value * value;
    }

    /// <summary>The message; empty buckets that follow each other are one.</summary>
    public HistogramProto ToProto()
    {
        var proto = new HistogramProto { Min = _min, Max = _max, Num = _count, Sum = _sum, SumSquares = _sumOfSquares };
        for (var i = 0; i < _counts.Length;)
        {
            var at = i++;
            while (_counts[at] == 0 && i < _counts.Length && _counts[i] == 0) at = i++;
            proto.BucketLimit.Add(s_limits[at]);
            proto.Bucket.Add(_counts[at]);
        }
        return proto;
    }

    private static double[] Limits()
    {
        var positive = new List<double>();
        for (var limit = 1e-12; limit < 1e20; limit *= 1.1) positive.Add(limit);
        positive.Add(double.MaxValue);
        return [.. positive.Select(limit => -limit).Reverse(), 0, .. positive];
    }
}
