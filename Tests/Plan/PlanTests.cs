using NumSharp;
using NUnit.Framework;
using Tensorflow;
using Tensorflow.Plan;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Plan;

/// <summary>What the passes leave of a graph.</summary>
public sealed class PlanTests
{
    private Graph _graph = null!;
    private Session _session = null!;

    [SetUp]
    public void SetUp()
    {
        _graph = tf.Graph().as_default();
        _session = tf.Session(_graph);
    }

    [TearDown]
    public void TearDown()
    {
        _session.Dispose();
        _graph.Dispose();
    }

    [Test]
    public void NodesThatNothingNeedsAreDropped()
    {
        var x = tf.placeholder(tf.float32, new[] { 2 });
        var wanted = tf.square(x);
        tf.exp(x);

        Assert.That(NodesOf(wanted, x, 2), Is.EqualTo(new[] { "Square" }));
    }

    [Test]
    public void AnOperationThatIsFetchedRuns()
    {
        var x = tf.placeholder(tf.int32, new[] { 1 });
        var quotient = tf.floordiv(1, x);

        Assert.Throws<InvalidArgumentError>(() => _session.run(quotient.op, (x, new[] { 0 })));
        Assert.Throws<InvalidArgumentError>(() => _session.run(tf.identity(quotient).op, (x, new[] { 0 })));
    }

    [Test]
    public void AValueAddedThriceIsNotWrittenOverInBetween()
    {
        var x = tf.placeholder(tf.float32, new[] { 2 });
        var y = tf.exp(x);

        Assert.That(_session.run(tf.add_n([y, y, y]), (x, new[] { 0f, 0f })).ToArray<float>(), Is.EqualTo(new[] { 3f, 3f }));
    }

    [Test]
    public void ConstantsAreComputedOnce()
    {
        var x = tf.placeholder(tf.float32, new[] { 2 });
        var y = x * (tf.constant(2f) + tf.constant(3f));

        Assert.That(NodesOf(y, x, 2), Is.EqualTo(new[] { "Mul" }));
        Assert.That(_session.run(y, (x, new[] { 1f, 2f })).ToArray<float>(), Is.EqualTo(new[] { 5f, 10f }));
    }

    [Test]
    public void ShapesOfFedTensorsAreConstants()
    {
        var x = tf.placeholder(tf.float32, new[] { -1 });
        var y = tf.reshape(x, tf.shape(tf.exp(x))) + tf.cast(tf.size(x), tf.float32);

        Assert.That(NodesOf(y, x, 3), Is.EqualTo(new[] { "AddV2" }));
    }

    [Test]
    public void AFedPlaceholderMayBeWaitedFor()
    {
        var x = tf.placeholder(tf.float32, new[] { 2 });
        Tensor y;
        using (tf.control_dependencies(new[] { x })) y = tf.square(x);

        Assert.That(_session.run(y, (x, new[] { 1f, 2f })).ToArray<float>(), Is.EqualTo(new[] { 1f, 4f }));
        Assert.Throws<InvalidArgumentError>(() => _session.run(y));
    }

    [Test]
    public void EqualOperationsAreOne()
    {
        var x = tf.placeholder(tf.float32, new[] { 2 });
        var y = tf.exp(x) * tf.exp(x);

        Assert.That(NodesOf(y, x, 2), Is.EqualTo(new[] { "Exp", "Mul" }));
    }

    [Test]
    public void RandomOperationsAreNeverShared()
    {
        var difference = tf.random_uniform(new[] { 4 }, seed: 1) - tf.random_uniform(new[] { 4 }, seed: 2);

        Assert.That(NodesOf(difference, null, 0).Count(n => n == "RandomUniform"), Is.EqualTo(2));
    }

    [Test]
    public void ProductBiasAndActivationAreOneNode()
    {
        var x = tf.placeholder(tf.float32, new[] { 2, 2 });
        var w = tf.constant(new float[,] { { 1, -1 }, { 2, -2 } });
        var y = tf.nn.relu(tf.matmul(x, w) + tf.constant(new[] { 0.5f, 0.25f }));

        var value = new float[,] { { 1, 2 }, { -3, 4 } };
        Assert.That(NodesOf(y, x, value), Is.EqualTo(new[] { "_FusedMatMul" }));
        Assert.That(_session.run(y, (x, value)).ToArray<float>(), Is.EqualTo(new[] { 5.5f, 0f, 5.5f, 0f }));
    }

    [Test]
    public void AFetchedValueInTheMiddleIsNotFusedAway()
    {
        var x = tf.placeholder(tf.float32, new[] { 1, 1 });
        var product = tf.matmul(x, tf.constant(new float[,] { { 3 } }));
        var y = tf.nn.relu(product + tf.constant(new[] { -10f }));

        var (p, r) = _session.run((product, y), (x, new float[,] { { 2 } }));
        Assert.That(p.ToArray<float>(), Is.EqualTo(new[] { 6f }));
        Assert.That(r.ToArray<float>(), Is.EqualTo(new[] { 0f }));
    }

    // TensorFlow leaves the order open.
    [Test, Category("ManagedEngine")]
    public void ReadsComeBeforeWritesThatTheyDoNotDependOn()
    {
        var v = tf.Variable(1f);
        var before = v.value() * 10f;
        var write = tf.assign(v, 5f);
        _session.run(v.initializer);

        var (old, current) = _session.run((before, write));

        Assert.That((float)old, Is.EqualTo(10f));
        Assert.That((float)current, Is.EqualTo(5f));
        Assert.That((float)_session.run(v), Is.EqualTo(5f));
    }

    [Test]
    public void WhoUsesAReadAfterAWriteSeesTheNewValue()
    {
        var v = tf.Variable(new[] { 1f, 2f });
        var read = v.value();
        var write = tf.assign(v, new[] { 5f, 6f });
        Tensor sum;
        using (tf.control_dependencies([write.op])) sum = read + tf.constant(100f);
        _session.run(v.initializer);

        Assert.That(_session.run(sum).ToArray<float>(), Is.EqualTo(new[] { 105f, 106f }));
        Assert.That(_session.run(v).ToArray<float>(), Is.EqualTo(new[] { 5f, 6f }));
    }

    // TensorFlow leaves the order open.
    [Test, Category("ManagedEngine")]
    public void AFetchedReadIsTheValueBeforeTheRun()
    {
        var v = tf.Variable(new[] { 1f, 2f });
        var write = tf.assign_add(v, new[] { 1f, 1f });
        _session.run(v.initializer);

        var (old, current) = _session.run((v, write));

        Assert.That(old.ToArray<float>(), Is.EqualTo(new[] { 1f, 2f }));
        Assert.That(current.ToArray<float>(), Is.EqualTo(new[] { 2f, 3f }));
    }

    [Test]
    public void AReadMadeUnderAControlDependencySeesTheWrite()
    {
        var v = tf.Variable(1f);
        var write = tf.assign(v, 7f);
        Tensor after;
        using (tf.control_dependencies([write.op])) after = v.read_value();
        _session.run(v.initializer);

        Assert.That((float)_session.run(after), Is.EqualTo(7f));
    }

    // TensorFlow leaves them half updated.
    [Test, Category("ManagedEngine")]
    public void AFailedRunLeavesVariablesAsTheyWere()
    {
        var v = tf.Variable(1f);
        var index = tf.placeholder(tf.int32);
        var write = tf.assign(v, 7f);
        Tensor picked;
        using (tf.control_dependencies([write.op])) picked = tf.gather(tf.constant(new[] { 1f, 2f }), index);
        _session.run(v.initializer);

        Assert.That(() => _session.run(picked, (index, 5)), Throws.InstanceOf<InvalidArgumentError>());
        Assert.That((float)_session.run(v), Is.EqualTo(1f));
        _session.run(picked, (index, 1));
        Assert.That((float)_session.run(v), Is.EqualTo(7f));
    }

    [Test]
    public void AConstantWaitsForItsControlDependencies()
    {
        var v = tf.Variable(1f);
        var write = tf.assign_add(v, 1f);
        Tensor constant, filled, sum;
        using (tf.control_dependencies(new[] { write }))
        {
            constant = tf.constant(3f);
            filled = tf.zeros([2]);
        }
        sum = constant + tf.reduce_sum(filled);
        _session.run(v.initializer);
        Assert.That((float)_session.run(constant), Is.EqualTo(3f));
        Assert.That((float)_session.run(v), Is.EqualTo(2f));
        Assert.That((float)_session.run(sum), Is.EqualTo(3f));
        Assert.That((float)_session.run(v), Is.EqualTo(3f), "what is computed of constants still waits, and its write runs once");
    }

    [Test]
    public void AGraphThatGrowsKeepsItsPlans()
    {
        var x = tf.placeholder(tf.float32);
        var y = x * 2f;
        Assert.That((float)_session.run(y, (x, 2f)), Is.EqualTo(4f));
        var z = y + 1f;
        Assert.That((float)_session.run(z, (x, 2f)), Is.EqualTo(5f));
        Assert.That((float)_session.run(y, (x, 3f)), Is.EqualTo(6f));
        // An operation that is there already and gets another control dependency changes what a run does.
        var v = tf.Variable(0f);
        _session.run(v.initializer);
        y.op.AddControlInput(tf.assign_add(v, 1f).op);
        Assert.That((float)_session.run(y, (x, 3f)), Is.EqualTo(6f));
        Assert.That((float)_session.run(v), Is.EqualTo(1f));
    }

    [Test]
    public void SizesThatFollowFromDataAreFoundDuringTheRun()
    {
        var x = tf.placeholder(tf.float32, new[] { -1 });
        var positive = tf.boolean_mask(x, x > 0f);
        var y = tf.reduce_sum(tf.square(positive)) + tf.cast(tf.shape(positive)[0], tf.float32);

        Assert.That((float)_session.run(y, (x, new[] { 1f, -2f, 3f })), Is.EqualTo(12f));
        Assert.That((float)_session.run(y, (x, new[] { -1f, -2f, -3f })), Is.EqualTo(0f));
        Assert.That((float)_session.run(y, (x, new[] { 1f, 1f, 1f })), Is.EqualTo(6f));
    }

    [Test]
    public void AShapeMayBeFed()
    {
        var shape = tf.placeholder(tf.int32, new[] { 2 });
        var y = tf.reduce_sum(tf.fill(shape, 2f));

        Assert.That((float)_session.run(y, (shape, new[] { 2, 3 })), Is.EqualTo(12f));
        Assert.That((float)_session.run(y, (shape, new[] { 4, 5 })), Is.EqualTo(40f));
    }

    [Test]
    public void AnyTensorMayBeFed()
    {
        var x = tf.placeholder(tf.float32);
        var middle = tf.square(x);
        var y = middle + 1f;

        Assert.That((float)_session.run(y, (middle, 10f)), Is.EqualTo(11f));
    }

    [Test]
    public void TwoSessionsHaveVariablesOfTheirOwn()
    {
        var v = tf.Variable(1f);
        var add = tf.assign_add(v, 1f);
        using var other = tf.Session(_graph);
        _session.run(v.initializer);
        other.run(v.initializer);
        _session.run(add);
        _session.run(add);

        Assert.That((float)_session.run(v), Is.EqualTo(3f));
        Assert.That((float)other.run(v), Is.EqualTo(1f));
    }

    [Test]
    public void ManyThreadsMayRunOneSession()
    {
        var v = tf.Variable(0);
        var add = tf.assign_add(v, 1);
        _session.run(v.initializer);

        Parallel.For(0, 200, _ => _session.run(add));

        Assert.That((int)_session.run(v), Is.EqualTo(200));
    }

    private string[] NodesOf(Tensor fetch, Tensor? fed, int length) => NodesOf(fetch, fed, new float[length]);

    private string[] NodesOf(Tensor fetch, Tensor? fed, Array value)
    {
        FeedItem[] feeds = fed is null ? [] : [(fed, value)];
        var request = new RunRequest();
        new FetchMapper(_graph).Map([fetch], feeds, request);
        using var engine = new ManagedEngine(_graph, new ConfigProto());
        return [.. Planner.Make(engine, request).Graph.Nodes.Select(n => n.OpType.Name)];
    }
}
