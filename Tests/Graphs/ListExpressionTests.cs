using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Graphs;

/// <summary>Lists written as in Python, <c>[...]</c>, where a shape or a value is asked for.</summary>
public class ListExpressionTests
{
    [SetUp]
    public void ResetGraph() => tf.reset_default_graph();

    [Test]
    public void AListIsAShape() =>
        Assert.That(tf.placeholder(tf.float32, [-1, 784]).ToString(), Is.EqualTo("Tensor(\"Placeholder:0\", shape=(?, 784), dtype=float32)"));

    [Test]
    public void AListOfIntegersIsInt32() => Verify([1, 2, 3], tf.int32, [3]);

    [Test]
    public void AListOfFractionsIsFloat32() => Verify([1.5, 2], tf.float32, [2]);

    [Test]
    public void AListOfListsIsAMatrix() => Verify([[1, 2, 3], [4, 5, 6]], tf.int32, [2, 3]);

    [Test]
    public void AListWithATensorIsStacked() => Verify([tf.constant(1.0), tf.Variable(2.0), 3], tf.float32, [3]);

    static void Verify(TensorLike list, TF_DataType dtype, Shape shape)
    {
        var tensor = tf.convert_to_tensor(list);
        Assert.That((tensor.dtype, tensor.shape), Is.EqualTo((dtype, shape)));
    }
}
