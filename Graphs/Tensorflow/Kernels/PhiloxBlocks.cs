using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Tensorflow.Kernels;

/// <summary>
/// Many Philox blocks at once. A 32-bit word of a counter lives in a 64-bit lane, because the widening
/// multiply reads only the lower half of a lane: what the rounds leave in the upper half needs no clearing.
/// </summary>
internal static class PhiloxBlocks
{
    /// <summary>
    /// Writes the blocks <c>start, start + stride, start + 2 stride, ...</c> of a stream, four words each.
    /// The length of <paramref name="words"/> is a multiple of <see cref="Philox.BlockWords"/>.
    /// </summary>
    public static void Fill(Philox start, ulong stride, Span<uint> words)
    {
        var blocks = (ulong)words.Length / Philox.BlockWords;
        var carries = UInt128.MaxValue >> 64 < start.CounterLow + (UInt128)stride * blocks;
        var done = 0;
        if (!carries && Avx512F.IsSupported) done = Fill512(start, stride, words);
        else if (!carries && Avx2.IsSupported) done = Fill256(start, stride, words);
        for (; done < words.Length; done += Philox.BlockWords)
        {
            var block = start.Skip(stride * (ulong)(done / Philox.BlockWords));
            block.Next(words.Slice(done, Philox.BlockWords));
        }
    }

    private static int Fill512(Philox start, ulong stride, Span<uint> words)
    {
        const int BlocksAtOnce = 8;
        // Unpacking takes the even lanes first, then the odd ones, so the lanes start in that order.
        var order = Vector512.Create(0UL, 4, 1, 5, 2, 6, 3, 7);
        var counter = Vector512.Create(start.CounterLow) + order * stride;
        var high = Vector512.Create(start.CounterHigh);
        var step = Vector512.Create(stride * BlocksAtOnce);
        var multiplierA = Vector512.Create((ulong)Philox.MultiplierA).AsUInt32();
        var multiplierB = Vector512.Create((ulong)Philox.MultiplierB).AsUInt32();
        var lower = Vector512.Create((ulong)uint.MaxValue);
        ref var target = ref Unsafe.As<uint, ulong>(ref MemoryMarshal.GetReference(words));
        var groups = words.Length / (BlocksAtOnce * Philox.BlockWords);
        for (var group = 0; group < groups; group++)
        {
            var c0 = counter;
            var c1 = counter >>> 32;
            var c2 = high;
            var c3 = high >>> 32;
            uint k0 = (uint)start.Key, k1 = (uint)(start.Key >> 32);
            for (var round = 0; round < Philox.Rounds; round++)
            {
                var a = Avx512F.Multiply(c0.AsUInt32(), multiplierA);
                var b = Avx512F.Multiply(c2.AsUInt32(), multiplierB);
                c0 = (b >>> 32) ^ c1 ^ Vector512.Create((ulong)k0);
                c1 = b;
                c2 = (a >>> 32) ^ c3 ^ Vector512.Create((ulong)k1);
                c3 = a;
                k0 += Philox.WeylA;
                k1 += Philox.WeylB;
            }
            var first = (c0 & lower) | (c1 << 32);
            var second = (c2 & lower) | (c3 << 32);
            var offset = (nuint)group * (BlocksAtOnce * Philox.BlockWords / 2);
            Avx512F.UnpackLow(first, second).StoreUnsafe(ref target, offset);
            Avx512F.UnpackHigh(first, second).StoreUnsafe(ref target, offset + BlocksAtOnce);
            counter += step;
        }
        return groups * BlocksAtOnce * Philox.BlockWords;
    }

    private static int Fill256(Philox start, ulong stride, Span<uint> words)
    {
        const int BlocksAtOnce = 4;
        var order = Vector256.Create(0UL, 2, 1, 3);
        var counter = Vector256.Create(start.CounterLow) + order * stride;
        var high = Vector256.Create(start.CounterHigh);
        var step = Vector256.Create(stride * BlocksAtOnce);
        var multiplierA = Vector256.Create((ulong)Philox.MultiplierA).AsUInt32();
        var multiplierB = Vector256.Create((ulong)Philox.MultiplierB).AsUInt32();
        var lower = Vector256.Create((ulong)uint.MaxValue);
        ref var target = ref Unsafe.As<uint, ulong>(ref MemoryMarshal.GetReference(words));
        var groups = words.Length / (BlocksAtOnce * Philox.BlockWords);
        for (var group = 0; group < groups; group++)
        {
            var c0 = counter;
            var c1 = counter >>> 32;
            var c2 = high;
            var c3 = high >>> 32;
            uint k0 = (uint)start.Key, k1 = (uint)(start.Key >> 32);
            for (var round = 0; round < Philox.Rounds; round++)
            {
                var a = Avx2.Multiply(c0.AsUInt32(), multiplierA);
                var b = Avx2.Multiply(c2.AsUInt32(), multiplierB);
                c0 = (b >>> 32) ^ c1 ^ Vector256.Create((ulong)k0);
                c1 = b;
                c2 = (a >>> 32) ^ c3 ^ Vector256.Create((ulong)k1);
                c3 = a;
                k0 += Philox.WeylA;
                k1 += Philox.WeylB;
            }
            var first = (c0 & lower) | (c1 << 32);
            var second = (c2 & lower) | (c3 << 32);
            var offset = (nuint)group * (BlocksAtOnce * Philox.BlockWords / 2);
            Avx2.UnpackLow(first, second).StoreUnsafe(ref target, offset);
            Avx2.UnpackHigh(first, second).StoreUnsafe(ref target, offset + BlocksAtOnce);
            counter += step;
        }
        return groups * BlocksAtOnce * Philox.BlockWords;
    }
}
