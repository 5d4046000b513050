using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Tensorflow.Kernels;

/// <summary>Fills a buffer from a Philox stream. Result i depends on the stream and i alone.</summary>
internal static unsafe class RandomFill
{
    private const int BlockBytes = 16;

    /// <summary>Blocks turned into results while they are in the first-level cache.</summary>
    private const int BlocksAtOnce = 512;

    /// <summary>Blocks that are worth a thread.</summary>
    private const int BlocksPerPiece = 8 * BlocksAtOnce;

    /// <summary>Fills from a distribution that uses one block for every 16 bytes of results.</summary>
    public static void Run<T, TDistribution>(Philox start, Span<T> destination, TDistribution distribution)
        where T : unmanaged
        where TDistribution : struct, IDistribution<T>
    {
        var perPiece = BlocksPerPiece * BlockBytes / sizeof(T);
        fixed (T* target = destination)
        {
            var pieces = new Pieces<T, TDistribution>(start, target, destination.Length, perPiece, distribution);
            WorkerPool.Run((destination.Length + perPiece - 1) / perPiece, ref pieces);
        }
    }

    private static void Fill<T, TDistribution>(Philox start, Span<T> destination, TDistribution distribution)
        where T : unmanaged
        where TDistribution : struct, IDistribution<T>
    {
        var perBlock = BlockBytes / sizeof(T);
        while (destination.Length >= perBlock)
        {
            var blocks = Math.Min(destination.Length / perBlock, BlocksAtOnce);
            var chunk = destination[..(blocks * perBlock)];
            PhiloxBlocks.Fill(start, 1, MemoryMarshal.Cast<T, uint>(chunk));
            distribution.Convert(chunk);
            start = start.Skip((ulong)blocks);
            destination = destination[chunk.Length..];
        }
        if (destination.Length == 0) return;
        Span<uint> words = stackalloc uint[Philox.BlockWords];
        start.Next(words);
        var last = MemoryMarshal.Cast<uint, T>(words);
        distribution.Convert(last);
        last[..destination.Length].CopyTo(destination);
    }

    private readonly struct Pieces<T, TDistribution>(
        Philox start, T* target, int length, int perPiece, TDistribution distribution) : IChunkBody
        where T : unmanaged
        where TDistribution : struct, IDistribution<T>
    {
        public void Run(int chunk)
        {
            var offset = chunk * perPiece;
            var piece = new Span<T>(target + offset, Math.Min(perPiece, length - offset));
            Fill(start.Skip((ulong)chunk * BlocksPerPiece), piece, distribution);
        }
    }
}
