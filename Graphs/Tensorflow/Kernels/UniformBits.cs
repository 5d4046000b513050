using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tensorflow.Kernels;

/// <summary>
/// Random words as numbers in [0, 1): the word's lower bits become the mantissa of a number in [1, 2), less 1.
/// </summary>
internal static class UniformBits
{
    private const uint FloatOne = 0x3f800000;
    private const uint FloatMantissa = 0x7fffff;
    private const ulong DoubleOne = 0x3ff0000000000000;
    private const uint DoubleMantissaHigh = 0xfffff;

    /// <summary>23 bits of <paramref name="word"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToFloat(uint word) => BitConverter.UInt32BitsToSingle(word & FloatMantissa | FloatOne) - 1f;

    /// <summary>20 bits of <paramref name="high"/>, then all of <paramref name="low"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble(uint high, uint low) =>
        BitConverter.UInt64BitsToDouble((ulong)(high & DoubleMantissaHigh) << 32 | low | DoubleOne) - 1.0;

    /// <summary>Turns words, stored in the place of the results, into floats.</summary>
    public static void ToFloats(Span<float> values)
    {
        var vectors = MemoryMarshal.Cast<float, Vector<uint>>(values);
        var mantissa = new Vector<uint>(FloatMantissa);
        var one = new Vector<uint>(FloatOne);
        for (var i = 0; i < vectors.Length; i++)
            vectors[i] = (((vectors[i] & mantissa) | one).As<uint, float>() - Vector<float>.One).As<float, uint>();
        var words = MemoryMarshal.Cast<float, uint>(values);
        for (var i = vectors.Length * Vector<float>.Count; i < values.Length; i++) values[i] = ToFloat(words[i]);
    }

    /// <summary>Turns pairs of words (high half first), stored in the place of the results, into doubles.</summary>
    public static void ToDoubles(Span<double> values)
    {
        var words = MemoryMarshal.Cast<double, uint>(values);
        for (var i = 0; i < values.Length; i++) values[i] = ToDouble(words[2 * i], words[2 * i + 1]);
    }
}
