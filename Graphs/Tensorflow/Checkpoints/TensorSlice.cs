using System.Globalization;

namespace Tensorflow.Checkpoints;

/// <summary>A box of a tensor: for each dimension where it begins and how long it is. Partitioned variables are saved in slices.</summary>
internal sealed class TensorSlice
{
    private const long All = -1;

    private readonly (long Start, long Length)[] _extents;

    private TensorSlice((long Start, long Length)[] extents) => _extents = extents;

    /// <summary>The whole of a tensor of this rank.</summary>
    public static TensorSlice Full(int rank) => new([.. Enumerable.Repeat((0L, All), rank)]);

    public static TensorSlice FromProto(TensorSliceProto proto) =>
        new([.. proto.Extent.Select(e => e.HasLength ? (e.Start, e.Length) : (0, All))]);

    /// <summary>
    /// What stands in <c>shape_and_slices</c>: the sizes of the whole tensor and the slice, <c>"4 3 0,2:-"</c>; null where the text is
    /// empty and the whole tensor is meant.
    /// </summary>
    /// <exception cref="InvalidArgumentError">The text is none of it, or the slice does not lie in the tensor.</exception>
    public static (int[] Whole, TensorSlice Slice)? Parse(string shapeAndSlice)
    {
        if (shapeAndSlice.Length == 0) return null;
        var parts = shapeAndSlice.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length < 2) throw new InvalidArgumentError($"Need least two elements in shape_and_slice specification: {shapeAndSlice}");
        try
        {
            var whole = Array.ConvertAll(parts[..^1], size => int.Parse(size, NumberStyles.None, CultureInfo.InvariantCulture));
            var slice = new TensorSlice(Array.ConvertAll(parts[^1].Split(':'), ParseExtent));
            if (slice._extents.Length == whole.Length && slice.Starts(whole).Zip(slice.Sizes(whole), whole).All(p => p.First + p.Second <= p.Third)) return (whole, slice);
        }
        catch (Exception error) when (error is FormatException or OverflowException)
        {
            throw new InvalidArgumentError($"Expected dimensions and a slice such as '4 3 0,2:-' (rows 0 and 1 of a tensor of shape (4, 3)), but got '{shapeAndSlice}'.", null, error);
        }
        throw new InvalidArgumentError($"The slice of '{shapeAndSlice}' does not lie in a tensor of the shape before it.");
    }

    /// <summary>True where the slice is the whole tensor.</summary>
    public bool IsFull => Array.TrueForAll(_extents, e => e.Length == All);

    public int Rank => _extents.Length;

    /// <summary>Where the slice begins in each dimension of a tensor of these sizes.</summary>
    public int[] Starts(int[] whole) => [.. _extents.Select((e, d) => e.Length == All ? 0 : checked((int)e.Start))];

    /// <summary>The sizes of the slice of a tensor of these sizes.</summary>
    public int[] Sizes(int[] whole) => [.. _extents.Select((e, d) => e.Length == All ? whole[d] : checked((int)e.Length))];

    /// <exception cref="InvalidArgumentError">The slice of a tensor of these sizes has other sizes than the value that is to be saved as it.</exception>
    public void RequireFit(int[] whole, TensorValue value, string shapeAndSlice)
    {
        if (!Sizes(whole).AsSpan().SequenceEqual(value.Dims))
            throw new InvalidArgumentError($"Slice in shape_and_slice specification does not match the shape of the tensor to save: {shapeAndSlice}, tensor: {value.Shape}");
    }

    public TensorSliceProto ToProto()
    {
        var proto = new TensorSliceProto();
        foreach (var (start, length) in _extents)
            proto.Extent.Add(length == All ? new TensorSliceProto.Types.Extent() : new TensorSliceProto.Types.Extent { Start = start, Length = length });
        return proto;
    }

    /// <summary>The key of the slice of tensor <paramref name="name"/> (a key itself): TensorFlow's ordered code of 0, name, rank, starts and lengths.</summary>
    public string KeyOf(string name)
    {
        var code = new OrderedCode();
        code.Unsigned(0);
        code.Text(name);
        code.Unsigned((ulong)Rank);
        foreach (var (start, length) in _extents)
        {
            code.Signed(start);
            code.Signed(length);
        }
        return code.ToString();
    }

    /// <summary>As TensorFlow writes it: <c>0,2:-</c>.</summary>
    public override string ToString() => string.Join(":", _extents.Select(e => e.Length == All ? "-" : string.Create(CultureInfo.InvariantCulture, $"{e.Start},{e.Length}")));

    private static (long, long) ParseExtent(string text)
    {
        if (text == "-") return (0, All);
        var comma = text.IndexOf(',');
        if (comma < 0) throw new FormatException($"'{text}' lacks a comma.");
        return (long.Parse(text[..comma], NumberStyles.None, CultureInfo.InvariantCulture), long.Parse(text[(comma + 1)..], NumberStyles.None, CultureInfo.InvariantCulture));
    }
}
