using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Golden;

/// <summary>The calls that made golden operations' graphs in Python, made here: the same nodes with the same names in the same order.</summary>
[Category("Golden")]
public class MathCallsReplay
{
    static readonly Dictionary<string, Func<Tensor[], Tensor[]>> s_calls = new()
    {
        ["neg_r0"] = t => [-t[0]],
        ["add_b0"] = t => [tf.add(t[0], t[1])],
        ["sub_b0"] = t => [tf.subtract(t[0], t[1])],
        ["mul_b0"] = t => [tf.multiply(t[0], t[1])],
        ["div_b0"] = t => [tf.divide(t[0], t[1])],
        ["realdiv_b0"] = t => [tf.realdiv(t[0], t[1])],
        ["div_no_nan_b0"] = t => [tf.math.divide_no_nan(t[0], t[1])],
        ["floordiv_i32"] = t => [tf.floordiv(t[0], t[1])],
        ["floormod_f32"] = t => [tf.floormod(t[0], t[1])],
        ["maximum_b0"] = t => [tf.maximum(t[0], t[1])],
        ["squared_difference_b0"] = t => [tf.math.squared_difference(t[0], t[1])],
        ["pow_21_4"] = t => [tf.pow(t[0], t[1])],
        ["xlogy"] = t => [tf.math.xlogy(t[0], t[1])],
        ["equal_f32"] = t => [tf.equal(t[0], t[1])],
        ["logical"] = t => [tf.logical_and(t[0], t[1]), tf.logical_or(t[0], t[1]), tf.logical_xor(t[0], t[1]), tf.logical_not(t[0])],
        ["add_n"] = t => [tf.add_n([t[0], t[1], t[2], t[0]])],
        ["cast"] = t =>
        [
            tf.cast(t[0], tf.int32), tf.cast(t[0], tf.int64), tf.cast(t[0], tf.float64), tf.cast(t[0], tf.@bool), tf.cast(t[1], tf.float32),
            tf.cast(t[1], tf.float64), tf.cast(t[1], tf.int64), tf.cast(t[1], tf.uint8), tf.cast(t[1], tf.@bool),
        ],
        ["cast_grad"] = t => [tf.cast(tf.cast(t[0], tf.float64) * 2.0, tf.float32)],
        ["log_sigmoid_r2"] = t => [tf.log_sigmoid(t[0])],
        ["swish_r2"] = t => [tf.nn.swish(t[0])],
        ["leaky_relu_r2"] = t => [tf.nn.leaky_relu(t[0])],
        ["clip_by_value"] = t => [tf.clip_by_value(t[0], -0.7, 0.9)],
        ["clip_by_norm"] = t => [tf.clip_by_norm(t[0], 1.5)],
        ["clip_by_global_norm"] = t => [.. tf.clip_by_global_norm([t[0], t[1]], 2.0).list_clipped!],
        ["reduce_sum_0"] = t => [tf.reduce_sum(t[0])],
        ["reduce_sum_5"] = t => [tf.reduce_sum(t[0], new[] { 1, -1 }, keepdims: true)],
        ["reduce_all_any"] = t => [tf.reduce_all(t[0], 0), tf.reduce_any(t[0], reduction_indices: 1), tf.reduce_all(t[0])],
        ["reduce_sum_i32"] = t => [tf.reduce_sum(t[0], 0), tf.reduce_mean(t[0], 1), tf.reduce_prod(t[0]), tf.reduce_max(t[0], 1)],
        ["reduce_logsumexp_0"] = t => [tf.reduce_logsumexp(t[0])],
        ["reduce_logsumexp_1"] = t => [tf.reduce_logsumexp(t[0], 0)],
        ["reduce_variance_0"] = t => [tf.math.reduce_variance(t[0])],
        ["reduce_std_3"] = t => [tf.math.reduce_std(t[0], new[] { 0, 2 })],
        ["reduce_norm_0"] = t => [tf.norm(t[0])],
        ["reduce_norm_1"] = t => [tf.norm(t[0], axis: 0)],
        ["reduce_norm_5"] = t => [tf.norm(t[0], axis: new[] { 1, -1 }, keepdims: true)],
        ["argmax"] = t => [tf.argmax(t[0], 0), tf.argmax(t[0], -1), tf.argmax(t[0], 1, output_type: tf.int32)],
        ["cumsum_True_False"] = t => [tf.cumsum(t[0], 1, exclusive: true)],
        ["matmul_False_True"] = t => [tf.matmul(t[0], t[1], transpose_b: true)],
        ["batch_matmul_broadcast"] = t => [tf.matmul(t[0], t[1])],
        ["einsum_bij_bjk"] = t => [tf.einsum("bij,bjk->bik", t[0], t[1])],
        ["tensordot"] = t => [tf.tensordot(t[0], t[1], [[2, 1], [0, 1]])],
        ["softmax_2d"] = t => [tf.nn.softmax(t[0])],
        ["softmax_axis"] = t => [tf.nn.softmax(t[0], axis: 1)],
        ["log_softmax"] = t => [tf.nn.log_softmax(t[0])],
        ["softmax_xent"] = t => [tf.nn.softmax_cross_entropy_with_logits_v2(t[1], t[0])],
        ["sparse_softmax_xent"] = t => [tf.nn.sparse_softmax_cross_entropy_with_logits(t[1], t[0])],
        ["sigmoid_xent"] = t => [tf.nn.sigmoid_cross_entropy_with_logits(t[1], t[0])],
        ["weighted_xent"] = t => [tf.nn.weighted_cross_entropy_with_logits(t[1], t[0], 2.0)],
        ["bias_add"] = t => [tf.nn.bias_add(t[0], t[1])],
        ["xw_plus_b"] = t => [tf.nn.xw_plus_b(t[0], t[1], t[2])],
        ["l2_normalize"] = t => [tf.math.l2_normalize(t[0], 1)],
        ["manual_xent"] = t => [tf.reduce_mean(-tf.reduce_sum(t[1] * tf.log(tf.nn.softmax(t[0])), axis: new[] { 1 }))],
        ["segment"] = t => [tf.math.segment_sum(t[0], t[1]), tf.math.unsorted_segment_sum(t[0], t[1], 4), tf.math.segment_mean(t[0], t[1])],
    };

    static IEnumerable<TestCaseData> Cases() => GoldenFiles.Cases("ops").Where(test => s_calls.ContainsKey(test.Arguments[0]!.ToString()!));

    [TestCaseSource(nameof(Cases))]
    public void SameNodes(object golden)
    {
        var want = GraphDef.Parser.ParseFrom(((GoldenCase)golden).Graph);
        using var graph = new Graph().as_default();
        Tensor[] inputs =
        [
            .. want.Node.Where(node => node.Op == "Placeholder").Select(node => tf.placeholder(
                (TF_DataType)node.Attr["dtype"].Type,
                node.Attr["shape"].Shape.UnknownRank ? null : new Shape([.. node.Attr["shape"].Shape.Dim.Select(d => d.Size)]), node.Name)),
        ];
        var results = s_calls[((GoldenCase)golden).Name](inputs);
        for (var i = 0; i < results.Length; i++) tf.identity(results[i], $"y{i}");
        GraphComparison.AssertSame(graph.as_graph_def(), want);
    }
}
