using NumSharp;
using PureHDF;

namespace Tensorflow.Keras.Saving.Hdf5;

/// <summary>Values in the forms in which h5py writes them for Keras.</summary>
internal static class Hdf5Writing
{
    /// <summary>The most bytes of a list of names in one attribute: an object's header holds 64 KB.</summary>
    private const int HeaderLimit = 64512;

    // As h5py: a dataset's elements lie apart from its header.
    private static readonly H5WriteOptions s_options = new(PreferCompactDatasetLayout: false);

    public static void Write(H5File file, Stream stream) => file.Write(stream, s_options);

    /// <summary>An array as a dataset of its shape.</summary>
    public static H5Dataset Dataset(NDArray array) => array.typecode switch
    {
        NPTypeCode.Single => Dataset<float>(array),
        NPTypeCode.Double => Dataset<double>(array),
        NPTypeCode.Half => Dataset<Half>(array),
        NPTypeCode.Int64 => Dataset<long>(array),
        NPTypeCode.Int32 => Dataset<int>(array),
        NPTypeCode.Int16 => Dataset<short>(array),
        NPTypeCode.SByte => Dataset<sbyte>(array),
        NPTypeCode.UInt64 => Dataset<ulong>(array),
        NPTypeCode.UInt32 => Dataset<uint>(array),
        NPTypeCode.UInt16 => Dataset<ushort>(array),
        NPTypeCode.Byte => Dataset<byte>(array),
        var other => throw new ValueError($"A weight of type {other} has no place in an HDF5 file of Keras."),
    };

    /// <summary>Puts a dataset under a path of names parted by slashes; the groups between are made.</summary>
    public static void Put(H5Group root, string path, H5Dataset dataset)
    {
        var names = path.Split('/');
        Group(root, names[..^1])[names[^1]] = dataset;
    }

    /// <summary>The group below <paramref name="root"/> on this path, made where it is missing.</summary>
    public static H5Group Group(H5Group root, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (!root.TryGetValue(name, out var child)) root[name] = child = new H5Group();
            root = child as H5Group ?? throw new ValueError($"The name '{name}' would be a weight's and a layer's at once; HDF5 has one place for it. Rename the layer.");
        }
        return root;
    }

    /// <summary>A list of names; a long one in parts <c>name0</c>, <c>name1</c>, ..., as Keras does.</summary>
    /// <exception cref="ValueError">A name is longer than an attribute may be.</exception>
    public static void SetNames(H5Group group, string name, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            // What h5py makes of Python's empty list.
            group.Attributes[name] = new H5Attribute(Array.Empty<double>(), [0]);
            return;
        }
        var longest = names.Max(System.Text.Encoding.UTF8.GetByteCount);
        if (longest > HeaderLimit) throw new ValueError($"A name of {longest} bytes cannot be saved as HDF5; {HeaderLimit} is the most. It begins: {names.MaxBy(n => n.Length)![..80]}");
        var inOne = HeaderLimit / Math.Max(longest, sizeof(long) * 2);
        if (names.Count <= inOne)
        {
            group.Attributes[name] = names.ToArray();
            return;
        }
        var part = 0;
        foreach (var chunk in names.Chunk(inOne)) group.Attributes[$"{name}{part++}"] = chunk;
    }

    private static H5Dataset Dataset<T>(NDArray array) where T : unmanaged =>
        new(array.ToArray<T>(), fileDims: Array.ConvertAll(array.shape, d => (ulong)d));
}
