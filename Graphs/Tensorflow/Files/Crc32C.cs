using System.Numerics;
using System.Runtime.InteropServices;

namespace Tensorflow.Files;

/// <summary>The Castagnoli checksum (RFC 3720, polynomial 0x1EDC6F41), and its masked form that TensorFlow's files hold.</summary>
internal static class Crc32C
{
    private const uint MaskDelta = 0xa282ead8u;

    public static uint Of(ReadOnlySpan<byte> data) => Extend(0, data);

    /// <summary>The checksum of what <paramref name="crc"/> is the checksum of, followed by <paramref name="data"/>.</summary>
    public static uint Extend(uint crc, ReadOnlySpan<byte> data)
    {
        crc = ~crc;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(data)) crc = BitOperations.Crc32C(crc, word);
        foreach (var last in data[(data.Length & ~7)..]) crc = BitOperations.Crc32C(crc, last);
        return ~crc;
    }

    /// <summary>The masked checksum of <paramref name="data"/>.</summary>
    public static uint Masked(ReadOnlySpan<byte> data) => Mask(Of(data));

    /// <summary>The checksum turned by 15 bits, plus a constant: a checksum of data that hold checksums stays a good one.</summary>
    public static uint Mask(uint crc) => BitOperations.RotateRight(crc, 15) + MaskDelta;

    /// <summary>The checksum behind a masked one.</summary>
    public static uint Unmask(uint masked) => BitOperations.RotateLeft(masked - MaskDelta, 15);
}
