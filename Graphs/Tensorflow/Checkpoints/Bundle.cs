using System.Globalization;
using System.Text;
using Google.Protobuf;
using Tensorflow.Files;

namespace Tensorflow.Checkpoints;

/// <summary>
/// TensorFlow's V2 checkpoint, which is some files of one prefix: <c>prefix.index</c>, a <see cref="SortedTable"/> that tells type, shape and
/// place of each tensor, and <c>prefix.data-00000-of-00001</c>, where the tensors lie one after the other.
/// </summary>
/// <remarks>The format: tensorflow/core/util/tensor_bundle/tensor_bundle.h and tensorflow/core/protobuf/tensor_bundle.proto.</remarks>
internal static class Bundle
{
    /// <summary>The key of the header.</summary>
    public const string HeaderKey = "";

    public const int Version = 1;

    public static string IndexFile(string prefix) => prefix + ".index";

    public static string DataFile(string prefix, int shard, int shards) => string.Create(CultureInfo.InvariantCulture, $"{prefix}.data-{shard:D5}-of-{shards:D5}");

    public static string KeyOf(string name) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name));

    public static string NameOf(string key) => Encoding.UTF8.GetString(SortedTable.Bytes(key));

    /// <summary>True for the key of a slice, which is part of another entry.</summary>
    public static bool IsSlice(string key) => key.StartsWith('\0');

    /// <summary>Writes the index of a checkpoint whose data lie in <paramref name="shards"/> files.</summary>
    public static void WriteIndex(string prefix, int shards, SortedDictionary<string, BundleEntryProto> entries) => AtomicFile.Write(IndexFile(prefix), stream =>
    {
        var table = new SortedTableWriter(stream);
        table.Add([], new BundleHeaderProto { NumShards = shards, Version = new VersionDef { Producer = Version } }.ToByteArray());
        foreach (var (key, entry) in entries) table.Add(SortedTable.Bytes(key), entry.ToByteArray());
        table.Finish();
    });

    /// <summary>The folder for the files of a prefix, made where only it is missing.</summary>
    /// <exception cref="NotFoundError">The folder around it is missing too.</exception>
    public static void MakeFolder(string prefix)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(prefix)) ?? throw new InvalidArgumentError($"'{prefix}' is a folder; a checkpoint needs a prefix for its files, such as '{Path.Combine(prefix, "model.ckpt")}'.");
        if (Path.GetDirectoryName(folder) is { } around && !Directory.Exists(around)) throw new NotFoundError($"{folder}; No such file or directory");
        Directory.CreateDirectory(folder);
    }

    /// <summary>TensorFlow's name of a type in the messages of its kernels.</summary>
    public static string TypeName(TF_DataType type) => type switch
    {
        TF_DataType.TF_FLOAT => "float",
        TF_DataType.TF_DOUBLE => "double",
        TF_DataType.TF_HALF => "half",
        _ => type.as_numpy_name(),
    };
}
