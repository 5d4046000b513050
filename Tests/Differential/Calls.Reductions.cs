using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Differential;

static partial class Calls
{
    delegate Tensor Reduction(Tensor x, TensorLike axis, bool keepdims);

    static Action<Draw>[] Reductions =>
    [
        Reduce("reduce_sum", (x, axis, keep) => tf.reduce_sum(x, axis, keep), (m, n) => m * n, exactly: true), Reduce("reduce_mean", (x, axis, keep) => tf.reduce_mean(x, axis, keep), (m, _) => m),
        Reduce("reduce_logsumexp", (x, axis, keep) => tf.reduce_logsumexp(x, axis, keep), (m, n) => m + Math.Log(n + 1), emptyIsWild: true),
        Reduce("reduce_variance", (x, axis, keep) => tf.math.reduce_variance(x, axis, keep), (m, _) => 4 * m * m), Reduce("reduce_euclidean_norm", (x, axis, keep) => tf.sqrt(tf.reduce_sum(tf.square(x), axis, keep) + 0.5), (m, n) => m * n + 1),
        BentReduce("reduce_max", (x, axis, keep) => tf.reduce_max(x, axis, keep)), BentReduce("reduce_min", (x, axis, keep) => tf.reduce_min(x, axis, keep)),
        Reduce("reduce_prod(tanh)", (x, axis, keep) => tf.reduce_prod(1.25 * tf.tanh(x), axis, keep), (_, n) => Math.Pow(1.25, n)),
        BoolReduce("reduce_any", (x, axis, keep) => tf.reduce_any(x, axis, keep)), BoolReduce("reduce_all", (x, axis, keep) => tf.reduce_all(x, axis, keep)),
        WholeReduce("reduce_sum", (x, axis, keep) => tf.reduce_sum(x, axis, keep)), WholeReduce("reduce_max", (x, axis, keep) => tf.reduce_max(x, axis, keep)), WholeReduce("reduce_mean", (x, axis, keep) => tf.reduce_mean(x, axis, keep)),
        d => ArgBest(d, "argmax", (x, axis, type) => tf.argmax(x, axis, output_type: type)), d => ArgBest(d, "argmin", (x, axis, type) => tf.argmin(x, axis, output_type: type)),
        Cumulative, CumulativeProduct, Softmax, LogSoftmax, TopK, Moments, CountNonzero, L2Normalize, ClipByNorm,
    ];

    /// <summary>Axes of a reduction, negative ones too; null for all.</summary>
    static int[]? Axes(Draw d, int rank)
    {
        if (rank == 0 || d.Chance(0.25)) return null;
        return [.. Permutation(d, rank).Take(d.Int(1, rank)).Select(axis => d.Chance(0.3) ? axis - rank : axis)];
    }

    static int Reduced(int[] dims, int[]? axes) => axes is null ? dims.Aggregate(1, (a, b) => a * b) : axes.Aggregate(1, (n, axis) => n * dims[axis < 0 ? axis + dims.Length : axis]);

    static string Arguments(int[]? axes, bool keep) => $"({{0}}{(axes is null ? "" : ", " + List(axes))}{(keep ? ", keepdims" : "")})";

    static TensorLike AxisOf(int[]? axes) => axes is null ? default : (TensorLike)axes;

    static Action<Draw> Reduce(string call, Reduction f, Func<double, int, double> most, bool exactly = false, bool emptyIsWild = false) => d =>
    {
        var x = d.PickReal(t => t.Count > 0 || !exactly, d.SomeDims(d.Int(0, 4)));
        var (axes, keep) = (Axes(d, d[x].Rank), d.Chance(0.3));
        var count = Reduced(d[x].Dims, axes);
        d.Add(call + Arguments(axes, keep), [x], (t, _) => f(t[0], AxisOf(axes), keep), most(d[x].Most, count), exactly ? d[x].Bits + (int)Math.Ceiling(Math.Log2(count + 1)) : null, wild: count == 0 || emptyIsWild && count == 0);
    };

    static Action<Draw> BentReduce(string call, Reduction f) => d =>
    {
        var x = d.PickReal(IsExact, d.SomeDims(d.Int(0, 4)));
        var (axes, keep) = (Axes(d, d[x].Rank), d.Chance(0.3));
        d.Add(call + Arguments(axes, keep), [x], (t, _) => f(t[0], AxisOf(axes), keep), d[x].Most, d[x].Bits, wild: Reduced(d[x].Dims, axes) == 0);
    };

    static Action<Draw> BoolReduce(string call, Reduction f) => d =>
    {
        if (d.Pick(t => t.Type == TF_DataType.TF_BOOL) is not { } x) return;
        var (axes, keep) = (Axes(d, d[x].Rank), d.Chance(0.3));
        d.Add(call + Arguments(axes, keep), [x], (t, _) => f(t[0], AxisOf(axes), keep), 1, 1);
    };

    static Action<Draw> WholeReduce(string call, Reduction f) => d =>
    {
        if (d.Pick(t => t.Type is TF_DataType.TF_INT32 or TF_DataType.TF_INT64 && t.Count > 0) is not { } x) return;
        var (axes, keep) = (Axes(d, d[x].Rank), d.Chance(0.3));
        d.Add(call + Arguments(axes, keep), [x], (t, _) => f(t[0], AxisOf(axes), keep), d[x].Most * Reduced(d[x].Dims, axes), 1);
    };

    static void ArgBest(Draw d, string call, Func<Tensor, int, TF_DataType, Tensor> f)
    {
        var x = d.PickReal(t => IsExact(t) && t.Rank > 0 && t.Count > 0, [3, 4]);
        if (d[x].Rank == 0 || d[x].Count == 0) return;
        var axis = d.Int(-d[x].Rank, d[x].Rank - 1);
        var type = d.OneOf(TF_DataType.TF_INT64, TF_DataType.TF_INT32);
        d.Add($"{call}({{0}}, {axis})", [x], (t, _) => f(t[0], axis, type), 100, 1);
    }

    static void Cumulative(Draw d)
    {
        var x = d.PickReal(t => t.Rank > 0, [2, 5]);
        var (axis, exclusive, reverse) = (d.Int(-d[x].Rank, d[x].Rank - 1), d.Chance(0.5), d.Chance(0.5));
        d.Add($"cumsum({{0}}, {axis}, {exclusive}, {reverse})", [x], (t, _) => tf.cumsum(t[0], axis, exclusive, reverse), d[x].Most * 10, d[x].Bits + 4);
    }

    static void CumulativeProduct(Draw d)
    {
        var x = d.PickReal(t => t.Rank > 0, [2, 5]);
        var (axis, exclusive, reverse) = (d.Int(0, d[x].Rank - 1), d.Chance(0.5), d.Chance(0.5));
        d.Add($"cumprod(1.5 + 0.25 tanh({{0}}), {axis}, {exclusive}, {reverse})", [x], (t, _) => tf.cumprod(1.5 + 0.25 * tf.tanh(t[0]), axis, exclusive, reverse), Math.Pow(1.75, 9));
    }

    static void Softmax(Draw d)
    {
        var x = d.PickReal(t => t.Rank > 0, [3, 4]);
        var axis = d.Chance(0.7) ? -1 : d.Int(0, d[x].Rank - 1);
        d.Add($"softmax({{0}}, {axis})", [x], (t, _) => tf.nn.softmax(t[0], axis), 1);
    }

    static void LogSoftmax(Draw d)
    {
        var x = d.PickReal(t => t.Rank > 0, [3, 4]);
        d.Add("log_softmax({0})", [x], (t, _) => tf.nn.log_softmax(t[0]), 2 * d[x].Most + 3);
    }

    static void TopK(Draw d)
    {
        var x = d.PickReal(t => IsExact(t) && t.Rank > 0 && t.Dims[^1] > 0, [3, 4]);
        if (d[x].Rank == 0 || d[x].Dims[^1] == 0) return;
        var k = d.Int(1, d[x].Dims[^1]);
        var indices = d.Chance(0.3);
        d.Add($"top_k({{0}}, {k}).{(indices ? "indices" : "values")}", [x], (t, _) => indices ? tf.nn.top_k(t[0], k).indices : tf.nn.top_k(t[0], k).values, indices ? 10 : d[x].Most, indices ? 1 : d[x].Bits);
    }

    static void Moments(Draw d)
    {
        var x = d.PickReal(t => t.Rank > 0 && t.Count > 0, [3, 4]);
        var axes = Axes(d, d[x].Rank) ?? [0];
        var variance = d.Chance(0.5);
        d.Add($"moments({{0}}, {List(axes)}).{(variance ? "variance" : "mean")}", [x], (t, _) => variance ? tf.nn.moments(t[0], axes).variance : tf.nn.moments(t[0], axes).mean, 4 * d[x].Most * d[x].Most, wild: Reduced(d[x].Dims, axes) == 0);
    }

    static void CountNonzero(Draw d)
    {
        var x = d.PickReal(IsExact, d.SomeDims(d.Int(0, 3)));
        d.Add("count_nonzero({0})", [x], (t, _) => tf.count_nonzero(t[0]), 2000, 1);
    }

    static void L2Normalize(Draw d)
    {
        var x = d.PickReal(t => t.Rank > 0 && t.Count > 0, [3, 4]);
        var axis = d.Int(0, d[x].Rank - 1);
        d.Add($"l2_normalize({{0}}, {axis}, 0.5)", [x], (t, _) => tf.nn.l2_normalize(t[0], axis, 0.5), 2 * d[x].Most);
    }

    static void ClipByNorm(Draw d)
    {
        var x = d.PickReal(IsExact, d.SomeDims(d.Int(1, 3)));
        d.Add("clip_by_norm({0} + 0.3, 1.7)", [x], (t, _) => tf.clip_by_norm(t[0] + 0.3, 1.7), 2);
    }
}
