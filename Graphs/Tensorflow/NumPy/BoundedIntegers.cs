namespace Tensorflow.NumPy;

/// <summary>The integers of <c>randint</c>: masked words, redrawn until they fit the range.</summary>
internal static class BoundedIntegers
{
    /// <summary>Integers in [<paramref name="low"/>, <paramref name="last"/>] of the given dtype and shape.</summary>
    public static NDArray Draw(MersenneTwister words, long low, long last, Type dtype, int[] shape)
    {
        var count = shape.Aggregate(1, (product, n) => product * n);
        if (dtype == typeof(long)) return Fill(count, shape, low, last, long.MinValue, long.MaxValue, Wide, v => v);
        if (dtype == typeof(ulong)) return Fill(count, shape, low, last, 0, long.MaxValue, Wide, v => (ulong)v);
        if (dtype == typeof(int)) return Fill(count, shape, low, last, int.MinValue, int.MaxValue, Wide, v => (int)v);
        if (dtype == typeof(uint)) return Fill(count, shape, low, last, 0, uint.MaxValue, Wide, v => (uint)v);
        if (dtype == typeof(short)) return Fill(count, shape, low, last, short.MinValue, short.MaxValue, Parts(16), v => (short)v);
        if (dtype == typeof(ushort)) return Fill(count, shape, low, last, 0, ushort.MaxValue, Parts(16), v => (ushort)v);
        if (dtype == typeof(sbyte)) return Fill(count, shape, low, last, sbyte.MinValue, sbyte.MaxValue, Parts(8), v => (sbyte)v);
        if (dtype == typeof(byte)) return Fill(count, shape, low, last, 0, byte.MaxValue, Parts(8), v => (byte)v);
        if (dtype == typeof(bool)) return Fill(count, shape, low, last, 0, 1, Parts(1), v => v != 0);
        throw new ArgumentException($"randint makes integers and bool, not {dtype.Name}; take an integer dtype and convert.");

        ulong Wide(ulong range) => words.NextUpTo(range);

        Func<ulong, ulong> Parts(int bits)
        {
            var buffer = new SplitWords(words, bits);
            return buffer.NextUpTo;
        }
    }

    private static NDArray Fill<T>(
        int count, int[] shape, long low, long last, long min, long max, Func<ulong, ulong> next, Func<long, T> convert)
        where T : unmanaged
    {
        if (low < min || last > max)
            throw new ArgumentException($"randint cannot put [{low}, {last + 1}) into {typeof(T).Name}, which holds {min} to {max}; take a wider dtype.");
        var values = new T[count];
        for (var i = 0; i < count; i++) values[i] = convert(unchecked(low + (long)next((ulong)(last - low))));
        return RandomState.Shaped(values, shape);
    }

    /// <summary>Hands out a word in parts of 16, 8 or 1 bits, the lowest first.</summary>
    private sealed class SplitWords(MersenneTwister words, int bits)
    {
        private uint _word;
        private int _left;

        public ulong NextUpTo(ulong range)
        {
            if (range == 0) return 0;
            var mask = ulong.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(range);
            ulong value;
            do value = Next() & mask;
            while (value > range);
            return value;
        }

        private uint Next()
        {
            if (_left == 0)
            {
                _word = words.NextUInt32();
                _left = 32 / bits - 1;
            }
            else
            {
                _word >>= bits;
                _left--;
            }
            return _word & ((1u << bits) - 1);
        }
    }
}
