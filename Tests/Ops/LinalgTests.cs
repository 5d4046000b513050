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
    }

    [Test]
    public void WhatQrCannotDifferentiateIsNamed()
    {
        tf.reset_default_graph();
        var tall = tf.placeholder(tf.float32, [4, 3]);
        Assert.That(() => tf.gradients(tf.qr(tall, full_matrices: true).q, tall), Throws.TypeOf<LookupError>().With.Message.Contains("more rows (4) than columns (3)"));
        var open = tf.placeholder(tf.float32, [-1, 3]);
        Assert.That(() => tf.gradients(tf.qr(open).q, open), Throws.TypeOf<ValueError>().With.Message.Contains("needs matrices of known size"));
    }

    internal static readonly Dictionary<string, Action<GradientCheck>> Cases = new()
    {
        ["Qr of tall matrices"] = c => Weighted(c, tf.qr(c.Input([2, 4, 3], 1, 3))),
        ["Qr of a square matrix"] = c => Weighted(c, tf.qr(c.Input([3, 3], 1, 3))),
        ["Qr of a wide matrix"] = c => Weighted(c, tf.qr(c.Input([2, 4], 1, 3), full_matrices: true)),
        ["MatrixTriangularSolve"] = c => c.Verify(tf.matrix_triangular_solve(c.Input([2, 3, 3], 1, 2), c.Input([2, 3, 2]))),
        ["MatrixTriangularSolve of upper triangles, transposed"] = c => c.Verify(tf.matrix_triangular_solve(c.Input([3, 3], 1, 2), c.Input([2, 3, 2]), lower: false, adjoint: true)),
    };

    [TestCaseSource(nameof(Names))]
    public void FitsDifferences(string name) => Cases[name](new GradientCheck());

    static IEnumerable<string> Names() => Cases.Keys;

    static void Weighted(GradientCheck check, (Tensor Q, Tensor R) factors) =>
        check.Verify(tf.concat(new[] { tf.reshape(factors.Q, [-1]), tf.reshape(factors.R, [-1]) }, 0));
}
