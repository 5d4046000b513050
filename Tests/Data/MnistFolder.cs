using System.Buffers.Binary;
using System.IO.Compression;

namespace TfExercises.Tests.Data;

/// <summary>A folder of four small IDX files under MNIST's original names: 3 training images, 2 test images; label i for image i.</summary>
sealed class MnistFolder : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("mnist");

    public MnistFolder(bool packed = false, int side = 28)
    {
        foreach (var (name, count) in new[] { ("train", 3), ("t10k", 2) })
        {
            Write($"{name}-images-idx3-ubyte", packed, [count, side, side]);
            Write($"{name}-labels-idx1-ubyte", packed, [count]);
        }
    }

    public string Path => folder.FullName;

    public string TrainImages => File("train-images-idx3-ubyte");

    public string TrainLabels => File("train-labels-idx1-ubyte");

    public string TestLabels => File("t10k-labels-idx1-ubyte");

    public void Dispose() => folder.Delete(recursive: true);

    string File(string name) => System.IO.Path.Combine(Path, name);

    void Write(string name, bool packed, int[] dimensions)
    {
        using Stream file = System.IO.File.Create(File(packed ? name + ".gz" : name));
        using var stream = packed ? new GZipStream(file, CompressionLevel.Fastest) : file;
        foreach (var number in dimensions.Prepend(0x800 | dimensions.Length))
        {
            var bytes = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(bytes, number);
            stream.Write(bytes);
        }
        stream.Write([.. Enumerable.Range(0, dimensions.Aggregate(1, (a, b) => a * b)).Select(i => (byte)i)]);
    }
}
