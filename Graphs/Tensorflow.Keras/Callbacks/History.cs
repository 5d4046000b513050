namespace Tensorflow.Keras;

/// <summary>The figures of a fit by epoch; what <c>fit</c> returns.</summary>
public sealed class History : Callback
{
    /// <summary>The figures of each epoch under their names: <c>history["val_accuracy"][3]</c>.</summary>
    public Dictionary<string, List<double>> history { get; } = new(StringComparer.Ordinal);

    /// <summary>The numbers of the epochs, from 0.</summary>
    public List<int> epoch { get; } = [];

    public override void on_train_begin(Logs logs) => epoch.Clear();

    public override void on_epoch_end(int epoch, Logs logs)
    {
        this.epoch.Add(epoch);
        foreach (var (name, value) in logs)
        {
            if (!history.TryGetValue(name, out var values)) history[name] = values = [];
            values.Add(value);
        }
    }
}
