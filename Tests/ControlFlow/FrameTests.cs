using NUnit.Framework;
using Tensorflow;
using Tensorflow.Ops;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;
using Assert = NUnit.Framework.Assert;

namespace TfExercises.Tests.ControlFlow;

/// <summary>Loops of TensorFlow 1 (Enter, Merge, Switch, NextIteration, Exit): nested, several, with branches and variables inside.</summary>
public sealed class FrameTests(string engine) : OnBothEngines(engine)
{
    [SetUp]
    public void Reset() => tf.reset_default_graph();

    [Test]
    public void LoopsInALoop()
    {
        var rows = Loop("outer", v => v[0] < v[2], v =>
        {
            var inner = Loop("inner", w => w[0] < w[2], w => [w[0] + 1, w[1] + w[3]], [tf.constant(0), v[1]], [v[0] + 1, v[3]]);
            return [v[0] + 1, inner[1]];
        }, [tf.constant(0), tf.constant(0f)], [tf.constant(4), tf.constant(10f)]);
        // 1 + 2 + 3 + 4 additions of 10.
        Assert.That(Floats(rows[1]), Is.EqualTo(new[] { 100f }));
    }

    [Test]
    public void TwoLoopsOneAfterTheOther()
    {
        var first = Loop("first", v => v[0] < 3, v => [v[0] + 1, v[1] * 2f], [tf.constant(0), tf.constant(1f)], []);
        var second = Loop("second", v => v[0] > 0, v => [v[0] - 1, v[1] + 1f], [first[0], first[1]], []);
        Assert.That(Floats(second[1]), Is.EqualTo(new[] { 11f }));
    }

    [Test]
    public void ABranchInALoop()
    {
        var y = Loop("loop", v => v[0] < 5, v =>
        {
            var isEven = tf.equal(v[0] % 2, 0);
            var data = OpBuilder.ApplyMany("Switch", null, [v[1], isEven]);
            var merged = OpBuilder.Apply("Merge", null, [new[] { tf.identity(data[0]) + 100f, data[1] * 2f }]);
            return [v[0] + 1, merged];
        }, [tf.constant(0), tf.constant(1f)], []);
        Assert.That(Floats(y[1]), Is.EqualTo(new[] { ((((1f * 2) + 100) * 2) + 100) * 2 }));
    }

    [Test]
    public void ALoopInABranch()
    {
        var p = tf.placeholder(tf.@bool, Shape.Scalar);
        var data = OpBuilder.ApplyMany("Switch", null, [tf.constant(1f), p]);
        var loop = Loop("loop", v => v[0] < 3f, v => [v[0] + 1f], [data[1]], []);
        var merged = OpBuilder.Apply("Merge", null, [new[] { data[0] * -1f, loop[0] }]);
        using var session = tf.Session();
        Assert.That((float)session.run(merged, (p, true)), Is.EqualTo(3f));
        Assert.That((float)session.run(merged, (p, false)), Is.EqualTo(-1f));
    }

    [Test]
    public void VariablesInALoop()
    {
        var v = tf.Variable(1f);
        var enter = OpBuilder.Apply("RefEnter", null, [v.op.outputs[0]], ("frame_name", "loop"), ("is_constant", true));
        var y = Loop("loop", w => w[0] < 4, w =>
        {
            using var order = tf.control_dependencies([w[0].op]);
            var added = OpBuilder.Apply("AssignAdd", null, [enter, tf.identity(w[1])]);
            using var after = tf.control_dependencies([added.op]);
            return [w[0] + 1, tf.identity(w[1])];
        }, [tf.constant(0), tf.constant(10f)], []);
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        session.run((y[0], y[1]));
        Assert.That((float)session.run(v), Is.EqualTo(41f));
    }

    [Test]
    public void ShapesMayGrow()
    {
        var y = Loop("loop", v => v[0] < 3, v => [v[0] + 1, tf.concat(new[] { v[1], v[1] }, 0)], [tf.constant(0), tf.constant(new[] { 1f, 2 })], []);
        Assert.That(Floats(y[1]), Has.Length.EqualTo(16));
    }

    [Test]
    public void NothingInsideIsFetchedOrDifferentiated()
    {
        var x = tf.constant(2f);
        Tensor? inner = null;
        var y = Loop("loop", v => v[0] < 3, v => [v[0] + 1, inner = v[1] * 3f], [tf.constant(0), x], []);
        Assert.That(Assert.Throws<LookupError>(() => tf.gradients(y[1], x))!.Message, Does.Contain("Exit").And.Contain("Build it by tf.while_loop"));
        if (EngineName != Engines.Managed) return;
        using var session = tf.Session();
        Assert.That(Assert.Throws<InvalidArgumentError>(() => session.run(inner!))!.Message, Does.Contain("lies inside a loop").And.Contain("nothing inside a loop can be fetched"));
    }

    // The nodes that TensorFlow 1's while_loop adds; constants come in by a constant Enter.
    internal static Tensor[] Loop(string frame, Func<Tensor[], Tensor> cond, Func<Tensor[], Tensor[]> body, Tensor[] variables, Tensor[] constants)
    {
        Tensor Entered(Tensor value, bool isConstant) => OpBuilder.Apply("Enter", null, [value], ("frame_name", frame), ("is_constant", isConstant));
        // A dependency does not reach from one frame into another.
        using var plain = tf.get_default_graph().EnterControls(null);
        var merges = Array.ConvertAll(variables, v =>
        {
            var enter = Entered(v, false);
            var merge = OpBuilder.ApplyMany("Merge", null, [new[] { enter, enter }])[0];
            merge.InferredShape(Shape.Unknown);
            return merge;
        });
        var fixedValues = Array.ConvertAll(constants, c => Entered(c, true));
        Tensor loopCond;
        // What has no input of the loop must still run in it.
        using (tf.control_dependencies([merges[0].op])) loopCond = OpBuilder.Apply("LoopCond", null, [cond([.. merges, .. fixedValues])]);
        var switches = Array.ConvertAll(merges, m => OpBuilder.ApplyMany("Switch", null, [m, loopCond]));
        var inside = Array.ConvertAll(switches, s => tf.identity(s[1]));
        Tensor[] next;
        using (tf.control_dependencies([inside[0].op])) next = body([.. inside, .. fixedValues]);
        for (var i = 0; i < next.Length; i++) merges[i].op.UpdateInput(1, OpBuilder.Apply("NextIteration", null, [next[i]]));
        return Array.ConvertAll(switches, s => OpBuilder.Apply("Exit", null, [s[0]]));
    }

    static float[] Floats(Tensor tensor)
    {
        using var session = tf.Session();
        return session.run(tensor).ToArray<float>();
    }
}
