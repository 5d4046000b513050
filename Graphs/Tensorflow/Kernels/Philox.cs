using System.Runtime.CompilerServices;

namespace Tensorflow.Kernels;

/// <summary>
/// The counter-based generator Philox 4x32-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3"),
/// laid out as TensorFlow does: block n of the stream is a function of (key, counter + n) alone.
/// A block is four 32-bit words. The value type is the position in the stream; copying it forks the stream.
/// </summary>
internal struct Philox
{
    /// <summary>Words in a block.</summary>
    public const int BlockWords = 4;

    internal const uint MultiplierA = 0xD2511F53;
    internal const uint MultiplierB = 0xCD9E8D57;
    internal const uint WeylA = 0x9E3779B9;
    internal const uint WeylB = 0xBB67AE85;
    internal const int Rounds = 10;

    /// <summary>A stream at <paramref name="counterLow"/> + 2^64 * <paramref name="counterHigh"/>.</summary>
    public Philox(ulong key, ulong counterLow, ulong counterHigh)
    {
        Key = key;
        CounterLow = counterLow;
        CounterHigh = counterHigh;
    }

    /// <summary>Low word: key 0, high word: key 1.</summary>
    public ulong Key { get; }

    /// <summary>Counter words 0 (low) and 1.</summary>
    public ulong CounterLow { get; private set; }

    /// <summary>Counter words 2 (low) and 3.</summary>
    public ulong CounterHigh { get; private set; }

    /// <summary>The stream of a stateful operation with attributes (seed, seed2).</summary>
    public static Philox FromSeeds(long seed, long seed2) => new((ulong)seed, 0, (ulong)seed2);

    /// <summary>
    /// The stream of a stateless operation whose seed input is [seed0, seed1].
    /// The seeds pass through the generator once, so that neighbouring seeds give unrelated streams.
    /// </summary>
    public static Philox FromStatelessSeed(long seed0, long seed1)
    {
        var scrambler = new Philox(0x02461e29_3ec8f720, (ulong)seed0, (ulong)seed1);
        Span<uint> mix = stackalloc uint[BlockWords];
        scrambler.Next(mix);
        return new Philox(Join(mix[0], mix[1]), 0, Join(mix[2], mix[3]));
    }

    /// <summary>This stream, <paramref name="blocks"/> blocks further.</summary>
    public readonly Philox Skip(ulong blocks)
    {
        var low = CounterLow + blocks;
        return new Philox(Key, low, CounterHigh + (low < blocks ? 1UL : 0UL));
    }

    /// <summary>Writes the next block and steps over it.</summary>
    public void Next(Span<uint> block)
    {
        uint c0 = (uint)CounterLow, c1 = (uint)(CounterLow >> 32), c2 = (uint)CounterHigh, c3 = (uint)(CounterHigh >> 32);
        uint k0 = (uint)Key, k1 = (uint)(Key >> 32);
        for (var round = 0; round < Rounds; round++)
        {
            var a = (ulong)MultiplierA * c0;
            var b = (ulong)MultiplierB * c2;
            c0 = (uint)(b >> 32) ^ c1 ^ k0;
            c1 = (uint)b;
            c2 = (uint)(a >> 32) ^ c3 ^ k1;
            c3 = (uint)a;
            k0 += WeylA;
            k1 += WeylB;
        }
        block[3] = c3;
        block[2] = c2;
        block[1] = c1;
        block[0] = c0;
        if (++CounterLow == 0) CounterHigh++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Join(uint low, uint high) => low | (ulong)high << 32;
}
