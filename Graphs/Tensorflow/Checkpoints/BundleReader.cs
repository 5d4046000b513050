using Microsoft.Win32.SafeHandles;
using Tensorflow.Files;

namespace Tensorflow.Checkpoints;

/// <summary>Reads a checkpoint of the format V2. Every byte is checked.</summary>
internal sealed class BundleReader : StoredTensors
{
    private readonly BundleHeaderProto _header;
    private readonly Dictionary<string, BundleEntryProto> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<int, SafeFileHandle> _shards = [];

    /// <exception cref="DataLossError">Its index is damaged.</exception>
    public BundleReader(string prefix) : base(prefix)
    {
        var index = Bundle.IndexFile(prefix);
        foreach (var (key, value) in SortedTable.Read(index))
        {
            if (key == Bundle.HeaderKey) _header = Parse(BundleHeaderProto.Parser, value, index);
            else _entries[key] = Parse(BundleEntryProto.Parser, value, index);
        }
        if (_header is null) throw new DataLossError($"{index}: the table has no header of a checkpoint; the file is something else or damaged.");
        if (_header.Endianness != BundleHeaderProto.Types.Endianness.Little) throw new UnimplementedError($"{prefix} was written by a big-endian machine, which cannot be read here.");
        if (_header.Version?.MinConsumer > Bundle.Version) throw new UnimplementedError($"{prefix} is of version {_header.Version.Producer} of the format; up to {Bundle.Version} can be read here.");
    }

    public override IEnumerable<StoredTensor> All =>
        _entries.Where(e => !Bundle.IsSlice(e.Key)).OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => Stored(Bundle.NameOf(e.Key), e.Value));

    /// <summary>What the index says by key, of slices too.</summary>
    public IReadOnlyDictionary<string, BundleEntryProto> Entries => _entries;

    /// <summary>Into how many files the data are split.</summary>
    public int ShardCount => _header.NumShards;

    public override StoredTensor? Find(string name) => _entries.TryGetValue(Bundle.KeyOf(name), out var entry) ? Stored(name, entry) : null;

    public override void Dispose()
    {
        foreach (var file in _shards.Values) file.Dispose();
        _shards.Clear();
    }

    private protected override void LoadWhole(StoredTensor tensor, TensorValue target) => Load(tensor.Name, _entries[Bundle.KeyOf(tensor.Name)], target);

    private protected override TensorValue LoadPart(StoredTensor tensor, TensorSlice part)
    {
        if (!_entries.TryGetValue(part.KeyOf(Bundle.KeyOf(tensor.Name)), out var entry))
            throw new DataLossError($"{Bundle.IndexFile(Prefix)}: slice {part} of '{tensor.Name}' is listed, but is not there; the checkpoint is damaged.");
        var value = tensor.Allocate(DimsOf(entry));
        Load($"{tensor.Name}[{part}]", entry, value);
        return value;
    }

    private static StoredTensor Stored(string name, BundleEntryProto entry) => new(name, (TF_DataType)entry.Dtype, DimsOf(entry), [.. entry.Slices.Select(TensorSlice.FromProto)]);

    private static int[] DimsOf(BundleEntryProto entry) => AttrCodec.FromProto(entry.Shape ?? new TensorShapeProto()).ToInts();

    private unsafe void Load(string name, BundleEntryProto entry, TensorValue target)
    {
        if (target.IsObject)
        {
            var bytes = new byte[entry.Size];
            Fill(name, entry, bytes);
            if (!StringTensor.TryRead(bytes, entry.Crc32C, target)) throw Mismatch(name, entry);
            return;
        }
        if (entry.Size != target.ByteCount)
            throw new DataLossError($"{Bundle.IndexFile(Prefix)}: '{name}' of type {target.DType.as_numpy_name()} and shape {target.Shape} has {target.ByteCount} bytes, but {entry.Size} are stored; the checkpoint is damaged.");
        var data = new Span<byte>(target.Data, checked((int)target.ByteCount));
        Fill(name, entry, data);
        if (Crc32C.Masked(data) != entry.Crc32C) throw Mismatch(name, entry);
    }

    private void Fill(string name, BundleEntryProto entry, Span<byte> target)
    {
        var path = Bundle.DataFile(Prefix, entry.ShardId, ShardCount);
        if (!_shards.TryGetValue(entry.ShardId, out var file))
        {
            if (!File.Exists(path)) throw new NotFoundError($"{path}; No such file or directory. A checkpoint is its index and its data files; keep them together.");
            _shards[entry.ShardId] = file = File.OpenHandle(path);
        }
        for (var done = 0; done < target.Length;)
        {
            var read = RandomAccess.Read(file, target[done..], entry.Offset + done);
            if (read == 0) throw new DataLossError($"{path}: '{name}' takes {entry.Size} bytes from byte {entry.Offset} on, but the file has {RandomAccess.GetLength(file)}; it is cut short. Restore another checkpoint.");
            done += read;
        }
    }

    private DataLossError Mismatch(string name, BundleEntryProto entry) => new(
        $"TensorBundle at {Prefix} shard {entry.ShardId} ({entry.Size} bytes): Checksum does not match for '{name}': the data file is damaged. Restore another checkpoint.");

    private static T Parse<T>(Google.Protobuf.MessageParser<T> parser, byte[] bytes, string path) where T : Google.Protobuf.IMessage<T>
    {
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (Google.Protobuf.InvalidProtocolBufferException error)
        {
            throw new DataLossError($"{path}: an entry is no {typeof(T).Name}; the file is damaged.", null, error);
        }
    }
}
