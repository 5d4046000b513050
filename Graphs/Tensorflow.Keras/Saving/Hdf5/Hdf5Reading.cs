using System.Buffers.Binary;
using System.Text;
using NumSharp;
using PureHDF;

namespace Tensorflow.Keras.Saving.Hdf5;

/// <summary>HDF5 files as h5py and this library write them for Keras.</summary>
internal static class Hdf5Reading
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'H', (byte)'D', (byte)'F', (byte)'\r', (byte)'\n', 0x1a, (byte)'\n'];

    /// <summary>Reads something of a file.</summary>
    /// <param name="stream">The file's bytes.</param>
    /// <param name="origin">What messages call it.</param>
    /// <param name="read">Gets the root.</param>
    /// <exception cref="ValueError">The bytes are no HDF5 file, or are cut short or damaged.</exception>
    public static T Read<T>(Stream stream, string origin, Func<IH5Group, T> read)
    {
        CheckLength(stream, origin);
        try
        {
            using var file = H5File.Open(stream, leaveOpen: true);
            return read(file);
        }
        catch (Exception error) when (error is not TensorflowException)
        {
            throw new ValueError($"{origin}: the HDF5 file is damaged, or holds what this reader does not know: {error.Message}", error);
        }
    }

    public static IH5Group? Group(IH5Group parent, string path)
    {
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!parent.LinkExists(name) || parent.Get(name) is not IH5Group child) return null;
            parent = child;
        }
        return parent;
    }

    /// <summary>The numbers of a dataset; null where the group has none of this name (parted by slashes).</summary>
    public static NDArray? Array(IH5Group group, string path)
    {
        var at = path.LastIndexOf('/');
        var parent = at < 0 ? group : Group(group, path[..at]);
        return parent is not null && parent.LinkExists(path[(at + 1)..]) && parent.Get(path[(at + 1)..]) is IH5Dataset dataset ? Array(dataset) : null;
    }

    /// <summary>A list of names, in one attribute or in parts; null where there is none.</summary>
    public static string[]? Names(IH5Object item, string name)
    {
        if (item.AttributeExists(name)) return Names(item.Attribute(name));
        if (!item.AttributeExists($"{name}0")) return null;
        var names = new List<string>();
        for (var part = 0; item.AttributeExists($"{name}{part}"); part++) names.AddRange(Names(item.Attribute($"{name}{part}")));
        return [.. names];
    }

    /// <summary>A text; null where there is none.</summary>
    public static string? Text(IH5Object item, string name) => item.AttributeExists(name) ? Names(item.Attribute(name)) is [var text, ..] ? text : null : null;

    private static string[] Names(IH5Attribute attribute)
    {
        if (attribute.Space.Dimensions.Contains(0UL)) return [];
        return attribute.Space.Type == H5DataspaceType.Scalar ? [attribute.Read<string>()] : attribute.Read<string[]>();
    }

    private static NDArray Array(IH5Dataset dataset) => (dataset.Type.Class, dataset.Type.Size) switch
    {
        (H5DataTypeClass.FloatingPoint, 4) => Array<float>(dataset),
        (H5DataTypeClass.FloatingPoint, 8) => Array<double>(dataset),
        (H5DataTypeClass.FloatingPoint, 2) => Array<Half>(dataset),
        (H5DataTypeClass.FixedPoint, 8) => dataset.Type.FixedPoint.IsSigned ? Array<long>(dataset) : Array<ulong>(dataset),
        (H5DataTypeClass.FixedPoint, 4) => dataset.Type.FixedPoint.IsSigned ? Array<int>(dataset) : Array<uint>(dataset),
        (H5DataTypeClass.FixedPoint, 2) => dataset.Type.FixedPoint.IsSigned ? Array<short>(dataset) : Array<ushort>(dataset),
        (H5DataTypeClass.FixedPoint, 1) => dataset.Type.FixedPoint.IsSigned ? Array<sbyte>(dataset) : Array<byte>(dataset),
        var (kind, size) => throw new ValueError($"The dataset '{dataset.Name}' holds values of class {kind} of {size} bytes; weights are numbers."),
    };

    private static NDArray Array<T>(IH5Dataset dataset) where T : unmanaged
    {
        var dims = System.Array.ConvertAll(dataset.Space.Dimensions, d => checked((long)d));
        var isScalar = dataset.Space.Type == H5DataspaceType.Scalar;
        T[] elements = isScalar ? [dataset.Read<T>()] : dims.Contains(0) ? [] : dataset.Read<T[]>();
        return isScalar ? NDArray.Scalar(elements[0]) : new NDArray(elements, new NumSharp.Shape(dims));
    }

    // The file's length stands in its superblock; a shorter file was cut off.
    private static void CheckLength(Stream stream, string origin)
    {
        var head = new byte[64];
        stream.Position = 0;
        var count = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        if (count < Signature.Length || !head.AsSpan().StartsWith(Signature))
            throw new ValueError($"{origin} is no HDF5 file: it begins with {(count == 0 ? "nothing" : $"'{Encoding.Latin1.GetString(head, 0, Math.Min(count, 8)).ReplaceLineEndings(" ")}'")}. Models and weights are saved by model.save and model.save_weights.");
        var (offsetSizeAt, endAt) = head[8] switch { 0 => (13, 40), 1 => (13, 44), _ => (9, 28) };
        var end = head[offsetSizeAt] == 8 ? BinaryPrimitives.ReadUInt64LittleEndian(head.AsSpan(endAt)) : BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(endAt));
        if (count < head.Length || (ulong)stream.Length < end)
            throw new ValueError($"{origin} is cut short: it says that it has {end} bytes, but there are {stream.Length}.");
    }
}
