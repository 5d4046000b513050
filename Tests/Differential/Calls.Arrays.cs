using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Differential;

static partial class Calls
{
    static Action<Draw>[] Arrays =>
    [
        Reshape, Flatten, Transpose, ExpandDims, Squeeze, Concat, Stack, Unstack, Split, Slice, StridedSlice, Tile, Pad, Reverse, OneHot, BroadcastTo, Diagonals, BandPart,
        ShapeOf, SizeOf, ZerosLike, Fill, Range, SpaceToDepth, BooleanMask, WhereTrue, ReverseSequence, Unique,
    ];

    /// <summary>A step of any type; elements are only moved.</summary>
    static int PickAny(Draw d, Func<Traits, bool> fits, int[] dims) =>
        (d.Chance(0.3) ? d.Pick(t => fits(t) && t.Type is TF_DataType.TF_INT32 or TF_DataType.TF_INT64 or TF_DataType.TF_BOOL && fits(t)) : null) ?? d.PickReal(fits, dims);

    static void Move(Draw d, string text, int x, Func<Tensor, Tensor> f) => d.Add(text, [x], (t, _) => f(t[0]), d[x].Most, d[x].Bits);

    static void Reshape(Draw d)
    {
        var x = PickAny(d, t => t.Count > 0, [2, 6]);
        var rest = d[x].Count;
        var dims = new List<int>();
        for (var n = 2; n <= rest; n++)
        {
            while (rest % n == 0 && d.Chance(0.7))
            {
                dims.Add(n);
                rest /= n;
            }
        }
        dims.Insert(d.Int(0, dims.Count), d.Chance(0.5) || d[x].Count == 0 ? -1 : rest);
        Move(d, $"reshape({{0}}, {List(dims)})", x, t => tf.reshape(t, dims.ToArray()));
    }

    static void Flatten(Draw d)
    {
        var x = PickAny(d, t => t.Rank > 0 && t.Dims[0] > 0, [2, 3, 2]);
        if (d[x].Rank == 0 || d[x].Dims[0] == 0) return;
        d.NeedsShapes |= d[x].Count == 0;
        Move(d, "reshape({0}, [shape({0})[0], -1])", x, t => tf.reshape(t, [tf.shape(t)[0], -1]));
    }

    static void Transpose(Draw d)
    {
        var x = PickAny(d, Any, d.SomeDims(d.Int(2, 4)));
        if (d.Chance(0.2))
        {
            Move(d, "transpose({0})", x, t => tf.transpose(t));
            return;
        }
        var order = Permutation(d, d[x].Rank);
        Move(d, $"transpose({{0}}, {List(order)})", x, t => tf.transpose(t, order));
    }

    static void ExpandDims(Draw d)
    {
        var x = PickAny(d, t => t.Rank < 5, [3]);
        var axis = d.Int(-d[x].Rank - 1, d[x].Rank);
        Move(d, $"expand_dims({{0}}, {axis})", x, t => tf.expand_dims(t, axis));
    }

    static void Squeeze(Draw d)
    {
        var x = PickAny(d, t => t.Dims.Contains(1), [1, 3, 1]);
        if (!d[x].Dims.Contains(1)) return;
        if (d.Chance(0.4))
        {
            d.NeedsShapes = true;
            Move(d, "squeeze({0})", x, t => tf.squeeze(t));
            return;
        }
        var axis = Array.IndexOf(d[x].Dims, 1);
        Move(d, $"squeeze({{0}}, {axis})", x, t => tf.squeeze(t, axis));
    }

    static int[] SameBut(Draw d, int x, int? axis, int count) =>
    [
        x, .. Enumerable.Range(0, count).Select(_ => d.PickReal(
            t => t.Rank == d[x].Rank && Enumerable.Range(0, t.Rank).All(i => i == axis || t.Dims[i] == d[x].Dims[i]), d[x].Dims)),
    ];

    static string Inputs(int[] all) => $"[{string.Join(", ", all.Select((_, i) => $"{{{i}}}"))}]";

    static double MostOf(Draw d, int[] all) => all.Max(i => d[i].Most);

    static int? BitsOf(Draw d, int[] all) => all.All(i => IsExact(d[i])) ? all.Max(i => d[i].Bits) + 3 : null;

    static void Concat(Draw d)
    {
        var x = d.PickReal(t => t.Rank > 0, d.SomeDims(d.Int(1, 3)));
        var axis = d.Int(0, d[x].Rank - 1);
        var all = SameBut(d, x, axis, d.Int(1, 3));
        if (d.Chance(0.3)) axis -= d[x].Rank;
        d.Add($"concat({Inputs(all)}, {axis})", all, (t, _) => tf.concat(t, axis), MostOf(d, all), BitsOf(d, all));
    }

    static void Stack(Draw d)
    {
        var x = d.PickReal(t => t.Rank < 4, d.SomeDims(d.Int(0, 3)));
        var all = SameBut(d, x, null, d.Int(0, 3));
        var axis = d.Int(-d[x].Rank - 1, d[x].Rank);
        d.Add($"stack({Inputs(all)}, {axis})", all, (t, _) => tf.stack(t, axis), MostOf(d, all), BitsOf(d, all));
    }

    static void Unstack(Draw d)
    {
        var x = PickAny(d, t => t.Rank > 0 && t.Dims.All(n => n is > 0 and < 6), [3, 2]);
        if (d[x].Rank == 0 || d[x].Dims.Any(n => n is 0 or > 5)) return;
        var axis = d.Int(0, d[x].Rank - 1);
        var (count, index) = (d[x].Dims[axis], d.Int(0, d[x].Dims[axis] - 1));
        Move(d, $"unstack({{0}}, axis {axis})[{index}]", x, t => tf.unstack(t, count, axis)[index]);
    }

    static void Split(Draw d)
    {
        var x = PickAny(d, t => t.Rank > 0 && t.Count > 0, [4, 2]);
        if (d[x].Rank == 0 || d[x].Count == 0) return;
        var axis = d.Int(0, d[x].Rank - 1);
        var size = d[x].Dims[axis];
        int[] divisors = [.. Enumerable.Range(1, size).Where(n => size % n == 0)];
        var parts = divisors[d.Int(0, divisors.Length - 1)];
        var index = d.Int(0, parts - 1);
        if (d.Chance(0.5))
        {
            Move(d, $"split({{0}}, {parts}, {axis})[{index}]", x, t => tf.split(t, parts, axis)[index]);
            return;
        }
        var first = d.Int(0, size);
        var which = d.Int(0, 1);
        Move(d, $"split({{0}}, [{first},{size - first}], {axis})[{which}]", x, t => tf.split(t, new[] { first, size - first }, axis)[which]);
    }

    static void Slice(Draw d)
    {
        var x = PickAny(d, t => t.Rank > 0, d.SomeDims(d.Int(1, 3)));
        int[] begin = [.. d[x].Dims.Select(n => d.Int(0, n))];
        int[] size = [.. d[x].Dims.Select((n, i) => d.Chance(0.3) ? -1 : d.Int(0, n - begin[i]))];
        Move(d, $"slice({{0}}, {List(begin)}, {List(size)})", x, t => tf.slice(t, begin, size));
    }

    static void StridedSlice(Draw d)
    {
        var x = PickAny(d, t => t.Rank > 0 && t.Count > 0, d.SomeDims(d.Int(1, 3)));
        if (d[x].Count == 0) return;
        var parts = new List<string>();
        foreach (var n in d[x].Dims.Take(d.Int(1, d[x].Rank)))
        {
            parts.Add(d.Int(0, 5) switch
            {
                0 => $"{d.Int(-n, n - 1)}",
                1 => "::-1",
                2 => $"{d.Int(0, n)}:",
                3 => $":{d.Int(-n, n)}",
                4 => "::2",
                _ => $"{d.Int(0, n)}:{d.Int(0, n)}:{d.Int(1, 2)}",
            });
            if (d.Chance(0.1)) parts.Add("newaxis");
        }
        if (d.Chance(0.2)) parts.Insert(0, "newaxis");
        var text = string.Join(", ", parts);
        Move(d, $"{{0}}[{text}]", x, t => t[text]);
    }

    static void Tile(Draw d)
    {
        var x = PickAny(d, t => t.Rank > 0, d.SomeDims(d.Int(1, 3)));
        int[] multiples = [.. d[x].Dims.Select(_ => d.Chance(0.05) ? 0 : d.Int(1, 3))];
        Move(d, $"tile({{0}}, {List(multiples)})", x, t => tf.tile(t, multiples));
    }

    static void Pad(Draw d)
    {
        var x = d.PickReal(t => t.Rank > 0 && t.Dims.All(n => n > 1), [3, 2]);
        if (d[x].Dims.Any(n => n < 2)) return;
        var mode = d.OneOf("CONSTANT", "REFLECT", "SYMMETRIC");
        var pads = new int[d[x].Rank, 2];
        for (var i = 0; i < d[x].Rank; i++) (pads[i, 0], pads[i, 1]) = (d.Int(0, d[x].Dims[i] - 1), d.Int(0, d[x].Dims[i] - 1));
        Move(d, $"pad({{0}}, {List(pads.Cast<int>())}, {mode})", x, t => tf.pad(t, pads, mode));
    }

    static void Reverse(Draw d)
    {
        var x = PickAny(d, t => t.Rank > 0, d.SomeDims(d.Int(1, 3)));
        var axes = Axes(d, d[x].Rank) ?? [0];
        Move(d, $"reverse({{0}}, {List(axes)})", x, t => tf.reverse(t, axes));
    }

    static void OneHot(Draw d)
    {
        var indices = d.AddSource(d.OneOf(TF_DataType.TF_INT32, TF_DataType.TF_INT64), d.SomeDims(d.Int(0, 2)), 4, least: -1);
        var axis = d.OneOf(-1, 0);
        d.Add($"one_hot({{0}}, 4, 1.5, -0.5, {axis})", [indices], (t, real) => tf.one_hot(t[0], 4, tf.cast(tf.constant(1.5), real), tf.cast(tf.constant(-0.5), real), axis), 2, 3);
    }

    static void BroadcastTo(Draw d)
    {
        var x = d.PickReal(t => t.Rank < 4, d.SomeDims(d.Int(0, 2)));
        int[] dims = [.. Enumerable.Range(0, d.Int(0, 2)).Select(_ => d.Int(1, 3)), .. d[x].Dims.Select(n => n == 1 ? d.Int(1, 3) : n)];
        Move(d, $"broadcast_to({{0}}, {List(dims)})", x, t => tf.broadcast_to(t, dims));
    }

    static void Diagonals(Draw d)
    {
        var x = d.PickReal(t => t.Rank > 0, d.SomeDims(d.Int(1, 2)));
        if (d[x].Rank > 1 && d[x].Count > 0 && d.Chance(0.5)) Move(d, "matrix_diag_part({0})", x, t => tf.matrix_diag_part(t));
        else Move(d, "matrix_diag({0})", x, t => tf.matrix_diag(t));
    }

    static void BandPart(Draw d)
    {
        var x = d.PickReal(t => t.Rank > 1, [3, 4]);
        var (lower, upper) = (d.Int(-1, 2), d.Int(-1, 2));
        if (d[x].Dims[^1] < 3 || d[x].Dims[^2] < 3) return;
        Move(d, $"matrix_band_part({{0}}, {lower}, {upper})", x, t => tf.matrix_band_part(t, lower, upper));
    }

    static void ShapeOf(Draw d)
    {
        if (d.Pick(Any) is { } x) d.Add("shape({0})", [x], (t, _) => tf.shape(t[0]), 100, 1);
    }

    static void SizeOf(Draw d)
    {
        if (d.Pick(t => t.Rank > 0) is { } x) d.Add("shape({0})[0] * size({0})", [x], (t, _) => tf.shape(t[0])[0] * tf.size(t[0]), 9000, 1);
    }

    static void ZerosLike(Draw d)
    {
        if (d.Pick(Any) is not { } x) return;
        var ones = d.Chance(0.5);
        d.Add(ones ? "ones_like({0})" : "zeros_like({0})", [x], (t, _) => ones ? tf.ones_like(t[0]) : tf.zeros_like(t[0]), 1, 1);
    }

    static void Fill(Draw d)
    {
        var x = d.PickReal(t => t.Rank == 0, []);
        if (d[x].Rank != 0) return;
        var dims = d.SomeDims(d.Int(0, 3));
        Move(d, $"fill({List(dims)}, {{0}})", x, t => tf.fill(dims, t));
    }

    static void Range(Draw d)
    {
        var (start, limit, delta) = (d.Int(-5, 5), d.Int(-5, 15), d.Int(1, 3));
        if (limit < start) delta = -delta;
        if (d.Pick(t => t.Type == TF_DataType.TF_INT32 && t.Rank == 0 && t.Most < 100) is not { } x) return;
        d.Add($"range({start}, {limit}, {delta}) + {{0}}", [x], (t, _) => tf.range(start, limit, delta) + t[0], 120, 1);
    }

    static void SpaceToDepth(Draw d)
    {
        var x = d.PickReal(t => t.Rank == 4 && t.Count > 0 && t.Dims[1] % 2 == 0 && t.Dims[2] % 2 == 0, [1, 2, 4, 2]);
        if (d[x].Rank != 4 || d[x].Count == 0 || d[x].Dims[1] % 2 + d[x].Dims[2] % 2 > 0) return;
        Move(d, "space_to_depth({0}, 2)", x, t => tf.space_to_depth(t, 2));
    }

    static void BooleanMask(Draw d)
    {
        if (d.Pick(t => t.Type == TF_DataType.TF_BOOL && t.Rank is 1 or 2) is not { } mask || d[mask].Rank is 0 or > 2) return;
        var x = d.PickReal(t => t.Rank >= d[mask].Rank && t.Dims[..d[mask].Rank].AsSpan().SequenceEqual(d[mask].Dims), [.. d[mask].Dims, 2]);
        if (d[x].Rank < d[mask].Rank || !d[x].Dims[..d[mask].Rank].AsSpan().SequenceEqual(d[mask].Dims)) return;
        d.NeedsShapes = true;
        d.Add("reduce_sum(boolean_mask({0}, {1}), 0)", [x, mask], (t, _) => tf.reduce_sum(tf.boolean_mask(t[0], t[1]), 0), d[x].Most * d[x].Count, null);
    }

    static void WhereTrue(Draw d)
    {
        if (d.Pick(t => t.Type == TF_DataType.TF_BOOL && t.Rank > 0) is { } x) d.Add("reduce_sum(where({0}), 0)", [x], (t, _) => tf.reduce_sum(tf.where(t[0]), 0), 9000, 1);
    }

    static void ReverseSequence(Draw d)
    {
        var x = d.PickReal(t => t.Rank > 1 && t.Count > 0, [3, 4]);
        if (d[x].Rank < 2 || d[x].Count == 0) return;
        var lengths = d.AddSource(TF_DataType.TF_INT32, [d[x].Dims[0]], d[x].Dims[1], least: 0);
        d.Add("reverse_sequence({0}, {1}, 1, 0)", [x, lengths], (t, _) => tf.reverse_sequence(t[0], t[1], seq_axis: 1, batch_axis: 0), d[x].Most, d[x].Bits);
    }

    static void Unique(Draw d)
    {
        if (d.Pick(t => t.Type is TF_DataType.TF_INT32 or TF_DataType.TF_INT64 && t.Rank == 1) is { } x && d[x].Rank == 1)
            d.Add("reduce_sum(unique({0}).y) + gather(unique({0}).y, unique({0}).idx)", [x], (t, _) => tf.reduce_sum(tf.unique(t[0]).y) + tf.gather(tf.unique(t[0]).y, tf.unique(t[0]).idx), d[x].Most * 20, 1);
    }
}
