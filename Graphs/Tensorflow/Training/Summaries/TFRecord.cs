using System.Buffers.Binary;
using Tensorflow.Files;

namespace Tensorflow.Summaries;

/// <summary>
/// TensorFlow's record files: for each record its length (uint64), the length's masked checksum (uint32), the bytes, their
/// masked checksum (uint32); all little-endian.
/// </summary>
internal static class TFRecord
{
    private const int HeaderSize = 12;
    private const int FooterSize = 4;

    public static void Write(Stream stream, ReadOnlySpan<byte> record)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], Crc32C.Masked(header[..8]));
        Span<byte> footer = stackalloc byte[FooterSize];
        BinaryPrimitives.WriteUInt32LittleEndian(footer, Crc32C.Masked(record));
        stream.Write(header);
        stream.Write(record);
        stream.Write(footer);
    }

    /// <summary>The records of a file, in order.</summary>
    /// <exception cref="DataLossError">A record is cut short or does not fit its checksum.</exception>
    public static IEnumerable<byte[]> Read(string path)
    {
        using var stream = File.OpenRead(path);
        var header = new byte[HeaderSize];
        while (stream.Position < stream.Length)
        {
            var start = stream.Position;
            Fill(stream, header, path, start);
            if (BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(8)) != Crc32C.Masked(header.AsSpan(0, 8)))
                throw new DataLossError($"{path}: the length of the record at byte {start} does not fit its checksum. This is no file of records, or it is damaged.");
            var length = BinaryPrimitives.ReadUInt64LittleEndian(header);
            if (length > (ulong)(stream.Length - stream.Position)) throw Truncated(path, start);
            var record = new byte[length];
            Fill(stream, record, path, start);
            var footer = new byte[FooterSize];
            Fill(stream, footer, path, start);
            if (BinaryPrimitives.ReadUInt32LittleEndian(footer) != Crc32C.Masked(record))
                throw new DataLossError($"{path}: the record at byte {start} does not fit its checksum; the file is damaged.");
            yield return record;
        }
    }

    private static void Fill(Stream stream, byte[] buffer, string path, long start)
    {
        if (stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length) throw Truncated(path, start);
    }

    private static DataLossError Truncated(string path, long start) => new($"{path}: the record at byte {start} is cut short.");
}
