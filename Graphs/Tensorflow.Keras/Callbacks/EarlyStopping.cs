using NumSharp;

namespace Tensorflow.Keras.Callbacks;

/// <summary>Ends a fit when a figure has not become better for <c>patience</c> epochs.</summary>
public sealed class EarlyStopping : Callback
{
    private readonly Monitor _monitor;
    private double _best;
    private int _wait;
    private int _bestEpoch;
    private NDArray[]? _bestWeights;

    /// <param name="monitor">The figure to watch.</param>
    /// <param name="min_delta">What counts as better must be better by more than this.</param>
    /// <param name="patience">Epochs without improvement to wait.</param>
    /// <param name="verbose">1 to tell when it stops.</param>
    /// <param name="mode">min, max, or auto: after the figure's name.</param>
    /// <param name="baseline">The fit ends also if the figure does not become better than this.</param>
    /// <param name="restore_best_weights">True to go back to the weights of the best epoch when it stops.</param>
    /// <param name="start_from_epoch">Epochs to let pass before watching.</param>
    public EarlyStopping(string monitor = "val_loss", double min_delta = 0, int patience = 0, int verbose = 0, string mode = "auto", double? baseline = null,
        bool restore_best_weights = false, int start_from_epoch = 0)
    {
        _monitor = new Monitor("EarlyStopping", monitor, mode);
        this.min_delta = Math.Abs(min_delta);
        this.patience = patience;
        this.verbose = verbose;
        this.baseline = baseline;
        this.restore_best_weights = restore_best_weights;
        this.start_from_epoch = start_from_epoch;
    }

    public string monitor => _monitor.Figure;

    public double min_delta { get; }

    public int patience { get; }

    public int verbose { get; }

    public double? baseline { get; }

    public bool restore_best_weights { get; }

    public int start_from_epoch { get; }

    /// <summary>The epoch (from 0) after which it stopped; 0 if it did not.</summary>
    public int stopped_epoch { get; private set; }

    public override void on_train_begin(Logs logs)
    {
        _wait = 0;
        stopped_epoch = 0;
        _best = _monitor.Worst;
        _bestWeights = null;
        _bestEpoch = 0;
    }

    public override void on_epoch_end(int epoch, Logs logs)
    {
        if (_monitor.Of(logs) is not { } current || epoch < start_from_epoch) return;
        if (restore_best_weights && _bestWeights is null) Remember(epoch);
        _wait++;
        if (_monitor.IsBetter(current, _best, min_delta))
        {
            _best = current;
            _bestEpoch = epoch;
            if (restore_best_weights) Remember(epoch);
            if (baseline is not { } least || _monitor.IsBetter(current, least, min_delta)) _wait = 0;
            return;
        }
        if (_wait < patience || epoch == 0) return;
        stopped_epoch = epoch;
        model.stop_training = true;
        if (_bestWeights is null) return;
        if (verbose > 0) Console.WriteLine($"Restoring model weights from the end of the best epoch: {_bestEpoch + 1}.");
        model.set_weights(_bestWeights);
    }

    public override void on_train_end(Logs logs)
    {
        if (stopped_epoch > 0 && verbose > 0) Console.WriteLine($"Epoch {stopped_epoch + 1}: early stopping");
    }

    private void Remember(int epoch)
    {
        _bestWeights = model.get_weights();
        _bestEpoch = epoch;
    }
}
