namespace Tensorflow.Keras;

/// <summary>What is called as a fit goes on. A callback of one's own derives this and overrides what it needs.</summary>
public abstract class Callback
{
    /// <summary>The model that is trained.</summary>
    public Model model { get; private set; } = null!;

    /// <summary>The settings of the fit: epochs, steps, verbose, metrics.</summary>
    public FitParams @params { get; private set; } = null!;

    internal void Attach(Model model, FitParams @params)
    {
        this.model = model;
        this.@params = @params;
    }

    public virtual void on_train_begin(Logs logs) { }

    public virtual void on_train_end(Logs logs) { }

    public virtual void on_epoch_begin(int epoch, Logs logs) { }

    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="logs">The figures of the epoch, those of validation with <c>val_</c> before.</param>
    public virtual void on_epoch_end(int epoch, Logs logs) { }

    public virtual void on_train_batch_begin(int batch, Logs logs) { }

    /// <param name="batch">The batch, from 0.</param>
    /// <param name="logs">The figures of the epoch so far.</param>
    public virtual void on_train_batch_end(int batch, Logs logs) { }

    public virtual void on_test_begin(Logs logs) { }

    public virtual void on_test_end(Logs logs) { }

    public virtual void on_test_batch_begin(int batch, Logs logs) { }

    public virtual void on_test_batch_end(int batch, Logs logs) { }

    public virtual void on_predict_begin(Logs logs) { }

    public virtual void on_predict_end(Logs logs) { }

    public virtual void on_predict_batch_begin(int batch, Logs logs) { }

    public virtual void on_predict_batch_end(int batch, Logs logs) { }

    /// <summary>True for callbacks that look at batches; only for those the figures are worked out after each batch.</summary>
    internal virtual bool WantsBatches => Overrides(nameof(on_train_batch_end)) || Overrides(nameof(on_train_batch_begin));

    internal bool Overrides(string method) => GetType().GetMethod(method)!.DeclaringType != typeof(Callback);
}

/// <summary>Figures by their names, in the order in which they are shown.</summary>
public sealed class Logs : Dictionary<string, double>
{
    public Logs() : base(StringComparer.Ordinal) { }

    internal Logs(IEnumerable<KeyValuePair<string, double>> figures) : base(figures, StringComparer.Ordinal) { }

    internal static Logs From(IReadOnlyList<string> names, double[] values, string prefix = "")
    {
        var logs = new Logs();
        for (var i = 0; i < names.Count; i++) logs[prefix + names[i]] = values[i];
        return logs;
    }
}

/// <summary>The settings of a fit that callbacks are told.</summary>
/// <param name="epochs">The number of the last epoch.</param>
/// <param name="steps">Batches of an epoch, null where only the end tells.</param>
/// <param name="verbose">0 silent, 1 a bar, 2 a line an epoch.</param>
public sealed record FitParams(int epochs, int? steps, int verbose);
