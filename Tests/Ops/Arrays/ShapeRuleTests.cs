using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Ops.Arrays;

/// <summary>What the graph knows of shapes before it runs, and what it says of shapes that do not fit.</summary>
public class ShapeRuleTests
{
    [SetUp]
    public void NewGraph() => tf.reset_default_graph();

    static Tensor Unknown(params long[] dims) => tf.placeholder(tf.float32, new Shape(dims));

    [Test]
    public void ReshapeInfersTheOpenSize() => Assert.That(tf.reshape(Unknown(3, 4), new[] { -1, 6 }).shape, Is.EqualTo(new Shape(2, 6)));

    [Test]
    public void ReshapeKeepsWhatAComputedShapeTells()
    {
        var x = Unknown(-1, 4);
        Assert.That(tf.reshape(x, new object[] { tf.shape(x)[0], 2, 2 }).shape, Is.EqualTo(new Shape(-1, 2, 2)));
    }

    [Test]
    public void ReshapeToAnotherSizeNamesBothSizes() =>
        Assert.That(() => tf.reshape(Unknown(2, 3), new[] { 4 }), Throws.TypeOf<ValueError>().With.Message.Contains("Cannot reshape a tensor with 6 elements to shape [4] (4 elements)"));

    [Test]
    public void ConcatAddsTheSizesAndMergesTheOthers() =>
        Assert.That(tf.concat(new[] { Unknown(2, -1), Unknown(3, 5) }, 0).shape, Is.EqualTo(new Shape(5, 5)));

    [Test]
    public void SqueezeOfALargerDimensionSaysItsSize() =>
        Assert.That(() => tf.squeeze(Unknown(2, 3), 1), Throws.TypeOf<ValueError>().With.Message.Contains("expected a dimension of 1, got 3"));

    [TestCase("1", new long[] { 5, 3 })]
    [TestCase("1:3, ::2", new long[] { 2, 3, 3 })]
    [TestCase("..., -1", new long[] { 4, 5 })]
    [TestCase("newaxis, ::-1", new long[] { 1, 4, 5, 3 })]
    public void SlicesAreThoseOfPython(string index, long[] shape) => Assert.That(Unknown(4, 5, 3)[index].shape, Is.EqualTo(new Shape(shape)));

    [Test]
    public void AnIndexOutsideNamesTheDimension() =>
        Assert.That(() => Unknown(4, 5)[1, 7], Throws.TypeOf<ValueError>().With.Message.Contains("slice index 7 of dimension 1 out of bounds"));

    [Test]
    public void GatherPutsTheIndicesInPlaceOfTheAxis() =>
        Assert.That(tf.gather(Unknown(2, 5, 3), tf.placeholder(tf.int32, new Shape(4, -1)), axis: 1).shape, Is.EqualTo(new Shape(2, 4, -1, 3)));

    [Test]
    public void WhereKnowsTheRankOnly() => Assert.That(tf.where(tf.placeholder(tf.@bool, new Shape(3, 4))).shape, Is.EqualTo(new Shape(-1, 2)));

    [Test]
    public void AGatheredIndexOutsideFailsWithItsPlace()
    {
        var y = tf.gather(tf.constant(new[] { 1f, 2f }), tf.placeholder_with_default(new[] { 0, 5 }, new Shape(2)));
        using var session = tf.Session();
        Assert.That(() => session.run(y), Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("indices[1] = 5 is not in [0, 2)"));
    }
}
