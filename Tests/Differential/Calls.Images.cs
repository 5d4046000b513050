using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Differential;

static partial class Calls
{
    static Action<Draw>[] Images => [Conv2D, ConvolutionLayer, ConvTranspose, Depthwise, MaxPool, AveragePool, BatchNorm, FusedBatchNorm, Resize, LocalResponse, DepthToSpace, SpaceToBatch];

    // TensorFlow's oneDNN kernels end the process on some empty batches, so images are never empty.
    static int? Image(Draw d, Func<Traits, bool> fits)
    {
        var x = d.PickReal(t => t.Rank == 4 && t.Count > 0 && fits(t), [d.Int(1, 2), d.Int(2, 6), d.Int(2, 6), d.Int(1, 3)]);
        return d[x] is { Rank: 4, Count: > 0 } ? x : null;
    }

    static void Conv2D(Draw d)
    {
        if (Image(d, Any) is not { } x) return;
        var dims = d[x].Dims;
        int[] filter = [d.Int(1, Math.Min(3, dims[1])), d.Int(1, Math.Min(3, dims[2])), dims[3], d.Int(1, 4)];
        var w = d.PickReal(t => t.Dims.AsSpan().SequenceEqual(filter), filter);
        var (stride, padding) = (d.Int(1, 2), d.OneOf("SAME", "VALID"));
        var inner = filter[0] * filter[1] * filter[2];
        Product(d, $"conv2d({{0}}, {{1}}, {stride}, {padding})", x, w, inner, (a, b) => tf.nn.conv2d(a, b, stride, padding));
    }

    // Exact values, so that relu bends alike on both engines.
    static void ConvolutionLayer(Draw d)
    {
        if (Image(d, IsExact) is not { } x || !IsExact(d[x])) return;
        int[] filter = [d.Int(1, 2), d.Int(1, 2), d[x].Dims[3], d.Int(1, 4)];
        var w = d.PickReal(t => IsExact(t) && t.Dims.AsSpan().SequenceEqual(filter), filter);
        var b = d.PickReal(t => IsExact(t) && t.Rank == 1 && t.Dims[0] == filter[3], [filter[3]]);
        var biased = d.Chance(0.5);
        d.Add($"relu({(biased ? "bias_add" : "add")}(conv2d({{0}}, {{1}}, 1, SAME), {{2}}))", [x, w, b], (t, _) =>
        {
            var y = tf.nn.conv2d(t[0], t[1], 1, "SAME");
            return tf.nn.relu(biased ? tf.nn.bias_add(y, t[2]) : y + t[2]);
        }, d[x].Most * d[w].Most * filter[0] * filter[1] * filter[2] + d[b].Most, d[x].Bits + d[w].Bits + 6);
    }

    static void ConvTranspose(Draw d)
    {
        if (Image(d, Any) is not { } x) return;
        d.NeedsShapes = true;
        var (dims, stride) = (d[x].Dims, d.Int(1, 2));
        int[] filter = [d.Int(1, 3), d.Int(1, 3), d.Int(1, 3), dims[3]];
        int[] output = [dims[0], dims[1] * stride, dims[2] * stride, filter[2]];
        var w = d.PickReal(t => t.Dims.AsSpan().SequenceEqual(filter), filter);
        Product(d, $"conv2d_transpose({{0}}, {{1}}, {List(output)}, {stride})", x, w, filter[0] * filter[1] * filter[3], (a, b) => tf.nn.conv2d_transpose(a, b, output, stride));
    }

    static void FusedBatchNorm(Draw d)
    {
        if (Image(d, t => t.Count / t.Dims[3] > 1) is not { } x || d[x].Count / d[x].Dims[3] < 2) return;
        (d.IsSingle, d.HasSecond) = (true, false);
        var channels = d[x].Dims[3];
        var scale = d.PickReal(t => t.Rank == 1 && t.Dims[0] == channels, [channels]);
        var offset = d.PickReal(t => t.Rank == 1 && t.Dims[0] == channels, [channels]);
        d.Add("fused_batch_norm({0}, {1}, {2}, epsilon 0.5)", [x, scale, offset], (t, real) =>
        {
            Tensor Single(Tensor tensor) => tf.cast(tensor, tf.float32);
            return tf.cast(tf.nn.fused_batch_norm(Single(t[0]), Single(t[1]), Single(t[2]), epsilon: 0.5).y, real);
        }, d[x].Most * 3 * d[scale].Most + d[offset].Most);
    }

    static void DepthToSpace(Draw d)
    {
        if (Image(d, t => t.Dims[3] % 4 == 0) is not { } x || d[x].Dims[3] % 4 > 0) return;
        Move(d, "depth_to_space({0}, 2)", x, t => tf.depth_to_space(t, 2));
    }

    static void SpaceToBatch(Draw d)
    {
        if (Image(d, Any) is not { } x) return;
        var pads = new[,] { { d[x].Dims[1] % 2, 0 }, { 0, d[x].Dims[2] % 2 } };
        Move(d, "batch_to_space(space_to_batch({0}, 2), 2)", x, t => tf.batch_to_space_nd(tf.space_to_batch_nd(t, new[] { 2, 2 }, pads), new[] { 2, 2 }, pads));
    }

    static void Depthwise(Draw d)
    {
        if (Image(d, Any) is not { } x) return;
        var dims = d[x].Dims;
        int[] filter = [d.Int(1, Math.Min(3, dims[1])), d.Int(1, Math.Min(3, dims[2])), dims[3], d.Int(1, 2)];
        var w = d.PickReal(t => t.Dims.AsSpan().SequenceEqual(filter), filter);
        var (stride, padding) = (d.Int(1, 2), d.OneOf("SAME", "VALID"));
        Product(d, $"depthwise_conv2d({{0}}, {{1}}, {stride}, {padding})", x, w, filter[0] * filter[1], (a, b) => tf.nn.depthwise_conv2d(a, b, stride, padding));
    }

    static void MaxPool(Draw d)
    {
        if (Image(d, IsExact) is not { } x || !IsExact(d[x])) return;
        var (window, stride, padding) = (d.Int(1, 3), d.Int(1, 3), d.OneOf("SAME", "VALID"));
        if (d[x].Dims[1] < window || d[x].Dims[2] < window) return;
        // TensorFlow's second gradient writes over its own input where the sizes stay.
        if (stride == 1 && (window == 1 || padding == "SAME")) d.HasSecond = false;
        Move(d, $"max_pool({{0}}, {window}, {stride}, {padding})", x, t => tf.nn.max_pool(t, window, stride, padding));
    }

    static void AveragePool(Draw d)
    {
        if (Image(d, Any) is not { } x) return;
        var (window, stride, padding) = (d.Int(1, 3), d.Int(1, 3), d.OneOf("SAME", "VALID"));
        if (d[x].Dims[1] < window || d[x].Dims[2] < window) return;
        d.Add($"avg_pool({{0}}, {window}, {stride}, {padding})", [x], (t, _) => tf.nn.avg_pool(t[0], window, stride, padding), d[x].Most);
    }

    static void BatchNorm(Draw d)
    {
        if (Image(d, Any) is not { } x) return;
        var channels = d[x].Dims[3];
        var scale = d.PickReal(t => t.Rank == 1 && t.Dims[0] == channels, [channels]);
        var offset = d.PickReal(t => t.Rank == 1 && t.Dims[0] == channels, [channels]);
        d.Add("batch_normalization over {0}", [x, scale, offset], (t, _) =>
        {
            var (mean, variance) = tf.nn.moments(t[0], [0, 1, 2]);
            return tf.nn.batch_normalization(t[0], mean, variance, t[2], t[1], 0.5);
        }, d[x].Most * 3 * d[scale].Most + d[offset].Most);
    }

    static void Resize(Draw d)
    {
        if (Image(d, Any) is not { } x) return;
        int[] size = [d.Int(1, 6), d.Int(1, 6)];
        var align = d.Chance(0.3);
        if (d.Chance(0.4))
        {
            Move(d, $"resize_nearest_neighbor({{0}}, {List(size)}, {align})", x, t => tf.image.resize_nearest_neighbor(t, size, align));
            return;
        }
        d.IsSingle = true;
        d.Add($"resize_bilinear({{0}}, {List(size)}, {align})", [x], (t, real) => tf.cast(tf.image.resize_bilinear(t[0], size, align), real), d[x].Most);
    }

    static void LocalResponse(Draw d)
    {
        if (Image(d, Any) is not { } x) return;
        d.HasSecond = false;
        d.IsSingle = true;
        d.Add("lrn({0}, 2)", [x], (t, real) => tf.cast(tf.nn.lrn(tf.cast(t[0], tf.float32), 2), real), d[x].Most + 1);
    }
}
