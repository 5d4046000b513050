using System.Buffers;
using System.Buffers.Binary;

namespace Tensorflow.Files;

/// <summary>Writes a <see cref="SortedTable"/>, byte for byte as TensorFlow does: blocks of 256 KiB, a whole key every 16 entries.</summary>
internal sealed class SortedTableWriter(Stream stream)
{
    private const int BlockSize = 1 << 18;
    private const int EntriesPerRestart = 16;

    private readonly BlockBuilder _block = new(EntriesPerRestart);
    private readonly BlockBuilder _index = new(1);
    private byte[] _lastKey = [];
    private byte[]? _pendingHandle;
    private ulong _offset;

    /// <summary>Adds an entry. Keys come in ascending order.</summary>
    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        if (_pendingHandle is not null) AddToIndex(Separator(_lastKey, key));
        _lastKey = key.ToArray();
        _block.Add(key, value);
        if (_block.Size >= BlockSize) Flush();
    }

    /// <summary>Writes what is left, the index and the footer.</summary>
    public void Finish()
    {
        if (!_block.IsEmpty) Flush();
        var meta = WriteBlock(new BlockBuilder(EntriesPerRestart));
        if (_pendingHandle is not null) AddToIndex(Successor(_lastKey));
        var index = WriteBlock(_index);
        var footer = new byte[SortedTable.FooterSize];
        meta.CopyTo(footer, 0);
        index.CopyTo(footer, meta.Length);
        BinaryPrimitives.WriteUInt64LittleEndian(footer.AsSpan(footer.Length - 8), SortedTable.Magic);
        stream.Write(footer);
    }

    private void Flush() => _pendingHandle = WriteBlock(_block);

    private void AddToIndex(byte[] key)
    {
        _index.Add(key, _pendingHandle);
        _pendingHandle = null;
    }

    // The block's handle: where it stands and how long it is.
    private byte[] WriteBlock(BlockBuilder block)
    {
        var bytes = block.Take();
        Span<byte> trailer = stackalloc byte[SortedTable.TrailerSize];
        trailer.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[1..], Crc32C.Mask(Crc32C.Extend(Crc32C.Of(bytes), trailer[..1])));
        stream.Write(bytes);
        stream.Write(trailer);
        var handle = new ArrayBufferWriter<byte>();
        Varint.Write(handle, _offset);
        Varint.Write(handle, (ulong)bytes.Length);
        _offset += (ulong)(bytes.Length + trailer.Length);
        return handle.WrittenSpan.ToArray();
    }

    // A short key from a on and below b.
    private static byte[] Separator(byte[] a, ReadOnlySpan<byte> b)
    {
        var common = b.CommonPrefixLength(a);
        if (common == Math.Min(a.Length, b.Length) || a[common] == 0xff || a[common] + 1 >= b[common]) return a;
        return [.. a.AsSpan(0, common), (byte)(a[common] + 1)];
    }

    // A short key from a on.
    private static byte[] Successor(byte[] a)
    {
        var at = Array.FindIndex(a, b => b != 0xff);
        return at < 0 ? a : [.. a.AsSpan(0, at), (byte)(a[at] + 1)];
    }

    /// <summary>Entries whose keys leave out what they share with the key before, but for every so many.</summary>
    private sealed class BlockBuilder(int entriesPerRestart)
    {
        private readonly ArrayBufferWriter<byte> _bytes = new();
        private readonly List<uint> _restarts = [0];
        private byte[] _lastKey = [];
        private int _count;

        public bool IsEmpty => _bytes.WrittenCount == 0;

        public int Size => _bytes.WrittenCount + 4 * _restarts.Count + 4;

        public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
        {
            var shared = 0;
            if (_count < entriesPerRestart) shared = key.CommonPrefixLength(_lastKey);
            else Restart();
            Varint.Write(_bytes, (ulong)shared);
            Varint.Write(_bytes, (ulong)(key.Length - shared));
            Varint.Write(_bytes, (ulong)value.Length);
            _bytes.Write(key[shared..]);
            _bytes.Write(value);
            _lastKey = key.ToArray();
            _count++;
        }

        /// <summary>The block; the builder then begins another.</summary>
        public byte[] Take()
        {
            var result = new byte[Size];
            _bytes.WrittenSpan.CopyTo(result);
            for (var i = 0; i < _restarts.Count; i++) BinaryPrimitives.WriteUInt32LittleEndian(result.AsSpan(_bytes.WrittenCount + 4 * i), _restarts[i]);
            BinaryPrimitives.WriteInt32LittleEndian(result.AsSpan(result.Length - 4), _restarts.Count);
            _bytes.ResetWrittenCount();
            _restarts.RemoveRange(1, _restarts.Count - 1);
            _lastKey = [];
            _count = 0;
            return result;
        }

        private void Restart()
        {
            _restarts.Add((uint)_bytes.WrittenCount);
            _count = 0;
        }
    }
}
