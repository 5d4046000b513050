namespace Tensorflow.Keras.Engine;

/// <summary>
/// The call of layers that is going on: whether it builds what training computes, and what the layers add on the way.
/// Calls of layers inside it take part in it and leave no nodes of their own.
/// </summary>
internal sealed class CallContext : IDisposable
{
    [ThreadStatic] private static CallContext? s_current;

    private readonly CallContext? _outer;

    public CallContext(bool training)
    {
        Training = training;
        _outer = s_current;
        s_current = this;
    }

    public static CallContext? Current => s_current;

    /// <summary>True for the graph of training: dropout drops, batch normalization takes the batch's moments.</summary>
    public bool Training { get; set; }

    /// <summary>Losses that layers added: penalties of activities and <c>add_loss</c>.</summary>
    public List<Tensor> Losses { get; } = [];

    /// <summary>Operations that a training step runs too: moving averages, states.</summary>
    public List<Operation> Updates { get; } = [];

    public void Dispose() => s_current = _outer;
}
