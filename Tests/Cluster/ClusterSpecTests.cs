using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Cluster;

/// <summary>What a cluster says of its jobs and tasks. The expected values are those of TensorFlow 1.15's ClusterSpec.</summary>
public sealed class ClusterSpecTests
{
    static readonly Dictionary<string, string[]> s_dense = new() { ["worker"] = ["w0:1", "w1:1"], ["ps"] = ["p:1"] };

    static readonly Dictionary<string, IReadOnlyDictionary<int, string>> s_sparse = new()
    {
        ["worker"] = new Dictionary<int, string> { [3] = "w3:1", [1] = "w1:1" },
    };

    [Test]
    public void ItTellsJobsTasksAndAddresses()
    {
        var cluster = tf.train.ClusterSpec(s_dense);
        Assert.Multiple(() =>
        {
            Assert.That(cluster.jobs, Is.EqualTo(new[] { "ps", "worker" }));
            Assert.That(cluster.num_tasks("worker"), Is.EqualTo(2));
            Assert.That(cluster.task_indices("worker"), Is.EqualTo(new[] { 0, 1 }));
            Assert.That(cluster.task_address("worker", 1), Is.EqualTo("w1:1"));
            Assert.That(cluster.job_tasks("worker"), Is.EqualTo(new[] { "w0:1", "w1:1" }));
            Assert.That(cluster.ToString(), Is.EqualTo("ClusterSpec({'ps': ['p:1'], 'worker': ['w0:1', 'w1:1']})"));
        });
    }

    [Test]
    public void TasksMayBeGivenByIndex()
    {
        var cluster = tf.train.ClusterSpec(s_sparse);
        Assert.Multiple(() =>
        {
            Assert.That(cluster.num_tasks("worker"), Is.EqualTo(2));
            Assert.That(cluster.task_indices("worker"), Is.EqualTo(new[] { 1, 3 }));
            Assert.That(cluster.job_tasks("worker"), Is.EqualTo(new[] { null, "w1:1", null, "w3:1" }));
            Assert.That(cluster.ToString(), Is.EqualTo("ClusterSpec({'worker': {1: 'w1:1', 3: 'w3:1'}})"));
        });
    }

    [Test]
    public void DictionariesMessagesAndJsonAreTheSameCluster()
    {
        var dense = tf.train.ClusterSpec(s_dense);
        var sparse = tf.train.ClusterSpec(s_sparse);
        ClusterSpec implied = s_dense;
        Assert.Multiple(() =>
        {
            Assert.That(tf.train.ClusterSpec(dense.as_cluster_def()), Is.EqualTo(dense));
            Assert.That(tf.train.ClusterSpec(dense.as_dict()), Is.EqualTo(dense));
            Assert.That(tf.train.ClusterSpec(sparse.as_dict()), Is.EqualTo(sparse));
            Assert.That(implied, Is.EqualTo(dense));
            Assert.That(ClusterSpec.from_json("""{"worker": ["w0:1", "w1:1"], "ps": ["p:1"]}"""), Is.EqualTo(dense));
            Assert.That(ClusterSpec.from_json("""{"worker": {"3": "w3:1", "1": "w1:1",}, /* comment */ }"""), Is.EqualTo(sparse));
            Assert.That(ClusterSpec.from_json("""{"cluster": {"worker": {"1": "w1:1", "3": "w3:1"}}, "task": {"type": "worker", "index": 1}}"""), Is.EqualTo(sparse));
            Assert.That(dense, Is.Not.EqualTo(sparse));
        });
    }

    [Test]
    public void TheMessageHasTensorFlowsFields()
    {
        // ClusterSpec({"ps": ["p:1"]}) by the field numbers of cluster.proto: job 1 {name 1, tasks 2 {key 1, value 2}}.
        var bytes = new byte[] { 0x0a, 13, 0x0a, 2, (byte)'p', (byte)'s', 0x12, 7, 0x08, 0, 0x12, 3, (byte)'p', (byte)':', (byte)'1' };
        Assert.That(tf.train.ClusterSpec(ClusterDef.Parser.ParseFrom(bytes)).task_address("ps", 0), Is.EqualTo("p:1"));
    }

    [Test]
    public void WhatIsNotThereIsNamed()
    {
        var cluster = tf.train.ClusterSpec(s_dense);
        Assert.Multiple(() =>
        {
            Assert.That(() => cluster.num_tasks("chief"), Throws.TypeOf<ValueError>().With.Message.EqualTo("No such job in cluster: 'chief'; its jobs are ps, worker."));
            Assert.That(() => cluster.task_address("worker", 2), Throws.TypeOf<ValueError>().With.Message.EqualTo("No task with index 2 in job 'worker'; it has 0, 1."));
        });
    }

    [TestCase("[1]", "A cluster is an object of jobs, such as {\"ps\"")]
    [TestCase("{\"ps\": \"a:1\"}", "The tasks for job 'ps' must be a list or a dictionary from integers to strings, but are the text \"a:1\".")]
    [TestCase("{\"ps\": [1]}", "The address of a task of job 'ps' is 1 and no text")]
    [TestCase("{\"ps\": {\"a\": \"b:1\"}}", "The tasks of job 'ps' are called by their indices, but one is called 'a'.")]
    [TestCase("{\"ps\": [\"\"]}", "Task 0 of job 'ps' has no address")]
    [TestCase("{\"ps\": [", "This is no JSON: ")]
    public void JsonThatIsNoClusterIsAnError(string json, string message) =>
        Assert.That(() => ClusterSpec.from_json(json), Throws.TypeOf<ValueError>().With.Message.StartsWith(message));
}
