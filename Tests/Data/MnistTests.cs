using NumSharp;
using NUnit.Framework;
using TfExercises.Data;

namespace TfExercises.Tests.Data;

public class MnistTests
{
    [Test]
    public void CarriedImagesAreSplitInFileOrder()
    {
        var mnist = Mnist.Load();

        Assert.That(mnist.Train.Count, Is.EqualTo(9000));
        Assert.That(mnist.Test.Count, Is.EqualTo(1000));
        Assert.That(mnist.Test.Images.shape, Is.EqualTo(new[] { 1000, 784 }));
        Assert.That(mnist.Test.Labels.shape, Is.EqualTo(new[] { 1000, 10 }));
        Assert.That(mnist.Test.Images.dtype, Is.EqualTo(typeof(float)));
        var pixels = mnist.Test.Images.ToArray<float>();
        Assert.That(pixels.Min(), Is.EqualTo(0f));
        Assert.That(pixels.Max(), Is.EqualTo(1f));
        Assert.That(mnist.Test.Labels.ToArray<float>().Sum(), Is.EqualTo(1000f));
    }

    [Test]
    public void BatchesFollowAPermutationUntilTooFewAreLeft()
    {
        var train = Mnist.Load().Train;
        np.random.seed(0);
        var first = np.random.permutation(9000).ToArray<long>();
        var second = np.random.permutation(9000).ToArray<long>();

        np.random.seed(0);
        var images = train.Images.ToArray<float>();
        foreach (var (order, start) in new[] { (first, 0), (first, 4000), (second, 0) })
        {
            var (x, d) = train.NextBatch(4000);
            Assert.That(x.shape, Is.EqualTo(new[] { 4000, 784 }));
            Assert.That(d.shape, Is.EqualTo(new[] { 4000, 10 }));
            var index = (int)order[start] * ImageSet.Pixels;
            Assert.That(x.ToArray<float>()[..ImageSet.Pixels], Is.EqualTo(images[index..(index + ImageSet.Pixels)]));
        }
    }

    [TestCase(0)]
    [TestCase(1001)]
    public void ABatchHasAtMostAllImages(int size) =>
        Assert.That(
            () => Mnist.Load().Test.NextBatch(size),
            Throws.TypeOf<ArgumentOutOfRangeException>().With.Message.Contains("from 1 to 1000 images"));

    [TestCase(false)]
    [TestCase(true)]
    public void OriginalFilesAreReadPackedOrNot(bool packed)
    {
        using var folder = new MnistFolder(packed);

        var mnist = Mnist.Load(folder.Path);

        Assert.That((mnist.Train.Count, mnist.Test.Count), Is.EqualTo((3, 2)));
        Assert.That(mnist.Train.Labels.ToArray<float>()[10..20], Is.EqualTo(new float[] { 0, 1, 0, 0, 0, 0, 0, 0, 0, 0 }));
        Assert.That(mnist.Train.Images.ToArray<float>()[1], Is.EqualTo(1 / 255f));
    }

    [Test]
    public void AMissingFileIsNamed()
    {
        using var folder = new MnistFolder();
        File.Delete(folder.TestLabels);

        Assert.That(Load(folder), Throws.TypeOf<FileNotFoundException>().With.Message.EqualTo(
            $"{folder.Path}: expected a file t10k-labels-idx1-ubyte or t10k-labels-idx1-ubyte.gz, found neither."));
    }

    [Test]
    public void ATruncatedFileIsNamedWithItsLengths()
    {
        using var folder = new MnistFolder();
        File.WriteAllBytes(folder.TrainImages, File.ReadAllBytes(folder.TrainImages)[..^5]);

        Assert.That(Load(folder), Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(
            $"{folder.TrainImages}: truncated. Expected 2352 bytes (3 x 28 x 28 values), found 2347."));
    }

    [TestCase(3, 3)]
    [TestCase(9, 9)]
    public void ATruncatedHeaderIsNamedWithItsLength(int length, int found)
    {
        using var folder = new MnistFolder();
        File.WriteAllBytes(folder.TrainImages, File.ReadAllBytes(folder.TrainImages)[..length]);

        Assert.That(Load(folder), Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(
            $"{folder.TrainImages}: truncated. Expected 16 bytes (an IDX header), found {found}."));
    }

    [Test]
    public void ATruncatedPackedFileIsNamed()
    {
        using var folder = new MnistFolder(packed: true);
        var path = folder.TrainImages + ".gz";
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^20]);

        Assert.That(Load(folder), Throws.TypeOf<InvalidDataException>().With.Message.Contains($"{path}: truncated"));
    }

    [Test]
    public void ATooLongFileIsNamedWithItsLengths()
    {
        using var folder = new MnistFolder();
        File.AppendAllText(folder.TrainLabels, "more");

        Assert.That(Load(folder), Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(
            $"{folder.TrainLabels}: too long. Expected 3 bytes (3 values), found 7."));
    }

    [Test]
    public void AWrongMagicNumberIsNamed()
    {
        using var folder = new MnistFolder();
        File.Copy(folder.TrainLabels, folder.TrainImages, overwrite: true);

        Assert.That(Load(folder), Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(
            $"{folder.TrainImages}: wrong magic number. Expected 2051 (IDX, unsigned bytes, 3 dimensions), found 2049."));
    }

    [Test]
    public void DisagreeingCountsAreNamed()
    {
        using var folder = new MnistFolder();
        File.Copy(folder.TestLabels, folder.TrainLabels, overwrite: true);

        Assert.That(Load(folder), Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(
            $"{folder.TrainLabels}: expected 3 labels, as many as there are images in {folder.TrainImages}, found 2."));
    }

    [Test]
    public void ALabelOutOfRangeIsNamed()
    {
        using var folder = new MnistFolder();
        var bytes = File.ReadAllBytes(folder.TrainLabels);
        bytes[^1] = 10;
        File.WriteAllBytes(folder.TrainLabels, bytes);

        Assert.That(Load(folder), Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(
            $"{folder.TrainLabels}: expected labels from 0 to 9, found 10 at index 2."));
    }

    [Test]
    public void AnotherImageSizeIsNamed()
    {
        using var folder = new MnistFolder(side: 14);

        Assert.That(Load(folder), Throws.TypeOf<InvalidDataException>().With.Message.EqualTo(
            $"{folder.TrainImages}: expected images of 28 x 28 pixels, found 14 x 14."));
    }

    static Action Load(MnistFolder folder) => () => Mnist.Load(folder.Path);
}
