using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Graphs;

/// <summary>Where operations ask to be placed. The expected texts are those of TensorFlow 1.15's device scopes.</summary>
public sealed class DeviceTests
{
    Graph _graph = null!;

    [SetUp]
    public void NewGraph() => _graph = tf.Graph().as_default();

    [TearDown]
    public void Leave() => _graph.Dispose();

    [TestCase("/cpu:0", "/device:CPU:0")]
    [TestCase("/gpu", "/device:GPU:*")]
    [TestCase("/job:worker/task:1/device:cpu:0", "/job:worker/task:1/device:CPU:0")]
    [TestCase("/CPU:*", "/device:CPU:*")]
    [TestCase("/job:ps/task:1", "/job:ps/task:1")]
    [TestCase("/task:1/job:ps/replica:0/device:XLA_CPU:2", "/job:ps/replica:0/task:1/device:XLA_CPU:2")]
    [TestCase("", "")]
    public void ADeviceIsWrittenInTheLongForm(string given, string written)
    {
        Assert.That(DeviceSpec.from_string(given).to_string(), Is.EqualTo(written));
        using (tf.device(given)) Assert.That(tf.constant(1f).device, Is.EqualTo(written));
    }

    [TestCase("cpu:x", "'x' in the device spec 'cpu:x' is no number")]
    [TestCase("/job:ps/tsk:0", "Unknown attribute 'tsk:0' is encountered while parsing the device spec: '/job:ps/tsk:0'")]
    [TestCase("/cpu:0/gpu:0", "Multiple device types are not allowed while parsing the device spec: '/cpu:0/gpu:0'")]
    public void WhatIsNoDeviceIsAnError(string name, string message) =>
        Assert.That(() => tf.device(name), Throws.TypeOf<ValueError>().With.Message.StartsWith(message));

    [Test]
    public void TheInnerScopeHoldsAndTheOuterCompletesIt()
    {
        using (tf.device("/job:worker/task:1/gpu:1"))
        {
            Assert.That(tf.constant(1f).device, Is.EqualTo("/job:worker/task:1/device:GPU:1"));
            using (tf.device("/job:ps")) Assert.That(tf.constant(1f).device, Is.EqualTo("/job:ps/task:1/device:GPU:1"));
            using (tf.device("/cpu")) Assert.That(tf.constant(1f).device, Is.EqualTo("/job:worker/task:1/device:CPU:1"));
            using (tf.device("")) Assert.That(tf.constant(1f).device, Is.EqualTo("/job:worker/task:1/device:GPU:1"));
            using (tf.device(null))
            {
                Assert.That(tf.constant(1f).device, Is.Empty);
                using (tf.device("/cpu:0")) Assert.That(tf.constant(1f).device, Is.EqualTo("/device:CPU:0"));
            }
        }
        Assert.That(tf.constant(1f).device, Is.Empty);
    }

    [Test]
    public void AFunctionSeesTheOperationAndWhatInnerScopesSaid()
    {
        var seen = new List<string>();
        using (tf.device(op =>
        {
            seen.Add($"{op.type} {op.outputs[0].shape} '{op.device}'");
            return op.type == "MatMul" ? "/gpu:0" : op.device;
        }))
        {
            var a = tf.constant(new float[2, 3]);
            Tensor b;
            using (tf.device("/cpu:0")) b = tf.constant(new float[3, 1]);
            Assert.That((a.device, b.device, tf.matmul(a, b).device), Is.EqualTo(("", "/device:CPU:0", "/gpu:0")));
        }
        Assert.That(seen, Is.EqualTo(new[] { "Const (2, 3) ''", "Const (3, 1) '/device:CPU:0'", "MatMul (2, 1) ''" }));
    }

    [Test]
    public void AFunctionInsideAnotherScopeIsCompleted()
    {
        using (tf.device("/job:worker/cpu:0"))
        using (tf.device(_ => "/task:3"))
            Assert.That(tf.constant(1f).device, Is.EqualTo("/job:worker/task:3/device:CPU:0"));
    }

    [Test]
    public void WhatStandsBesideAVariableIsPlacedWithIt()
    {
        RefVariable v;
        using (tf.device("/job:ps/task:0")) v = tf.Variable(1f);
        using (tf.device("/job:worker"))
        {
            var assign = tf.assign(v, tf.constant(2f));
            Assert.That((assign.op.device, assign.op.inputs[1].device), Is.EqualTo(("/job:ps/task:0", "/job:worker")));
        }
        Assert.That((v.device, v.initializer.device, v.value().device), Is.EqualTo(("/job:ps/task:0", "/job:ps/task:0", "/job:ps/task:0")));
    }

    [Test]
    public void AnInitializerIsPlacedByItsColocationOnly()
    {
        using (tf.device("/job:ps/task:0")) tf.get_variable("W", new Shape(2), initializer: tf.random_normal_initializer());
        Assert.That(_graph.get_operation_by_name("W/Initializer/random_normal").device, Is.Empty);
        Assert.That(_graph.get_operation_by_name("W/Initializer/random_normal").get_attr("_class"), Is.EqualTo(new[] { "loc:@W" }));
        Assert.That(_graph.get_operation_by_name("W").device, Is.EqualTo("/job:ps/task:0"));
    }

    [Test]
    public void ImportedNodesAreCompletedByTheScope()
    {
        using (tf.device("/cpu:0")) tf.constant(1f, name: "c");
        var def = _graph.as_graph_def();
        using var other = tf.Graph().as_default();
        using (tf.device("/job:worker/gpu:1")) tf.import_graph_def(def, name: "");
        Assert.That(other.get_operation_by_name("c").device, Is.EqualTo("/job:worker/device:CPU:0"));
    }

    [Test]
    public void ABodysVariableIsPlacedWithTheOuterOne()
    {
        RefVariable v;
        using (tf.device("/job:ps/task:0")) v = tf.Variable(1f, name: "v");
        tf.while_loop(i => i < 3, i => i + tf.cast(tf.assign_add(v, 1f), tf.int32), tf.constant(0));
        var body = _graph.as_graph_def().Library.Function.SelectMany(f => f.NodeDef).Single(n => n.Op == "VariableV2");
        Assert.That(body.Device, Is.EqualTo("/job:ps/task:0"));
    }

    [TestCase("/cpu:0")]
    [TestCase("/cpu")]
    [TestCase("/job:localhost/replica:0/task:0/device:CPU:0")]
    [Category("ManagedEngine")]
    public void TheManagedEngineIsTheCpuOfThisProcess(string device)
    {
        using (tf.device(device))
        using (var sess = tf.Session(_graph, engine: Engines.Managed))
            Assert.That((float)sess.run(tf.constant(3f) + 1f), Is.EqualTo(4f));
    }

    [TestCase("/gpu:0", "available devices are [ /job:localhost/replica:0/task:0/device:CPU:0 ]. Give the session allow_soft_placement")]
    [TestCase("/cpu:1", "Give the session allow_soft_placement")]
    [Category("ManagedEngine")]
    public void AnotherDeviceNeedsSoftPlacement(string device, string advice)
    {
        Tensor c;
        using (tf.device(device)) c = tf.constant(3f, name: "c");
        using (var sess = tf.Session(_graph, engine: Engines.Managed))
        {
            var error = Assert.Throws<InvalidArgumentError>(() => sess.run(c))!;
            Assert.That(error.message, Does.StartWith($"Cannot assign a device for operation c: Operation was explicitly assigned to {c.device} but ").And.Contain(advice));
            Assert.That(error.op, Is.EqualTo(c.op));
        }
        using var soft = tf.Session(_graph, new ConfigProto(Engines.Managed) { allow_soft_placement = true });
        Assert.That((float)soft.run(c), Is.EqualTo(3f));
    }

    [TestCase(false)]
    [TestCase(true)]
    [Category("ManagedEngine")]
    public void AnotherProcessNeedsAServer(bool allowSoftPlacement)
    {
        Tensor c;
        using (tf.device("/job:ps/task:0")) c = tf.constant(3f);
        using var sess = tf.Session(_graph, new ConfigProto(Engines.Managed) { allow_soft_placement = allowSoftPlacement });
        Assert.That(() => sess.run(c), Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("/job:ps/task:0").And.Message.Contains("start a tf.train.Server in each process"));
    }

    [Test]
    [Category("ManagedEngine")]
    public void InsideALoopTooItIsAnError()
    {
        var loop = tf.while_loop(i => i < 3, i =>
        {
            using (tf.device("/job:ps")) return i + 1;
        }, tf.constant(0));
        using var sess = tf.Session(_graph, engine: Engines.Managed);
        Assert.That(() => sess.run(loop), Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("explicitly assigned to /job:ps"));
    }
}
