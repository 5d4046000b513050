using System.Collections;
using System.Globalization;

namespace Tensorflow.Keras;

/// <summary>The figures of a step or an evaluation: the loss, then the metrics. By place, by name, or taken apart: <c>var (loss, acc) = model.evaluate(x, y)</c>.</summary>
public sealed class Results : IReadOnlyList<double>
{
    private readonly double[] _values;

    internal Results(IReadOnlyList<string> names, double[] values)
    {
        this.names = names;
        _values = values;
    }

    /// <summary>The names of the figures.</summary>
    public IReadOnlyList<string> names { get; }

    public int Count => _values.Length;

    public double this[int index] => _values[index];

    /// <summary>The figure of this name.</summary>
    /// <exception cref="KeyError">There is none.</exception>
    public double this[string name] => names.IndexOf(name) is var at and >= 0 ? _values[at]
        : throw new KeyError($"There is no figure '{name}'. There are: {string.Join(", ", names)}.");

    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _values.GetEnumerator();

    public void Deconstruct(out double loss, out double metric) => (loss, metric) = (_values[0], _values[1]);

    public void Deconstruct(out double loss, out double metric, out double second) => (loss, metric, second) = (_values[0], _values[1], _values[2]);

    /// <summary>The loss.</summary>
    public static implicit operator double(Results results) => results._values[0];

    public override string ToString() => string.Join(" - ", names.Select((n, i) => $"{n}: {_values[i].ToString("0.0000", CultureInfo.InvariantCulture)}"));
}

internal static class ListExtensions
{
    public static int IndexOf(this IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name) return i;
        }
        return -1;
    }
}
