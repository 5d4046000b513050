using System.Security.Cryptography;

namespace Tensorflow.Kernels;

/// <summary>
/// The stream of one random operation in one session. Every run reserves a stretch of the stream and leaves
/// the rest to the next run. Safe for runs on several threads.
/// </summary>
internal sealed class PhiloxState
{
    /// <summary>Words that TensorFlow sets aside for one output, whatever the distribution uses of them.</summary>
    private const ulong BlocksPerOutput = 256;

    private readonly Lock _gate = new();
    private Philox _position;

    /// <summary>Starts at TensorFlow's place for (seed, seed2); (0, 0) asks for a seed that nobody can foretell.</summary>
    public PhiloxState(long seed, long seed2)
    {
        if (seed == 0 && seed2 == 0)
        {
            Span<byte> entropy = stackalloc byte[16];
            RandomNumberGenerator.Fill(entropy);
            seed = BitConverter.ToInt64(entropy);
            seed2 = BitConverter.ToInt64(entropy[8..]);
        }
        _position = Philox.FromSeeds(seed, seed2);
    }

    /// <summary>The place to fill <paramref name="outputs"/> outputs from; the next run starts behind them.</summary>
    public Philox ReserveOutputs(long outputs) => ReserveBlocks((ulong)outputs * BlocksPerOutput);

    /// <summary>The place to read <paramref name="words"/> single words from.</summary>
    public Philox ReserveWords(long words) => ReserveBlocks((ulong)(words + 3) / Philox.BlockWords);

    private Philox ReserveBlocks(ulong blocks)
    {
        lock (_gate)
        {
            var reserved = _position;
            _position = _position.Skip(blocks);
            return reserved;
        }
    }
}
