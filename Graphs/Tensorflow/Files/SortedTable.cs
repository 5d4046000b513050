using System.Buffers.Binary;
using System.Text;

namespace Tensorflow.Files;

/// <summary>
/// The format of LevelDB's table files (https://github.com/google/leveldb/blob/main/doc/table_format.md), in which TensorFlow
/// keeps the index of a checkpoint: blocks of entries in the order of their keys, a block that finds the blocks, a footer.
/// Keys are bytes; here strings of one character a byte.
/// </summary>
internal static class SortedTable
{
    public const ulong Magic = 0xdb4775248b80fb57;
    public const int FooterSize = 48;

    /// <summary>A block is followed by a byte for its compression (0: none) and its checksum with that byte.</summary>
    public const int TrailerSize = 5;

    /// <summary>The bytes of a key.</summary>
    public static byte[] Bytes(string key) => Encoding.Latin1.GetBytes(key);

    /// <summary>The entries of a file, in order.</summary>
    /// <exception cref="DataLossError">The file is cut short, damaged or no such table.</exception>
    public static IEnumerable<KeyValuePair<string, byte[]>> Read(string path)
    {
        var file = File.ReadAllBytes(path);
        if (file.Length < FooterSize || BinaryPrimitives.ReadUInt64LittleEndian(file.AsSpan(file.Length - 8)) != Magic)
            throw new DataLossError($"{path}: not an sstable (bad magic number): perhaps your file is in a different file format, or it is cut short.");
        var handles = (ReadOnlySpan<byte>)file.AsSpan(file.Length - FooterSize);
        if (!TryHandle(ref handles, out var meta) || !TryHandle(ref handles, out var index)) throw Damaged(path, "its footer names no blocks");
        Block(path, file, meta);
        foreach (var (_, value) in Entries(path, Block(path, file, index)))
        {
            var handle = (ReadOnlySpan<byte>)value;
            if (!TryHandle(ref handle, out var block)) throw Damaged(path, "its index names no block");
            foreach (var entry in Entries(path, Block(path, file, block))) yield return entry;
        }
    }

    private static bool TryHandle(ref ReadOnlySpan<byte> data, out (ulong Offset, ulong Size) handle)
    {
        handle = default;
        return Varint.TryRead(ref data, out handle.Offset) && Varint.TryRead(ref data, out handle.Size);
    }

    private static ReadOnlyMemory<byte> Block(string path, byte[] file, (ulong Offset, ulong Size) handle)
    {
        var space = (ulong)(file.Length - FooterSize - TrailerSize);
        if (handle.Offset > space || handle.Size > space - handle.Offset) throw Damaged(path, $"a block of {handle.Size} bytes at byte {handle.Offset} lies outside of it");
        var (offset, size) = ((int)handle.Offset, (int)handle.Size);
        var stored = BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(offset + size + 1));
        if (stored != Crc32C.Masked(file.AsSpan(offset, size + 1))) throw Damaged(path, $"block checksum mismatch at byte {offset}");
        if (file[offset + size] != 0) throw Damaged(path, $"the block at byte {offset} is compressed, which no checkpoint of TensorFlow is");
        return file.AsMemory(offset, size);
    }

    private static List<KeyValuePair<string, byte[]>> Entries(string path, ReadOnlyMemory<byte> block)
    {
        var restarts = block.Length < 4 ? uint.MaxValue : BinaryPrimitives.ReadUInt32LittleEndian(block.Span[^4..]);
        if (restarts > (uint)(block.Length - 4) / 4) throw Damaged(path, "a block has no room for its restart points");
        var rest = block.Span[..^(int)(4 + 4 * restarts)];
        var entries = new List<KeyValuePair<string, byte[]>>();
        var key = Array.Empty<byte>();
        while (rest.Length > 0)
        {
            if (!Varint.TryRead(ref rest, out var shared) || !Varint.TryRead(ref rest, out var own) || !Varint.TryRead(ref rest, out var length)
                || shared > (ulong)key.Length || own > (ulong)rest.Length || length > (ulong)rest.Length - own)
                throw Damaged(path, "an entry of a block is cut short");
            key = [.. key.AsSpan(0, (int)shared), .. rest[..(int)own]];
            entries.Add(new(Encoding.Latin1.GetString(key), rest.Slice((int)own, (int)length).ToArray()));
            rest = rest[(int)(own + length)..];
        }
        return entries;
    }

    private static DataLossError Damaged(string path, string what) => new($"{path}: {what}; the file is damaged. Restore another checkpoint.");
}
