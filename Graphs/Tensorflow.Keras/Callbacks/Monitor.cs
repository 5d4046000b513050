namespace Tensorflow.Keras.Callbacks;

/// <summary>A figure that a callback watches, and which way is better.</summary>
internal sealed class Monitor
{
    private readonly string _callback;
    private bool _warned;

    /// <param name="callback">The callback's name, for errors and warnings.</param>
    /// <param name="figure">The figure's name in the logs.</param>
    /// <param name="mode">min, max, or auto: max for accuracies and AUC.</param>
    public Monitor(string callback, string figure, string mode)
    {
        _callback = callback;
        Figure = figure;
        IsMax = mode switch
        {
            "max" => true,
            "min" => false,
            "auto" => figure.EndsWith("acc", StringComparison.Ordinal) || figure.EndsWith("accuracy", StringComparison.Ordinal) || figure.EndsWith("auc", StringComparison.Ordinal),
            _ => throw new ValueError($"{callback} mode '{mode}' is unknown; it is 'auto', 'min' or 'max'."),
        };
    }

    public string Figure { get; }

    public bool IsMax { get; }

    /// <summary>A value that any figure is better than.</summary>
    public double Worst => IsMax ? double.NegativeInfinity : double.PositiveInfinity;

    /// <summary>True when <paramref name="value"/> is better than <paramref name="reference"/> by more than <paramref name="delta"/>.</summary>
    public bool IsBetter(double value, double reference, double delta) => IsMax ? value - delta > reference : value + delta < reference;

    /// <summary>The figure, null (with a warning, once) where the logs do not have it.</summary>
    public double? Of(Logs logs)
    {
        if (logs.TryGetValue(Figure, out var value)) return value;
        if (!_warned) Console.Error.WriteLine($"WARNING: {_callback} conditioned on metric `{Figure}` which is not available. Available metrics are: {string.Join(",", logs.Keys)}");
        _warned = true;
        return null;
    }

    public static string Text(double value) => Saving.PythonJson.Float(value);
}
