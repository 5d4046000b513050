using NumSharp;
using TfExercises.Data;

namespace Tensorflow.Keras.Datasets;

/// <summary>Handwritten digits: 28 x 28 pixels from 0 to 255 (uint8), labels 0 to 9 (uint8).</summary>
public sealed class Mnist
{
    private const int CarriedForTraining = 9000;
    private const string Checksum = "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1";
    private static readonly Uri s_url = new("https://storage.googleapis.com/tensorflow/tf-keras-datasets/mnist.npz");

    private readonly DatasetCache _cache;

    internal Mnist(DatasetCache cache) => _cache = cache;

    /// <summary>
    /// 60,000 images for training and 10,000 for the test, from <c>~/.keras/datasets</c>, downloaded if it is not there.
    /// Without a network the 10,000 images carried with the library, 9,000 and 1,000; a line on the console's error says so.
    /// </summary>
    /// <param name="path">The file in the folder, or a full path.</param>
    /// <exception cref="ValueError">The file is there, but is not what it should be.</exception>
    public DatasetPass load_data(string path = "mnist.npz")
    {
        var file = _cache.PathOf(path);
        if (File.Exists(file)) return Read(file);
        if (_cache.Download(path, s_url, Checksum) is not { } reason) return Read(file);
        Console.Error.WriteLine($"NOTICE: keras.datasets.mnist: {file} is not there and could not be downloaded ({reason}). "
            + $"These are the 10,000 images carried with the library: {CarriedForTraining:N0} for training, {10_000 - CarriedForTraining:N0} for the test.");
        return Carried();
    }

    private static DatasetPass Read(string file)
    {
        try
        {
            using var arrays = np.load_npz(file);
            NDArray Get(string name) => arrays[name] ?? throw new InvalidDataException($"it has no array '{name}'");
            return new DatasetPass((Get("x_train"), Get("y_train")), (Get("x_test"), Get("y_test")));
        }
        catch (Exception error) when (error is InvalidDataException or IOException or KeyNotFoundException or FormatException or ArgumentException or NotSupportedException)
        {
            throw new ValueError($"{file} is no whole file of MNIST as Keras has it (arrays x_train, y_train, x_test, y_test): {error.Message} Delete it to have it downloaded again.", error);
        }
    }

    private static DatasetPass Carried()
    {
        var (images, labels) = ImageFiles.Read(DataFiles.Find("mnist10k-images-idx3-ubyte.gz"), DataFiles.Find("mnist10k-labels-idx1-ubyte.gz"));
        return new DatasetPass((images[$":{CarriedForTraining}"], labels[$":{CarriedForTraining}"]), (images[$"{CarriedForTraining}:"], labels[$"{CarriedForTraining}:"]));
    }
}
