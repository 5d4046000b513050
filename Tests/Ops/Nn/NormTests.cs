using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Ops.Nn;

/// <summary>Normalization and its helpers: values, errors, gradients.</summary>
public class NormTests
{
    [SetUp]
    public void ResetGraph() => tf.reset_default_graph();

    [TestCase("NHWC", true)]
    [TestCase("NCHW", true)]
    [TestCase("NHWC", false)]
    [TestCase("NCHW", false)]
    public void FusedBatchNormGradients(string format, bool training)
    {
        var check = new GradientCheck(TF_DataType.TF_FLOAT);
        var x = check.Input(format == "NHWC" ? [3, 2, 2, 2] : [3, 2, 2, 2]);
        var (scale, offset) = (check.Input([2]), check.Input([2]));
        TensorLike mean = default, variance = default;
        if (!training) (mean, variance) = (tf.constant(new[] { 0.1f, -0.2f }), tf.constant(new[] { 0.5f, 1.5f }));
        check.Verify(tf.nn.fused_batch_norm(x, scale, offset, mean, variance, 0.1, format, training).y);
    }

    [Test]
    public void TheReportedVarianceIsUnbiased()
    {
        var x = tf.constant(new float[,,,] { { { { 1 }, { 2 } }, { { 3 }, { 6 } } } });
        var (_, mean, variance) = tf.nn.fused_batch_norm(x, new[] { 1f }, new[] { 0f });
        using var session = tf.Session();
        Assert.Multiple(() =>
        {
            Assert.That(session.run(mean).ToArray<float>(), Is.EqualTo(new[] { 3f }));
            Assert.That(session.run(variance).ToArray<float>(), Is.EqualTo(new[] { 14f / 3 }).Within(1e-5));
        });
    }

    [Test]
    public void RunningAveragesMixInTheBatch()
    {
        var x = tf.constant(new float[,,,] { { { { 1 }, { 2 } }, { { 3 }, { 6 } } } });
        var (_, mean, variance) = tf.nn.fused_batch_norm(x, new[] { 1f }, new[] { 0f }, new[] { 1f }, new[] { 1f }, exponential_avg_factor: 0.25);
        using var session = tf.Session();
        Assert.Multiple(() =>
        {
            Assert.That(session.run(mean).ToArray<float>(), Is.EqualTo(new[] { 1.5f }));
            Assert.That(session.run(variance).ToArray<float>(), Is.EqualTo(new[] { 0.75f + 14f / 12 }).Within(1e-5));
        });
    }

    [Test]
    public void InferenceNeedsMeanAndVariance() => Assert.That(
        () => tf.nn.fused_batch_norm(tf.placeholder(tf.float32, [1, 2, 2, 1]), new[] { 1f }, new[] { 0f }, is_training: false),
        Throws.TypeOf<ValueError>().With.Message.Contains("Both `mean` and `variance` must be a 1D tensor when `is_training` is False"));

    [Test]
    public void OtherChannelsAreAnError() => Assert.That(
        () => tf.nn.fused_batch_norm(tf.placeholder(tf.float32, [1, 2, 2, 3]), new[] { 1f }, new[] { 0f }),
        Throws.TypeOf<ValueError>().With.Message.Contains("Dimensions must be equal, but are 3 and 1 for 'FusedBatchNormV3'"));

    // TensorFlow has none in double.
    [Test, Category("ManagedEngine")]
    public void LocalResponseNormalizationGradients()
    {
        var check = new GradientCheck();
        check.Verify(tf.nn.lrn(check.Input([2, 2, 3, 6]), 2, 1, 0.5, 0.75), second: false);
    }

    [Test]
    public void LocalResponseNormalizationHasNoSecondGradient()
    {
        var x = tf.placeholder(tf.float32, [1, 2, 2, 3]);
        var gradient = tf.gradients(tf.nn.lrn(x), x)[0]!;
        Assert.That(() => tf.gradients(gradient, x), Throws.TypeOf<LookupError>().With.Message.Contains("TensorFlow defines no second derivative of local response normalization."));
    }

    [Test]
    public void ComposedGradients()
    {
        var check = new GradientCheck();
        var x = check.Input([3, 4]);
        var (mean, variance) = tf.nn.moments(x, [0]);
        // TensorFlow holds the mean inside the variance constant, which only the first gradient does not notice.
        check.Verify(tf.nn.batch_normalization(x, mean, variance, check.Input([4]), check.Input([4]), 1e-3), second: false);
        check = new GradientCheck();
        check.Verify(tf.nn.l2_normalize(check.Input([3, 4]), 1));
        check = new GradientCheck();
        check.Verify(tf.nn.weighted_moments(check.Input([3, 4]), [0], check.Input([3, 1], 0.5, 1)).variance);
    }

    [Test]
    public void SufficientStatisticsGiveTheMoments()
    {
        var x = tf.constant(new[,] { { 1.0, 2 }, { 3, 4 }, { 5, 9 } });
        var (counts, sums, squares, shift) = tf.nn.sufficient_statistics(x, [0], 2.0);
        var (mean, variance) = tf.nn.normalize_moments(counts, sums, squares, shift);
        var (wantMean, wantVariance) = tf.nn.moments(x, [0]);
        using var session = tf.Session();
        Assert.Multiple(() =>
        {
            Assert.That(session.run(mean).ToArray<double>(), Is.EqualTo(session.run(wantMean).ToArray<double>()).Within(1e-12));
            Assert.That(session.run(variance).ToArray<double>(), Is.EqualTo(session.run(wantVariance).ToArray<double>()).Within(1e-12));
        });
    }

    [Test]
    public void WithoutScaleOrOffset()
    {
        var check = new GradientCheck();
        check.Verify(tf.nn.batch_normalization(check.Input([3, 4]), check.Input([4]), check.Input([4], 0.5, 1), default, default, 1e-3));
    }

    [Test]
    public void PoissonLoss()
    {
        var check = new GradientCheck();
        check.Verify(tf.nn.log_poisson_loss(check.Input([5], 1.5, 4), check.Input([5]), compute_full_loss: true));
    }
}
