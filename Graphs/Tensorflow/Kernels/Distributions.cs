using System.Runtime.InteropServices;

namespace Tensorflow.Kernels;

/// <summary>
/// A distribution that makes 16 bytes of results of every Philox block, so that the words can be written in
/// the place of the results and turned into them there.
/// </summary>
internal interface IDistribution<T>
    where T : unmanaged
{
    /// <summary>Turns words into results in place. The chunk is a whole number of blocks.</summary>
    void Convert(Span<T> chunk);
}

/// <summary>Uniform in [0, 1), 23 random bits.</summary>
internal readonly struct UniformFloat : IDistribution<float>
{
    public void Convert(Span<float> chunk) => UniformBits.ToFloats(chunk);
}

/// <summary>Uniform in [0, 1), 52 random bits.</summary>
internal readonly struct UniformDouble : IDistribution<double>
{
    public void Convert(Span<double> chunk) => UniformBits.ToDoubles(chunk);
}

/// <summary>Mean 0, standard deviation 1.</summary>
internal readonly struct NormalFloat : IDistribution<float>
{
    public void Convert(Span<float> chunk)
    {
        UniformBits.ToFloats(chunk);
        BoxMuller.Convert(chunk);
    }
}

/// <summary>Mean 0, standard deviation 1.</summary>
internal readonly struct NormalDouble : IDistribution<double>
{
    public void Convert(Span<double> chunk)
    {
        UniformBits.ToDoubles(chunk);
        BoxMuller.Convert(chunk);
    }
}

/// <summary>low + word mod (high - low); as in TensorFlow slightly biased unless the range is a power of two.</summary>
internal readonly struct UniformInt32(int low, int high) : IDistribution<int>
{
    private readonly uint _range = unchecked((uint)high - (uint)low);

    public void Convert(Span<int> chunk)
    {
        for (var i = 0; i < chunk.Length; i++) chunk[i] = unchecked(low + (int)((uint)chunk[i] % _range));
    }
}

/// <summary>low + (two words, low word first) mod (high - low).</summary>
internal readonly struct UniformInt64(long low, long high) : IDistribution<long>
{
    private readonly ulong _range = unchecked((ulong)high - (ulong)low);

    public void Convert(Span<long> chunk)
    {
        OrderWords(chunk);
        for (var i = 0; i < chunk.Length; i++) chunk[i] = unchecked(low + (long)((ulong)chunk[i] % _range));
    }

    /// <summary>Makes 64-bit numbers of pairs of words whose low word comes first.</summary>
    internal static void OrderWords(Span<long> chunk)
    {
        if (BitConverter.IsLittleEndian) return;
        var words = MemoryMarshal.Cast<long, uint>(chunk);
        for (var i = 0; i < chunk.Length; i++) chunk[i] = (long)(words[2 * i] | (ulong)words[2 * i + 1] << 32);
    }
}

/// <summary>Every 32-bit pattern alike.</summary>
internal readonly struct FullInt32 : IDistribution<int>
{
    public void Convert(Span<int> chunk)
    {
    }
}

/// <summary>Every 64-bit pattern alike.</summary>
internal readonly struct FullInt64 : IDistribution<long>
{
    public void Convert(Span<long> chunk) => UniformInt64.OrderWords(chunk);
}
