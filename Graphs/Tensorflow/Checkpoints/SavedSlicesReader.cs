using Google.Protobuf;
using Tensorflow.Files;

namespace Tensorflow.Checkpoints;

/// <summary>Reads a checkpoint of the format V1.</summary>
internal sealed class SavedSlicesReader : StoredTensors
{
    private readonly Dictionary<string, StoredTensor> _tensors = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (string File, byte[] Values)> _slices = new(StringComparer.Ordinal);

    /// <exception cref="DataLossError">A file is damaged or no such checkpoint.</exception>
    public SavedSlicesReader(string prefix, IEnumerable<string> files) : base(prefix)
    {
        foreach (var file in files)
        {
            SavedTensorSliceMeta? list = null;
            foreach (var (key, value) in SortedTable.Read(file))
            {
                if (key == SavedSlices.ListKey) list = Parse(file, value).Meta;
                else _slices[key] = (file, value);
            }
            if (list is null) throw new DataLossError($"{file}: the table does not list the tensors of a checkpoint; the file is something else or damaged.");
            if (list.Versions?.MinConsumer > SavedSlices.Version)
                throw new UnimplementedError($"{file} is of version {list.Versions.Producer} of the format V1; up to {SavedSlices.Version} can be read here.");
            foreach (var tensor in list.Tensor) Add(file, tensor);
        }
    }

    public override IEnumerable<StoredTensor> All => _tensors.Values.OrderBy(t => Bundle.KeyOf(t.Name), StringComparer.Ordinal);

    public override StoredTensor? Find(string name) => _tensors.GetValueOrDefault(name);

    public override void Dispose() => _slices.Clear();

    private protected override void LoadWhole(StoredTensor tensor, TensorValue target) => LoadPart(tensor, TensorSlice.Full(tensor.Dims.Length)).CopyTo(target);

    private protected override TensorValue LoadPart(StoredTensor tensor, TensorSlice part)
    {
        if (!_slices.TryGetValue(part.KeyOf(Bundle.KeyOf(tensor.Name)), out var found))
            throw new DataLossError($"{Prefix}: slice {part} of '{tensor.Name}' is listed, but is not there; the checkpoint is damaged.");
        var sizes = part.Sizes(tensor.Dims);
        tensor.Allocate([0]);
        var proto = Parse(found.File, found.Values).Data.Data;
        proto.Dtype = (DataType)tensor.DType;
        proto.TensorShape = AttrCodec.ToProto(new Shape(sizes));
        return TensorProtoCodec.CountListed(proto) == TensorValue.CountOf(sizes) ? TensorProtoCodec.FromProto(proto)
            : throw new DataLossError($"{found.File}: slice {part} of '{tensor.Name}' has {TensorValue.CountOf(sizes)} elements, but {TensorProtoCodec.CountListed(proto)} are stored; the file is damaged. Restore another checkpoint.");
    }

    // The slices of a tensor may lie in several files.
    private void Add(string file, SavedSliceMeta meta)
    {
        var dims = AttrCodec.FromProto(meta.Shape ?? new TensorShapeProto()).ToInts();
        IEnumerable<TensorSlice> slices = meta.Slice.Select(TensorSlice.FromProto);
        if (_tensors.TryGetValue(meta.Name, out var known))
        {
            if (known.DType != (TF_DataType)meta.Type || !known.Dims.AsSpan().SequenceEqual(dims))
                throw new DataLossError($"{file}: the slices of '{meta.Name}' belong to tensors of different type or shape; the files are of different checkpoints.");
            slices = known.Slices.Concat(slices);
        }
        _tensors[meta.Name] = new StoredTensor(meta.Name, (TF_DataType)meta.Type, dims, [.. slices]);
    }

    private static SavedTensorSlices Parse(string file, byte[] value)
    {
        try
        {
            return SavedTensorSlices.Parser.ParseFrom(value);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new DataLossError($"{file}: an entry is no part of a checkpoint of the format V1; the file is something else or damaged.", null, error);
        }
    }
}
