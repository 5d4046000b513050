using NUnit.Framework;
using Tensorflow;
using TfExercises.Tests.Native;
using TfExercises.Tests.Ops;
using static Tensorflow.Binding;

namespace TfExercises.Tests.ControlFlow;

/// <summary>
/// Variables, random numbers and control dependencies inside loops and branches. TensorFlow runs iterations that do not depend on each
/// other at the same time; where effects count, one after the other is asked for.
/// </summary>
public sealed class BodyStateTests(string engine) : OnBothEngines(engine)
{
    [SetUp]
    public void Reset() => tf.reset_default_graph();

    [Test]
    public void ALoopReadsAndAssignsVariables()
    {
        var v = tf.Variable(1f);
        var (_, sum) = tf.while_loop((i, _) => i < 4, (i, s) =>
        {
            using var after = tf.control_dependencies([tf.assign_add(v, 10f).op]);
            return (i + 1, s + v.read_value());
        }, (tf.constant(0), tf.constant(0f)), parallel_iterations: 1);
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        Assert.That((float)session.run(sum), Is.EqualTo(11f + 21 + 31 + 41));
        Assert.That((float)session.run(v), Is.EqualTo(41f));
        Assert.That(sum.graph.get_operation_by_name("while").type, Is.EqualTo("While"));
    }

    [Test]
    public void AVariableReadBeforeTheLoopIsItsMemory()
    {
        var v = tf.Variable(1f);
        var (_, sum) = tf.while_loop((i, _) => i < 3, (i, s) =>
        {
            using var after = tf.control_dependencies([tf.assign_add(v, 1f).op]);
            return (i + 1, s + v);
        }, (tf.constant(0), tf.constant(0f)), parallel_iterations: 1);
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        Assert.That((float)session.run(sum), Is.EqualTo(2f + 3 + 4), "as in TensorFlow, where the read shares the variable's memory");
    }

    [Test]
    public void WhatNothingNeedsDoesNotRun()
    {
        var v = tf.Variable(0f);
        var i = tf.while_loop(k => k < 3, k =>
        {
            tf.assign_add(v, 1f);
            return k + 1;
        }, tf.constant(0), parallel_iterations: 1);
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        Assert.That((int)session.run(i), Is.EqualTo(3));
        Assert.That((float)session.run(v), Is.EqualTo(0f));
    }

    [Test]
    public void VariablesMadeInABodyStandOutside()
    {
        var y = tf.while_loop((i, _) => i < 3, (i, a) =>
        {
            using var scope = tf.variable_scope("cell");
            return (i + 1, a * tf.get_variable("w", [2], initializer: tf.constant_initializer(2f)));
        }, (tf.constant(0), tf.ones([2]))).Item2;
        Assert.That(tf.trainable_variables().Select(v => v.name), Is.EqualTo(new[] { "cell/w:0" }));
        var gradient = tf.gradients(y, tf.trainable_variables()[0])[0]!;
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        Assert.That(session.run(y).ToArray<float>(), Is.EqualTo(new[] { 8f, 8 }));
        Assert.That(session.run(gradient).ToArray<float>(), Is.EqualTo(new[] { 12f, 12 }));
    }

    [Test]
    public void AVariableFromAValueOfTheBodyIsRefused()
    {
        var error = Assert.Throws<ValueError>(() => tf.while_loop(i => i < 3, i => i + tf.Variable(i * 2), tf.constant(0)))!;
        Assert.That(error.Message, Does.Contain("is from inside a control-flow construct"));
    }

    [Test]
    public void ATrainingStepMayRunInABody()
    {
        var w = tf.Variable(0f);
        var target = tf.constant(3f);
        var steps = tf.while_loop(i => i < 50, i =>
        {
            var loss = tf.square(w.read_value() - target);
            var gradient = tf.gradients(loss, loss.op.inputs[0].op.inputs[0])[0]!;
            using var after = tf.control_dependencies([tf.assign_sub(w, 0.1f * gradient).op]);
            return i + 1;
        }, tf.constant(0), parallel_iterations: 1);
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        session.run(steps);
        Assert.That((float)session.run(w), Is.EqualTo(3f).Within(1e-3));
    }

    [Test]
    public void RandomStreamsGoOnFromIterationToIteration()
    {
        tf.set_random_seed(7);
        var plain = tf.random_uniform([2]);
        var array = tf.while_loop((i, _) => i < 3, (i, ta) => (i + 1, ta.write(i, tf.random_uniform([2]))), (tf.constant(0), tf.TensorArray(tf.float32, 3)), parallel_iterations: 1).Item2.stack();
        var other = tf.random_uniform([2], seed: 1);
        Assert.That(other.op.Attrs.Long("seed"), Is.EqualTo(7));
        using var session = tf.Session();
        var rows = session.run(array).ToArray<float>().Concat(session.run(array).ToArray<float>()).Chunk(2).ToArray();

        using var again = new Graph().as_default();
        tf.set_random_seed(7);
        tf.random_uniform([2]);
        var unrolled = tf.random_uniform([2]);
        using var second = tf.Session(again);
        foreach (var row in rows) Assert.That(second.run(unrolled).ToArray<float>(), Is.EqualTo(row), "the draws of one operation, run after run");
        Assert.That(plain.op.Attrs.Long("seed2"), Is.EqualTo(0));
    }

    [Test]
    public void ABodyWaitsForWhatWasAskedAroundIt()
    {
        var v = tf.Variable(0f);
        var outside = tf.assign(v, 5f).op;
        var x = tf.cond(tf.constant(true), () =>
        {
            using var after = tf.control_dependencies([outside]);
            return v.read_value();
        }, () => tf.constant(0f));
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        Assert.That((float)session.run(x), Is.EqualTo(5f));
    }

    [Test]
    public void WritesOutsideComeAfterReadsInside()
    {
        if (EngineName != Engines.Managed) Assert.Ignore("TensorFlow leaves open whether a read that nothing orders comes before a write.");
        var v = tf.Variable(2f);
        var x = tf.while_loop((i, _) => i < 3, (i, s) => (i + 1, s + v.read_value()), (tf.constant(0), tf.constant(0f))).Item2;
        var assign = tf.assign(v, 100f);
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        var result = session.run((assign.op, x));
        Assert.That((float)result.Item2, Is.EqualTo(6f));
        Assert.That((float)session.run(v), Is.EqualTo(100f));
    }

    [Test]
    public void SparseAndUnconnectedGradients()
    {
        var check = new GradientCheck();
        var (table, x, unused) = (check.Input([5, 2]), check.Input([2]), check.Input([2]));
        var ids = tf.constant(new[] { 4, 1, 1, 0 });
        var (_, y, _, _) = tf.while_loop((i, _, _, _) => i < 4, (i, a, n, u) => (i + 1, tf.tanh(a * tf.gather(table, ids[i])), n + 2, u * 1.0),
            (tf.constant(0), x, tf.constant(7), unused));
        check.Verify(y);
        Assert.That(tf.gradients(y, unused)[0], Is.Null);
    }
}
