using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Cluster;

/// <summary>Variables on parameter servers, the rest on the worker. The expected devices follow TensorFlow 1.15's replica_device_setter.</summary>
public sealed class ReplicaDeviceSetterTests
{
    static readonly ClusterSpec s_cluster = tf.train.ClusterSpec(new Dictionary<string, string[]> { ["ps"] = ["p0:1", "p1:1"], ["worker"] = ["w0:1", "w1:1", "w2:1"] });

    Graph _graph = null!;

    [SetUp]
    public void NewGraph() => _graph = tf.Graph().as_default();

    [TearDown]
    public void Leave() => _graph.Dispose();

    [Test]
    public void VariablesGoToTheServersInTurnAndTheRestToTheWorker()
    {
        using var _ = tf.device(tf.train.replica_device_setter(cluster: s_cluster));
        var (v, w, u) = (tf.Variable(1f), tf.Variable(2f), tf.Variable(3f));
        var sum = v + w;
        Assert.Multiple(() =>
        {
            Assert.That((v.device, w.device, u.device), Is.EqualTo(("/job:ps/task:0", "/job:ps/task:1", "/job:ps/task:0")));
            Assert.That((v.initializer.device, w.initializer.device), Is.EqualTo(("/job:ps/task:0", "/job:ps/task:1")));
            Assert.That(v.initial_value.device, Is.EqualTo("/job:worker"));
            Assert.That(sum.device, Is.EqualTo("/job:worker"));
        });
    }

    [Test]
    public void SlotsAndUpdatesStandBesideTheirVariables()
    {
        using var _ = tf.device(tf.train.replica_device_setter(2, worker_device: "/job:worker/task:2"));
        var (v, w) = (tf.Variable(1f, name: "v"), tf.Variable(2f, name: "w"));
        var step = tf.train.get_or_create_global_step();
        var optimizer = tf.train.AdamOptimizer();
        var train = optimizer.minimize(tf.square(v * w), global_step: step);
        Assert.Multiple(() =>
        {
            Assert.That(step.device, Is.EqualTo("/job:ps/task:0"));
            Assert.That((optimizer.get_slot(w, "m")!.device, optimizer.get_slot(w, "v")!.device), Is.EqualTo(("/job:ps/task:1", "/job:ps/task:1")));
            Assert.That(_graph.get_operation_by_name("Adam/update_w/ApplyAdam").device, Is.EqualTo("/job:ps/task:1"));
            Assert.That(_graph.get_operation_by_name("Adam/update_v/ApplyAdam").device, Is.EqualTo("/job:ps/task:0"));
            Assert.That(_graph.get_operation_by_name("beta1_power").device, Is.EqualTo("/job:ps/task:0"));
            Assert.That(train.device, Is.EqualTo("/job:ps/task:0"));
            Assert.That(_graph.get_operation_by_name("gradients/Square_grad/mul").device, Is.EqualTo("/job:worker/task:2"));
        });
    }

    [Test]
    public void WhatAnOperationAsksForIsCompletedOrLeft()
    {
        using (tf.device(tf.train.replica_device_setter(1, worker_device: "/job:worker/task:1")))
        using (tf.device("/cpu:0"))
            Assert.That((tf.Variable(1f).device, tf.constant(1f).device), Is.EqualTo(("/job:ps/task:0/device:CPU:0", "/job:worker/task:1/device:CPU:0")));
        using (tf.device(tf.train.replica_device_setter(1, worker_device: "/job:worker/task:1", merge_devices: false)))
        using (tf.device("/cpu:0"))
            Assert.That((tf.Variable(1f).device, tf.constant(1f).device), Is.EqualTo(("/device:CPU:0", "/device:CPU:0")));
        // A variable that names a job itself is given no task.
        using (tf.device(tf.train.replica_device_setter(1)))
        using (tf.device("/job:worker"))
            Assert.That(tf.Variable(1f).device, Is.EqualTo("/job:worker"));
    }

    [Test]
    public void OperationsAndStrategyMayBeChosen()
    {
        using var _ = tf.device(tf.train.replica_device_setter(3, ps_device: "/job:server", ps_ops: ["Const"], ps_strategy: op => op.name.Length));
        Assert.That((tf.constant(1f, name: "c").device, tf.Variable(tf.constant(1f, name: "cc"), name: "v").device), Is.EqualTo(("/job:server/task:1", "/job:worker")));
    }

    [Test]
    public void WithoutParameterServersThereIsNone()
    {
        Assert.That(tf.train.replica_device_setter(), Is.Null);
        Assert.That(tf.train.replica_device_setter(cluster: s_cluster, ps_device: "/job:other"), Is.Null);
        using (tf.device(tf.train.replica_device_setter())) Assert.That(tf.constant(1f).device, Is.Empty);
    }
}
