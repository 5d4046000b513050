using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Sessions;

/// <summary>Sessions and threads: sessions of one graph have variables of their own, one session serves many threads.</summary>
public class ConcurrencyTests
{
    const int Threads = 6;

    [Test]
    public void SessionsOfOneGraphTrainSideBySide()
    {
        using var graph = new Graph().as_default();
        tf.set_random_seed(4);
        var x = tf.placeholder(tf.float32, [-1, 20]);
        var y = tf.layers.dense(tf.layers.dense(x, 30, activation: tf.nn.relu), 1);
        var loss = tf.reduce_mean(tf.square(y - tf.reduce_sum(x, axis: 1, keepdims: true)));
        var train = tf.train.AdamOptimizer(0.01).minimize(loss);
        var init = tf.global_variables_initializer();

        var losses = InParallel(thread => Train(graph, init, train, loss, x, steps: 40));
        var alone = Train(graph, init, train, loss, x, steps: 40);
        Assert.That(losses, Is.All.EqualTo(alone), "each session has the seeds, the variables and the bits of one that runs alone");
        Assert.That(alone[^1], Is.LessThan(alone[0] / 2));
    }

    [Test]
    public void EveryRunOfAnyThreadCounts()
    {
        using var graph = new Graph().as_default();
        var counter = tf.Variable(0, name: "counter");
        var one = tf.placeholder(tf.int32);
        var count = tf.assign_add(counter, one);
        using var session = tf.Session(graph);
        session.run(counter.initializer);
        var seen = InParallel(thread =>
        {
            var mine = new int[200];
            for (var i = 0; i < mine.Length; i++) mine[i] = (int)session.run(count, (one, 1));
            return mine;
        });
        Assert.That((int)session.run(counter), Is.EqualTo(Threads * 200));
        Assert.That(seen.SelectMany(values => values).Order(), Is.EqualTo(Enumerable.Range(1, Threads * 200)), "no run saw half of another");
    }

    [Test]
    public void ThreadsWithFeedsOfDifferentShapesAndFailuresDoNotDisturbEachOther()
    {
        using var graph = new Graph().as_default();
        var x = tf.placeholder(tf.float32, [-1, 3]);
        var sums = tf.check_numerics(tf.reduce_sum(tf.sqrt(x), axis: 1), "negative");
        using var session = tf.Session(graph);
        InParallel(thread =>
        {
            for (var i = 0; i < 100; i++)
            {
                var rows = 1 + (thread + i) % 7;
                var values = new float[rows, 3];
                for (var r = 0; r < rows; r++) values[r, thread % 3] = (thread + 1) * (thread + 1);
                var got = session.run(sums, (x, values)).ToArray<float>();
                Assert.That(got, Is.EqualTo(Enumerable.Repeat(thread + 1f, rows)));
                if (i % 10 == 0) Assert.That(() => session.run(sums, (x, new float[,] { { -1, 0, 0 } })), Throws.TypeOf<InvalidArgumentError>());
            }
            return true;
        });
    }

    [Test]
    public void EachThreadHasADefaultGraphAndSession()
    {
        var names = InParallel(thread =>
        {
            using var graph = new Graph().as_default();
            var x = tf.constant(thread, name: "x");
            using var session = tf.Session(graph).as_default();
            return $"{x.name}={(int)x.eval()}";
        });
        Assert.That(names, Is.EqualTo(Enumerable.Range(0, Threads).Select(thread => $"x:0={thread}")));
    }

    [Test]
    public void ASessionClosedUnderItsThreadsSaysSo()
    {
        using var graph = new Graph().as_default();
        var y = tf.reduce_sum(tf.ones([100, 100]) * tf.placeholder_with_default(2f, []));
        var session = tf.Session(graph);
        session.run(y);
        var ends = InParallel(thread =>
        {
            if (thread == 0)
            {
                Thread.Sleep(20);
                session.close();
                return "closed";
            }
            try
            {
                while (true) Assert.That((float)session.run(y), Is.EqualTo(20000f));
            }
            catch (RuntimeError error)
            {
                return error.Message[..35];
            }
        });
        Assert.That(ends.Skip(1), Is.All.EqualTo("Attempted to use a closed Session. "));
    }

    static float[] Train(Graph graph, Operation init, Operation train, Tensor loss, Tensor x, int steps)
    {
        var random = new Random(5);
        using var session = new Session(graph);
        session.run(init);
        var losses = new float[steps];
        var batch = new float[16, 20];
        for (var step = 0; step < steps; step++)
        {
            for (var i = 0; i < batch.Length; i++) batch[i / 20, i % 20] = random.NextSingle();
            var (_, value) = session.run((train, loss), (x, batch));
            losses[step] = (float)value;
        }
        return losses;
    }

    static T[] InParallel<T>(Func<int, T> work)
    {
        var results = new T[Threads];
        var errors = new System.Collections.Concurrent.ConcurrentQueue<Exception>();
        var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            try
            {
                results[number] = work(number);
            }
            catch (Exception error)
            {
                errors.Enqueue(error);
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.That(errors, Is.Empty);
        return results;
    }
}
