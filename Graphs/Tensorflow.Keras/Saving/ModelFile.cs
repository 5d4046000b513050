using System.Text.Json.Nodes;
using PureHDF;
using Tensorflow.Files;
using Tensorflow.Keras.Saving.Hdf5;

namespace Tensorflow.Keras.Saving;

/// <summary>Files of whole models: <c>.keras</c>, and <c>.h5</c> as Keras 2 writes it.</summary>
internal static class ModelFile
{
    internal const string WeightsGroup = "model_weights";
    private const string OptimizerGroup = "optimizer_weights";
    private const string ModelConfig = "model_config";
    private const string TrainingConfig = "training_config";

    public static void Save(Model model, string path, bool overwrite, bool includeOptimizer, string? format)
    {
        var isArchive = format is null ? FileFormat.IsArchive(path) : format == "keras";
        var isHdf5 = format is null ? FileFormat.IsHdf5(path) : format is "h5" or "hdf5";
        if (!isArchive && !isHdf5)
            throw new ValueError($"Models are saved as .keras or .h5: name the file so, or give save_format: \"keras\" or \"h5\". Received: filepath={path}, save_format={format ?? "null"}");
        model.RequireSavable();
        FileFormat.RequireFree(path, overwrite);
        if (isArchive) AtomicFile.Write(path, stream => WriteArchive(model, stream));
        else AtomicFile.Write(path, stream => Hdf5Writing.Write(Hdf5(model, includeOptimizer), stream));
    }

    public static Model Load(string path, bool compile)
    {
        using var stream = FileFormat.Open(path);
        if (!KerasArchive.IsIn(stream)) return Hdf5Reading.Read(stream, path, root => FromHdf5(root, path, compile));
        Model? model = null;
        KerasArchive.Read(stream, path, (config, weights) => model = FromArchive(config, weights, path, compile));
        return model!;
    }

    private static void WriteArchive(Model model, Stream stream)
    {
        var form = model.Serialize();
        if (model.CompileSettings is { } settings) form["compile_config"] = CompileConfig.Write(settings);
        KerasArchive.Write(stream, form, weights =>
        {
            var file = new H5File();
            ObjectWeights.Write(file, model);
            Hdf5Writing.Write(file, weights);
        });
    }

    private static Model FromArchive(JsonObject form, Stream weights, string path, bool compile)
    {
        var model = Model.FromForm(form);
        if (form["build_config"]?["input_shape"] is JsonArray shape && model is Sequential { Graph: null } sequential) sequential.build(ConfigValues.ReadShape(shape));
        if (compile && form["compile_config"] is JsonObject settings) Compile(model, settings);
        Hdf5Reading.Read(weights, $"{path} (model.weights.h5)", root =>
        {
            ObjectWeights.Read(root, model, path, skipMismatch: false, withOptimizer: compile);
            return true;
        });
        return model;
    }

    private static H5File Hdf5(Model model, bool includeOptimizer)
    {
        var file = new H5File();
        file.Attributes["backend"] = "tensorflow";
        file.Attributes["keras_version"] = Model.KerasVersion;
        file.Attributes[ModelConfig] = PythonJson.Write(new JsonObject { ["class_name"] = model.class_name, ["config"] = OlderConfig(model.get_config()) });
        LayeredWeights.Write(Hdf5Writing.Group(file, WeightsGroup), model);
        if (includeOptimizer && model.CompileSettings is { } settings)
        {
            file.Attributes[TrainingConfig] = PythonJson.Write(CompileConfig.WriteTraining(settings, model.output_names));
            LayeredWeights.WriteOne(file, OptimizerGroup, settings.Optimizer.Saved(model.trainable_weights));
        }
        return file;
    }

    private static Model FromHdf5(IH5Group root, string path, bool compile)
    {
        var text = Hdf5Reading.Text(root, ModelConfig)
            ?? throw new ValueError($"No model config found in the file at {path}.{(LayeredWeights.AreIn(root) || ObjectWeights.AreIn(root) ? " It holds weights only: make the model and call load_weights." : "")}");
        var model = Model.FromJson(text);
        if (Hdf5Reading.Group(root, WeightsGroup) is not { } weights || !LayeredWeights.AreIn(weights)) throw new ValueError($"{path} describes a model, but has no group '{WeightsGroup}' with its weights.");
        LayeredWeights.Read(weights, model, path, byName: false, skipMismatch: false);
        if (!compile || Hdf5Reading.Text(root, TrainingConfig) is not { } training) return model;
        Compile(model, JsonNode.Parse(training)!.AsObject());
        if (Hdf5Reading.Group(root, OptimizerGroup) is { } group) ReadOptimizer(group, model, path);
        return model;
    }

    private static void ReadOptimizer(IH5Group group, Model model, string path)
    {
        // Before Keras 2.11 the slots of all weights stood one kind after the other, as WEIGHT/SLOT in place of SLOT/WEIGHT.
        string[] wanted = [.. model.optimizer!.Saved(model.trainable_weights).Select(s => Slot(s.Name))];
        if (LayeredWeights.NamesIn(group) is not { } names || !names.Select(Slot).SequenceEqual(wanted))
        {
            Console.Error.WriteLine($"WARNING: {path}: what the file keeps of the optimizer is not what '{model.optimizer.name}' of this version keeps; the optimizer begins anew.");
            return;
        }
        var read = new SavedWeights(path);
        read.AddOptimizer(model, LayeredWeights.ReadOne(group, path)!);
        read.Apply();

        static string Slot(string name) => name.Split('/') is [_, var slot, _, ..] ? slot : name;
    }

    private static void Compile(Model model, JsonObject config)
    {
        var settings = CompileConfig.Read(config, model.output_names);
        model.compile(settings.Optimizer, settings.Loss, settings.Metrics, settings.LossWeights, settings.WeightedMetrics);
    }

    // Keras 2's HDF5 files describe the layers of a model by class and configuration alone.
    private static JsonObject OlderConfig(JsonObject config)
    {
        foreach (var layer in config["layers"]!.AsArray())
        {
            foreach (var key in (string[])["module", "registered_name", "build_config"]) layer!.AsObject().Remove(key);
        }
        return config;
    }
}
