using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Ops.Nn;

/// <summary>Resizing and the small image functions: values, errors, gradients.</summary>
public class ImageTests
{
    [SetUp]
    public void ResetGraph() => tf.reset_default_graph();

    [TestCase(false, false)]
    [TestCase(true, false)]
    [TestCase(false, true)]
    public void ResizeGradients(bool alignCorners, bool halfPixelCenters)
    {
        foreach (var size in new[] { new[] { 7, 5 }, new[] { 2, 3 } })
        {
            var check = new GradientCheck(TF_DataType.TF_FLOAT);
            check.Verify(tf.image.resize_bilinear(check.Input([2, 4, 4, 2]), size, alignCorners, half_pixel_centers: halfPixelCenters));
            check = new GradientCheck();
            check.Verify(tf.image.resize_nearest_neighbor(check.Input([2, 4, 4, 2]), size, alignCorners, half_pixel_centers: halfPixelCenters));
        }
    }

    [Test]
    public void Conventions()
    {
        var x = tf.constant(new float[,,,] { { { { 1 }, { 3 } } } });
        using var session = tf.Session();
        float[] Bilinear(bool align, bool half) => session.run(tf.image.resize_bilinear(x, new[] { 1, 4 }, align, half_pixel_centers: half)).ToArray<float>();
        Assert.Multiple(() =>
        {
            Assert.That(Bilinear(false, false), Is.EqualTo(new[] { 1f, 2, 3, 3 }));
            Assert.That(Bilinear(true, false), Is.EqualTo(new[] { 1f, 1 + 2f / 3, 1 + 4f / 3, 3 }).Within(1e-6));
            Assert.That(Bilinear(false, true), Is.EqualTo(new[] { 1f, 1.5f, 2.5f, 3 }));
        });
    }

    [Test]
    public void BothConventionsAreAnError() => Assert.That(
        () => tf.image.resize_bilinear(tf.placeholder(tf.float32, [1, 2, 2, 1]), new[] { 3, 3 }, align_corners: true, half_pixel_centers: true),
        Throws.TypeOf<ValueError>().With.Message.Contains("If half_pixel_centers is True, align_corners must be False"));

    [Test]
    public void ASizeOfThreeIsAnError() => Assert.That(
        () => tf.image.resize_images(tf.placeholder(tf.float32, [1, 2, 2, 1]), new[] { 3, 3, 3 }),
        Throws.TypeOf<ValueError>().With.Message.Contains("'size' must be a 1-D Tensor of 2 elements: new_height, new_width."));

    [Test]
    public void OneImageStaysOne() =>
        Assert.That(tf.image.resize_images(tf.placeholder(tf.uint8, [4, 6, 3]), new[] { 2, 3 }).ToString(), Is.EqualTo("Tensor(\"resize/Squeeze:0\", shape=(2, 3, 3), dtype=float32)"));

    [Test]
    public void StandardizedImagesHaveMeanZeroAndDeviationOne()
    {
        var x = tf.constant(new float[,,] { { { 1 }, { 2 } }, { { 3 }, { 6 } } });
        using var session = tf.Session();
        var y = session.run(tf.image.per_image_standardization(x)).ToArray<float>();
        Assert.Multiple(() =>
        {
            Assert.That(y.Average(), Is.Zero.Within(1e-6));
            Assert.That(y.Average(v => v * v), Is.EqualTo(1).Within(1e-5));
        });
    }

    [Test]
    public void Grey()
    {
        using var session = tf.Session();
        var y = tf.image.rgb_to_grayscale(tf.constant(new[,,] { { { 1f, 0, 0 }, { 1f, 1, 1 } } }));
        Assert.That(session.run(y).ToArray<float>(), Is.EqualTo(new[] { 0.2989f, 0.9999f }).Within(1e-6));
    }
}
