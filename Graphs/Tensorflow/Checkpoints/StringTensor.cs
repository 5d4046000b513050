using System.Buffers;
using System.Buffers.Binary;
using Tensorflow.Files;

namespace Tensorflow.Checkpoints;

/// <summary>
/// A tensor of strings in a checkpoint's data file: the lengths as varints, the masked checksum of the lengths (as uint32), the
/// strings. The entry's checksum is that of the lengths (as uint32), their checksum and the strings.
/// </summary>
internal static class StringTensor
{
    public static byte[] Write(TensorValue value, out uint crc)
    {
        var bytes = new ArrayBufferWriter<byte>();
        foreach (var text in value.Objects) Varint.Write(bytes, (ulong)((byte[])text!).Length);
        crc = OfLengths(value.Objects.Select(o => (ulong)((byte[])o!).Length));
        Span<byte> check = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(check, Crc32C.Mask(crc));
        bytes.Write(check);
        crc = Crc32C.Extend(crc, check);
        foreach (byte[]? text in value.Objects)
        {
            bytes.Write(text);
            crc = Crc32C.Extend(crc, text);
        }
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>Fills <paramref name="target"/> with the strings; false where they are damaged or the masked checksum does not fit.</summary>
    public static bool TryRead(ReadOnlySpan<byte> data, uint maskedCrc, TensorValue target)
    {
        var lengths = new ulong[target.Count];
        for (var i = 0; i < lengths.Length; i++)
        {
            if (!Varint.TryRead(ref data, out lengths[i])) return false;
        }
        var crc = OfLengths(lengths);
        if (data.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(data) != Crc32C.Mask(crc)) return false;
        if (Crc32C.Mask(Crc32C.Extend(crc, data)) != maskedCrc) return false;
        data = data[4..];
        for (var i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] > (ulong)data.Length) return false;
            target.Objects[i] = data[..(int)lengths[i]].ToArray();
            data = data[(int)lengths[i]..];
        }
        return data.Length == 0;
    }

    private static uint OfLengths(IEnumerable<ulong> lengths)
    {
        Span<byte> bytes = stackalloc byte[8];
        var crc = 0u;
        foreach (var length in lengths)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, length);
            crc = Crc32C.Extend(crc, length <= uint.MaxValue ? bytes[..4] : bytes);
        }
        return crc;
    }
}
