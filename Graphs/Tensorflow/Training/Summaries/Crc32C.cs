using System.Numerics;
using System.Runtime.InteropServices;

namespace Tensorflow.Summaries;

/// <summary>The Castagnoli checksum (RFC 3720, polynomial 0x1EDC6F41), and its masked form that TensorFlow's files hold.</summary>
internal static class Crc32C
{
    public static uint Of(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(data)) crc = BitOperations.Crc32C(crc, word);
        foreach (var last in data[(data.Length & ~7)..]) crc = BitOperations.Crc32C(crc, last);
        return ~crc;
    }

    /// <summary>The checksum turned by 15 bits, plus a constant: a checksum of data that hold checksums stays a good one.</summary>
    public static uint Masked(ReadOnlySpan<byte> data) => BitOperations.RotateRight(Of(data), 15) + 0xa282ead8u;
}
