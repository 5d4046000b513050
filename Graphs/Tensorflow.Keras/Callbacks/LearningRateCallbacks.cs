namespace Tensorflow.Keras.Callbacks;

/// <summary>Sets the learning rate when an epoch begins.</summary>
public sealed class LearningRateScheduler : Callback
{
    private readonly Func<int, double, double> _schedule;
    private readonly int _verbose;

    /// <param name="schedule">The rate for (epoch from 0, rate so far).</param>
    /// <param name="verbose">1 to tell each rate.</param>
    public LearningRateScheduler(Func<int, double, double> schedule, int verbose = 0)
    {
        _schedule = schedule;
        _verbose = verbose;
    }

    /// <param name="schedule">The rate for an epoch, from 0.</param>
    /// <param name="verbose">1 to tell each rate.</param>
    public LearningRateScheduler(Func<int, double> schedule, int verbose = 0) : this((epoch, _) => schedule(epoch), verbose) { }

    public override void on_epoch_begin(int epoch, Logs logs)
    {
        var optimizer = model.optimizer!;
        var rate = _schedule(epoch, optimizer.learning_rate.value);
        optimizer.learning_rate = rate;
        if (_verbose > 0) Console.WriteLine($"\nEpoch {epoch + 1}: LearningRateScheduler setting learning rate to {Monitor.Text(rate)}.");
    }

    public override void on_epoch_end(int epoch, Logs logs) => logs["lr"] = model.optimizer!.learning_rate.value;
}

/// <summary>Lowers the learning rate when a figure has not become better for <c>patience</c> epochs.</summary>
public sealed class ReduceLROnPlateau : Callback
{
    private readonly Monitor _monitor;
    private double _best;
    private int _wait;
    private int _cooling;

    /// <param name="monitor">The figure to watch.</param>
    /// <param name="factor">The new rate over the old, below 1.</param>
    /// <param name="patience">Epochs without improvement to wait.</param>
    /// <param name="verbose">1 to tell each change.</param>
    /// <param name="mode">min, max, or auto: after the figure's name.</param>
    /// <param name="min_delta">What counts as better must be better by more than this.</param>
    /// <param name="cooldown">Epochs after a change in which nothing is counted.</param>
    /// <param name="min_lr">The least rate.</param>
    public ReduceLROnPlateau(string monitor = "val_loss", double factor = 0.1, int patience = 10, int verbose = 0, string mode = "auto", double min_delta = 1e-4, int cooldown = 0,
        double min_lr = 0)
    {
        if (factor >= 1) throw new ValueError($"ReduceLROnPlateau does not support a factor >= 1.0. Got {factor}");
        _monitor = new Monitor("ReduceLROnPlateau", monitor, mode);
        this.factor = factor;
        this.patience = patience;
        this.verbose = verbose;
        this.min_delta = min_delta;
        this.cooldown = cooldown;
        this.min_lr = min_lr;
    }

    public string monitor => _monitor.Figure;

    public double factor { get; }

    public int patience { get; }

    public int verbose { get; }

    public double min_delta { get; }

    public int cooldown { get; }

    public double min_lr { get; }

    public override void on_train_begin(Logs logs)
    {
        _best = _monitor.Worst;
        _wait = 0;
        _cooling = 0;
    }

    public override void on_epoch_end(int epoch, Logs logs)
    {
        var optimizer = model.optimizer!;
        var rate = optimizer.learning_rate.value;
        var current = _monitor.Of(logs);
        logs["lr"] = rate;
        if (current is not { } value) return;
        if (_cooling > 0)
        {
            _cooling--;
            _wait = 0;
        }
        if (_monitor.IsBetter(value, _best, min_delta))
        {
            _best = value;
            _wait = 0;
        }
        else if (_cooling == 0 && ++_wait >= patience && rate > min_lr)
        {
            var lower = Math.Max(rate * factor, min_lr);
            optimizer.learning_rate = lower;
            if (verbose > 0) Console.WriteLine($"\nEpoch {epoch + 1}: ReduceLROnPlateau reducing learning rate to {Monitor.Text(lower)}.");
            _cooling = cooldown;
            _wait = 0;
        }
    }
}

/// <summary>Ends a fit when the loss is NaN or infinite.</summary>
public sealed class TerminateOnNaN : Callback
{
    public override void on_train_batch_end(int batch, Logs logs)
    {
        if (!logs.TryGetValue("loss", out var loss) || double.IsFinite(loss)) return;
        Console.WriteLine($"Batch {batch}: Invalid loss, terminating training");
        model.stop_training = true;
    }
}

/// <summary>A callback made of functions.</summary>
public sealed class LambdaCallback : Callback
{
    private readonly Action<int, Logs>? _epochBegin, _epochEnd, _batchBegin, _batchEnd;
    private readonly Action<Logs>? _trainBegin, _trainEnd;

    public LambdaCallback(Action<int, Logs>? on_epoch_begin = null, Action<int, Logs>? on_epoch_end = null, Action<int, Logs>? on_batch_begin = null,
        Action<int, Logs>? on_batch_end = null, Action<Logs>? on_train_begin = null, Action<Logs>? on_train_end = null)
    {
        _epochBegin = on_epoch_begin;
        _epochEnd = on_epoch_end;
        _batchBegin = on_batch_begin;
        _batchEnd = on_batch_end;
        _trainBegin = on_train_begin;
        _trainEnd = on_train_end;
    }

    internal override bool WantsBatches => _batchBegin is not null || _batchEnd is not null;

    public override void on_epoch_begin(int epoch, Logs logs) => _epochBegin?.Invoke(epoch, logs);

    public override void on_epoch_end(int epoch, Logs logs) => _epochEnd?.Invoke(epoch, logs);

    public override void on_train_batch_begin(int batch, Logs logs) => _batchBegin?.Invoke(batch, logs);

    public override void on_train_batch_end(int batch, Logs logs) => _batchEnd?.Invoke(batch, logs);

    public override void on_train_begin(Logs logs) => _trainBegin?.Invoke(logs);

    public override void on_train_end(Logs logs) => _trainEnd?.Invoke(logs);
}
