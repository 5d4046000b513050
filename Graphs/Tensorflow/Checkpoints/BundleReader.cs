using Microsoft.Win32.SafeHandles;
using Tensorflow.Files;
using Tensorflow.Ops;

namespace Tensorflow.Checkpoints;

/// <summary>Reads a checkpoint. The index is read at the start, data as they are asked for; every byte is checked.</summary>
internal sealed class BundleReader : IDisposable
{
    private readonly string _prefix;
    private readonly BundleHeaderProto _header;
    private readonly Dictionary<string, BundleEntryProto> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<int, SafeFileHandle> _shards = [];

    /// <exception cref="NotFoundError">There is no such checkpoint.</exception>
    /// <exception cref="DataLossError">Its index is damaged.</exception>
    public BundleReader(string prefix)
    {
        _prefix = prefix;
        var index = Bundle.IndexFile(prefix);
        if (!File.Exists(index))
        {
            if (File.Exists(prefix)) throw new UnimplementedError($"{prefix} is a single file, as checkpoints of the old format V1 are. Only V2 can be read: load it in TensorFlow and save it by a Saver with write_version V2.");
            throw new NotFoundError($"Unsuccessful TensorSliceReader constructor: Failed to find any matching files for {prefix}: there is no {index}. Give the path that saver.save returned, or what tf.train.latest_checkpoint finds.");
        }
        foreach (var (key, value) in SortedTable.Read(index))
        {
            if (key == Bundle.HeaderKey) _header = Parse(BundleHeaderProto.Parser, value, index);
            else _entries[key] = Parse(BundleEntryProto.Parser, value, index);
        }
        if (_header is null) throw new DataLossError($"{index}: the table has no header of a checkpoint; the file is something else or damaged.");
        if (_header.Endianness != BundleHeaderProto.Types.Endianness.Little) throw new UnimplementedError($"{prefix} was written by a big-endian machine, which cannot be read here.");
        if (_header.Version?.MinConsumer > Bundle.Version) throw new UnimplementedError($"{prefix} is of version {_header.Version.Producer} of the format; up to {Bundle.Version} can be read here.");
    }

    /// <summary>The keys and entries of the whole tensors, in the order of the keys.</summary>
    public IEnumerable<KeyValuePair<string, BundleEntryProto>> Tensors => _entries.Where(e => !Bundle.IsSlice(e.Key)).OrderBy(e => e.Key, StringComparer.Ordinal);

    /// <summary>All entries, those of slices too.</summary>
    public IReadOnlyDictionary<string, BundleEntryProto> Entries => _entries;

    /// <summary>Into how many files the data are split.</summary>
    public int ShardCount => _header.NumShards;

    public bool Has(string name) => _entries.ContainsKey(Bundle.KeyOf(name));

    /// <summary>Type, shape and place of a tensor.</summary>
    /// <exception cref="NotFoundError">The checkpoint does not hold it.</exception>
    public BundleEntryProto Entry(string name)
    {
        if (_entries.TryGetValue(Bundle.KeyOf(name), out var entry)) return entry;
        var near = NearestName.Find(name, Tensors.Select(t => Bundle.NameOf(t.Key)));
        throw new NotFoundError($"Key {name} not found in checkpoint {_prefix}.{(near is null ? "" : $" Did it save '{near}'?")} tf.train.list_variables lists what it holds.");
    }

    /// <summary>The sizes of a tensor.</summary>
    public static int[] DimsOf(BundleEntryProto entry) => AttrCodec.FromProto(entry.Shape ?? new TensorShapeProto()).ToInts();

    /// <summary>A whole tensor.</summary>
    public TensorValue Read(string name)
    {
        var entry = Entry(name);
        var value = TensorValue.Allocate(TypeOf(entry, name), DimsOf(entry));
        Read(name, TensorSlice.Full(value.Rank), value);
        return value;
    }

    /// <summary>Reads a slice of a tensor into <paramref name="target"/>, which has its type and sizes.</summary>
    /// <exception cref="DataLossError">The data are cut short or damaged.</exception>
    public void Read(string name, TensorSlice slice, TensorValue target)
    {
        var entry = Entry(name);
        TypeOf(entry, name);
        if (entry.Slices.Count == 0 && slice.IsFull)
        {
            Load(name, entry, target);
            return;
        }
        var whole = DimsOf(entry);
        var (start, sizes) = (slice.Starts(whole), slice.Sizes(whole));
        var covered = 0L;
        foreach (var (partStart, part) in Parts(name, entry, whole, start, sizes)) covered += CopyCommon(part, partStart, target, start, sizes);
        if (covered < target.Count)
            throw new InvalidArgumentError($"Does not have sufficient slices for partitioned tensor {name} to restore in slice_spec: {slice}. The checkpoint {_prefix} holds {covered} of the {target.Count} elements.");
    }

    public void Dispose()
    {
        foreach (var file in _shards.Values) file.Dispose();
        _shards.Clear();
    }

    // What is stored of a tensor, as far as it meets the box: itself, or slices with the places where they begin.
    private IEnumerable<(int[] Start, TensorValue Part)> Parts(string name, BundleEntryProto entry, int[] whole, int[] start, int[] sizes)
    {
        if (entry.Slices.Count == 0)
        {
            var value = TensorValue.Allocate((TF_DataType)entry.Dtype, whole);
            Load(name, entry, value);
            yield return (new int[whole.Length], value);
        }
        foreach (var stored in entry.Slices.Select(TensorSlice.FromProto))
        {
            var partStart = stored.Starts(whole);
            if (Common(partStart, stored.Sizes(whole), start, sizes).Sizes.Contains(0)) continue;
            if (!_entries.TryGetValue(stored.KeyOf(Bundle.KeyOf(name)), out var partEntry))
                throw new DataLossError($"{Bundle.IndexFile(_prefix)}: slice {stored} of '{name}' is listed, but is not there; the checkpoint is damaged.");
            var part = TensorValue.Allocate(TypeOf(partEntry, name), DimsOf(partEntry));
            Load($"{name}[{stored}]", partEntry, part);
            yield return (partStart, part);
        }
    }

    private static (int[] Start, int[] Sizes) Common(int[] startA, int[] sizesA, int[] startB, int[] sizesB)
    {
        var start = startA.Zip(startB, Math.Max).ToArray();
        return (start, [.. start.Select((s, d) => Math.Max(0, Math.Min(startA[d] + sizesA[d], startB[d] + sizesB[d]) - s))]);
    }

    // Copies what two boxes of a tensor have in common, row by row; tells how many elements that are.
    private static long CopyCommon(TensorValue source, int[] sourceStart, TensorValue target, int[] targetStart, int[] targetSizes)
    {
        var (start, sizes) = Common(sourceStart, source.Dims, targetStart, targetSizes);
        if (sizes.Contains(0)) return 0;
        if (sizes.Length == 0)
        {
            source.CopyTo(target);
            return 1;
        }
        var at = (int[])start.Clone();
        while (true)
        {
            MoveRows.CopyRows(source, Offset(at, sourceStart, source.Dims), 0, target, Offset(at, targetStart, targetSizes), 0, sizes[^1], 1);
            var d = sizes.Length - 2;
            for (; d >= 0 && ++at[d] == start[d] + sizes[d]; d--) at[d] = start[d];
            if (d < 0) return TensorValue.CountOf(sizes);
        }
    }

    private static int Offset(int[] at, int[] start, int[] sizes)
    {
        var offset = 0;
        for (var d = 0; d < sizes.Length; d++) offset = offset * sizes[d] + at[d] - start[d];
        return offset;
    }

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
            throw new DataLossError($"{Bundle.IndexFile(_prefix)}: '{name}' of type {target.DType.as_numpy_name()} and shape {target.Shape} has {target.ByteCount} bytes, but {entry.Size} are stored; the checkpoint is damaged.");
        var data = new Span<byte>(target.Data, checked((int)target.ByteCount));
        Fill(name, entry, data);
        if (Crc32C.Masked(data) != entry.Crc32C) throw Mismatch(name, entry);
    }

    private void Fill(string name, BundleEntryProto entry, Span<byte> target)
    {
        var path = Bundle.DataFile(_prefix, entry.ShardId, ShardCount);
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
        $"TensorBundle at {_prefix} shard {entry.ShardId} ({entry.Size} bytes): Checksum does not match for '{name}': the data file is damaged. Restore another checkpoint.");

    private TF_DataType TypeOf(BundleEntryProto entry, string name)
    {
        var type = (TF_DataType)entry.Dtype;
        return type == TF_DataType.TF_STRING || type.size() > 0 ? type
            : throw new UnimplementedError($"'{name}' in checkpoint {_prefix} has type {type.as_numpy_name()}, which cannot be read here.");
    }

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
