using Tensorflow.Summaries;

namespace Tensorflow.Keras.Callbacks;

/// <summary>
/// Writes figures for TensorBoard: of training into the folder <c>train</c>, of validation into <c>validation</c>, under
/// <c>epoch_loss</c> and so on; of batches as <c>batch_loss</c>; of evaluation as <c>evaluation_loss_vs_iterations</c>.
/// </summary>
public sealed class TensorBoard : Callback
{
    private readonly int? _everyBatches;
    private FileWriter? _train;
    private FileWriter? _validation;
    private long _batches;
    private long _epochStart;
    private long _batchesAtStart;
    private bool _isFitting;

    /// <param name="log_dir">The folder of the event files.</param>
    /// <param name="histogram_freq">After how many epochs the distributions of the weights are written; 0 for never.</param>
    /// <param name="write_graph">True to write the graph.</param>
    /// <param name="write_steps_per_second">True to write the speed.</param>
    /// <param name="update_freq"><c>"epoch"</c>, or <c>"batch"</c> or a number of batches to write figures of batches too.</param>
    public TensorBoard(string log_dir = "logs", int histogram_freq = 0, bool write_graph = true, bool write_steps_per_second = false, SaveFrequency? update_freq = null)
    {
        if (histogram_freq < 0) throw new ValueError($"`histogram_freq` must be 0 or more. Received: histogram_freq={histogram_freq}");
        _everyBatches = update_freq?.Batches;
        this.log_dir = log_dir;
        this.histogram_freq = histogram_freq;
        this.write_graph = write_graph;
        this.write_steps_per_second = write_steps_per_second;
    }

    public string log_dir { get; }

    public int histogram_freq { get; }

    public bool write_graph { get; }

    public bool write_steps_per_second { get; }

    internal override bool WantsBatches => _everyBatches is not null || write_steps_per_second;

    private FileWriter Train => _train ??= Writer("train");

    private FileWriter Validation => _validation ??= Writer("validation");

    public override void on_train_begin(Logs logs)
    {
        _isFitting = true;
        _batches = 0;
        if (write_graph) Train.add_graph(model.inputs[0].graph);
    }

    public override void on_epoch_begin(int epoch, Logs logs)
    {
        _epochStart = Environment.TickCount64;
        _batchesAtStart = _batches;
    }

    public override void on_train_batch_end(int batch, Logs logs)
    {
        if (_everyBatches is { } every && _batches % every == 0) Write(Train, _batches, logs.Select(l => ($"batch_{l.Key}", l.Value)));
        _batches++;
    }

    public override void on_epoch_end(int epoch, Logs logs)
    {
        const string prefix = "val_";
        var isOfValidation = logs.ToLookup(l => l.Key.StartsWith(prefix, StringComparison.Ordinal));
        var training = isOfValidation[false].Select(l => ($"epoch_{l.Key}", l.Value));
        if (write_steps_per_second)
            training = training.Append(("epoch_steps_per_second", (_batches - _batchesAtStart) * 1000.0 / Math.Max(1, Environment.TickCount64 - _epochStart)));
        Write(Train, epoch, training);
        if (isOfValidation[true].Any()) Write(Validation, epoch, isOfValidation[true].Select(l => ($"epoch_{l.Key[prefix.Length..]}", l.Value)));
        if (histogram_freq > 0 && epoch % histogram_freq == 0) WriteWeights(epoch);
        Flush();
    }

    public override void on_test_end(Logs logs)
    {
        if (model.optimizer?.iterations is not { } iterations) return;
        Write(Validation, (long)KerasBackend.Read([iterations])[0], logs.Select(l => ($"evaluation_{l.Key}_vs_iterations", l.Value)));
        if (!_isFitting) Close();
    }

    public override void on_train_end(Logs logs)
    {
        _isFitting = false;
        Close();
    }

    private FileWriter Writer(string part) => Binding.tf.summary.FileWriter(Path.Combine(log_dir, part));

    private static void Write(FileWriter writer, long step, IEnumerable<(string Tag, double Value)> figures)
    {
        var summary = new Summary();
        foreach (var (tag, value) in figures) summary.Value.Add(new Summary.Types.Value { Tag = tag, SimpleValue = (float)value });
        writer.add_summary(summary, step);
    }

    private void WriteWeights(int epoch)
    {
        var summary = new Summary();
        var weights = model.weights;
        var values = KerasBackend.Read(weights);
        for (var i = 0; i < values.Length; i++)
        {
            var histogram = new Histogram();
            var numbers = NDArrayBridge.ToValue(values[i]);
            for (var k = 0; k < numbers.Count; k++) histogram.Add(numbers.AsDouble(k));
            summary.Value.Add(new Summary.Types.Value { Tag = $"{weights[i].name.Replace(':', '_')}/histogram", Histo = histogram.ToProto() });
        }
        Train.add_summary(summary, epoch);
    }

    private void Flush()
    {
        _train?.flush();
        _validation?.flush();
    }

    private void Close()
    {
        _train?.Dispose();
        _validation?.Dispose();
        (_train, _validation) = (null, null);
    }
}
