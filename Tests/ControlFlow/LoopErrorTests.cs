using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.ControlFlow;

/// <summary>What loops and branches refuse, when the graph is built, with both sides named.</summary>
public class LoopErrorTests
{
    [SetUp]
    public void Reset() => tf.reset_default_graph();

    [Test]
    public void ATypeThatChanges()
    {
        var error = Assert.Throws<TypeError>(() => tf.while_loop((i, x) => i < 3, (i, x) => (i + 1, tf.cast(x, tf.float64)), (tf.constant(0), tf.constant(1f, name: "start"))))!;
        Assert.That(error.Message, Does.Contain("Loop variable 1 (start:0) enters the loop with type float32 but has type float64 after 1 iteration").And.Contain("LoopErrorTests.cs"));
    }

    [Test]
    public void AShapeThatChanges()
    {
        var error = Assert.Throws<ValueError>(() => tf.while_loop((i, x) => i < 3, (i, x) => (i + 1, tf.concat(new[] { x, x }, 0)), (tf.constant(0), tf.ones([2], name: "start"))))!;
        Assert.That(error.Message, Does.Contain("'start:0' (loop variable 1) enters the loop with shape (2,), but has shape (4,) after one iteration").And.Contain("shape_invariants"));
    }

    [Test]
    public void AnInvariantThatDoesNotHold()
    {
        var error = Assert.Throws<ValueError>(() => tf.while_loop(x => tf.constant(true), x => x, tf.ones([2], name: "start"), shape_invariants: [new Shape(3)]))!;
        Assert.That(error.Message, Does.Contain("start:0").And.Contain("(2,)").And.Contain("(3,)"));
        Assert.That(Assert.Throws<ValueError>(() => tf.while_loop(x => tf.constant(true), x => x, tf.ones([2]), shape_invariants: []))!.Message, Does.Contain("loop_vars are 1 tensors, shape_invariants 0 shapes"));
    }

    [Test]
    public void ANumberOfVariablesThatChanges()
    {
        var error = Assert.Throws<ValueError>(() => tf.while_loop(v => v[0] < 3, v => new[] { v[0] + 1 }, new[] { tf.constant(0), tf.constant(1) }))!;
        Assert.That(error.Message, Does.Contain("loop_vars are [Tensor, Tensor], the body returned [Tensor]"));
        Assert.That(Assert.Throws<ValueError>(() => tf.while_loop(v => tf.constant(true), v => v, Array.Empty<Tensor>()))!.Message, Is.EqualTo("No loop variables provided."));
    }

    [Test]
    public void AConditionThatIsNoBoolean()
    {
        Assert.That(Assert.Throws<TypeError>(() => tf.while_loop(i => i, i => i + 1, tf.constant(0)))!.Message,
            Does.Contain("must return a boolean scalar tensor, but returned Tensor(\"").And.Contain("dtype=int32"));
        Assert.That(Assert.Throws<TypeError>(() => tf.while_loop(i => i < 2, i => i + 1, tf.constant(new[] { 0, 1 })))!.Message,
            Does.Contain("shape=(2,), dtype=bool").And.Contain("tf.reduce_all"));
        Assert.That(Assert.Throws<TypeError>(() => tf.cond(tf.constant(1), () => tf.constant(1), () => tf.constant(2)))!.Message, Does.Contain("pred of tf.cond must be a boolean scalar tensor"));
    }

    [Test]
    public void BranchesThatDiffer()
    {
        var p = tf.constant(true);
        Assert.That(Assert.Throws<TypeError>(() => tf.cond(p, () => tf.constant(1), () => tf.constant(2f)))!.Message,
            Does.Contain("true_fn returned int32").And.Contain("false_fn float32"));
        Assert.That(Assert.Throws<TypeError>(() => tf.cond(p, () => new[] { p }, () => new[] { p, p }))!.Message,
            Does.Contain("true_fn returned [Tensor], false_fn [Tensor, Tensor]"));
        Assert.That(Assert.Throws<TypeError>(() => tf.cond(p, () => 1, () => 2))!.Message, Does.Contain("one is Int32"));
    }

    [Test]
    public void TensorsOfABodyUsedOutside()
    {
        Tensor? inner = null;
        tf.while_loop(i => i < 3, i => inner = i + 1, tf.constant(0));
        Assert.That(Assert.Throws<ValueError>(() => tf.add(inner!, 1))!.Message, Does.Contain("cannot take 'add' (made at LoopErrorTests.cs").And.Contain("lives inside 'while_body_1'"));
        using var session = tf.Session();
        Assert.That(Assert.Throws<ValueError>(() => session.run(inner!))!.Message, Does.Contain("is not an element of this session's graph"));
    }

    [Test]
    public void ValuesThatAreNoTensors()
    {
        Assert.That(Assert.Throws<TypeError>(() => tf.while_loop((i, _) => i < 3, (i, n) => (i + 1, n), (tf.constant(0), 5)))!.Message, Does.Contain("one is Int32. Make a tensor of a value by tf.constant."));
        var v = tf.Variable(1f);
        Assert.That(Assert.Throws<TypeError>(() => tf.while_loop((i, _) => i < 3, (i, w) => (i + 1, w), (tf.constant(0), v)))!.Message, Does.Contain("give Variable:0 as variable.value()"));
    }

    [Test]
    public void TensorArraysSayWhatDoesNotFit()
    {
        var array = tf.TensorArray(tf.float32, 2).write(0, new[] { 1f, 2 });
        Assert.That(Assert.Throws<ValueError>(() => array.write(1, new[] { 1f }))!.Message, Does.Contain("saw (1,) but expected (2,)"));
        using var session = tf.Session();
        Assert.That(Assert.Throws<InvalidArgumentError>(() => session.run(array.read(5)))!.Message, Does.Contain("Trying to access element 5 in a list with 2 elements."));
        Assert.That(Assert.Throws<InvalidArgumentError>(() => session.run(array.write(2, new[] { 1f, 2 }).stack()))!.Message, Does.Contain("Trying to modify element 2 in a list with 2 elements."));
        Assert.That(Assert.Throws<InvalidArgumentError>(() => session.run(tf.TensorArray(tf.float32, 2).read(1)))!.Message, Does.Contain("Trying to read an uninitialized tensor but element_shape is not fully defined: <unknown> and no list element is set."));
    }

    // TensorFlow leaves them half updated.
    [Test, Category("ManagedEngine")]
    public void AFailedRunLeavesVariablesAsTheyWere()
    {
        var v = tf.Variable(1f);
        var limit = tf.placeholder(tf.int32, Shape.Scalar);
        var loop = tf.while_loop(i => i < 5, i =>
        {
            using var after = tf.control_dependencies([tf.assign_add(v, 1f).op]);
            using var check = tf.control_dependencies([tf.Assert(tf.identity(i) < limit, new TensorLike[] { "too far:", i })]);
            return i + 1;
        }, tf.constant(0));
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        var error = Assert.Throws<InvalidArgumentError>(() => session.run(loop, (limit, 3)))!;
        Assert.That(error.Message, Does.Contain("assertion failed: [too far:] [3]").And.Contain("defined at LoopErrorTests.cs"));
        Assert.That((float)session.run(v), Is.EqualTo(1f));
        session.run(loop, (limit, 9));
        Assert.That((float)session.run(v), Is.EqualTo(6f));
    }
}
