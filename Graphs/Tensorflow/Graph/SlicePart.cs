using System.Globalization;

namespace Tensorflow;

/// <summary>
/// One part of an index into a tensor: a number or a scalar tensor (the dimension disappears), a range (<c>1..3</c>, <c>..</c>, <c>^2..</c>),
/// a NumSharp <see cref="NumSharp.Slice"/>, or text as Python writes it, which may hold several parts: <c>"1:3, ::2, ..., newaxis"</c>.
/// </summary>
public readonly struct SlicePart
{
    private enum Kind { Range, Single, Ellipsis, NewAxis, Text }

    private readonly Kind _kind;
    private readonly TensorLike _start;
    private readonly TensorLike _stop;
    private readonly TensorLike _step;
    private readonly string? _text;

    private SlicePart(Kind kind, TensorLike start = default, TensorLike stop = default, TensorLike step = default, string? text = null)
    {
        _kind = kind;
        _start = start;
        _stop = stop;
        _step = step;
        _text = text;
    }

    /// <summary>From <paramref name="start"/> up to <paramref name="stop"/> (exclusive) in steps; what is not given is open. Each may be a tensor.</summary>
    public static SlicePart Between(TensorLike start = default, TensorLike stop = default, TensorLike step = default) => new(Kind.Range, start, stop, step);

    /// <summary>All dimensions that the other parts leave over.</summary>
    public static SlicePart Ellipsis => new(Kind.Ellipsis);

    /// <summary>A new dimension of size 1.</summary>
    public static SlicePart NewAxis => new(Kind.NewAxis);

    public static implicit operator SlicePart(int index) => new(Kind.Single, index);

    public static implicit operator SlicePart(long index) => new(Kind.Single, index);

    public static implicit operator SlicePart(Tensor index) => new(Kind.Single, index);

    public static implicit operator SlicePart(string text) => new(Kind.Text, text: text);

    public static implicit operator SlicePart(Index index) => new(Kind.Single, FromEnd(index));

    public static implicit operator SlicePart(Range range) => new(Kind.Range,
        range.Start.Equals(Index.Start) ? default : FromEnd(range.Start), range.End.Equals(Index.End) ? default : FromEnd(range.End));

    public static implicit operator SlicePart(NumSharp.Slice slice) =>
        slice.IsEllipsis ? Ellipsis
        : slice.IsNewAxis ? NewAxis
        : slice.IsIndex ? new(Kind.Single, Narrow(slice.Start!.Value))
        : new(Kind.Range, slice.Start is { } start ? Narrow(start) : default, slice.Stop is { } stop ? Narrow(stop) : default, slice.Step == 1 ? default : Narrow(slice.Step));

    /// <summary>The slice of a tensor that the parts describe: a StridedSlice, with TensorFlow's names.</summary>
    internal static Tensor Apply(Tensor tensor, ReadOnlySpan<SlicePart> index)
    {
        var parts = new List<SlicePart>();
        foreach (var part in index)
        {
            if (part._kind == Kind.Text) parts.AddRange(Parse(part._text!));
            else parts.Add(part);
        }
        object[] begin = new object[parts.Count], end = new object[parts.Count], strides = new object[parts.Count];
        int beginMask = 0, endMask = 0, ellipsisMask = 0, newAxisMask = 0, shrinkMask = 0;
        for (var i = 0; i < begin.Length; i++)
        {
            var part = parts[i];
            (begin[i], end[i], strides[i]) = (0, 0, 1);
            switch (part._kind)
            {
                case Kind.Ellipsis: ellipsisMask |= 1 << i; break;
                case Kind.NewAxis: newAxisMask |= 1 << i; break;
                case Kind.Single:
                    shrinkMask |= 1 << i;
                    begin[i] = part._start.Value!;
                    end[i] = part._start.AsTensor is { } at ? at + 1 : part._start.Value is long number ? number + 1 : (object)((int)part._start.Value! + 1);
                    break;
                default:
                    if (part._start.IsNull) beginMask |= 1 << i;
                    if (part._stop.IsNull) endMask |= 1 << i;
                    part.Bounds(out begin[i], out end[i], out strides[i]);
                    break;
            }
        }
        using var scope = DefaultGraph.Current.EnterScope("strided_slice");
        var tf = Binding.tf;
        if (begin.Length == 0)
        {
            var none = tf.constant(Array.Empty<int>());
            return tf.strided_slice(tensor, none, none, none, name: scope);
        }
        return tf.strided_slice(tensor, tf.stack(begin), tf.stack(end), tf.stack(strides), beginMask, endMask, ellipsisMask, newAxisMask, shrinkMask, scope);
    }

    // Beside a tensor the open bounds become constants of the tensor's type, so that all three vectors agree.
    private void Bounds(out object begin, out object end, out object stride)
    {
        var type = _start.TensorType ?? _stop.TensorType ?? _step.TensorType;
        begin = _start.Value ?? 0;
        end = _stop.Value ?? (_start.IsTensor ? Binding.tf.constant(0, type!.Value) : 0);
        stride = _step.Value ?? (type is { } known ? Binding.tf.constant(1, known) : 1);
    }

    private static IEnumerable<SlicePart> Parse(string text) => text.Split(',', StringSplitOptions.TrimEntries).Select(part => part switch
    {
        "..." => Ellipsis,
        "newaxis" or "tf.newaxis" or "np.newaxis" or "None" => NewAxis,
        _ when part.Contains(':') => ParseRange(part, text),
        _ => new SlicePart(Kind.Single, ParseNumber(part, text)),
    });

    private static SlicePart ParseRange(string part, string text)
    {
        var bounds = part.Split(':', StringSplitOptions.TrimEntries);
        if (bounds.Length > 3) throw new ValueError($"'{part}' in the index \"{text}\" has more than start:stop:step.");
        var values = Array.ConvertAll(bounds, bound => bound.Length == 0 ? default : (TensorLike)ParseNumber(bound, text));
        return new SlicePart(Kind.Range, values[0], values[1], values.Length > 2 ? values[2] : default);
    }

    private static int ParseNumber(string number, string text) => int.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new ValueError($"'{number}' in the index \"{text}\" is no number; an index has parts like 1, 1:3, ::2, ..., newaxis, separated by commas.");

    private static TensorLike FromEnd(Index index) => index.IsFromEnd ? -index.Value : index.Value;

    private static TensorLike Narrow(long value) => value is >= int.MinValue and <= int.MaxValue ? (TensorLike)(int)value : value;
}

public partial class Tensor
{
    /// <summary>A part of this tensor, as Python's <c>x[1]</c>, <c>x[1:3, ::2]</c>: <c>x[1]</c>, <c>x["1:3, ::2"]</c>, <c>x[1..3, ..]</c>, <c>x[i]</c> with a tensor.</summary>
    /// <exception cref="ValueError">The index does not fit the tensor.</exception>
    public Tensor this[params ReadOnlySpan<SlicePart> index] => SlicePart.Apply(this, index);
}

public partial class RefVariable
{
    /// <summary>A part of the variable's value; see the indexer of <see cref="Tensor"/>.</summary>
    public Tensor this[params ReadOnlySpan<SlicePart> index] => SlicePart.Apply(value(), index);
}
