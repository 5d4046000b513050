using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Differential;

static partial class Calls
{
    static Action<Draw>[] Segments => [Gather, GatherNd, ScatterNd, Segment, UnsortedSegment, DynamicStitch, BatchGather];

    static void Gather(Draw d)
    {
        var x = d.PickReal(t => t.Rank > 0 && t.Count > 0, [4, 3]);
        if (d[x].Rank == 0 || d[x].Count == 0) return;
        var axis = d.Chance(0.5) ? 0 : d.Int(0, d[x].Rank - 1);
        var indices = d.AddSource(d.OneOf(TF_DataType.TF_INT32, TF_DataType.TF_INT64), d.SomeDims(d.Int(0, 2)), LastIndex(d, d[x].Dims[axis]), least: 0);
        d.Add($"gather({{0}}, {{1}}, axis {axis})", [x, indices], (t, _) => tf.gather(t[0], t[1], axis: axis), d[x].Most, d[x].Bits);
    }

    static void GatherNd(Draw d)
    {
        var x = d.PickReal(t => t.Rank > 1 && t.Count > 0, [4, 3]);
        if (d[x].Rank < 2 || d[x].Count == 0) return;
        var depth = d.Int(1, d[x].Rank);
        var indices = d.AddSource(TF_DataType.TF_INT32, [d.Int(1, 3), depth], LastIndex(d, d[x].Dims[..depth].Min()), least: 0);
        d.Add("gather_nd({0}, {1})", [x, indices], (t, _) => tf.gather_nd(t[0], t[1]), d[x].Most, d[x].Bits);
    }

    static void ScatterNd(Draw d)
    {
        var updates = d.PickReal(t => t.Rank == 2 && t.Count > 0, [3, 2]);
        if (d[updates].Rank != 2 || d[updates].Count == 0) return;
        var dims = d[updates].Dims;
        var indices = d.AddSource(TF_DataType.TF_INT32, [dims[0], 1], LastIndex(d, 5), least: 0);
        d.Add($"scatter_nd({{1}}, {{0}}, [5,{dims[1]}])", [updates, indices], (t, _) => tf.scatter_nd(t[1], t[0], new[] { 5, dims[1] }), d[updates].Most * dims[0], d[updates].Bits + 4);
    }

    static void Segment(Draw d)
    {
        var x = d.PickReal(t => IsExact(t) && t.Rank > 0 && t.Count > 0, [5, 2]);
        if (d[x].Rank == 0 || d[x].Count == 0) return;
        // Now and then ids that are not in order, which is an error.
        var ids = new int[d[x].Dims[0]];
        for (var i = 1; i < ids.Length; i++) ids[i] = d.Chance(0.003) ? 0 : ids[i - 1] + d.Int(0, 1);
        var (name, f, bits) = d.OneOf<(string, Func<Tensor, Tensor>, int?)>(
            ("sum", t => tf.math.segment_sum(t, ids), d[x].Bits + 4), ("mean", t => tf.math.segment_mean(t, ids), null), ("max", t => tf.math.segment_max(t, ids), d[x].Bits), ("min", t => tf.math.segment_min(t, ids), d[x].Bits));
        d.Add($"segment_{name}({{0}}, {List(ids)})", [x], (t, _) => f(t[0]), d[x].Most * ids.Length, bits);
    }

    static void UnsortedSegment(Draw d)
    {
        var x = d.PickReal(t => IsExact(t) && t.Rank > 0, [5, 2]);
        if (d[x].Rank == 0) return;
        var ids = d.AddSource(TF_DataType.TF_INT32, [d[x].Dims[0]], LastIndex(d, 4), least: -1);
        var (name, f, bits) = d.OneOf<(string, Func<Tensor, Tensor, Tensor>, int?)>(
            ("sum", (t, i) => tf.math.unsorted_segment_sum(t, i, 4), d[x].Bits + 4), ("mean", (t, i) => tf.math.unsorted_segment_mean(t, i, 4), null), ("sqrt_n", (t, i) => tf.math.unsorted_segment_sqrt_n(t, i, 4), null),
            ("max", (t, i) => tf.math.unsorted_segment_max(t, i, 4), null), ("min", (t, i) => tf.math.unsorted_segment_min(t, i, 4), null));
        // An empty segment's greatest value is the least number there is.
        d.Add($"unsorted_segment_{name}({{0}}, {{1}}, 4)", [x, ids], (t, _) => f(t[0], t[1]), d[x].Most * 10, bits, wild: name is "max" or "min");
    }

    static void DynamicStitch(Draw d)
    {
        var x = d.PickReal(t => t.Rank == 2 && t.Count > 0, [3, 2]);
        if (d[x].Rank != 2 || d[x].Count == 0) return;
        var order = Permutation(d, d[x].Dims[0]);
        Move(d, $"dynamic_stitch([{List(order)}], [{{0}}])", x, t => tf.dynamic_stitch([tf.constant(order)], [t]));
    }

    static void BatchGather(Draw d)
    {
        var x = d.PickReal(t => t.Rank > 1 && t.Count > 0, [2, 4]);
        if (d[x].Rank < 2 || d[x].Count == 0) return;
        var indices = d.AddSource(TF_DataType.TF_INT32, [d[x].Dims[0], d.Int(1, 3)], d[x].Dims[1] - 1, least: 0);
        d.Add("batch_gather({0}, {1})", [x, indices], (t, _) => tf.batch_gather(t[0], t[1]), d[x].Most, d[x].Bits);
    }
}
