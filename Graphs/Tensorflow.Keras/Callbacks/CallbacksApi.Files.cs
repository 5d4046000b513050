namespace Tensorflow.Keras.Callbacks;

public sealed partial class CallbacksApi
{
    /// <inheritdoc cref="Callbacks.ModelCheckpoint(string, string, int, bool, bool, string, SaveFrequency?, double?)"/>
    public ModelCheckpoint ModelCheckpoint(string filepath, string monitor = "val_loss", int verbose = 0, bool save_best_only = false, bool save_weights_only = false,
        string mode = "auto", SaveFrequency? save_freq = null, double? initial_value_threshold = null) =>
        new(filepath, monitor, verbose, save_best_only, save_weights_only, mode, save_freq, initial_value_threshold);

    /// <inheritdoc cref="Callbacks.CSVLogger(string, string, bool)"/>
    public CSVLogger CSVLogger(string filename, string separator = ",", bool append = false) => new(filename, separator, append);

    /// <inheritdoc cref="Callbacks.TensorBoard(string, int, bool, bool, SaveFrequency?)"/>
    public TensorBoard TensorBoard(string log_dir = "logs", int histogram_freq = 0, bool write_graph = true, bool write_steps_per_second = false, SaveFrequency? update_freq = null) =>
        new(log_dir, histogram_freq, write_graph, write_steps_per_second, update_freq);
}
