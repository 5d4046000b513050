using NUnit.Framework;
using Tensorflow;
using Tensorflow.Kernels;
using TfExercises.Lessons;
using TfExercises.Tests.Exercises;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Sessions;

/// <summary>The number of threads is the session's to choose and changes no bit of the results.</summary>
[Category("ManagedEngine")]
public sealed class ThreadsTests
{
    [Test]
    public void TrainingGivesTheSameBitsWithAnyNumberOfThreads()
    {
        var alone = Trained(threads: 1);

        Assert.That(Trained(threads: 0), Is.EqualTo(alone));
        Assert.That(Trained(threads: 2), Is.EqualTo(alone));
    }

    [Test]
    public void TheLimitLastsForTheSessionsRunsOnly()
    {
        using var graph = tf.Graph().as_default();
        using var sess = tf.Session(graph, new ConfigProto { intra_op_parallelism_threads = 1 });
        sess.run(tf.constant(1) + 1);

        Assert.That(WorkerPool.Limit, Is.Zero);
    }

    [TestCase("mnist-softmax")]
    [TestCase("mnist-mlp")]
    [TestCase("mnist-cnn")]
    public void ALessonPrintsTheSameLinesWithAnyNumberOfThreads(string id)
    {
        var before = WorkerPool.Threads;
        string Lines(int threads)
        {
            WorkerPool.Threads = threads;
            return CommandLine.Run(LessonTable.Course, "run", id, "--seed", "3", "--set", "iterations=3", "--set", "plot_interval=1").Output;
        }

        try
        {
            var alone = Lines(1);
            Assert.That(alone, Does.StartWith("Generation: 1. "));
            Assert.That(Lines(2), Is.EqualTo(alone));
            Assert.That(Lines(5), Is.EqualTo(alone));
        }
        finally
        {
            WorkerPool.Threads = before;
        }
    }

    static float[] Trained(int threads)
    {
        using var graph = tf.Graph().as_default();
        tf.set_random_seed(3);
        var x = tf.random_uniform([64, 28, 28, 1]);
        var conv = tf.nn.relu(tf.nn.conv2d(x, tf.Variable(tf.truncated_normal([5, 5, 1, 16], stddev: 0.1)), [1, 1, 1, 1], "SAME"));
        var flat = tf.reshape(tf.nn.max_pool(conv, [1, 2, 2, 1], [1, 2, 2, 1], "SAME"), [64, 14 * 14 * 16]);
        var W = tf.Variable(tf.truncated_normal([14 * 14 * 16, 32], stddev: 0.1));
        var y = tf.nn.softmax(tf.matmul(tf.nn.dropout(flat, 0.5), W));
        var train = tf.train.AdamOptimizer(0.01).minimize(tf.reduce_mean(tf.square(y)));
        using var sess = tf.Session(graph, new ConfigProto { intra_op_parallelism_threads = threads });
        sess.run(tf.global_variables_initializer());
        foreach (var _ in range(3))
            sess.run(train);
        return sess.run(W).ToArray<float>();
    }
}
