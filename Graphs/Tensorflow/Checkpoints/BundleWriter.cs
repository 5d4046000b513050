using Tensorflow.Files;

namespace Tensorflow.Checkpoints;

/// <summary>Writes tensors as a checkpoint of one shard. Each file is the old or the whole new one, the index comes last.</summary>
internal sealed class BundleWriter
{
    private readonly SortedDictionary<string, BundleEntryProto> _entries = new(StringComparer.Ordinal);
    private readonly Stream _data;

    private BundleWriter(Stream data) => _data = data;

    /// <param name="prefix">What the files' names begin with.</param>
    /// <param name="tensors">Names, slices (see <see cref="TensorSlice.Parse"/>) and values, which are written in this order.</param>
    /// <exception cref="InvalidArgumentError">A name is there twice, or a slice does not fit its value.</exception>
    public static void Write(string prefix, IEnumerable<(string Name, string ShapeAndSlice, TensorValue Value)> tensors)
    {
        Bundle.MakeFolder(prefix);
        var entries = new SortedDictionary<string, BundleEntryProto>(StringComparer.Ordinal);
        AtomicFile.Write(Bundle.DataFile(prefix, 0, 1), stream =>
        {
            var writer = new BundleWriter(stream);
            foreach (var (name, slice, value) in tensors) writer.Add(Bundle.KeyOf(name), slice, value);
            entries = writer._entries;
        });
        Bundle.WriteIndex(prefix, 1, entries);
    }

    private void Add(string key, string shapeAndSlice, TensorValue value)
    {
        if (TensorSlice.Parse(shapeAndSlice) is not var (whole, slice) || slice.IsFull)
        {
            AddWhole(key, value);
            return;
        }
        slice.RequireFit(whole, value, shapeAndSlice);
        if (!_entries.TryGetValue(key, out var full))
            _entries[key] = full = new BundleEntryProto { Dtype = (DataType)value.DType, Shape = AttrCodec.ToProto(new Shape(whole)) };
        full.Slices.Add(slice.ToProto());
        AddWhole(slice.KeyOf(key), value);
    }

    private void AddWhole(string key, TensorValue value)
    {
        var entry = new BundleEntryProto { Dtype = (DataType)value.DType, Shape = AttrCodec.ToProto(value.Shape), Offset = _data.Position };
        if (!_entries.TryAdd(key, entry)) throw new InvalidArgumentError($"Adding duplicate key: {Bundle.NameOf(key)}. Give each tensor of a checkpoint a name of its own.");
        if (value.DType != TF_DataType.TF_STRING && value.IsObject)
            throw new UnimplementedError($"'{Bundle.NameOf(key)}' is a tensor of type {value.DType.as_numpy_name()}, which cannot be saved.");
        uint crc;
        var bytes = value.IsObject ? StringTensor.Write(value, out crc) : Raw(value, out crc);
        _data.Write(bytes);
        entry.Size = bytes.Length;
        entry.Crc32C = Crc32C.Mask(crc);
    }

    private static unsafe ReadOnlySpan<byte> Raw(TensorValue value, out uint crc)
    {
        var bytes = new ReadOnlySpan<byte>(value.Data, checked((int)value.ByteCount));
        crc = Crc32C.Of(bytes);
        return bytes;
    }
}
