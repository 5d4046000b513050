using NUnit.Framework;
using Tensorflow;
using TfExercises.Tests.Golden;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Ops;

/// <summary>The random functions add the nodes that TensorFlow's add, with its seeds (golden steps <c>random_*</c>).</summary>
public class RandomGraphTests
{
    [Test]
    public void FunctionsAddTensorFlowsNodes()
    {
        using var graph = new Graph().as_default();
        tf.set_random_seed(1235);
        tf.random_uniform(new[] { 7 });
        tf.random_uniform(new[] { 300 });
        tf.random_normal(new[] { 9 });
        tf.random_normal(new[] { 300 }, 2.0, 0.5);
        tf.truncated_normal(new[] { 50 }, stddev: 0.1);
        tf.truncated_normal(new[] { 600 });
        tf.random_uniform(new[] { 20 }, maxval: 10, dtype: tf.int32);
        tf.random_uniform(new[] { 20 }, -5, 1000, tf.int64);
        tf.random_normal(new[] { 5 }, dtype: tf.float64);
        tf.random_uniform(new[] { 5 }, dtype: tf.float64);
        tf.random_uniform(new[] { 4 }, seed: 7);
        tf.random_normal(new[] { 4 }, seed: 7);
        tf.random_shuffle(tf.range(12));
        tf.multinomial(tf.log(new[,] { { 0.1f, 0.2f, 0.7f }, { 0.5f, 0.4f, 0.1f } }), 10);
        tf.random_gamma(new[] { 5 }, 2.0, seed: 3);
        tf.nn.dropout(tf.ones(new[] { 3, 8 }), rate: 0.5, seed: 5);
        tf.group(Array.Empty<object>(), "init");
        AssertNodes(graph, "random_graph_seed");
    }

    [Test]
    public void StatelessFunctionsAddTensorFlowsNodes()
    {
        using var graph = new Graph().as_default();
        tf.random.stateless_uniform(new[] { 8 }, new[] { 1, 2 });
        tf.random.stateless_normal(new[] { 8 }, new[] { 1, 3 });
        tf.random.stateless_truncated_normal(new[] { 8 }, new[] { 1, 4 });
        tf.random.stateless_uniform(new[] { 8 }, new[] { 1, 5 }, 0, 100, tf.int32);
        tf.group(Array.Empty<object>(), "init");
        AssertNodes(graph, "random_stateless");
    }

    [Test]
    public void SeedsFollowTensorFlowsRule()
    {
        using var graph = new Graph().as_default();
        Assert.That(Seeds(null), Is.EqualTo((0, 0)), "none: unforeseeable");
        Assert.That(Seeds(5), Is.EqualTo((87654321, 5)), "the operation's alone");
        tf.set_random_seed(0);
        Assert.That(Seeds(null), Is.EqualTo((0, int.MaxValue)), "zeros would mean none");
        Assert.That(Seeds(null), Is.EqualTo((0, 1)), "the graph's alone: counted");
        Assert.That(Seeds(9), Is.EqualTo((0, 9)), "both");
        Assert.That(Seeds(null), Is.EqualTo((0, 2)), "own seeds are not counted");
        Assert.That(Seeds(-1), Is.EqualTo((0, int.MaxValue - 1)), "as Python's remainder");

        static (long, long) Seeds(int? seed)
        {
            var op = tf.random_shuffle(new[] { 1, 2 }, seed).op;
            return (op.Attrs.Long("seed"), op.Attrs.Long("seed2"));
        }
    }

    [Test]
    public void RunsGoOnAndSessionsStartAnew()
    {
        using var graph = new Graph().as_default();
        tf.set_random_seed(3);
        var x = tf.random_uniform(new[] { 5 });
        using var first = tf.Session(graph);
        using var second = tf.Session(graph);
        var one = first.run(x).ToArray<float>();
        var two = first.run(x).ToArray<float>();
        Assert.That(two, Is.Not.EqualTo(one));
        Assert.That(second.run(x).ToArray<float>(), Is.EqualTo(one));
        Assert.That(second.run(x).ToArray<float>(), Is.EqualTo(two));
    }

    [Test]
    public void TheShapeMayBeFed()
    {
        using var graph = new Graph().as_default();
        tf.set_random_seed(3);
        var shape = tf.placeholder(tf.int32, new[] { 2 });
        var x = tf.random_normal(shape);
        using var session = tf.Session(graph);
        Assert.That(x.shape.ndim, Is.EqualTo(2));
        Assert.That(session.run(x, (shape, new[] { 2, 3 })).shape, Is.EqualTo(new long[] { 2, 3 }));
        Assert.That(session.run(x, (shape, new[] { 4, 1 })).shape, Is.EqualTo(new long[] { 4, 1 }));
    }

    [Test]
    public void DropoutKeepsTheExpectedSum()
    {
        using var graph = new Graph().as_default();
        tf.set_random_seed(3);
        var keep = tf.placeholder(tf.float32);
        var y = tf.nn.dropout(tf.ones(new[] { 100, 100 }), keep);
        using var session = tf.Session(graph);
        var values = session.run(y, (keep, 0.75f)).ToArray<float>();
        Assert.That(values.Distinct().Order(), Is.EqualTo(new[] { 0f, 1 / 0.75f }).Within(1e-6));
        Assert.That(values.Average(), Is.EqualTo(1).Within(0.03));
        Assert.That(session.run(y, (keep, 1f)).ToArray<float>(), Is.All.EqualTo(1f));
    }

    [Test]
    public void WholeRowsFallTogetherByNoiseShape()
    {
        using var graph = new Graph().as_default();
        tf.set_random_seed(3);
        var x = tf.placeholder(tf.float32, [-1, 3]);
        var y = tf.nn.dropout(x, rate: 0.5, noise_shape: [tf.shape(x)[0], 1]);
        using var session = tf.Session(graph);
        var rows = session.run(y, (x, Enumerable.Range(0, 50).Select(_ => new[] { 1f, 1f, 1f }).ToArray())).ToArray<float>().Chunk(3);
        Assert.That(rows.Select(row => row.Distinct().Single()).Distinct().Order(), Is.EqualTo(new[] { 0f, 2f }));
        Assert.That(() => tf.nn.dropout(x, rate: 0.5, noise_shape: [-1, 1]), Throws.TypeOf<ValueError>().With.Message.Contains("noise_shape (?, 1)"));
    }

    [Test]
    public void GammaSamplesMoveWithAlphaAndBeta()
    {
        using var graph = new Graph().as_default();
        tf.set_random_seed(3);
        var alpha = tf.constant(new[] { 0.5f, 3f });
        var mean = tf.reduce_sum(tf.random_gamma(new[] { 20_000 }, alpha, 2.0)) / 20_000f;
        var slope = tf.gradients(mean, alpha)[0]!;
        using var session = tf.Session(graph);
        // The mean of Gamma(alpha, beta) is alpha / beta.
        Assert.That((float)session.run(mean), Is.EqualTo(1.75f).Within(0.05f));
        Assert.That(session.run(slope).ToArray<float>(), Is.EqualTo(new[] { 0.5f, 0.5f }).Within(0.03f));
    }

    [Test]
    public void WrongRequestsAreNamed()
    {
        using var graph = new Graph().as_default();
        Assert.Multiple(() =>
        {
            Assert.That(() => tf.random_uniform(new[] { 2 }, dtype: tf.int32), Throws.TypeOf<ValueError>().With.Message.Contains("Must specify maxval"));
            Assert.That(() => tf.nn.dropout(tf.ones(new[] { 2 }), rate: 1.5), Throws.TypeOf<ValueError>().With.Message.Contains("[0, 1)"));
            Assert.That(() => tf.nn.dropout(tf.ones(new[] { 2 })), Throws.TypeOf<ValueError>().With.Message.Contains("keep_prob or rate"));
        });
        using var session = tf.Session(graph);
        var empty = tf.random_uniform(new[] { 2 }, 5, 5, tf.int32);
        Assert.That(() => session.run(empty), Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("Need minval < maxval, got 5 >= 5"));
    }

    private static void AssertNodes(Graph graph, string name)
    {
        var golden = GoldenFiles.Cases("steps").Select(c => (GoldenCase)c.Arguments[0]!).First(c => c.Name == name);
        GraphComparison.AssertSame(graph.as_graph_def(), GraphDef.Parser.ParseFrom(golden.Graph));
    }
}
