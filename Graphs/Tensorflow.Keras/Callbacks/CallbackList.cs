namespace Tensorflow.Keras.Callbacks;

/// <summary>The callbacks of a fit, called one after another.</summary>
internal sealed class CallbackList
{
    private readonly Callback[] _all;
    private readonly Callback[] _ofBatches;

    public CallbackList(IEnumerable<Callback> callbacks, Model model, FitParams parameters)
    {
        _all = [.. callbacks];
        foreach (var callback in _all) callback.Attach(model, parameters);
        _ofBatches = [.. _all.Where(c => c.WantsBatches)];
        WantsTestBatches = _all.Any(c => c.Overrides(nameof(Callback.on_test_batch_begin)) || c.Overrides(nameof(Callback.on_test_batch_end)));
    }

    /// <summary>True when somebody looks at the figures after each batch of training.</summary>
    public bool WantsBatches => _ofBatches.Length > 0;

    /// <summary>True when somebody looks at the batches of evaluation.</summary>
    public bool WantsTestBatches { get; }

    public void Each(Action<Callback> call)
    {
        foreach (var callback in _all) call(callback);
    }

    public void EachBut(Callback except, Action<Callback> call)
    {
        foreach (var callback in _all)
        {
            if (callback != except) call(callback);
        }
    }

    public void BatchBegin(int batch, Logs logs)
    {
        foreach (var callback in _ofBatches) callback.on_train_batch_begin(batch, logs);
    }

    public void BatchEnd(int batch, Logs logs)
    {
        foreach (var callback in _ofBatches) callback.on_train_batch_end(batch, logs);
    }
}
