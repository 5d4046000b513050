using System.Runtime.InteropServices;

namespace Tensorflow.Kernels;

/// <summary>
/// Standard normals redrawn until they lie in (-2, 2). A group of results (4 floats or 2 doubles) owns a
/// stretch of the stream of 64 blocks for each result, and takes of it what the redrawing needs.
/// </summary>
internal static unsafe class TruncatedNormalFill
{
    private const int FloatGroup = 4;
    private const int DoubleGroup = 2;
    private const ulong BlocksPerResult = 64;
    private const int GroupsAtOnce = 128;
    private const float Limit = 2f;

    /// <summary>Results that are worth a thread.</summary>
    private const int ResultsPerPiece = 8 * GroupsAtOnce * FloatGroup;

    /// <summary>Fills with floats.</summary>
    public static void Run(Philox start, Span<float> destination)
    {
        fixed (float* target = destination)
        {
            var pieces = new Pieces(start, target, destination.Length);
            WorkerPool.Run((destination.Length + ResultsPerPiece - 1) / ResultsPerPiece, ref pieces);
        }
    }

    /// <summary>Fills with doubles.</summary>
    public static void Run(Philox start, Span<double> destination)
    {
        Span<double> pair = stackalloc double[2];
        var words = MemoryMarshal.Cast<double, uint>(pair);
        for (var done = 0; done < destination.Length; done += DoubleGroup)
        {
            var stream = start.Skip((ulong)done * BlocksPerResult);
            var limit = Math.Min(done + DoubleGroup, destination.Length);
            for (var next = done; next < limit;)
            {
                stream.Next(words);
                UniformBits.ToDoubles(pair);
                BoxMuller.Convert(pair);
                if (Math.Abs(pair[0]) < Limit) destination[next++] = pair[0];
                if (next < limit && Math.Abs(pair[1]) < Limit) destination[next++] = pair[1];
            }
        }
    }

    private static void Fill(Philox start, Span<float> destination)
    {
        // Two blocks, eight candidates, fill nearly every group; those that need more start over one by one.
        Span<float> first = stackalloc float[GroupsAtOnce * FloatGroup];
        Span<float> second = stackalloc float[GroupsAtOnce * FloatGroup];
        Span<float> group = stackalloc float[FloatGroup];
        while (destination.Length > 0)
        {
            var groups = Math.Min((destination.Length + FloatGroup - 1) / FloatGroup, GroupsAtOnce);
            var candidates = groups * FloatGroup;
            Candidates(start, first[..candidates]);
            Candidates(start.Skip(1), second[..candidates]);
            for (var g = 0; g < groups; g++)
            {
                var accepted = Accept(first.Slice(g * FloatGroup, FloatGroup), group, 0);
                if (accepted < FloatGroup) accepted = Accept(second.Slice(g * FloatGroup, FloatGroup), group, accepted);
                if (accepted < FloatGroup) Continue(start.Skip((ulong)g * BlocksPerResult * FloatGroup + 2), group, accepted);
                group[..Math.Min(FloatGroup, destination.Length)].CopyTo(destination);
                destination = destination[Math.Min(FloatGroup, destination.Length)..];
            }
            start = start.Skip((ulong)groups * BlocksPerResult * FloatGroup);
        }
    }

    /// <summary>One block of normals from the place of every group.</summary>
    private static void Candidates(Philox start, Span<float> normals)
    {
        PhiloxBlocks.Fill(start, BlocksPerResult * FloatGroup, MemoryMarshal.Cast<float, uint>(normals));
        default(NormalFloat).Convert(normals);
    }

    private static int Accept(ReadOnlySpan<float> candidates, Span<float> group, int accepted)
    {
        foreach (var candidate in candidates)
        {
            if (!(Math.Abs(candidate) < Limit)) continue;
            group[accepted++] = candidate;
            if (accepted == group.Length) break;
        }
        return accepted;
    }

    private static void Continue(Philox stream, Span<float> group, int accepted)
    {
        Span<float> candidates = stackalloc float[FloatGroup];
        while (accepted < FloatGroup)
        {
            stream.Next(MemoryMarshal.Cast<float, uint>(candidates));
            default(NormalFloat).Convert(candidates);
            accepted = Accept(candidates, group, accepted);
        }
    }

    private readonly struct Pieces(Philox start, float* target, int length) : IChunkBody
    {
        public void Run(int chunk)
        {
            var offset = chunk * ResultsPerPiece;
            var piece = new Span<float>(target + offset, Math.Min(ResultsPerPiece, length - offset));
            Fill(start.Skip((ulong)offset * BlocksPerResult), piece);
        }
    }
}
