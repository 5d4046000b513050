namespace TfExercises.Data;

/// <summary>Images of handwritten digits (or, as Fashion-MNIST, of clothes) with their labels: 28 x 28 pixels, ten classes.</summary>
public sealed class Mnist
{
    const int CarriedTrainCount = 9000;
    const int Side = 28;

    Mnist(ImageSet train, ImageSet test) => (Train, Test) = (train, test);

    public ImageSet Train { get; }

    public ImageSet Test { get; }

    /// <summary>
    /// Without a directory the 10,000 images carried with the program: the first 9,000 for training, the last 1,000 for the test.
    /// With one the four original files of MNIST or Fashion-MNIST, packed by gzip or not, at full size.
    /// </summary>
    /// <exception cref="FileNotFoundException">One of the four files is missing.</exception>
    /// <exception cref="InvalidDataException">A file is truncated, has a wrong magic number or size, or does not go with its partner.</exception>
    public static Mnist Load(string? directory = null)
    {
        if (directory is not null)
            return new Mnist(
                Read(Find(directory, "train-images-idx3-ubyte"), Find(directory, "train-labels-idx1-ubyte")),
                Read(Find(directory, "t10k-images-idx3-ubyte"), Find(directory, "t10k-labels-idx1-ubyte")));

        var all = Read(DataFiles.Find("mnist10k-images-idx3-ubyte.gz"), DataFiles.Find("mnist10k-labels-idx1-ubyte.gz"));
        return new Mnist(all.Slice(0, CarriedTrainCount), all.Slice(CarriedTrainCount, all.Count - CarriedTrainCount));
    }

    static string Find(string directory, string name)
    {
        string[] names = [name, name + ".gz"];
        return names.Select(n => Path.Combine(directory, n)).FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"{directory}: expected a file {names[0]} or {names[1]}, found neither.", Path.Combine(directory, name));
    }

    static ImageSet Read(string imagesPath, string labelsPath)
    {
        var images = IdxFile.Read(imagesPath, rank: 3);
        if (images.Dimensions is not [_, Side, Side])
            throw new InvalidDataException(
                $"{imagesPath}: expected images of {Side} x {Side} pixels, found {images.Dimensions[1]} x {images.Dimensions[2]}.");
        var labels = IdxFile.Read(labelsPath, rank: 1);
        if (labels.Count != images.Count)
            throw new InvalidDataException(
                $"{labelsPath}: expected {images.Count} labels, as many as there are images in {imagesPath}, found {labels.Count}.");
        var wrong = Array.FindIndex(labels.Bytes, label => label >= ImageSet.Classes);
        if (wrong >= 0)
            throw new InvalidDataException(
                $"{labelsPath}: expected labels from 0 to {ImageSet.Classes - 1}, found {labels.Bytes[wrong]} at index {wrong}.");
        return new ImageSet(Array.ConvertAll(images.Bytes, pixel => pixel / 255f), labels.Bytes);
    }
}
