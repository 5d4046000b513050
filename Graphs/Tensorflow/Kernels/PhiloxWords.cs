namespace Tensorflow.Kernels;

/// <summary>Reads a stream one word at a time. A double takes two words, high half first.</summary>
internal ref struct PhiloxWords
{
    private readonly Span<uint> _block;
    private Philox _stream;
    private int _used;

    /// <summary>Reads from <paramref name="stream"/>, through the four words of <paramref name="block"/>.</summary>
    public PhiloxWords(Philox stream, Span<uint> block)
    {
        _stream = stream;
        _block = block;
        _used = Philox.BlockWords;
    }

    public uint Next()
    {
        if (_used == Philox.BlockWords)
        {
            _stream.Next(_block);
            _used = 0;
        }
        return _block[_used++];
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble()
    {
        var high = Next();
        return UniformBits.ToDouble(high, Next());
    }
}
