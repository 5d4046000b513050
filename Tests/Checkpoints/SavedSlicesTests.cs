using NUnit.Framework;
using Tensorflow;
using Tensorflow.Checkpoints;
using TfExercises.Tests.Golden;

namespace TfExercises.Tests.Checkpoints;

/// <summary>Files of checkpoints of the format V1.</summary>
public sealed class SavedSlicesTests
{
    TemporaryFolder folder = null!;

    [SetUp]
    public void Begin() => folder = new TemporaryFolder();

    [TearDown]
    public void End() => folder.Dispose();

    [Test]
    public void EveryDamagedByteIsFound()
    {
        SavedSlicesWriter.Write(folder["a"], [("w", "", Numbers(1, 2)), ("p", "4 0,2", Numbers(3, 4)), ("p", "4 2,2", Numbers(5, 6))]);
        var bytes = File.ReadAllBytes(folder["a"]);
        Assert.That(Read(), Is.EqualTo(new[] { 3, 4, 5, 6, 1, 2 }));
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = (byte[])bytes.Clone();
            changed[i] ^= 0x20;
            File.WriteAllBytes(folder["a"], changed);
            // The footer's padding is read by nobody.
            if (Enumerable.Range(bytes.Length - 48, 40).Contains(i) && bytes[i] == 0) continue;
            Assert.That(Read, Throws.TypeOf<DataLossError>(), $"byte {i}");
        }
    }

    [Test]
    public void ATableOfAnotherKindIsToldApart()
    {
        File.Copy(Path.Combine(GoldenCheckpoint.Folder, "model.ckpt-7.index"), folder["index"]);
        Assert.That(() => StoredTensors.Open(folder["index"]), Throws.TypeOf<DataLossError>().With.Message.Contains("the file is something else or damaged"));
        File.WriteAllText(folder["text"], new string('x', 100));
        Assert.That(() => StoredTensors.Open(folder["text"]), Throws.TypeOf<DataLossError>().With.Message.Contains("not an sstable"));
        Assert.That(() => StoredTensors.Open(folder["gone"]), Throws.TypeOf<NotFoundError>().With.Message.Contains("Failed to find any matching files for"));
    }

    [Test]
    public void ANameTwiceAndSlicesOfDifferentTensors()
    {
        Assert.That(() => SavedSlicesWriter.Write(folder["a"], [("w", "", Numbers(1)), ("w", "", Numbers(2))]), Throws.TypeOf<InvalidArgumentError>().With.Message.StartsWith("Adding duplicate key: w"));
        Assert.That(() => SavedSlicesWriter.Write(folder["a"], [("w", "4 0,2", Numbers(1, 2)), ("w", "5 2,3", Numbers(2, 3, 4))]), Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("different type or shape"));
        Assert.That(folder.Files, Is.Empty);
    }

    // TensorFlow's process ends there.
    [Test]
    public void TypesThatTheFormatCannotHold() =>
        Assert.That(() => SavedSlicesWriter.Write(folder["a"], [("b", "", TensorValue.Allocate(TF_DataType.TF_BFLOAT16, [1]))]), Throws.TypeOf<UnimplementedError>()
            .With.Message.Contains("'b' is a tensor of type bfloat16, which checkpoints of the format V1 cannot hold"));

    int[] Read()
    {
        using var reader = StoredTensors.Open(folder["a"]);
        return [.. reader.All.SelectMany(t => reader.Read(t.Name).AsInts())];
    }

    static TensorValue Numbers(params int[] values) => TensorValue.FromSpan<int>(values, [values.Length]);
}
