namespace Tensorflow.NumPy;

/// <summary>Part of an index into an array, a tensor or a shape: <c>x[new Slice(1, 4)]</c> is Python's <c>x[1:4]</c>.</summary>
public sealed class Slice
{
    private readonly NumSharp.Slice _slice;

    /// <summary>From <paramref name="start"/> up to <paramref name="stop"/> (exclusive) in steps; what is null is open, negative places count from the end.</summary>
    public Slice(int? start = null, int? stop = null, int step = 1) => _slice = new NumSharp.Slice(start, stop, step);

    /// <summary>As Python writes it: <c>"1:4"</c>, <c>"::2"</c>.</summary>
    public Slice(string slice_notation) => _slice = new NumSharp.Slice(slice_notation);

    private Slice(NumSharp.Slice slice) => _slice = slice;

    /// <summary>The whole dimension.</summary>
    public static Slice All => new(NumSharp.Slice.All);

    /// <summary>All dimensions that the other parts leave over.</summary>
    public static Slice Ellipsis => new(NumSharp.Slice.Ellipsis);

    /// <summary>A new dimension of size 1.</summary>
    public static Slice NewAxis => new(NumSharp.Slice.NewAxis);

    /// <summary>One place; its dimension disappears.</summary>
    public static Slice Index(int index) => new(NumSharp.Slice.Index(index));

    /// <summary>The places from start to stop in a dimension of the given size, as Python cuts them to it.</summary>
    internal (int Start, int Stop, int Step) Within(int size)
    {
        if (_slice.IsIndex || _slice.IsEllipsis || _slice.IsNewAxis) throw new ValueError($"A shape is sliced by a range of dimensions, not by '{_slice}'.");
        var step = (int)_slice.Step;
        int least = step > 0 ? 0 : -1, most = step > 0 ? size : size - 1;
        return (Cut(_slice.Start, step > 0 ? 0 : size - 1), Cut(_slice.Stop, step > 0 ? size : -1), step);

        int Cut(long? place, int open) => place is { } at ? (int)Math.Clamp(at < 0 ? at + size : at, least, most) : open;
    }

    public static implicit operator NumSharp.Slice(Slice slice) => slice._slice;

    public static implicit operator SlicePart(Slice slice) => slice._slice;
}
