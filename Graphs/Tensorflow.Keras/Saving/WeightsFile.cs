using PureHDF;
using Tensorflow.Files;
using Tensorflow.Keras.Saving.Hdf5;

namespace Tensorflow.Keras.Saving;

/// <summary>Files of weights alone, and the weights in files of whole models.</summary>
internal static class WeightsFile
{
    public static void Save(Model model, string path, bool overwrite, string? format)
    {
        var isHdf5 = FileFormat.IsHdf5(path) || format is "h5" or "hdf5";
        if (!isHdf5)
            throw new ValueError($"Weights are saved as HDF5: name the file .weights.h5 or .h5, or give save_format: \"h5\". Received: filepath={path}, save_format={format ?? "null"}");
        model.RequireWeights();
        FileFormat.RequireFree(path, overwrite);
        var file = new H5File();
        if (path.EndsWith(".weights.h5", StringComparison.Ordinal)) ObjectWeights.Write(file, model);
        else LayeredWeights.Write(file, model);
        AtomicFile.Write(path, stream => Hdf5Writing.Write(file, stream));
    }

    public static void Load(Model model, string path, bool byName, bool skipMismatch)
    {
        model.RequireWeights();
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
