using NUnit.Framework;
using Tensorflow;
using TfExercises.Tests.Native;
using TfExercises.Tests.Ops;
using static Tensorflow.Binding;

namespace TfExercises.Tests.ControlFlow;

/// <summary>Branches: values, effects, gradients of first and second order.</summary>
public sealed class CondTests(string engine) : OnBothEngines(engine)
{
    [SetUp]
    public void Reset() => tf.reset_default_graph();

    [Test]
    public void TakesTheSideThatThePredicateSays()
    {
        var p = tf.placeholder(tf.@bool, Shape.Scalar);
        var x = tf.constant(3f);
        var (y, z) = tf.cond(p, () => (x * 2f, tf.constant(1)), () => (x + 1f, tf.constant(2)));
        using var session = tf.Session();
        var (a, b) = session.run((y, z), (p, true));
        Assert.That(((float)a, (int)b), Is.EqualTo((6f, 1)));
        (a, b) = session.run((y, z), (p, false));
        Assert.That(((float)a, (int)b), Is.EqualTo((4f, 2)));
        Assert.That(y.op.inputs[0].op.type, Is.EqualTo("StatelessIf"));
    }

    [Test]
    public void OnlyTheBranchThatIsTakenHasEffects()
    {
        var p = tf.placeholder(tf.@bool, Shape.Scalar);
        var v = tf.Variable(1f);
        var step = tf.cond(p, () => tf.assign_add(v, 10f).op, () => tf.assign_sub(v, 100f).op);
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        session.run(step, (p, true));
        Assert.That((float)session.run(v), Is.EqualTo(11f));
        session.run(step, (p, false));
        Assert.That((float)session.run(v), Is.EqualTo(-89f));
    }

    [TestCase(0.5)]
    [TestCase(-0.5)]
    public void Gradient(double sign)
    {
        var check = new GradientCheck();
        var (x, w) = (check.Input([3]), check.Input([3]));
        var p = tf.constant(sign) > tf.constant(0.0);
        check.Verify(tf.cond(p, () => tf.sin(x * w) * tf.exp(x), () => x * x * x));
    }
}
