using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Ops;

public class LinalgTests
{
    [Test]
    public void DiagonalsAreSetAndTaken()
    {
        tf.reset_default_graph();
        var matrix = tf.diag(new[] { 1f, 2f });
        var diagonal = tf.diag_part(tf.constant(np3x3()));
        using var session = tf.Session();
        Assert.That(session.run(matrix).ToArray<float>(), Is.EqualTo(new[] { 1f, 0f, 0f, 2f }));
        Assert.That(session.run(diagonal).ToArray<float>(), Is.EqualTo(new[] { 1f, 5f, 9f }));
        Assert.That(() => tf.diag_part(new[] { 1f }), Throws.TypeOf<ValueError>().With.Message.Contains("even and non-zero rank"));

        static float[,] np3x3() => new float[,] { { 1, 2, 3 }, { 4, 5, 6 }, { 7, 8, 9 } };
    }

    [Test]
    public void DiagonalsAreDifferentiable()
    {
        var check = new GradientCheck();
        check.Verify(tf.square(tf.diag(check.Input([3]))));
        check = new GradientCheck();
        check.Verify(tf.square(tf.diag_part(check.Input([2, 2, 2, 2]))));
    }

    [Test]
    public void QrFactorsMultiplyToEachMatrix()
    {
        tf.reset_default_graph();
        tf.set_random_seed(1);
        var input = tf.constant(Enumerable.Range(0, 24).Select(i => (float)Math.Sin(i)).ToArray(), shape: new[] { 2, 4, 3 });
        var (q, r) = tf.qr(input);
        Assert.That((q.shape, r.shape), Is.EqualTo((new Shape(2, 4, 3), new Shape(2, 3, 3))));
        var product = tf.matmul(q, r);
        using var session = tf.Session();
        Assert.That(session.run(product).ToArray<float>(), Is.EqualTo(session.run(input).ToArray<float>()).Within(1e-6f));
        Assert.That(() => tf.gradients(q, input), Throws.TypeOf<LookupError>().With.Message.Contains("matrix decompositions"));
    }
}
