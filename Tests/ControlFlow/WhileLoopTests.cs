using NUnit.Framework;
using Tensorflow;
using TfExercises.Tests.Native;
using TfExercises.Tests.Ops;
using static Tensorflow.Binding;

namespace TfExercises.Tests.ControlFlow;

/// <summary>Loops: values, variables of every kind, gradients of first and second order.</summary>
public sealed class WhileLoopTests(string engine) : OnBothEngines(engine)
{
    [SetUp]
    public void Reset() => tf.reset_default_graph();

    [Test]
    public void CountsToTen()
    {
        var i = tf.while_loop(v => v < 10, v => v + 1, tf.constant(0));
        Assert.That(Run(i), Is.EqualTo(new[] { 10 }));
        Assert.That(i.name, Is.EqualTo("while/Identity_2:0"));
        Assert.That(i.graph.get_operation_by_name("while").type, Is.EqualTo("StatelessWhile"));
    }

    [Test]
    public void ZeroIterationsGiveTheFirstValues()
    {
        var (i, x) = tf.while_loop((k, v) => k < 0, (k, v) => (k + 1, v * 2f), (tf.constant(0), tf.constant(3f)));
        Assert.That(RunFloats(x), Is.EqualTo(new[] { 3f }));
        Assert.That(Run(i), Is.EqualTo(new[] { 0 }));
    }

    [Test]
    public void VariablesMayChangePlaces()
    {
        var (_, a, b) = tf.while_loop((k, x, y) => k < 3, (k, x, y) => (k + 1, y, x), (tf.constant(0), tf.constant(1f), tf.constant(2f)));
        using var session = tf.Session();
        var (first, second) = session.run((a, b));
        Assert.That(((float)first, (float)second), Is.EqualTo((2f, 1f)));
    }

    [Test]
    public void Fibonacci()
    {
        var n = tf.placeholder(tf.int32, Shape.Scalar);
        var (_, a, _) = tf.while_loop((k, x, y) => k < n, (k, x, y) => (k + 1, y, x + y), (tf.constant(0), tf.constant(0), tf.constant(1)));
        using var session = tf.Session();
        foreach (var (steps, want) in new[] { (10, 55), (0, 0), (1, 1), (30, 832040) }) Assert.That((int)session.run(a, (n, steps)), Is.EqualTo(want));
    }

    [Test]
    public void MaximumIterationsEndALoop()
    {
        var i = tf.while_loop(v => v < 10, v => v + 1, tf.constant(0), maximum_iterations: 4);
        Assert.That(Run(i), Is.EqualTo(new[] { 4 }));
    }

    [Test]
    public void AShapeMayVaryWhereItIsSaid()
    {
        var (_, x) = tf.while_loop((k, v) => k < 5, (k, v) => (k + 1, tf.concat(new[] { v, tf.cast(tf.reshape(k, new[] { 1 }), tf.float32) }, 0)),
            (tf.constant(0), tf.constant(new[] { 9f })), shape_invariants: [Shape.Scalar, new Shape([-1])]);
        Assert.That(RunFloats(x), Is.EqualTo(new[] { 9f, 0, 1, 2, 3, 4 }));
        Assert.That(x.shape, Is.EqualTo(new Shape([-1])));
    }

    [Test]
    public void ListsOfTensorsAndNestedLoops()
    {
        var result = tf.while_loop(v => v[0] < 3, v => new[]
        {
            v[0] + 1,
            tf.while_loop((j, s) => j < v[0], (j, s) => (j + 1, s + 10), (tf.constant(0), v[1])).Item2,
        }, new[] { tf.constant(0), tf.constant(1) });
        Assert.That(Run(result[1]), Is.EqualTo(new[] { 31 }));
    }

    [Test]
    public void GradientOfAPower()
    {
        var check = new GradientCheck();
        var x = check.Input([3], 0.5, 1.5);
        check.Verify(tf.while_loop((k, a) => k < 4, (k, a) => (k + 1, a * x), (tf.constant(0), tf.ones_like(x))).Item2);
    }

    [Test]
    public void GradientOfARecurrentNetwork()
    {
        var check = new GradientCheck();
        var (x, w, u) = (check.Input([5, 2, 3]), check.Input([3, 4]), check.Input([4, 4]));
        check.Verify(tf.while_loop((t, h) => t < 5, (t, h) => (t + 1, tf.tanh(tf.matmul(tf.gather(x, t), w) + tf.matmul(h, u))),
            (tf.constant(0), tf.zeros(new[] { 2, 4 }, tf.float64))).Item2);
    }

    [Test]
    public void GradientThroughTensorArrays()
    {
        var check = new GradientCheck();
        var (x, w) = (check.Input([4, 3]), check.Input([3, 3]));
        var input = tf.TensorArray(tf.float64, 4).unstack(x);
        var (_, _, output) = tf.while_loop((t, h, ta) => t < 4, (t, h, ta) =>
        {
            var next = tf.tanh(tf.matmul(tf.expand_dims(input.read(t) + input.read(0), 0), w) + h);
            return (t + 1, next, ta.write(t, next));
        }, (tf.constant(0), tf.zeros(new[] { 1, 3 }, tf.float64), tf.TensorArray(tf.float64, 4)));
        check.Verify(output.stack());
    }

    [Test]
    public void GradientOfNestedLoops()
    {
        var check = new GradientCheck();
        var (x, w) = (check.Input([2], 0.5, 1), check.Input([2], 0.5, 1));
        check.Verify(tf.while_loop((i, a) => i < 3, (i, a) => (i + 1,
            tf.while_loop((j, b) => j < i + 1, (j, b) => (j + 1, tf.sin(b * w) + a), (tf.constant(0), a)).Item2), (tf.constant(0), x)).Item2);
    }

    [Test]
    public void GradientOfBranchesInLoopsAndLoopsInBranches()
    {
        var check = new GradientCheck();
        var (x, w) = (check.Input([2], 0.5, 1), check.Input([2], 0.5, 1));
        var y = tf.while_loop((i, a) => i < 5, (i, a) => (i + 1, tf.cond(tf.equal(i % 2, 0), () => tf.exp(a * w), () => tf.sin(a) + w)), (tf.constant(0), x)).Item2;
        check.Verify(tf.cond(tf.reduce_sum(x) > 0, () => tf.while_loop((i, a) => i < 3, (i, a) => (i + 1, tf.sin(a * y)), (tf.constant(0), w)).Item2, () => x));
    }

    [Test]
    public void GradientsMayBeAskedForAfterARun()
    {
        var x = tf.constant(new[] { 2f, 3f });
        var y = tf.while_loop((i, _) => i < 3, (i, a) => (i + 1, a * a), (tf.constant(0), x)).Item2;
        using var session = tf.Session();
        Assert.That(session.run(y).ToArray<float>(), Is.EqualTo(new[] { 256f, 6561 }));
        var first = tf.gradients(y, x)[0]!;
        Assert.That(session.run(first).ToArray<float>(), Is.EqualTo(new[] { 8 * 128f, 8 * 2187 }));
        Assert.That(session.run(y).ToArray<float>(), Is.EqualTo(new[] { 256f, 6561 }));
        Assert.That(session.run(tf.gradients(first, x)[0]!).ToArray<float>(), Is.EqualTo(new[] { 56 * 64f, 56 * 729 }));
    }

    [Test]
    public void TextsInALoop()
    {
        var (_, text) = tf.while_loop((i, _) => i < 3, (i, s) => (i + 1, tf.strings.join([s, "a"])), (tf.constant(0), tf.constant("b")));
        using var session = tf.Session();
        Assert.That(session.run_strings(text), Is.EqualTo(new[] { "baaa" }));
    }

    static int[] Run(Tensor tensor)
    {
        using var session = tf.Session();
        return session.run(tensor).ToArray<int>();
    }

    static float[] RunFloats(Tensor tensor)
    {
        using var session = tf.Session();
        return session.run(tensor).ToArray<float>();
    }
}
