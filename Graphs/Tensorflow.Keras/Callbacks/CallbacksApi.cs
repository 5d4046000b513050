namespace Tensorflow.Keras.Callbacks;

/// <summary><c>keras.callbacks</c>.</summary>
public sealed partial class CallbacksApi
{
    internal CallbacksApi() { }

    /// <summary>The figures of each epoch, as a fit gives them by itself.</summary>
    public History History() => new();

    /// <inheritdoc cref="T:Tensorflow.Keras.Callbacks.EarlyStopping"/>
    public EarlyStopping EarlyStopping(string monitor = "val_loss", double min_delta = 0, int patience = 0, int verbose = 0, string mode = "auto", double? baseline = null,
        bool restore_best_weights = false, int start_from_epoch = 0) => new(monitor, min_delta, patience, verbose, mode, baseline, restore_best_weights, start_from_epoch);

    /// <inheritdoc cref="T:Tensorflow.Keras.Callbacks.LearningRateScheduler"/>
    public LearningRateScheduler LearningRateScheduler(Func<int, double, double> schedule, int verbose = 0) => new(schedule, verbose);

    /// <inheritdoc cref="T:Tensorflow.Keras.Callbacks.LearningRateScheduler"/>
    public LearningRateScheduler LearningRateScheduler(Func<int, double> schedule, int verbose = 0) => new(schedule, verbose);

    /// <inheritdoc cref="T:Tensorflow.Keras.Callbacks.ReduceLROnPlateau"/>
    public ReduceLROnPlateau ReduceLROnPlateau(string monitor = "val_loss", double factor = 0.1, int patience = 10, int verbose = 0, string mode = "auto", double min_delta = 1e-4,
        int cooldown = 0, double min_lr = 0) => new(monitor, factor, patience, verbose, mode, min_delta, cooldown, min_lr);

    /// <inheritdoc cref="T:Tensorflow.Keras.Callbacks.TerminateOnNaN"/>
    public TerminateOnNaN TerminateOnNaN() => new();

    /// <inheritdoc cref="T:Tensorflow.Keras.Callbacks.LambdaCallback"/>
    public LambdaCallback LambdaCallback(Action<int, Logs>? on_epoch_begin = null, Action<int, Logs>? on_epoch_end = null, Action<int, Logs>? on_batch_begin = null,
        Action<int, Logs>? on_batch_end = null, Action<Logs>? on_train_begin = null, Action<Logs>? on_train_end = null) =>
        new(on_epoch_begin, on_epoch_end, on_batch_begin, on_batch_end, on_train_begin, on_train_end);
}
