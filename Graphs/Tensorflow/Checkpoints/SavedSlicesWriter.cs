using Google.Protobuf;
using Tensorflow.Files;

namespace Tensorflow.Checkpoints;

/// <summary>Writes tensors as a checkpoint of the format V1, one file, byte for byte as TensorFlow does.</summary>
internal sealed class SavedSlicesWriter
{
    private readonly SavedTensorSliceMeta _list = new() { Versions = new VersionDef { Producer = SavedSlices.Version } };
    private readonly SortedDictionary<string, byte[]> _slices = new(StringComparer.Ordinal);

    /// <param name="path">The file.</param>
    /// <param name="tensors">Names, slices (see <see cref="TensorSlice.Parse"/>) and values.</param>
    /// <exception cref="InvalidArgumentError">A name is there twice, a slice does not fit its value, or a value has 2 GiB.</exception>
    public static void Write(string path, IEnumerable<(string Name, string ShapeAndSlice, TensorValue Value)> tensors)
    {
        Bundle.MakeFolder(path);
        var writer = new SavedSlicesWriter();
        foreach (var (name, slice, value) in tensors.OrderBy(t => Bundle.KeyOf(t.Name), StringComparer.Ordinal)) writer.Add(name, slice, value);
        AtomicFile.Write(path, stream =>
        {
            var table = new SortedTableWriter(stream);
            table.Add([], new SavedTensorSlices { Meta = writer._list }.ToByteArray());
            foreach (var (key, bytes) in writer._slices) table.Add(SortedTable.Bytes(key), bytes);
            table.Finish();
        });
    }

    private void Add(string name, string shapeAndSlice, TensorValue value)
    {
        var (whole, slice) = TensorSlice.Parse(shapeAndSlice) ?? (value.Dims, TensorSlice.Full(value.Rank));
        slice.RequireFit(whole, value, shapeAndSlice);
        var listed = _list.Tensor.FirstOrDefault(t => t.Name == name);
        if (listed is null) _list.Tensor.Add(listed = new SavedSliceMeta { Name = name, Shape = AttrCodec.ToProto(new Shape(whole)), Type = (DataType)value.DType });
        else if (listed.Type != (DataType)value.DType || !listed.Shape.Equals(AttrCodec.ToProto(new Shape(whole))))
            throw new InvalidArgumentError($"The slices of {name} belong to tensors of different type or shape.");
        listed.Slice.Add(slice.ToProto());
        var data = TensorProtoCodec.ToListed(value, name);
        if (value.ByteCount * 3L > int.MaxValue && data.CalculateSize() > int.MaxValue - 1024) throw new InvalidArgumentError($"Tensor slice is too large to serialize: {name} of shape {value.Shape}. Save it in the format V2.");
        var entry = new SavedTensorSlices { Data = new SavedSlice { Name = name, Slice = slice.ToProto(), Data = data } };
        if (!_slices.TryAdd(slice.KeyOf(Bundle.KeyOf(name)), entry.ToByteArray())) throw new InvalidArgumentError($"Adding duplicate key: {name}. Give each tensor of a checkpoint a name of its own.");
    }
}
