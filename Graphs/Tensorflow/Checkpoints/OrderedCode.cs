using System.Numerics;
using System.Text;

namespace Tensorflow.Checkpoints;

/// <summary>
/// Numbers and texts as bytes that sort as they do (tensorflow/core/lib/strings/ordered_code.h), one character a byte:
/// the keys under which a checkpoint keeps slices.
/// </summary>
internal sealed class OrderedCode
{
    private readonly StringBuilder _bytes = new();

    /// <summary>The count of bytes, then the bytes, highest first.</summary>
    public void Unsigned(ulong value)
    {
        var length = (71 - BitOperations.LeadingZeroCount(value)) / 8;
        _bytes.Append((char)length);
        for (var i = length - 1; i >= 0; i--) _bytes.Append((char)(byte)(value >> (8 * i)));
    }

    /// <summary>The text, in which the bytes 0 and 255 are followed by the other one, and an end.</summary>
    public void Text(string text)
    {
        foreach (var c in text)
        {
            _bytes.Append(c);
            if (c == '\0') _bytes.Append('\xff');
            else if (c == '\xff') _bytes.Append('\0');
        }
        _bytes.Append("\0\x01");
    }

    /// <summary>The number in as few bytes as it needs, seven bits each; the highest bits tell sign and count.</summary>
    public void Signed(long value)
    {
        var bits = 64 - BitOperations.LeadingZeroCount((ulong)(value < 0 ? ~value : value));
        var length = bits / 7 + 1;
        // The bits of a length of 10 reach into the second byte.
        Int128 header = ((Int128.One << length) - 1) << (7 * length);
        var code = (Int128)value ^ header;
        for (var i = length - 1; i >= 0; i--) _bytes.Append((char)(byte)(code >> (8 * i)));
    }

    public override string ToString() => _bytes.ToString();
}
