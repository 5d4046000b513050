namespace Tensorflow.Keras.Training;

/// <summary>The figures of an epoch so far: losses as means over the samples, metrics from their sums.</summary>
internal sealed class RunningFigures
{
    private readonly StepGraph _step;
    private readonly int _losses;
    private readonly double[] _lossSums;
    private readonly double[][]?[] _sums;
    private double _samples;

    public RunningFigures(StepGraph step)
    {
        _step = step;
        _losses = step.Names.Count - step.Metrics.Count;
        _lossSums = new double[_losses];
        _sums = new double[step.Metrics.Count][][];
    }

    public void Reset()
    {
        Array.Clear(_lossSums);
        Array.Clear(_sums);
        _samples = 0;
    }

    /// <summary>Adds a batch: what <see cref="StepGraph.Run"/> gave.</summary>
    public void Add(double[]?[] values, int samples)
    {
        _samples += samples;
        for (var i = 0; i < _losses; i++) _lossSums[i] += values[i]![0] * samples;
        var next = _losses;
        for (var i = 0; i < _sums.Length; i++)
        {
            var count = _step.Metrics[i].Statistics.Length;
            var sums = _sums[i] ??= Zeros(values.AsSpan(next, count));
            for (var k = 0; k < count; k++, next++)
            {
                var value = values[next]!;
                for (var e = 0; e < value.Length; e++) sums[k][e] += value[e];
            }
        }
    }

    private static double[][] Zeros(ReadOnlySpan<double[]?> like)
    {
        var zeros = new double[like.Length][];
        for (var i = 0; i < zeros.Length; i++) zeros[i] = new double[like[i]!.Length];
        return zeros;
    }

    /// <summary>The figures in the order of <see cref="StepGraph.Names"/>.</summary>
    public double[] Values()
    {
        var values = new double[_step.Names.Count];
        for (var i = 0; i < _losses; i++) values[i] = _samples == 0 ? 0 : _lossSums[i] / _samples;
        for (var i = 0; i < _sums.Length; i++) values[_losses + i] = _sums[i] is { } sums ? _step.Metrics[i].Metric.Result(sums) : 0;
        return values;
    }
}
