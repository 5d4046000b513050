using NUnit.Framework;
using Tensorflow;
using TfExercises.Tests.Golden;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Ops.Nn;

/// <summary>Calls of tf.nn and tf.image add the nodes that Python TensorFlow's calls add, under the same names.</summary>
[Category("Golden")]
public class NodeTests
{
    static readonly Dictionary<string, GoldenCase> s_cases = GoldenFiles.Cases("ops")
        .Select(c => (GoldenCase)c.Arguments[0]!).DistinctBy(c => c.Name).ToDictionary(c => c.Name);

    static readonly Dictionary<string, Func<Func<string, Tensor>, Tensor[]>> s_calls = new()
    {
        ["conv2d_1"] = p => [tf.nn.conv2d(p("x"), p("w"), [1, 2, 2, 1], "SAME")],
        ["conv2d_4"] = p => [tf.nn.conv2d(p("x"), p("w"), [1, 1, 1, 1], "SAME", dilations: [1, 2, 2, 1])],
        ["conv2d_explicit"] = p => [tf.nn.conv2d(p("x"), p("w"), 1, new[,] { { 0, 0 }, { 1, 2 }, { 0, 1 }, { 0, 0 } })],
        ["conv1d"] = p => [tf.nn.conv1d(p("x"), p("w"), 2, "SAME")],
        ["conv2d_transpose"] = p => [tf.nn.conv2d_transpose(p("x"), p("w"), new[] { 2, 8, 8, 2 }, [1, 2, 2, 1])],
        ["depthwise_conv2d"] = p => [tf.nn.depthwise_conv2d(p("x"), p("w"), [1, 1, 1, 1], "SAME")],
        ["separable_conv2d"] = p => [tf.nn.separable_conv2d(p("x"), p("w"), p("q"), [1, 1, 1, 1], "VALID")],
        ["max_pool_2"] = p => [tf.nn.max_pool(p("x"), [1, 3, 3, 1], [1, 2, 2, 1], "VALID")],
        ["avg_pool_1"] = p => [tf.nn.avg_pool(p("x"), [1, 2, 2, 1], [1, 2, 2, 1], "SAME")],
        ["lrn"] = p => [tf.nn.lrn(p("x"), 2, 1, 0.5, 0.75)],
        ["batch_norm_train"] = p => [tf.nn.fused_batch_norm(p("x"), p("s"), p("o")).y],
        ["batch_norm_infer"] = p => [tf.nn.fused_batch_norm(p("x"), p("s"), p("o"), p("m"), p("v"), is_training: false).y],
        ["batch_normalization"] = p => [tf.nn.batch_normalization(p("x"), p("m"), p("v"), p("o"), p("s"), 1e-3)],
        ["l2_normalize"] = p => [tf.nn.l2_normalize(p("x"), 1)],
        ["moments"] = p => Pair(tf.nn.moments(p("x"), [0, 1])),
        ["xw_plus_b"] = p => [tf.nn.xw_plus_b(p("x"), p("w"), p("b"))],
        ["embedding_lookup"] = p => [tf.nn.embedding_lookup(p("x"), p("i"))],
        ["resize_nearest"] = p => [tf.image.resize_nearest_neighbor(p("x"), new[] { 8, 8 })],
        ["resize_bilinear"] = p => [tf.image.resize_bilinear(p("x"), new[] { 7, 9 })],
    };

    static IEnumerable<string> Names() => s_calls.Keys;

    [TestCaseSource(nameof(Names))]
    public void Nodes(string name)
    {
        var want = GraphDef.Parser.ParseFrom(s_cases[name].Graph);
        var inputs = new GraphDef();
        inputs.Node.AddRange(want.Node.Where(n => n.Op == "Placeholder"));
        using var graph = new Graph().as_default();
        tf.import_graph_def(inputs, name: "");
        var results = s_calls[name](input => graph.get_tensor_by_name($"{input}:0"));
        for (var i = 0; i < results.Length; i++) tf.identity(results[i], $"y{i}");
        GraphComparison.AssertSame(graph.as_graph_def(), want);
    }

    static Tensor[] Pair((Tensor First, Tensor Second) pair) => [pair.First, pair.Second];
}
