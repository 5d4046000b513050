using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Ops;

/// <summary>Misuse of the mathematical operations: the error's type and text, when the graph is built or when it runs.</summary>
public class MathErrorTests
{
    [SetUp]
    public void ResetGraph() => tf.reset_default_graph();

    [Test]
    public void MatricesThatDoNotFit() => Fails<ValueError>(
        () => tf.matmul(tf.zeros([2, 3]), tf.zeros([2, 3])), "Dimensions must be equal, but are 3 and 2 for 'MatMul' with input shapes: (2, 3), (2, 3).");

    [Test]
    public void ShapesThatDoNotBroadcast() => Fails<ValueError>(
        () => tf.add(tf.zeros([2, 3]), tf.zeros([4])), "Dimensions must be equal, but are 3 and 4 for 'AddV2' with input shapes: (2, 3), (4,).");

    [Test]
    public void AnAxisOutOfRange() => Fails<ValueError>(
        () => tf.reduce_sum(tf.zeros([2, 3]), 2), "Invalid reduction dimension 2 for input with 2 dimensions: it must be from -2 to 1 for 'Sum' with input shapes: (2, 3), ().");

    [Test]
    public void AnIntegerDividedByZero() => Fails<InvalidArgumentError>(
        () => Run(tf.floordiv(tf.placeholder_with_default(new[] { 1, 2 }, null), 0)), "Integer division by zero");

    // TensorFlow's optimizer makes a reciprocal of the power -1, which it does not have for integers.
    [Test, Category("ManagedEngine")]
    public void ANegativePowerOfAnInteger() => Fails<InvalidArgumentError>(
        () => Run(tf.pow(tf.placeholder_with_default(new[] { 1, 2 }, null), -1)), "Integers to negative integer powers are not allowed");

    [Test]
    public void AnEmptyAxisHasNoGreatest() => Fails<InvalidArgumentError>(
        () => Run(tf.argmax(tf.placeholder_with_default(new float[0, 3], null), 0)), "Reduction axis 0 is empty in shape [0,3]");

    [Test]
    public void ALabelOutOfRange() => Fails<InvalidArgumentError>(
        () => Run(tf.nn.sparse_softmax_cross_entropy_with_logits(tf.placeholder_with_default(new[] { 1, 3 }, null), tf.zeros([2, 3]))),
        "Received a label value of 3 which is outside the valid range of [0, 3).");

    [Test]
    public void SegmentsThatDescend() => Fails<InvalidArgumentError>(
        () => Run(tf.segment_sum(tf.zeros([2, 3]), tf.placeholder_with_default(new[] { 1, 0 }, null))), "segment ids are not increasing");

    [Test]
    public void ASegmentOutOfRange() => Fails<InvalidArgumentError>(
        () => Run(tf.unsorted_segment_sum(tf.zeros([2, 3]), tf.placeholder_with_default(new[] { 1, 4 }, null), 4)), "segment_ids[1] = 4 is out of range [0, 4)");

    [Test]
    public void AnEinsumWithAnUnknownResult() => Fails<ValueError>(
        () => tf.einsum("ij->k", tf.zeros([2, 3])), "The output label 'k' of ij->k is in no input");

    [Test]
    public void ANormThatIsNone() => Fails<ValueError>(() => tf.norm(tf.zeros([2]), "max"), "'ord' must be a supported vector norm, got max");

    [Test]
    public void AGradientThroughTheRestOfATruncatedDivision()
    {
        var x = tf.placeholder(tf.float32, [2]);
        Fails<LookupError>(() => tf.gradients(tf.truncatemod(x, 2), x), "No gradient defined for operation 'TruncateMod'");
    }

    static void Run(Tensor tensor)
    {
        using var session = tf.Session();
        session.run(tensor);
    }

    static void Fails<TError>(Action call, string text) where TError : Exception =>
        Assert.That(Assert.Throws<TError>(call)!.Message, Does.StartWith(text).Or.Contain(text));
}
