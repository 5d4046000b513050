using NumSharp;
using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Sessions;

/// <summary>A run in the steady state allocates what it gives back and nothing else.</summary>
[Category("ManagedEngine")]
public sealed class AllocationTests
{
    const int Runs = 200;

    Graph graph = null!;
    Session sess = null!;

    [SetUp]
    public void SetUp()
    {
        graph = tf.Graph().as_default();
        sess = tf.Session(graph);
    }

    [TearDown]
    public void TearDown()
    {
        sess.Dispose();
        graph.Dispose();
    }

    [TestCase("GradientDescent")]
    [TestCase("Momentum")]
    [TestCase("Adam")]
    public void ATrainingStepAllocatesNothing(string optimizer)
    {
        var x = tf.placeholder(tf.float32, [-1, 20]);
        var d = tf.placeholder(tf.float32, [-1, 3]);
        var keep_prob = tf.placeholder(tf.float32);
        var W = tf.Variable(tf.random_normal([20, 3], stddev: 0.1));
        var b = tf.Variable(tf.zeros([3]));
        var y = tf.nn.softmax(tf.matmul(tf.nn.dropout(x, keep_prob), W) + b);
        var loss = tf.reduce_mean(-tf.reduce_sum(d * tf.log(y), axis: [1]));
        var train = optimizer switch
        {
            "GradientDescent" => tf.train.GradientDescentOptimizer(0.1).minimize(loss),
            "Momentum" => tf.train.MomentumOptimizer(0.1, 0.9).minimize(loss),
            _ => tf.train.AdamOptimizer(0.1).minimize(loss),
        };
        sess.run(tf.global_variables_initializer());
        var images = np.random.rand(50, 20).astype(np.float32);
        var labels = new float[50, 3];
        var keep = np.array(0.5f);

        Assert.That(BytesOf(() => sess.run(train, (x, images), (d, labels), (keep_prob, keep))), Is.Zero);
    }

    [Test]
    public void AConvolutionStepAllocatesNothing()
    {
        var x = tf.placeholder(tf.float32, [-1, 8, 8, 1]);
        var filter = tf.Variable(tf.truncated_normal([3, 3, 1, 4], stddev: 0.1));
        var pooled = tf.nn.max_pool(tf.nn.relu(tf.nn.conv2d(x, filter, [1, 1, 1, 1], "SAME")), [1, 2, 2, 1], [1, 2, 2, 1], "SAME");
        var train = tf.train.AdamOptimizer(0.01).minimize(tf.reduce_sum(tf.square(pooled)));
        sess.run(tf.global_variables_initializer());
        var images = np.random.rand(10, 8, 8, 1).astype(np.float32);

        Assert.That(BytesOf(() => sess.run(train, (x, images))), Is.Zero);
    }

    [TestCase(3f)]
    [TestCase(3.0)]
    [TestCase(3)]
    [TestCase(3L)]
    [TestCase(new[] { 3f })]
    [TestCase(new[] { 3.0 })]
    [TestCase(new[] { 3 })]
    public void FeedsOfAnotherTypeAreConvertedInPlace(object value)
    {
        var x = tf.placeholder(tf.float32);
        var y = tf.placeholder(tf.float64);
        var sum = tf.cast(x, tf.float64) + y;
        var array = np.array(1.5, 2.5);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(BytesOf(() => sess.run(sum.op, (x, value), (y, array))), Is.Zero);
            Assert.That(sess.run(sum, (x, value), (y, array)).ToArray<double>(), Is.EqualTo(new[] { 4.5, 5.5 }));
            Assert.That(sess.run(sum, (x, array), (y, value)).ToArray<double>(), Is.EqualTo(new[] { 4.5, 5.5 }));
        }
    }

    [Test]
    public void AFetchAllocatesItsArrayOnly()
    {
        var x = tf.placeholder(tf.float32, [4]);
        var y = x * 2;
        var z = x + 1;
        var fed = np.array(1f, 2f, 3f, 4f);
        var array = BytesOf(() => _ = new NDArray(typeof(float), new NumSharp.Shape([4L]), false));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(BytesOf(() => sess.run(y, (x, fed))), Is.EqualTo(array));
            Assert.That(BytesOf(() => sess.run((y, z), (x, fed))), Is.EqualTo(2 * array));
        }
    }

    /// <summary>Bytes that one call allocates on this thread, once it has been made a few times.</summary>
    static double BytesOf(Action run)
    {
        for (var i = 0; i < 5; i++)
            run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Runs; i++)
            run();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)Runs;
    }
}
