using System.Text;
using NUnit.Framework;
using Tensorflow;
using Tensorflow.Checkpoints;
using TfExercises.Tests.Golden;

namespace TfExercises.Tests.Checkpoints;

/// <summary>The files of a checkpoint, without a graph.</summary>
public class BundleTests
{
    TemporaryFolder folder = null!;

    [SetUp]
    public void SetUp() => folder = new TemporaryFolder();

    [TearDown]
    public void TearDown() => folder.Dispose();

    string Prefix => folder["bundle"];

    static TensorValue Numbers(params int[] numbers) => TensorValue.FromSpan<int>(numbers, [numbers.Length]);

    [Test]
    public void EveryDamageOfAnIndexIsFound()
    {
        BundleWriter.Write(Prefix, [("a", "", Numbers(1, 2)), ("b", "", Numbers(3))]);
        var index = File.ReadAllBytes(Prefix + ".index");
        // The footer: at most 40 bytes of handles, the rest of them zeros that nobody reads, and the magic number.
        var padding = Array.FindLastIndex(index, index.Length - 9, b => b != 0) + 1;
        for (var i = 0; i < index.Length; i++)
        {
            if (i >= padding && i < index.Length - 8) continue;
            var changed = (byte[])index.Clone();
            changed[i] ^= 0x21;
            File.WriteAllBytes(Prefix + ".index", changed);
            Assert.That(ReadAll, Throws.TypeOf<DataLossError>(), $"byte {i}");
        }
        for (var length = 0; length < index.Length; length++)
        {
            File.WriteAllBytes(Prefix + ".index", index[..length]);
            Assert.That(ReadAll, Throws.TypeOf<DataLossError>(), $"the first {length} bytes");
        }
    }

    [Test]
    public void EveryDamageOfStringsIsFound()
    {
        BundleWriter.Write(Prefix, [("s", "", TensorValue.FromObjects(TF_DataType.TF_STRING, [Encoding.UTF8.GetBytes("first"), Array.Empty<byte>(), new byte[200]], [3]))]);
        var data = File.ReadAllBytes(Prefix + ".data-00000-of-00001");
        for (var i = 0; i < data.Length; i++)
        {
            var changed = (byte[])data.Clone();
            changed[i] ^= 0x41;
            File.WriteAllBytes(Prefix + ".data-00000-of-00001", changed);
            Assert.That(ReadAll, Throws.TypeOf<DataLossError>(), $"byte {i}");
        }
    }

    [Test]
    public void AFailedWriteLeavesTheOldFiles()
    {
        BundleWriter.Write(Prefix, [("a", "", Numbers(1, 2))]);
        Assert.That(() => BundleWriter.Write(Prefix, [("a", "", Numbers(3)), ("a", "", Numbers(4))]),
            Throws.TypeOf<InvalidArgumentError>().With.Message.StartsWith("Adding duplicate key: a"));
        using var reader = new BundleReader(Prefix);
        Assert.That(reader.Read("a").AsInts(), Is.EqualTo(new[] { 1, 2 }));
        Assert.That(folder.Files, Is.EqualTo(new[] { "bundle.data-00000-of-00001", "bundle.index" }));
    }

    [Test]
    public void SlicesThatDoNotCoverTheTensor()
    {
        BundleWriter.Write(Prefix, [("p", "4 0,2", Numbers(1, 2))]);
        using var reader = new BundleReader(Prefix);
        Assert.That(() => reader.Read("p"), Throws.TypeOf<InvalidArgumentError>().With.Message.StartsWith("Does not have sufficient slices for partitioned tensor p"));
        var half = Numbers(0, 0);
        reader.Read(reader.Get("p"), TensorSlice.Parse("4 0,2")!.Value.Slice, half);
        Assert.That(half.AsInts(), Is.EqualTo(new[] { 1, 2 }));
    }

    [TestCase("4")]
    [TestCase("4 3 -")]
    [TestCase("4 3 0,2:x")]
    [TestCase("4 3 3,2:-")]
    [TestCase("4 -1 0,2:-")]
    public void SlicesThatAreNone(string text) => Assert.That(() => TensorSlice.Parse(text), Throws.TypeOf<InvalidArgumentError>());

    [Test]
    public void NamesComeInAnyOrderAndAnyLetters()
    {
        string[] names = ["ß/木", "z", "Z", "a/b", "a"];
        BundleWriter.Write(Prefix, names.Select((name, i) => (name, "", Numbers(i))));
        using var reader = new BundleReader(Prefix);
        foreach (var (name, i) in names.Select((name, i) => (name, i))) Assert.That(reader.Read(name).AsInt(0), Is.EqualTo(i), name);
        Assert.That(() => reader.Read("a/c"), Throws.TypeOf<NotFoundError>().With.Message.Contains("Did it save 'a/b'?"));
    }

    void ReadAll()
    {
        using var reader = new BundleReader(Prefix);
        foreach (var tensor in reader.All) reader.Read(tensor.Name);
    }
}
