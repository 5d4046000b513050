using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;
using np = NumSharp.np;

namespace TfExercises.Tests.Ops.Nn;

/// <summary>Pooling: shape rules, errors, places, gradients.</summary>
public class PoolTests
{
    [SetUp]
    public void ResetGraph() => tf.reset_default_graph();

    [TestCase("SAME", "(?, 4, 4, 3)")]
    [TestCase("VALID", "(?, 3, 3, 3)")]
    public void Shapes(string padding, string shape)
    {
        var x = tf.placeholder(tf.float32, [-1, 7, 7, 3]);
        Assert.Multiple(() =>
        {
            Assert.That(tf.nn.max_pool(x, [1, 2, 2, 1], [1, 2, 2, 1], padding).shape.ToString(), Is.EqualTo(shape));
            Assert.That(tf.nn.avg_pool(x, 2, 2, padding).shape.ToString(), Is.EqualTo(shape));
            Assert.That(tf.nn.max_pool_with_argmax(x, 2, 2, padding).argmax.ToString(), Is.EqualTo($"Tensor(\"MaxPoolWithArgmax:1\", shape={shape}, dtype=int64)"));
        });
    }

    [Test]
    public void AWindowOfNothingIsAnError() => Assert.That(
        () => tf.nn.max_pool(tf.placeholder(tf.float32, [1, 4, 4, 1]), [1, 0, 2, 1], [1, 1, 1, 1], "SAME"),
        Throws.TypeOf<ValueError>().With.Message.EqualTo("`ksize` cannot be zero. Received: ksize=(1, 0, 2, 1)"));

    [Test]
    public void AWindowBeyondTheImageIsAnError() => Assert.That(
        () => tf.nn.avg_pool(tf.placeholder(tf.float32, [1, 4, 4, 1]), 5, 1, "VALID"),
        Throws.TypeOf<ValueError>().With.Message.Contains("Negative dimension size caused by subtracting 5 (the window) from 4 (the height of the image with its padding)"));

    [Test]
    public void PoolingOverChannelsIsAnError() => Assert.That(
        () => tf.nn.max_pool(tf.placeholder(tf.float32, [1, 4, 4, 2]), [1, 2, 2, 2], [1, 1, 1, 1], "SAME"),
        Throws.TypeOf<ValueError>().With.Message.Contains("ksize must be 1 in the batch and channel dimensions, but is [1, 2, 2, 2]"));

    [Test]
    public void PlacesAreThoseOfTheFirstMaxima()
    {
        var x = tf.constant(new float[,,,] { { { { 1 }, { 5 } }, { { 5 }, { 2 } } }, { { { 0 }, { 0 } }, { { 3 }, { 9 } } } });
        using var session = tf.Session();
        var (output, argmax) = tf.nn.max_pool_with_argmax(x, 2, 2, "VALID");
        var inBatch = tf.nn.max_pool_with_argmax(x, 2, 2, "VALID", include_batch_in_index: true, output_dtype: tf.int32).argmax;
        Assert.Multiple(() =>
        {
            Assert.That(session.run(output).ToArray<float>(), Is.EqualTo(new[] { 5f, 9 }));
            Assert.That(session.run(argmax).ToArray<long>(), Is.EqualTo(new[] { 1L, 3 }));
            Assert.That(session.run(inBatch).ToArray<int>(), Is.EqualTo(new[] { 1, 7 }));
        });
    }

    [TestCase("NHWC", "SAME")]
    [TestCase("NHWC", "VALID")]
    // TensorFlow has no NCHW on a CPU.
    [TestCase("NCHW", "SAME", Category = "ManagedEngine")]
    public void Gradients(string format, string padding)
    {
        int[] dims = format == "NHWC" ? [2, 5, 6, 3] : [2, 3, 5, 6];
        var check = new GradientCheck();
        check.Verify(tf.nn.max_pool(tf.square(check.Input(dims)), 3, 2, padding, format));
        check = new GradientCheck();
        check.Verify(tf.nn.avg_pool(tf.square(check.Input(dims)), 3, 2, padding, format));
    }

    // TensorFlow has MaxPoolGradGradWithArgmax on GPUs only.
    [TestCase(false, Category = "ManagedEngine")]
    [TestCase(true, Category = "ManagedEngine")]
    public void ArgmaxGradients(bool includeBatch)
    {
        var check = new GradientCheck();
        check.Verify(tf.nn.max_pool_with_argmax(tf.square(check.Input([2, 5, 6, 3])), 3, 2, "SAME", include_batch_in_index: includeBatch).output);
    }

    [Test]
    public void DilationIsPoolingWithAnElementAdded()
    {
        var check = new GradientCheck();
        check.Verify(tf.nn.dilation2d(tf.square(check.Input([2, 5, 6, 3])), check.Input([3, 2, 3]), 2, [1, 1, 2, 1], "SAME"), second: false);

        var x = tf.placeholder(tf.float32, [1, 4, 4, 2]);
        var difference = tf.nn.dilation2d(x, new float[2, 2, 2], 2, 1, "VALID") - tf.nn.max_pool(x, 2, 2, "VALID");
        using var session = tf.Session();
        Assert.That(session.run(difference, (x, np.random.rand(1, 4, 4, 2).astype(np.float32))).ToArray<float>(), Is.All.Zero);
    }

    [Test]
    public void WindowsGivenAsTensors()
    {
        var check = new GradientCheck();
        var sizes = new[] { 1, 2, 2, 1 };
        check.Verify(Tensorflow.Ops.OpBuilder.Apply("MaxPoolV2", null, [tf.square(check.Input([2, 5, 6, 3])), sizes, sizes], ("padding", "VALID")));
    }

    [Test]
    public void IntegersAreTakenToo()
    {
        using var session = tf.Session();
        var x = tf.constant(new[,,,] { { { { 1, -1 }, { 5, -5 } }, { { 7, -7 }, { 2, -2 } } } });
        Assert.That(session.run(tf.nn.max_pool(x, 2, 1, "VALID")).ToArray<int>(), Is.EqualTo(new[] { 7, -1 }));
    }
}
