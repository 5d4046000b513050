using System.Runtime.InteropServices;

namespace Tensorflow.Kernels;

/// <summary>The working memory of one thread: buffers that grow to the largest size asked for and are then reused.</summary>
internal sealed unsafe class Scratch
{
    private const nuint Alignment = 64;

    [ThreadStatic]
    private static Scratch? s_current;

    private readonly Buffer[] _buffers = new Buffer[(int)Use.Count];

    private Scratch()
    {
    }

    /// <summary>What a buffer is for. Two uses never share memory.</summary>
    public enum Use
    {
        /// <summary>The right matrix, packed by the caller and read by all threads.</summary>
        Right,

        /// <summary>Partial results that the caller adds up.</summary>
        Partial,

        /// <summary>One panel of the right matrix.</summary>
        Panel,

        /// <summary>Rows of the left matrix.</summary>
        Rows,

        /// <summary>Rows of the result that are moved to their places when complete.</summary>
        Block,

        /// <summary>A tile of the result that cannot be written in place.</summary>
        Tile,

        /// <summary>Turned rows, with what is computed of each.</summary>
        Turned,

        /// <summary>Number of uses.</summary>
        Count,
    }

    /// <summary>Memory for <paramref name="count"/> elements, aligned to 64 bytes, with unknown contents; valid until the same use is asked for again on this thread.</summary>
    public static T* Get<T>(Use use, nint count) where T : unmanaged
    {
        Scratch scratch = s_current ??= new Scratch();
        ref Buffer buffer = ref scratch._buffers[(int)use];
        nint bytes = checked(count * sizeof(T));
        if (buffer.Bytes < bytes)
        {
            NativeMemory.AlignedFree(buffer.Start);
            buffer = default;
            nint grown = Math.Max(bytes, 4096);
            buffer.Start = NativeMemory.AlignedAlloc((nuint)grown, Alignment);
            buffer.Bytes = grown;
        }
        return (T*)buffer.Start;
    }

    ~Scratch()
    {
        foreach (Buffer buffer in _buffers)
        {
            NativeMemory.AlignedFree(buffer.Start);
        }
    }

    private struct Buffer
    {
        public void* Start;
        public nint Bytes;
    }
}
