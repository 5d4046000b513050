using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Ops.Nn;

/// <summary>Batches without an image go through, forward and back; what belongs to a filter gets a gradient of zeros.</summary>
public class EmptyBatchTests
{
    [TestCase("conv")]
    [TestCase("depthwise")]
    // The gradient of oneDNN in TensorFlow 2.21 ends the process on an empty batch.
    [TestCase("max_pool", Category = "ManagedEngine")]
    [TestCase("avg_pool")]
    [TestCase("lrn")]
    [TestCase("batch_norm")]
    [TestCase("nearest")]
    [TestCase("bilinear")]
    public void GoesThrough(string kind)
    {
        tf.reset_default_graph();
        var x = tf.placeholder(tf.float32, [-1, 4, 4, 2]);
        Tensor w = tf.constant(new float[3, 3, 2, 1]);
        var y = kind switch
        {
            "conv" => tf.nn.conv2d(x, w, 1, "SAME"),
            "depthwise" => tf.nn.depthwise_conv2d(x, w, 1, "SAME"),
            "max_pool" => tf.nn.max_pool(x, 2, 2, "SAME"),
            "avg_pool" => tf.nn.avg_pool(x, 2, 2, "SAME"),
            "lrn" => tf.nn.lrn(x),
            "batch_norm" => tf.nn.fused_batch_norm(x, new[] { 1f, 1 }, new[] { 0f, 0 }).y,
            "nearest" => tf.image.resize_nearest_neighbor(x, new[] { 3, 3 }),
            _ => tf.image.resize_bilinear(x, new[] { 3, 3 }),
        };
        using var session = tf.Session();
        var feed = (x, (object)new float[0, 4, 4, 2]);
        var gradients = tf.gradients(y, new[] { x, w });
        Assert.Multiple(() =>
        {
            Assert.That(session.run(y, feed).shape[0], Is.Zero);
            Assert.That(session.run(gradients[0]!, feed).shape, Is.EqualTo(new[] { 0L, 4, 4, 2 }));
            if (gradients[1] is { } filter) Assert.That(session.run(filter, feed).ToArray<float>(), Is.All.Zero);
        });
    }
}
