namespace Tensorflow.Keras.Saving;

/// <summary>What files of models and weights are by their names, and whether they are there.</summary>
internal static class FileFormat
{
    private static readonly string[] s_hdf5 = [".h5", ".hdf5"];

    public static bool IsHdf5(string path) => s_hdf5.Any(end => path.EndsWith(end, StringComparison.OrdinalIgnoreCase));

    public static bool IsArchive(string path) => path.EndsWith(".keras", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="ValueError">The file is there and is not to be replaced.</exception>
    public static void RequireFree(string path, bool overwrite)
    {
        if (!overwrite && File.Exists(path)) throw new ValueError($"{path} is already there, and overwrite is false.");
    }

    /// <exception cref="ValueError">There is no such file.</exception>
    public static FileStream Open(string path)
    {
        if (Directory.Exists(path)) throw new ValueError($"{path} is a folder; a file .keras or .h5 is needed. A SavedModel's weights are read by load_weights, the model itself is not: save it in Python as .keras or .h5.");
        if (!File.Exists(path)) throw new ValueError($"No file found at {Path.GetFullPath(path)}.");
        return File.OpenRead(path);
    }
}
