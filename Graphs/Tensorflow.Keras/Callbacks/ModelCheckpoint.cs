using System.Globalization;

namespace Tensorflow.Keras.Callbacks;

/// <summary>Saves the model or its weights as training goes on.</summary>
public sealed class ModelCheckpoint : Callback
{
    private readonly Monitor _monitor;
    private readonly int? _everyBatches;
    private double _best;
    private int _epoch;
    private int _batches;

    /// <param name="filepath">
    /// The file, as <c>model.save</c> or <c>save_weights</c> takes it, with places for the epoch (from 1), the batch and
    /// figures: <c>weights.{epoch:02d}-{val_loss:.2f}.h5</c>.
    /// </param>
    /// <param name="monitor">The figure that says which is best.</param>
    /// <param name="verbose">1 to tell what is saved.</param>
    /// <param name="save_best_only">True to save only where the figure has become better.</param>
    /// <param name="save_weights_only">True for the weights alone.</param>
    /// <param name="mode">min, max, or auto: max for accuracies.</param>
    /// <param name="save_freq"><c>"epoch"</c>, or after how many batches.</param>
    /// <param name="initial_value_threshold">The figure that must be surpassed at first.</param>
    public ModelCheckpoint(string filepath, string monitor = "val_loss", int verbose = 0, bool save_best_only = false, bool save_weights_only = false, string mode = "auto",
        SaveFrequency? save_freq = null, double? initial_value_threshold = null)
    {
        if (mode == "auto") mode = monitor.Contains("acc", StringComparison.Ordinal) || monitor.StartsWith("fmeasure", StringComparison.Ordinal) ? "max" : "min";
        _monitor = new Monitor("ModelCheckpoint", monitor, mode);
        _everyBatches = save_freq?.Batches;
        _best = initial_value_threshold ?? _monitor.Worst;
        this.filepath = filepath;
        this.verbose = verbose;
        this.save_best_only = save_best_only;
        this.save_weights_only = save_weights_only;
    }

    public string filepath { get; }

    public string monitor => _monitor.Figure;

    public int verbose { get; }

    public bool save_best_only { get; }

    public bool save_weights_only { get; }

    /// <summary>The best figure so far.</summary>
    public double best => _best;

    internal override bool WantsBatches => _everyBatches is not null;

    public override void on_epoch_begin(int epoch, Logs logs) => _epoch = epoch;

    public override void on_train_batch_end(int batch, Logs logs)
    {
        if (_everyBatches is not { } every || ++_batches < every) return;
        _batches = 0;
        Save(batch, logs);
    }

    public override void on_epoch_end(int epoch, Logs logs)
    {
        if (_everyBatches is null) Save(null, logs);
    }

    private void Save(int? batch, Logs logs)
    {
        var path = PathFor(batch, logs);
        if (save_best_only)
        {
            if (_monitor.Of(logs) is not { } current) return;
            if (!_monitor.IsBetter(current, _best, 0))
            {
                Tell($"{monitor} did not improve from {Short(_best)}");
                return;
            }
            Tell($"{monitor} improved from {Short(_best)} to {Short(current)}, saving model to {path}");
            _best = current;
        }
        else Tell($"saving model to {path}");
        if (save_weights_only) model.save_weights(path);
        else model.save(path);
    }

    private string PathFor(int? batch, Logs logs)
    {
        var values = new Dictionary<string, double>(logs, StringComparer.Ordinal) { ["epoch"] = _epoch + 1 };
        if (batch is { } number) values["batch"] = number + 1;
        return PythonFormat.Format(filepath, values);
    }

    private void Tell(string what)
    {
        if (verbose > 0) Console.WriteLine($"\nEpoch {_epoch + 1}: {what}");
    }

    private static string Short(double value) => double.IsInfinity(value) ? value > 0 ? "inf" : "-inf" : value.ToString("F5", CultureInfo.InvariantCulture);
}

/// <summary>How often something is written: <c>"epoch"</c>, or after a number of batches.</summary>
public sealed class SaveFrequency
{
    private SaveFrequency(int? batches) => Batches = batches;

    /// <summary>The number of batches; null for once an epoch.</summary>
    public int? Batches { get; }

    public static implicit operator SaveFrequency(int batches) => batches > 0 ? new(batches) : throw new ValueError($"A frequency is \"epoch\", \"batch\" or a number of batches from 1. Received: {batches}");

    public static implicit operator SaveFrequency(string name) => name switch
    {
        "epoch" => new(null),
        "batch" => new(1),
        _ => throw new ValueError($"A frequency is \"epoch\", \"batch\" or a number of batches from 1. Received: \"{name}\""),
    };
}
