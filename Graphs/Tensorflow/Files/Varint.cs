using System.Buffers;

namespace Tensorflow.Files;

/// <summary>Numbers in seven bits a byte, lowest first; the highest bit says that more follow.</summary>
internal static class Varint
{
    public static void Write(IBufferWriter<byte> target, ulong value)
    {
        var bytes = target.GetSpan(10);
        var length = 0;
        for (; value >= 0x80; value >>= 7) bytes[length++] = (byte)(value | 0x80);
        bytes[length++] = (byte)value;
        target.Advance(length);
    }

    /// <summary>Reads a number and moves <paramref name="data"/> behind it; false where it is cut short or has more than 64 bits.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> data, out ulong value)
    {
        value = 0;
        for (var i = 0; i < data.Length && i < 10; i++)
        {
            value |= (ulong)(data[i] & 0x7f) << (7 * i);
            if (data[i] >= 0x80) continue;
            data = data[(i + 1)..];
            return true;
        }
        return false;
    }
}
