using System.Collections;
using System.Runtime.CompilerServices;

namespace Tensorflow.Keras;

/// <summary>The losses of a model's outputs: one for all, one each in their order, or by the names of the outputs.</summary>
public sealed class LossList
{
    private readonly IReadOnlyList<Loss?> _losses;
    private readonly IReadOnlyDictionary<string, Loss>? _byName;

    private LossList(IReadOnlyList<Loss?> losses) => _losses = losses;

    private LossList(IReadOnlyDictionary<string, Loss> byName)
    {
        _losses = [];
        _byName = byName;
    }

    /// <summary>The losses as they were given, where they have no names.</summary>
    internal IReadOnlyList<Loss?> Items => _losses;

    /// <summary>The losses by the names of the outputs; null where they were given in order.</summary>
    internal IReadOnlyDictionary<string, Loss>? ByName => _byName;

    internal Loss?[] For(IReadOnlyList<string> outputs)
    {
        if (_byName is not null)
        {
            var unknown = _byName.Keys.FirstOrDefault(n => !outputs.Contains(n));
            if (unknown is not null) throw new ValueError($"The losses name the output '{unknown}', which the model does not have. Its outputs are: {string.Join(", ", outputs)}.");
            return [.. outputs.Select(n => _byName.GetValueOrDefault(n))];
        }
        if (_losses.Count == 1) return [.. outputs.Select(_ => _losses[0])];
        if (_losses.Count != outputs.Count) throw new ValueError($"The model has {outputs.Count} output(s) ({string.Join(", ", outputs)}), but {_losses.Count} losses were given.");
        return [.. _losses];
    }

    public static implicit operator LossList(string name) => new([(Loss)name]);

    public static implicit operator LossList(Loss loss) => new([loss]);

    public static implicit operator LossList(Func<Tensor, Tensor, Tensor> function) => new([(Loss)function]);

    public static implicit operator LossList(string[] names) => new([.. names.Select(n => n is null ? null : (Loss)n)]);

    public static implicit operator LossList(Loss?[] losses) => new(losses);

    public static implicit operator LossList(Dictionary<string, Loss> losses) => new(losses);
}

/// <summary>Metrics: of all outputs, or by the names of the outputs.</summary>
[CollectionBuilder(typeof(MetricList), nameof(Create))]
public sealed class MetricList : IEnumerable<Metric>
{
    private readonly IReadOnlyList<Metric> _metrics;
    private readonly IReadOnlyDictionary<string, Metric[]>? _byName;

    private MetricList(IReadOnlyList<Metric> metrics, IReadOnlyDictionary<string, Metric[]>? byName = null)
    {
        _metrics = metrics;
        _byName = byName;
    }

    public static MetricList Create(ReadOnlySpan<Metric> metrics) => new(metrics.ToArray());

    /// <summary>The metrics by the names of the outputs; null where they are of all outputs.</summary>
    internal IReadOnlyDictionary<string, Metric[]>? ByName => _byName;

    internal Metric[][] For(IReadOnlyList<string> outputs)
    {
        if (_byName is null) return [.. outputs.Select(_ => _metrics.ToArray())];
        var unknown = _byName.Keys.FirstOrDefault(n => !outputs.Contains(n));
        if (unknown is not null) throw new ValueError($"The metrics name the output '{unknown}', which the model does not have. Its outputs are: {string.Join(", ", outputs)}.");
        return [.. outputs.Select(n => _byName.GetValueOrDefault(n, []))];
    }

    public IEnumerator<Metric> GetEnumerator() => _metrics.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public static implicit operator MetricList(string name) => new([name]);

    public static implicit operator MetricList(Metric metric) => new([metric]);

    public static implicit operator MetricList(string[] names) => new([.. names.Select(n => (Metric)n)]);

    public static implicit operator MetricList(Metric[] metrics) => new(metrics);

    public static implicit operator MetricList(Dictionary<string, Metric[]> metrics) => new([], metrics);
}
