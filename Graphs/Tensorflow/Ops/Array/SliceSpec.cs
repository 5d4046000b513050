namespace Tensorflow.Ops;

/// <summary>
/// Python's extended slicing, <c>x[begin:end:stride, ..., newaxis]</c>, as StridedSlice writes it down: one entry of
/// begin, end and strides for each part of the index, and bit masks that say which parts are open, an ellipsis, a new
/// axis or a single index.
/// </summary>
internal sealed class SliceSpec(NodeAttrs attrs)
{
    private readonly long _beginMask = attrs.Long("begin_mask");
    private readonly long _endMask = attrs.Long("end_mask");
    private readonly long _ellipsisMask = attrs.Long("ellipsis_mask");
    private readonly long _newAxisMask = attrs.Long("new_axis_mask");
    private readonly long _shrinkMask = attrs.Long("shrink_axis_mask");

    /// <summary>
    /// Resolves the index against a tensor's dimensions (-1 where unknown). A null begin, end or strides is not known.
    /// For each dimension: the first place, the step and the number of places (-1 if unknown). Also the dimensions of
    /// the result, in which single indices are left out and new axes are put in; their number is returned.
    /// </summary>
    /// <exception cref="InvalidArgumentError">The index does not fit the tensor.</exception>
    public int Resolve(int parts, TensorValue? begin, TensorValue? end, TensorValue? strides, ReadOnlySpan<long> dims, Span<int> starts, Span<int> steps, Span<long> counts, Span<long> result)
    {
        var rank = dims.Length;
        var ellipsis = -1;
        var newAxesAfter = 0;
        for (var i = 0; i < parts; i++)
        {
            if (Has(_ellipsisMask, i))
            {
                if (ellipsis >= 0) throw new InvalidArgumentError("Multiple ellipses in slice spec not allowed");
                ellipsis = i;
            }
            else if (ellipsis >= 0 && Has(_newAxisMask, i)) newAxesAfter++;
        }
        var d = 0;
        var made = 0;
        for (var i = 0; i < parts; i++)
        {
            if (i == ellipsis)
            {
                for (var next = Math.Min(rank - (parts - i) + 1 + newAxesAfter, rank); d < next; d++) result[made++] = Whole(d, dims, starts, steps, counts);
            }
            else if (Has(_newAxisMask, i)) result[made++] = 1;
            else
            {
                if (d == rank) throw new InvalidArgumentError($"Index out of range using input dim {d}; input has only {rank} dims");
                var single = Has(_shrinkMask, i);
                Part(i, single, begin, end, strides, dims[d], d, out starts[d], out steps[d], out counts[d]);
                if (!single) result[made++] = counts[d];
                d++;
            }
        }
        for (; d < rank; d++) result[made++] = Whole(d, dims, starts, steps, counts);
        return made;
    }

    private static long Whole(int d, ReadOnlySpan<long> dims, Span<int> starts, Span<int> steps, Span<long> counts)
    {
        starts[d] = 0;
        steps[d] = 1;
        return counts[d] = dims[d];
    }

    private void Part(int i, bool single, TensorValue? begin, TensorValue? end, TensorValue? strides, long dim, int d, out int start, out int step, out long count)
    {
        start = 0;
        step = strides is null ? 1 : strides.AsInt(i);
        if (step == 0) throw new InvalidArgumentError($"strides[{i}] must be non-zero");
        if (single)
        {
            if (strides is not null && step < 0) throw new InvalidArgumentError("only stride 1 allowed on non-range indexing.");
            count = 1;
            if (begin is null || dim < 0) return;
            var at = begin.AsLong(i);
            var place = at < 0 ? at + dim : at;
            if (place < 0 || place >= dim) throw new InvalidArgumentError($"slice index {at} of dimension {d} out of bounds.");
            start = (int)place;
            return;
        }
        bool openBegin = Has(_beginMask, i), openEnd = Has(_endMask, i);
        count = -1;
        if (dim < 0 || strides is null || (begin is null && !openBegin) || (end is null && !openEnd)) return;
        var from = openBegin ? (step > 0 ? 0 : dim - 1) : Clamp(begin!.AsLong(i), dim, step);
        var to = openEnd ? (step > 0 ? dim : -1) : Clamp(end!.AsLong(i), dim, step);
        var length = to - from;
        count = length == 0 || length < 0 != step < 0 ? 0 : length / step + (length % step != 0 ? 1 : 0);
        start = (int)from;
    }

    private static long Clamp(long place, long dim, int step)
    {
        if (place < 0) place += dim;
        return step > 0 ? Math.Clamp(place, 0, dim) : Math.Clamp(place, -1, dim - 1);
    }

    private static bool Has(long mask, int bit) => (mask >> bit & 1) != 0;
}
