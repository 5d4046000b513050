using System.Net;
using System.Net.Sockets;
using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Native;

/// <summary>Servers of TensorFlow's runtime in this process. A server that was started lives as long as the process.</summary>
public sealed class ServerTests : TensorflowFixture
{
    Graph _graph = null!;

    [SetUp]
    public void NewGraph() => _graph = tf.Graph().as_default();

    [TearDown]
    public void Leave() => _graph.Dispose();

    [Test]
    public void ASessionRunsOnALocalServerAndItsGraphGrows()
    {
        var server = tf.train.create_local_server();
        Assert.That(server.target, Does.Match(@"^grpc://localhost:\d+$"));
        using var sess = tf.Session(server.target);
        var v = tf.Variable(2f);
        sess.run(tf.global_variables_initializer());
        var x = tf.placeholder(tf.float32, new Shape(2));
        Assert.That(sess.run(v * x, (x, new[] { 1f, 3f })).ToArray<float>(), Is.EqualTo(new[] { 2f, 6f }));
        sess.run(tf.assign_add(v, 1f));
        Assert.That((float)sess.run(v), Is.EqualTo(3f));
    }

    [Test]
    public void ALoopGrowsAfterItHasRunOnAServer()
    {
        using var sess = tf.Session(tf.train.create_local_server().target);
        var x = tf.placeholder(tf.float32, Shape.Scalar);
        var power = tf.while_loop(y => y < 10f, y => y * x, x);
        Assert.That((float)sess.run(power, (x, 2f)), Is.EqualTo(16f));
        var gradient = tf.gradients(power, x)[0]!;
        Assert.That((float)sess.run(gradient, (x, 2f)), Is.EqualTo(32f), "The derivative of x to the fourth power.");
    }

    [Test]
    public void SessionsOfOneServerShareItsVariables()
    {
        var server = tf.train.create_local_server();
        var v = tf.Variable(7f, name: "shared");
        using (var first = new Session(server.target)) first.run(v.initializer);
        using var other = tf.Graph().as_default();
        var same = tf.Variable(0f, name: "shared");
        using var second = new Session(server.target);
        Assert.That((float)second.run(same), Is.EqualTo(7f));
    }

    [Test]
    public void OperationsRunOnTheTasksThatTheyAskFor()
    {
        var ports = FreePorts.Take(2);
        var cluster = tf.train.ClusterSpec(new Dictionary<string, string[]> { ["ps"] = [$"localhost:{ports[0]}"], ["worker"] = [$"localhost:{ports[1]}"] });
        var ps = tf.train.Server(cluster, "ps", 0);
        var worker = tf.train.Server(cluster, job_name: "worker", task_index: 0);
        Assert.That(ps.target, Is.EqualTo($"grpc://localhost:{ports[0]}"));
        RefVariable v;
        Tensor product, loop;
        using (tf.device(tf.train.replica_device_setter(cluster: cluster)))
        {
            v = tf.Variable(new[] { 1f, 2f }, name: "v");
            product = v * 3f;
            loop = tf.while_loop(i => i < 10f, i => i + tf.reduce_sum(v), tf.constant(0f));
        }
        using (var sess = tf.Session(worker.target))
        {
            sess.run(tf.global_variables_initializer());
            Assert.That(sess.run(product).ToArray<float>(), Is.EqualTo(new[] { 3f, 6f }));
            Assert.That((float)sess.run(loop), Is.EqualTo(12f));
        }
        // The value lives on the parameter server, whoever asks for it.
        using (var sess = tf.Session(ps.target)) Assert.That(sess.run(v).ToArray<float>(), Is.EqualTo(new[] { 1f, 2f }));
        using (tf.device("/job:ps/task:1"))
        {
            var nowhere = tf.constant(1f, name: "nowhere");
            using var sess = tf.Session(worker.target);
            Assert.That(() => sess.run(nowhere), Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("explicitly assigned to /job:ps/task:1").And.Message.Contains("ServerTests.cs"));
        }
    }

    [Test]
    public void ASessionNeedsOnlyTheTasksOfItsFilters()
    {
        var ports = FreePorts.Take(2);
        var cluster = tf.train.ClusterSpec(new Dictionary<string, string[]> { ["worker"] = [$"localhost:{ports[0]}", $"localhost:{ports[1]}"] });
        var server = tf.train.Server(cluster, "worker", 0);
        // Task 1 never starts: without the filter the session would wait for it.
        using var sess = tf.Session(server.target, config: new ConfigProto { device_filters = ["/job:worker/task:0"] });
        Assert.That((float)sess.run(tf.constant(2f)), Is.EqualTo(2f));
    }

    [Test]
    public void ItsDefinitionIsWhatWasAskedFor()
    {
        var cluster = tf.train.ClusterSpec(new Dictionary<string, string[]> { ["a"] = ["localhost:0"] });
        var server = tf.train.Server(cluster, config: new ConfigProto { intra_op_parallelism_threads = 1 }, start: false);
        Assert.Multiple(() =>
        {
            Assert.That((server.server_def.JobName, server.server_def.TaskIndex, server.server_def.Protocol), Is.EqualTo(("a", 0, "grpc")));
            Assert.That(server.server_def.DefaultSessionConfig.ToByteArray()[..2], Is.EqualTo(new byte[] { 2 << 3, 1 }));
            Assert.That(new ClusterSpec(server.server_def.Cluster), Is.EqualTo(cluster));
        });
        server.start();
        using (var sess = tf.Session(server.target)) Assert.That((float)sess.run(tf.constant(1f)), Is.EqualTo(1f));
        var again = tf.train.Server(server.server_def, config: new ConfigProto(), start: false);
        Assert.That(again.server_def.JobName, Is.EqualTo("a"));
    }

    [Test]
    public void AServerThatWasNotStartedIsDeletedWithItsLastReference()
    {
        var port = FreePorts.Take(1)[0];
        var cluster = tf.train.ClusterSpec(new Dictionary<string, string[]> { ["a"] = [$"localhost:{port}"] });
        Forget();
        GC.Collect();
        GC.WaitForPendingFinalizers();
        // Its port is free again.
        Assert.That(() => tf.train.Server(cluster), Throws.Nothing);

        void Forget() => tf.train.Server(cluster, start: false);
    }

    [Test]
    public void APortInUseIsTold()
    {
        using var other = new TcpListener(IPAddress.Any, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        Assert.That(() => tf.train.Server(new Dictionary<string, string[]> { ["worker"] = [$"localhost:{port}"] }),
            Throws.TypeOf<UnknownError>().With.Message.Contains($"the server of /job:worker/task:0 was to listen at localhost:{port}. Does another process use this port?"));
    }

    [Test]
    public void WrongDefinitionsAreErrors()
    {
        var cluster = tf.train.ClusterSpec(new Dictionary<string, string[]> { ["ps"] = ["localhost:1"], ["worker"] = ["localhost:2", "localhost:3"] });
        Assert.Multiple(() =>
        {
            Assert.That(() => tf.train.Server(cluster), Throws.TypeOf<ValueError>().With.Message.EqualTo("Must specify an explicit `job_name`: the cluster has the jobs ps, worker."));
            Assert.That(() => tf.train.Server(cluster, "worker"), Throws.TypeOf<ValueError>().With.Message.EqualTo("Must specify an explicit `task_index`: the job 'worker' has 2 tasks."));
            Assert.That(() => tf.train.Server(cluster, "worker", 2), Throws.TypeOf<ValueError>().With.Message.StartsWith("No task with index 2 in job 'worker'"));
            Assert.That(() => tf.train.Server(cluster, "chief", 0), Throws.TypeOf<ValueError>().With.Message.StartsWith("No such job in cluster: 'chief'"));
            Assert.That(() => tf.train.Server(new Dictionary<string, string[]> { ["a"] = ["nowhere"] }), Throws.InstanceOf<OpError>().With.Message.Contains("nowhere"));
            Assert.That(() => tf.train.Server(cluster, "ps", 0, protocol: "pigeon"), Throws.InstanceOf<OpError>().With.Message.Contains("pigeon"));
        });
    }
}
