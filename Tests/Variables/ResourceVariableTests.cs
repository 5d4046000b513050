using NUnit.Framework;
using Tensorflow;
using Tensorflow.Ops;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;
using Assert = NUnit.Framework.Assert;

namespace TfExercises.Tests.Variables;

/// <summary>Resource variables: their operations and names, when reads see changes, training, loops and branches, on both engines.</summary>
public sealed class ResourceVariableTests(string engine) : OnBothEngines(engine)
{
    [SetUp]
    public void Reset() => tf.reset_default_graph();

    [Test]
    public void AddsTheOperationsOfPythonsVariable()
    {
        var w = tf.get_variable("w", [3, 2], initializer: tf.zeros_initializer, use_resource: true);
        var x = tf.placeholder(tf.float32, [-1, 3], name: "x");
        tf.matmul(x, w);
        var scaled = w * 2f;
        Assert.Multiple(() =>
        {
            Assert.That(tf.get_default_graph().get_operations().Select(op => $"{op.name} {op.type}"), Is.EqualTo(new[]
            {
                "w/Initializer/zeros Const", "w VarHandleOp", "w/IsInitialized/VarIsInitializedOp VarIsInitializedOp", "w/Assign AssignVariableOp",
                "w/Read/ReadVariableOp ReadVariableOp", "x Placeholder", "MatMul/ReadVariableOp ReadVariableOp", "MatMul MatMul",
                "ReadVariableOp ReadVariableOp", "mul/y Const", "mul Mul",
            }));
            Assert.That(w, Is.InstanceOf<ResourceVariable>());
            Assert.That((w.name, w.dtype, w.shape), Is.EqualTo(("w:0", tf.float32, new Shape(3, 2))));
            Assert.That(((ResourceVariable)w).handle.shape, Is.EqualTo(Shape.Scalar));
            Assert.That(w.ToString(), Is.EqualTo("<tf.Variable 'w:0' shape=(3, 2) dtype=float32>"));
            Assert.That(w.op.get_attr("shared_name"), Is.EqualTo("w"));
            Assert.That(scaled.shape, Is.EqualTo(new Shape(3, 2)));
            Assert.That(tf.trainable_variables(), Is.EqualTo(new[] { w }));
        });
    }

    [Test]
    public void TheKindIsTheVariablesTheScopesOrTheDefault()
    {
        try
        {
            using (var scope = tf.variable_scope("a", use_resource: true))
            {
                Assert.That(scope.use_resource, Is.True);
                Assert.That(tf.get_variable("v", [1]), Is.InstanceOf<ResourceVariable>());
                Assert.That(tf.Variable(1f), Is.InstanceOf<ResourceVariable>());
                Assert.That(tf.get_variable("reference", [1], use_resource: false), Is.Not.InstanceOf<ResourceVariable>());
                using (tf.variable_scope("inner")) Assert.That(tf.get_variable("v", [1]), Is.InstanceOf<ResourceVariable>());
            }
            Assert.That(tf.Variable(1f), Is.Not.InstanceOf<ResourceVariable>());
            tf.enable_resource_variables();
            Assert.That(tf.resource_variables_enabled(), Is.True);
            Assert.That(tf.Variable(1f), Is.InstanceOf<ResourceVariable>());
            Assert.That(tf.Variable(1f, use_resource: false), Is.Not.InstanceOf<ResourceVariable>());
        }
        finally
        {
            tf.disable_resource_variables();
        }
        Assert.That(tf.resource_variables_enabled(), Is.False);
    }

    [Test]
    public void WhatWasReadStaysAsItWas()
    {
        var v = tf.Variable(new[] { 1f, 2f }, use_resource: true);
        var before = v.value();
        Operation assign;
        using (tf.control_dependencies([before.op])) assign = v.assign(new[] { 10f, 20f }).op;
        Tensor old, now, both;
        using (tf.control_dependencies([assign])) (old, now, both) = (before + 0f, v + 0f, before + v);
        Operation more;
        using (tf.control_dependencies([old.op, now.op])) more = v.assign_add(new[] { 1f, 1f }).op;
        using var session = Started();
        var got = session.run([old, now, both, more]);
        Assert.Multiple(() =>
        {
            Assert.That(got[0].ToArray<float>(), Is.EqualTo(new[] { 1f, 2f }), "read before, used after");
            Assert.That(got[1].ToArray<float>(), Is.EqualTo(new[] { 10f, 20f }), "read after the assignment");
            Assert.That(session.run(v).ToArray<float>(), Is.EqualTo(new[] { 11f, 21f }));
        });
        // On TensorFlow the addition at the end may come before this read.
        if (EngineName == Engines.Managed) Assert.That(got[2].ToArray<float>(), Is.EqualTo(new[] { 11f, 22f }));
    }

    [Test]
    public void AFetchedReadIsTheValueBeforeAnIndependentChange()
    {
        var v = tf.Variable(1f, use_resource: true);
        var read = v.value();
        Operation change;
        using (tf.control_dependencies([read.op])) change = v.assign_add(1f).op;
        using var session = Started();
        for (var step = 1; step <= 3; step++) Assert.That((float)session.run((read, change)).Item1, Is.EqualTo(step));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void TrainsAsAReferenceDoes(bool sparse)
    {
        foreach (var (name, optimizer) in Optimizers())
        {
            var (references, handles) = (Train(optimizer, sparse, useResource: false), Train(optimizer, sparse, useResource: true));
            // The same kernels on the same numbers; TensorFlow's reads and updates of references race.
            if (EngineName == Engines.Managed && !sparse) Assert.That(handles, Is.EqualTo(references), name);
            else Assert.That(handles, Is.EqualTo(references).Within(1e-5f), name);
        }
    }

    [Test]
    public void GradientsOfRowsStayRows()
    {
        var table = (ResourceVariable)tf.get_variable("table", [5, 2], initializer: tf.ones_initializer, use_resource: true);
        var rows = tf.nn.embedding_lookup(table, new[] { 3, 1, 3 });
        var gradient = tf.gradients(tf.reduce_sum(rows * new[,] { { 1f, 2f }, { 3f, 4f }, { 5f, 6f } }), table)[0];
        Assert.That(gradient, Is.InstanceOf<IndexedSlices>());
        using var session = Started();
        Assert.That(session.run(tf.convert_to_tensor(gradient)).ToArray<float>(), Is.EqualTo(new[] { 0f, 0, 3, 4, 0, 0, 6, 8, 0, 0 }));
        Assert.That(tf.get_default_graph().get_operations().Select(op => op.type), Has.Member("ResourceGather").And.No.Member("GatherV2"));
    }

    [Test]
    public void ALoopReadsAndChangesIt()
    {
        var v = tf.Variable(1f, use_resource: true);
        var w = tf.Variable(3f, use_resource: true);
        var sum = tf.while_loop((i, s) => (Tensor)(i < 4), (i, s) =>
        {
            using var changed = tf.control_dependencies([v.assign_add(w).op]);
            return (i + 1, s + v);
        }, (tf.constant(0), tf.constant(0f)), parallel_iterations: 1).Item2;
        using var session = Started();
        // v is 4, 7, 10, 13 in turn.
        Assert.That((float)session.run(sum), Is.EqualTo(34f));
        Assert.That((float)session.run(v), Is.EqualTo(13f));
        Assert.That(tf.get_default_graph().get_operation_by_name("while").inputs.Select(i => i.dtype), Has.Member(TF_DataType.TF_RESOURCE));
    }

    [Test]
    public void GradientsGoThroughLoopsAndBranches()
    {
        var w = tf.Variable(new[] { 0.5f, -0.25f }, use_resource: true);
        var p = tf.placeholder(tf.@bool, Shape.Scalar);
        var powers = tf.while_loop((i, y) => (Tensor)(i < 3), (i, y) => (i + 1, y * w), (tf.constant(0), tf.constant(new[] { 1f, 2f }))).Item2;
        var chosen = tf.cond(p, () => powers * w, () => tf.square(powers));
        var first = tf.gradients(tf.reduce_sum(chosen), w)[0]!;
        var second = tf.gradients(tf.reduce_sum(first), w)[0]!;
        using var session = Started();
        float[] a = [0.5f, -0.25f], c = [1f, 2f];
        Assert.Multiple(() =>
        {
            Assert.That(session.run(first, (p, true)).ToArray<float>(), Is.EqualTo(a.Zip(c, (x, k) => 4 * k * x * x * x)).Within(1e-6f));
            Assert.That(session.run(second, (p, true)).ToArray<float>(), Is.EqualTo(a.Zip(c, (x, k) => 12 * k * x * x)).Within(1e-6f));
            Assert.That(session.run(first, (p, false)).ToArray<float>(), Is.EqualTo(a.Zip(c, (x, k) => 6 * k * k * MathF.Pow(x, 5))).Within(1e-6f));
            Assert.That(session.run(second, (p, false)).ToArray<float>(), Is.EqualTo(a.Zip(c, (x, k) => 30 * k * k * MathF.Pow(x, 4))).Within(1e-6f));
        });
    }

    [Test]
    public void ABranchChangesIt()
    {
        var v = tf.Variable(new[] { 1f, 2f }, use_resource: true);
        var p = tf.placeholder(tf.@bool, Shape.Scalar);
        var result = tf.cond(p, () => v.assign_add(new[] { 1f, 1f }), () => v.value() * 10f);
        using var session = Started();
        Assert.Multiple(() =>
        {
            Assert.That(session.run(result, (p, false)).ToArray<float>(), Is.EqualTo(new[] { 10f, 20f }));
            Assert.That(session.run(result, (p, true)).ToArray<float>(), Is.EqualTo(new[] { 2f, 3f }));
            Assert.That(session.run(v).ToArray<float>(), Is.EqualTo(new[] { 2f, 3f }));
        });
    }

    [Test]
    public void AnInitialValueMayNeedAnother()
    {
        var v = tf.Variable(3f, use_resource: true, name: "v");
        var twice = tf.Variable(v.initialized_value() * 2f, use_resource: true, name: "twice");
        using var session = tf.Session();
        session.run(twice.initializer);
        Assert.That((float)session.run(twice), Is.EqualTo(6f));
        Assert.That(session.run_strings(tf.report_uninitialized_variables()), Is.EqualTo(new[] { "v" }));
        v.load(5f, session);
        session.run(twice.initializer);
        Assert.That((float)session.run(twice), Is.EqualTo(10f));
    }

    [Test]
    public void AveragesAndStepsAreResourcesToo()
    {
        using var scope = tf.variable_scope("model", use_resource: true);
        var w = tf.get_variable("w", [2], initializer: tf.ones_initializer);
        var step = tf.train.get_or_create_global_step();
        var average = tf.train.ExponentialMovingAverage(0.5);
        var train = tf.train.AdamOptimizer(0.1).minimize(tf.reduce_sum(tf.square(w)), step);
        Operation averaged;
        using (tf.control_dependencies([train])) averaged = average.apply([w]);
        Assert.That(tf.global_variables(), Has.All.InstanceOf<ResourceVariable>());
        using var session = Started();
        session.run(averaged);
        Assert.Multiple(() =>
        {
            Assert.That((long)session.run(step), Is.EqualTo(1));
            Assert.That(session.run(w).ToArray<float>(), Is.EqualTo(new[] { 0.9f, 0.9f }).Within(1e-6f));
            Assert.That(session.run(average.average(w)!).ToArray<float>(), Is.EqualTo(new[] { 0.95f, 0.95f }).Within(1e-6f));
        });
    }

    [Test]
    public void ErrorsTellTheVariable()
    {
        var v = tf.Variable(new[] { 1f, 2f }, use_resource: true, name: "weights");
        using var session = tf.Session();
        var uninitialized = Assert.Throws<FailedPreconditionError>(() => session.run(v))!;
        Assert.That(uninitialized.Message, Does.Contain("weights"));
        session.run(v.initializer);
        Assert.That(Assert.Throws<TypeError>(() => session.run("weights:0"))!.Message, Is.EqualTo(
            "Fetch argument Tensor(\"weights:0\", shape=(), dtype=resource) is the handle of a variable, which has no value outside of the graph. Fetch the variable, or a read of it."));
        Assert.That(Assert.Throws<ValueError>(() => v.assign(new[] { 1f, 2f, 3f }))!.Message, Does.StartWith("Shapes must be equal, but are (2,) and (3,) for 'AssignVariableOp'"));
        Assert.That(Assert.Throws<TypeError>(() => OpBuilder.Apply("ReadVariableOp", null, [tf.constant(1f)], ("dtype", tf.float32)))!.Message, Does.Contain("must be a resource variable"));
        var x = tf.placeholder(tf.float32);
        var any = OpBuilder.ApplyOp("AssignVariableOp", null, [v, x]);
        Assert.That(() => session.run(any, (x, new[] { 5f, 6f })), Throws.Nothing);
        Assert.That(session.run(v).ToArray<float>(), Is.EqualTo(new[] { 5f, 6f }));
        // Last, as TensorFlow refuses the whole graph from here on.
        var wrong = OpBuilder.Apply("ReadVariableOp", null, [v], ("dtype", tf.int32));
        var error = Assert.Catch<OpError>(() => session.run(wrong))!;
        Assert.That(error.Message, Does.Contain("Trying to read variable with wrong dtype").And.Contain("float").And.Contain("int32"));
    }

    [Test]
    [Category("ManagedEngine")]
    public void AFailedRunLeavesItUnchanged()
    {
        if (EngineName != Engines.Managed) Assert.Ignore("TensorFlow leaves variables half updated.");
        var v = tf.Variable(new[] { 1f, 2f }, use_resource: true);
        var x = tf.placeholder(tf.float32);
        Operation change;
        using (tf.control_dependencies([v.assign_add(new[] { 1f, 1f }).op])) change = tf.scatter_update(v, tf.cast(x, tf.int32), 7f).op;
        using var session = Started();
        Assert.Throws<InvalidArgumentError>(() => session.run(change, (x, 5f)));
        Assert.That(session.run(v).ToArray<float>(), Is.EqualTo(new[] { 1f, 2f }));
        session.run(change, (x, 1f));
        Assert.That(session.run(v).ToArray<float>(), Is.EqualTo(new[] { 2f, 7f }));
        Assert.Throws<InvalidArgumentError>(() => session.run(OpBuilder.ApplyOp("AssignVariableOp", null, [v, x]), (x, new[] { 1f })));
    }

    static Session Started()
    {
        var session = tf.Session();
        session.run(tf.global_variables_initializer());
        return session;
    }

    static IEnumerable<(string, Func<Optimizer>)> Optimizers() =>
    [
        ("GradientDescent", () => tf.train.GradientDescentOptimizer(0.1f)), ("Momentum", () => tf.train.MomentumOptimizer(0.1f, 0.9f, use_nesterov: true)),
        ("Adagrad", () => tf.train.AdagradOptimizer(0.1f)), ("Adadelta", () => tf.train.AdadeltaOptimizer(1f)), ("RMSProp", () => tf.train.RMSPropOptimizer(0.1f, centered: true)),
        ("Adam", () => tf.train.AdamOptimizer(0.1f)), ("Ftrl", () => tf.train.FtrlOptimizer(0.1f)), ("ProximalAdagrad", () => tf.train.ProximalAdagradOptimizer(0.1f)),
        ("ProximalGradientDescent", () => tf.train.ProximalGradientDescentOptimizer(0.1f)),
    ];

    static float[] Train(Func<Optimizer> optimizer, bool sparse, bool useResource)
    {
        tf.reset_default_graph();
        var w = tf.get_variable("w", [4, 3], initializer: tf.constant_initializer(0.5f), use_resource: useResource);
        var x = sparse ? tf.nn.embedding_lookup(w, new[] { 2, 0, 2 }) : tf.matmul(tf.reshape(tf.range(8f), [2, 4]), w);
        var loss = tf.reduce_sum(tf.square(x - tf.reshape(tf.range(x.shape.size * 1f), x.shape)));
        var train = optimizer().minimize(loss);
        using var session = Started();
        for (var step = 0; step < 3; step++) session.run(train);
        return session.run(w).ToArray<float>();
    }
}
