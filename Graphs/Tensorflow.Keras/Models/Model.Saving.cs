using System.Text.Json.Nodes;
using Tensorflow.Keras.Metrics;
using Tensorflow.Keras.Saving;

namespace Tensorflow.Keras;

/// <summary>Files of models and weights.</summary>
public abstract partial class Model
{
    /// <summary>
    /// Saves the model: its layers, weights, the settings of compile and what the optimizer keeps, so that
    /// <c>keras.models.load_model</c> goes on as if training had not stopped. Python's Keras 2 reads both formats.
    /// </summary>
    /// <param name="filepath">The file: <c>.keras</c> (zip), or <c>.h5</c> or <c>.hdf5</c> (HDF5). It is written beside and renamed.</param>
    /// <param name="overwrite">False for an error where the file is already there.</param>
    /// <param name="include_optimizer">False to leave out what the optimizer keeps (.h5 only).</param>
    /// <param name="save_format"><c>"keras"</c> or <c>"h5"</c>, where the file's name does not say it.</param>
    /// <exception cref="ValueError">The format is unknown, the file is there, or the model is not built or is code.</exception>
    public void save(string filepath, bool overwrite = true, bool include_optimizer = true, string? save_format = null) =>
        ModelFile.Save(this, filepath, overwrite, include_optimizer, save_format);

    /// <summary>Saves the weights.</summary>
    /// <param name="filepath">
    /// The file: <c>.weights.h5</c> in Keras 3's layout, <c>.h5</c> or <c>.hdf5</c> in Keras 2's. Another name is the prefix of a checkpoint of
    /// TensorFlow 2, with what the optimizer keeps; the file <c>checkpoint</c> beside it names it for <c>tf.train.latest_checkpoint</c>.
    /// </param>
    /// <param name="overwrite">False for an error where the file is already there.</param>
    /// <param name="save_format"><c>"h5"</c> or <c>"tf"</c>, where the file's name does not say it.</param>
    public void save_weights(string filepath, bool overwrite = true, string? save_format = null) => WeightsFile.Save(this, filepath, overwrite, save_format);

    /// <summary>Sets the weights from a file of weights or of a whole model, Python's too. A file that does not fit changes nothing.</summary>
    /// <param name="filepath">
    /// The file: <c>.weights.h5</c>, <c>.h5</c>, <c>.hdf5</c> or <c>.keras</c>; the prefix of a checkpoint, by Keras, by
    /// <c>tf.train.Checkpoint(model=model)</c> or, with the same names of variables, by <c>tf.train.Saver</c>; or the folder of a SavedModel.
    /// </param>
    /// <param name="by_name">True to load into the layers whose names the file has (Keras 2's layout), in place of all in order.</param>
    /// <param name="skip_mismatch">True to leave a layer as it is where its weights do not fit, with a warning.</param>
    /// <exception cref="ValueError">The file holds no weights, or those of another architecture: the layer, the shapes expected and found.</exception>
    public void load_weights(string filepath, bool by_name = false, bool skip_mismatch = false) => WeightsFile.Load(this, filepath, by_name, skip_mismatch);

    /// <summary>The settings given to compile; null before.</summary>
    internal CompileSettings? CompileSettings => _compileArguments is { } given ? new CompileSettings(given.Optimizer, given.Loss, given.LossWeights, given.Metrics, given.WeightedMetrics) : null;

    /// <summary>The classes of the model's figures in Keras, as far as they add up a sum and a count: losses of several outputs, then metrics.</summary>
    internal IEnumerable<string> MetricClasses()
    {
        if (output_names.Count > 1) foreach (var _ in output_names) yield return "Mean";
        foreach (var metric in Flat(_compileArguments?.Metrics).Concat(Flat(_compileArguments?.WeightedMetrics)))
        {
            if (metric is NamedMetric or FunctionMetric) yield return "MeanMetricWrapper";
            else if (metric is MeanMetric) yield return metric.class_name;
        }

        IEnumerable<Metric> Flat(MetricList? metrics) => metrics?.For(output_names).SelectMany(list => list) ?? [];
    }

    /// <summary>The model in Keras' form.</summary>
    internal override JsonObject Serialize()
    {
        var form = new JsonObject
        {
            ["module"] = this is Sequential ? "keras" : "tf_keras.src.engine.functional",
            ["class_name"] = class_name,
            ["config"] = get_config(),
            ["registered_name"] = this is Sequential ? null : class_name,
        };
        if (Graph is { } network) form["build_config"] = BuildConfig([.. network.Inputs.Select(i => i.shape)]);
        return form;
    }

    /// <summary>An error unless the model can be described by a configuration and has its weights.</summary>
    internal void RequireSavable()
    {
        if (this is not (Sequential or Functional))
            throw new ValueError($"The model \"{name}\" is code ({GetType().Name}), which no file can hold. Save its weights by save_weights, and load them into a model that the same code made.");
        RequireWeights();
    }

    /// <summary>An error unless the weights are there.</summary>
    internal void RequireWeights()
    {
        if (Graph is null && !built)
            throw new ValueError($"The model \"{name}\" has no weights yet: it was not built. Give the first layer an input_shape, call build(input_shape), or fit it to data.");
    }
}
