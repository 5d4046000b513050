using PureHDF;
using Tensorflow.Checkpoints;
using Tensorflow.Files;
using Tensorflow.Keras.Saving.Hdf5;

namespace Tensorflow.Keras.Saving;

/// <summary>Files of weights alone, and the weights in files of whole models.</summary>
internal static class WeightsFile
{
    public static void Save(Model model, string path, bool overwrite, string? format)
    {
        var isTensorFlow = format switch
        {
            null when FileFormat.IsArchive(path) => throw new ValueError($"A .keras file holds a whole model, which model.save writes. Weights are saved as .weights.h5 or .h5, or under a name without ending in TensorFlow's format. Received: filepath={path}"),
            null => !FileFormat.IsHdf5(path),
            "tf" or "tensorflow" => true,
            "h5" or "hdf5" => false,
            _ => throw new ValueError($"Unknown format. Received: `save_format`={format}. Was expecting one of {{\"tf\", \"h5\"}}."),
        };
        if (isTensorFlow && (FileFormat.IsHdf5(path) || FileFormat.IsArchive(path)))
            throw new ValueError($"save_weights got save_format=\"tf\"/\"tensorflow\", but the filepath ({path}) looks like an HDF5 file. Omit the \".h5\"/\".keras\" when saving in TensorFlow format.");
        model.RequireWeights();
        FileFormat.RequireFree(isTensorFlow ? Bundle.IndexFile(path) : path, overwrite);
        if (isTensorFlow)
        {
            ObjectCheckpoint.Write(model, path);
            return;
        }
        var file = new H5File();
        if (path.EndsWith(".weights.h5", StringComparison.Ordinal)) ObjectWeights.Write(file, model);
        else LayeredWeights.Write(file, model);
        AtomicFile.Write(path, stream => Hdf5Writing.Write(file, stream));
    }

    public static void Load(Model model, string path, bool byName, bool skipMismatch)
    {
        model.RequireWeights();
        if (ObjectCheckpoint.IsAt(path, out var prefix))
        {
            if (byName) throw new ValueError($"Weights may only be loaded based on topology into Models when loading TensorFlow-formatted weights (got by_name=True to load_weights): {path} knows objects, no names of layers.");
            ObjectCheckpoint.Read(model, prefix, skipMismatch);
            return;
        }
        using var stream = FileFormat.Open(path);
        if (KerasArchive.IsIn(stream))
        {
            KerasArchive.Read(stream, path, (_, weights) => Read(weights, path, model, byName, skipMismatch));
            return;
        }
        Read(stream, path, model, byName, skipMismatch);
    }

    private static void Read(Stream stream, string path, Model model, bool byName, bool skipMismatch) => Hdf5Reading.Read(stream, path, root =>
    {
        if (Layered(root) is { } layered)
        {
            LayeredWeights.Read(layered, model, path, byName, skipMismatch);
            return true;
        }
        if (!ObjectWeights.AreIn(root))
            throw new ValueError($"{path} is an HDF5 file, but holds no weights of Keras. It has: {string.Join(", ", root.Children().Select(c => c.Name))}.");
        if (byName) throw new ValueError($"{path} holds no names of layers, so by_name cannot be true. Names stand in .h5 files that are not .weights.h5.");
        // As in Keras, an optimizer that has not begun takes nothing from a file of weights.
        ObjectWeights.Read(root, model, path, skipMismatch, withOptimizer: model.optimizer?.iterations is not null);
        return true;
    });

    private static IH5Group? Layered(IH5Group root) => LayeredWeights.AreIn(root) ? root
        : Hdf5Reading.Group(root, ModelFile.WeightsGroup) is { } inModel && LayeredWeights.AreIn(inModel) ? inModel : null;
}
