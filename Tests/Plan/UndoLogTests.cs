using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Plan;

/// <summary>A run that fails after some of its writes leaves every variable as it was; TensorFlow leaves them half updated.</summary>
[Category("ManagedEngine")]
public class UndoLogTests
{
    Session session = null!;

    [SetUp]
    public void NewGraph()
    {
        tf.reset_default_graph();
        session = tf.Session();
    }

    [TearDown]
    public void Close() => session.Dispose();

    static readonly Dictionary<string, Func<RefVariable, Tensor, Operation>> s_writes = new()
    {
        ["assign"] = (v, i) => tf.assign(v, v * 3f).op,
        ["assign_add"] = (v, i) => tf.assign_add(v, tf.ones_like(v)).op,
        ["scatter_add"] = (v, i) => tf.scatter_add(v, new[] { 2, 0, 2 }, tf.ones([3, 2])).op,
        ["scatter_update"] = (v, i) => tf.scatter_update(v, new[] { 1, 1 }, tf.ones([2, 2])).op,
        ["scatter_nd_update"] = (v, i) => tf.scatter_nd_update(v, new[,] { { 1, 1 } }, new[] { 9f }).op,
        ["sparse momentum"] = (v, i) => tf.train.MomentumOptimizer(0.1, 0.9).minimize(tf.reduce_sum(tf.gather(v, new[] { 0, 2, 0 })), var_list: [v]),
        ["sparse adam"] = (v, i) => tf.train.AdamOptimizer(0.1).minimize(tf.reduce_sum(tf.gather(v, new[] { 0, 2, 0 })), var_list: [v]),
        ["dense adagrad"] = (v, i) => tf.train.AdagradOptimizer(0.1).minimize(tf.reduce_sum(v * v), var_list: [v]),
        ["two writes"] = (v, i) => tf.group(tf.assign_add(v, tf.ones_like(v)), tf.scatter_sub(v, new[] { 1 }, tf.ones([1, 2]))),
    };

    static IEnumerable<string> Writes() => s_writes.Keys;

    [TestCaseSource(nameof(Writes))]
    public void AFailureAfterAWriteTakesItBack(string name)
    {
        var v = tf.Variable(new[,] { { 1f, 2 }, { 3, 4 }, { 5, 6 } });
        var index = tf.placeholder(tf.int32);
        var write = s_writes[name](v, index);
        Tensor picked;
        using (tf.control_dependencies(new[] { write })) picked = tf.gather(new[] { 1f, 2f }, index);
        session.run(tf.global_variables_initializer());
        var before = Values();

        Assert.That(() => session.run(picked, (index, 5)), Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("5 is not in [0, 2)"));
        Assert.That(Values(), Is.EqualTo(before));
        session.run(picked, (index, 1));
        Assert.That(Values(), Is.Not.EqualTo(before), "the same plan writes where nothing fails");
        before = Values();
        Assert.That(() => session.run(picked, (index, 5)), Throws.TypeOf<InvalidArgumentError>());
        Assert.That(Values(), Is.EqualTo(before), "a second failure takes back what the second run wrote, and no more");
    }

    [Test]
    public void OfTwoTablesTheSecondMayRefuseItsRows()
    {
        var first = tf.Variable(tf.ones([1000, 4]));
        var second = tf.Variable(tf.ones([3, 4]));
        var rows = tf.placeholder(tf.int32, [2]);
        var train = tf.group(tf.scatter_sub(first, rows, tf.ones([2, 4])), tf.scatter_sub(second, rows, tf.ones([2, 4])));
        session.run(tf.global_variables_initializer());
        Assert.That(() => session.run(train, (rows, new[] { 1, 7 })), Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("indices[1] = 7 is not in [0, 3)"));
        Assert.That(session.run(first).ToArray<float>(), Is.All.EqualTo(1f));
        Assert.That(session.run(second).ToArray<float>(), Is.All.EqualTo(1f));
    }

    [Test]
    public void ASlotWithoutAValueStopsTheStepBeforeAnyVariableMoves()
    {
        RefVariable a = tf.Variable(new[] { 1f, 2 }, name: "a"), b = tf.Variable(new[] { 3f }, name: "b");
        var optimizer = tf.train.MomentumOptimizer(0.1, 0.9);
        var train = optimizer.minimize(tf.reduce_sum(a * a) + tf.reduce_sum(b * b));
        session.run(tf.variables_initializer([a, b, optimizer.get_slot(a, "momentum")!]));
        Assert.That(() => session.run(train), Throws.TypeOf<FailedPreconditionError>().With.Message.Contains("uninitialized value b/Momentum"));
        Assert.That(session.run(a).ToArray<float>(), Is.EqualTo(new[] { 1f, 2 }));
        Assert.That(session.run(optimizer.get_slot(a, "momentum")!).ToArray<float>(), Is.All.Zero);
        session.run(tf.global_variables_initializer());
        session.run(train);
        Assert.That(session.run(b).ToArray<float>(), Is.EqualTo(new[] { 2.4f }).Within(1e-6));
    }

    [Test]
    public void AVariableWithoutAValueHasNoneAgain()
    {
        var v = tf.Variable(1f);
        Operation failing;
        using (tf.control_dependencies(new[] { v.initializer })) failing = tf.Assert(tf.less(v.read_value(), 0f), ["not below 0"]);
        Assert.That(() => session.run(failing), Throws.TypeOf<InvalidArgumentError>());
        Assert.That((bool)session.run(tf.is_variable_initialized(v)), Is.False);
    }

    [Test]
    public void AValueOfAnotherShapeIsRefusedWhereTheSizeFollowsFromData()
    {
        var v = tf.Variable(new[] { 1f, 2, 3 });
        var x = tf.placeholder(tf.float32, [-1]);
        var write = tf.assign(v, tf.boolean_mask(x, x > 0f));
        session.run(v.initializer);
        Assert.That(() => session.run(write, (x, new[] { 1f, -1, 5 })),
            Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("Assign requires shapes of both tensors to match. lhs shape = (3,), rhs shape = (2,)"));
        Assert.That(session.run(v).ToArray<float>(), Is.EqualTo(new[] { 1f, 2, 3 }));
        Assert.That(session.run(write, (x, new[] { 4f, -1, 5, 6 })).ToArray<float>(), Is.EqualTo(new[] { 4f, 5, 6 }));
    }

    float[] Values() => [.. tf.global_variables().SelectMany(variable => session.run(variable).ToArray<float>())];
}
