using NUnit.Framework;
using Tensorflow;
using TfExercises.Tests.Native;
using TfExercises.Tests.Ops;
using static Tensorflow.Binding;

namespace TfExercises.Tests.ControlFlow;

/// <summary>map_fn, scan, folds, case: values, structures, gradients.</summary>
public sealed class FunctionalTests(string engine) : OnBothEngines(engine)
{
    [SetUp]
    public void Reset() => tf.reset_default_graph();

    [Test]
    public void MapTakesRowByRow()
    {
        var x = tf.constant(new[,] { { 1f, 2 }, { 3, 4 }, { 5, 6 } });
        Assert.That(Floats(tf.map_fn(row => row * row, x)), Is.EqualTo(new[] { 1f, 4, 9, 16, 25, 36 }));
        Assert.That(Floats(tf.map_fn(row => tf.reduce_sum(row), x)), Is.EqualTo(new[] { 3f, 7, 11 }));
        Assert.That(tf.map_fn(row => tf.reduce_sum(row), x).shape, Is.EqualTo(new Shape([3])));
        Assert.That(Floats(tf.map_fn(row => tf.cast(row, tf.float32) / 2f, new[] { 1, 2 }, dtype: tf.float32)), Is.EqualTo(new[] { 0.5f, 1 }));
    }

    [Test]
    public void MapTakesAndGivesStructures()
    {
        var (a, b) = (tf.constant(new[] { 1f, 2, 3 }), tf.constant(new[] { 10f, 20, 30 }));
        var (sum, difference) = tf.map_fn(((Tensor, Tensor) p) => (p.Item1 + p.Item2, p.Item2 - p.Item1), (a, b));
        Assert.That(Floats(sum), Is.EqualTo(new[] { 11f, 22, 33 }));
        Assert.That(Floats(difference), Is.EqualTo(new[] { 9f, 18, 27 }));
        Assert.That(Floats(tf.map_fn((Tensor[] p) => p[0] * p[1], new[] { a, b }, dtype: [tf.float32])), Is.EqualTo(new[] { 10f, 40, 90 }));
        var error = Assert.Throws<TypeError>(() => tf.map_fn((Tensor[] p) => p[0] * p[1], new[] { a, b }))!;
        Assert.That(error.Message, Does.Contain("returned Tensor, 1 tensors, but dtype names 2 types (float32, float32)"));
    }

    [Test]
    public void MapOfAnUnknownNumberOfRows()
    {
        var x = tf.placeholder(tf.float32, new Shape([-1, 2]));
        var y = tf.map_fn(row => row + 1f, x);
        using var session = tf.Session();
        Assert.That(session.run(y, (x, new float[0, 2])).shape, Is.EqualTo(new[] { 0, 2 }));
        Assert.That(session.run(y, (x, new float[,] { { 1, 2 } })).ToArray<float>(), Is.EqualTo(new[] { 2f, 3 }));
    }

    [Test]
    public void ScanGivesAllPartialResults()
    {
        var x = tf.constant(new[] { 1f, 2, 3, 4 });
        Assert.That(Floats(tf.scan((a, e) => a + e, x)), Is.EqualTo(new[] { 1f, 3, 6, 10 }));
        Assert.That(Floats(tf.scan((a, e) => a + e, x, reverse: true)), Is.EqualTo(new[] { 10f, 9, 7, 4 }));
        Assert.That(Floats(tf.scan((a, e) => a * e, x, tf.constant(2f))), Is.EqualTo(new[] { 2f, 4, 12, 48 }));
        var (n, s) = tf.scan(((Tensor, Tensor) a, Tensor e) => (a.Item1 + 1, a.Item2 + e), x, (tf.constant(0), tf.constant(0f)));
        Assert.That(Floats(s), Is.EqualTo(new[] { 1f, 3, 6, 10 }));
        Assert.That(Floats(tf.cast(n, tf.float32)), Is.EqualTo(new[] { 1f, 2, 3, 4 }));
    }

    [Test]
    public void FoldsGoFromEitherEnd()
    {
        var x = tf.constant(new[] { 1f, 2, 3, 4 });
        Assert.That(Floats(tf.foldl((a, e) => a - e, x)), Is.EqualTo(new[] { -8f }));
        Assert.That(Floats(tf.foldr((a, e) => a - e, x)), Is.EqualTo(new[] { -2f }));
        Assert.That(Floats(tf.foldl((a, e) => a * 10f + e, x, tf.constant(0f))), Is.EqualTo(new[] { 1234f }));
        Assert.That(Floats(tf.foldr((a, e) => a * 10f + e, x, tf.constant(0f))), Is.EqualTo(new[] { 4321f }));
    }

    [Test]
    public void CaseTakesTheFirstThatHolds()
    {
        var x = tf.placeholder(tf.float32, Shape.Scalar);
        var y = tf.@case([(x < 0f, () => tf.constant(-1f)), (x < 10f, () => x * 2f)], () => tf.constant(99f));
        using var session = tf.Session();
        foreach (var (given, want) in new[] { (-5f, -1f), (3f, 6f), (50f, 99f) }) Assert.That((float)session.run(y, (x, given)), Is.EqualTo(want));
    }

    [Test]
    public void CaseSaysWhatDoesNotHold()
    {
        var x = tf.placeholder(tf.float32, Shape.Scalar);
        var y = tf.@case([(x < 0f, () => tf.constant(-1f)), (x > 10f, () => tf.constant(1f))]);
        var z = tf.@case([(x < 0f, () => tf.constant(-1f)), (x < 10f, () => tf.constant(1f))], () => tf.constant(0f), exclusive: true);
        using var session = tf.Session();
        Assert.That((float)session.run(y, (x, 11f)), Is.EqualTo(1f));
        Assert.That(Assert.Throws<InvalidArgumentError>(() => session.run(y, (x, 5f)))!.Message, Does.Contain("None of conditions evaluated as True"));
        Assert.That((float)session.run(z, (x, 5f)), Is.EqualTo(1f));
        Assert.That(Assert.Throws<InvalidArgumentError>(() => session.run(z, (x, -5f)))!.Message, Does.Contain("exclusive=True: more than 1 conditions"));
    }

    [Test]
    public void Gradients()
    {
        var check = new GradientCheck();
        var (x, w) = (check.Input([3, 2], 0.5, 1), check.Input([2], 0.5, 1));
        check.Verify(tf.map_fn(row => tf.sin(row * w), x) + tf.scan((a, e) => tf.tanh(a * w + e), x) + tf.foldl((a, e) => a * e, x) + tf.foldr((a, e) => tf.exp(a) * e, x, w));
    }

    [Test]
    public void HessianOfAnUnknownNumberOfComponents()
    {
        var x = tf.placeholder(tf.float32, new Shape([-1]));
        var hessian = tf.hessians(tf.reduce_sum(x * x * x) + x[0] * x[1], x)[0];
        using var session = tf.Session();
        Assert.That(session.run(hessian, (x, new[] { 1f, 2 })).ToArray<float>(), Is.EqualTo(new[] { 6f, 1, 1, 12 }));
        Assert.That(session.run(hessian, (x, new[] { 1f, 2, 3 })).ToArray<float>(), Is.EqualTo(new[] { 6f, 1, 0, 1, 12, 0, 0, 0, 18 }));
    }

    static float[] Floats(Tensor tensor)
    {
        using var session = tf.Session();
        return session.run(tensor).ToArray<float>();
    }
}
