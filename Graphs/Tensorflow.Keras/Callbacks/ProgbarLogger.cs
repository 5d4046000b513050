namespace Tensorflow.Keras.Callbacks;

/// <summary>Shows how a fit goes on, as Keras does.</summary>
internal sealed class ProgbarLogger : Callback
{
    private long _started;

    internal override bool WantsBatches => false;

    public override void on_epoch_begin(int epoch, Logs logs)
    {
        if (@params.epochs > 1) Console.WriteLine($"Epoch {epoch + 1}/{@params.epochs}");
        _started = Environment.TickCount64;
    }

    public override void on_epoch_end(int epoch, Logs logs) =>
        Console.WriteLine($"{(Environment.TickCount64 - _started) / 1000}s - {string.Join(" - ", logs.Select(l => $"{l.Key}: {l.Value.ToString("0.0000", System.Globalization.CultureInfo.InvariantCulture)}"))}");
}
