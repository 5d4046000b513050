using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Ops.Nn;

/// <summary>Embeddings: tables in one piece and in parts.</summary>
public class EmbeddingTests
{
    static readonly int[,] Ids = { { 6, 0, 3 }, { 4, 6, 1 } };

    [SetUp]
    public void ResetGraph() => tf.reset_default_graph();

    // Row id of the whole table holds id; "mod" deals the rows out in turn, "div" cuts the table.
    [TestCase("mod", new[] { 0f, 3, 6 }, new[] { 1f, 4 }, new[] { 2f, 5 })]
    [TestCase("div", new[] { 0f, 1, 2 }, new[] { 3f, 4 }, new[] { 5f, 6 })]
    public void PartsGiveTheRowsOfTheWholeTable(string strategy, float[] first, float[] second, float[] third)
    {
        Tensor[] parts = [Column(first), Column(second), Column(third)];
        var rows = tf.nn.embedding_lookup(parts, Ids, strategy);
        using var session = tf.Session();
        Assert.Multiple(() =>
        {
            Assert.That(rows.shape.ToString(), Is.EqualTo("(2, 3, 1)"));
            Assert.That(session.run(rows).ToArray<float>(), Is.EqualTo(new[] { 6f, 0, 3, 4, 6, 1 }));
        });
    }

    [Test]
    public void GradientsOfParts()
    {
        var check = new GradientCheck();
        Tensor[] parts = [check.Input([3, 2]), check.Input([2, 2]), check.Input([2, 2])];
        check.Verify(tf.nn.embedding_lookup([tf.square(parts[0]), tf.square(parts[1]), tf.square(parts[2])], Ids));
    }

    [Test]
    public void TheGradientOfATableIsSparse()
    {
        var table = tf.placeholder(tf.float32, [7, 2]);
        Assert.That(tf.gradients(tf.nn.embedding_lookup(table, Ids), table)[0], Is.InstanceOf<IndexedSlices>());
    }

    [Test]
    public void RowsAreFetchedBesideTheirVariable()
    {
        var table = tf.Variable(new float[7, 2], name: "e");
        Assert.That(tf.nn.embedding_lookup(table, Ids).op.inputs[0].op.Attrs["_class"], Is.EqualTo(new[] { "loc:@e" }));
    }

    [Test]
    public void LongRowsAreScaledDown()
    {
        using var session = tf.Session();
        var rows = tf.nn.embedding_lookup(tf.constant(new[,] { { 3f, 4 }, { 0.3f, 0.4f } }), new[] { 0, 1 }, max_norm: 1);
        Assert.That(session.run(rows).ToArray<float>(), Is.EqualTo(new[] { 0.6f, 0.8f, 0.3f, 0.4f }).Within(1e-6));
    }

    [Test]
    public void AnUnknownStrategyIsAnError() => Assert.That(
        () => tf.nn.embedding_lookup([Column([1]), Column([2])], Ids, "hash"),
        Throws.TypeOf<ValueError>().With.Message.EqualTo("Unrecognized partition strategy: hash. Must be one of either `mod` or `div`."));

    static Tensor Column(float[] rows) => tf.expand_dims(tf.constant(rows), 1);
}
