using NumSharp;
using TfExercises.Data;

namespace Tensorflow.Keras.Datasets;

/// <summary>Clothes: 28 x 28 pixels from 0 to 255 (uint8), labels 0 to 9 (uint8): T-shirt, trouser, pullover, dress, coat, sandal, shirt, sneaker, bag, ankle boot.</summary>
public sealed class FashionMnist
{
    private const string Folder = "fashion-mnist";
    private static readonly Uri s_url = new("https://storage.googleapis.com/tensorflow/tf-keras-datasets/");

    private static readonly Dictionary<string, string> s_checksums = new()
    {
        ["train-images-idx3-ubyte.gz"] = "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
        ["train-labels-idx1-ubyte.gz"] = "25c81989df183df01b3e8a0aad5dffbe",
        ["t10k-images-idx3-ubyte.gz"] = "bef4ecab320f06d8554ea6380940ec79",
        ["t10k-labels-idx1-ubyte.gz"] = "bb300cfdad3c16e7a12a480ee83cd310",
    };

    private readonly DatasetCache _cache;

    internal FashionMnist(DatasetCache cache) => _cache = cache;

    /// <summary>60,000 images for training and 10,000 for the test, from <c>~/.keras/datasets/fashion-mnist</c>, downloaded if they are not there.</summary>
    /// <exception cref="FileNotFoundException">The files are not there and cannot be downloaded.</exception>
    /// <exception cref="InvalidDataException">A file is not what it should be.</exception>
    public DatasetPass load_data() => new(Part("train"), Part("t10k"));

    private (NDArray, NDArray) Part(string part) => ImageFiles.Read(Find($"{part}-images-idx3-ubyte.gz"), Find($"{part}-labels-idx1-ubyte.gz"));

    private string Find(string name)
    {
        var place = Path.Combine(Folder, name);
        var path = _cache.PathOf(place);
        if (File.Exists(path) || _cache.Download(place, new Uri(s_url, name), s_checksums[name]) is not { } reason) return path;
        throw new FileNotFoundException($"{path} is not there and could not be downloaded ({reason}). Unlike MNIST, none of its images are carried with the library: put the four files of Fashion-MNIST into {Path.GetDirectoryName(path)}.", path);
    }
}
