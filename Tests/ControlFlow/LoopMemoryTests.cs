using NumSharp;
using NUnit.Framework;
using Tensorflow;
using Shape = Tensorflow.Shape;
using static Tensorflow.Binding;

namespace TfExercises.Tests.ControlFlow;

/// <summary>What loops cost: no memory a step without gradients, memory in proportion to the steps with them.</summary>
[NonParallelizable]
public class LoopMemoryTests
{
    const int Width = 1000;

    [SetUp]
    public void Reset() => tf.reset_default_graph();

    [Test]
    public void ALoopWithoutGradientsAllocatesNothingAStep()
    {
        var n = tf.placeholder(tf.int32, Shape.Scalar);
        var w = tf.constant(0.99f);
        var y = tf.while_loop((i, _, _) => i < n, (i, a, b) => (i + 1, tf.tanh(b * w) + a, a * 0.5f), (tf.constant(0), tf.ones([Width]), tf.ones([Width]))).Item2;
        var sum = tf.reduce_sum(y);
        using var session = tf.Session();
        Assert.That(Allocated(session, sum, n, 3000) - Allocated(session, sum, n, 10), Is.LessThan(4096));
    }

    // The shapes that gradients of broadcasts ask for are the same in all iterations, so nothing of them is left to the run.
    [Test, Category("ManagedEngine")]
    public void AGradientsShapesAreKnownBeforeTheRun()
    {
        var n = tf.placeholder(tf.int32, Shape.Scalar);
        var x = tf.placeholder_with_default(np.ones(new NumSharp.Shape(3, 4), NumSharp.NPTypeCode.Single), [-1, 4]);
        var w = tf.constant(0.1f, shape: [4]);
        var y = tf.while_loop((i, _) => i < n, (i, a) => (i + 1, tf.tanh((a + w) * a + x)), (tf.constant(0), tf.zeros_like(x))).Item2;
        var gradient = tf.gradients(y, w)[0]!;
        using var session = tf.Session();
        var perStep = (Allocated(session, gradient, n, 1000) - Allocated(session, gradient, n, 100)) / 900.0;
        Assert.That(perStep, Is.LessThan(16));
    }

    // What writes an element waits for those who read the list before, so nothing is copied; the memory of the last run's lists is used again.
    [Test, Category("ManagedEngine")]
    public void ARecurrentTrainingStepAllocatesTheSameForAnyNumberOfTimeSteps()
    {
        Assert.That(OfTimeSteps(64), Is.EqualTo(OfTimeSteps(8)));

        static long OfTimeSteps(int count)
        {
            tf.reset_default_graph();
            var x = tf.placeholder(tf.float32, [count, 2, 16]);
            var (outputs, _) = tf.nn.dynamic_rnn(tf.nn.rnn_cell.LSTMCell(16), x, dtype: tf.float32, time_major: true);
            var train = tf.train.GradientDescentOptimizer(0.1f).minimize(tf.reduce_sum(tf.square(outputs)));
            using var session = tf.Session();
            session.run(tf.global_variables_initializer());
            var values = new float[count, 2, 16];
            for (var i = 0; i < 3; i++) session.run(train, (x, values));
            var before = GC.GetAllocatedBytesForCurrentThread();
            session.run(train, (x, values));
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    // TensorFlow's memory is not the garbage collector's.
    [Test, Category("ManagedEngine")]
    public void ATrainingStepsMemoryGrowsWithTheSteps()
    {
        var n = tf.placeholder(tf.int32, Shape.Scalar);
        var w = tf.Variable(tf.ones([Width]) * 0.5f);
        var y = tf.while_loop((i, _) => i < n, (i, a) => (i + 1, tf.tanh(a * w)), (tf.constant(0), tf.ones([Width]))).Item2;
        var train = tf.train.GradientDescentOptimizer(0.001f).minimize(tf.reduce_sum(y));
        var (small, large) = (Held(100), Held(800));
        var perStep = (large - small) / 700.0 / (Width * sizeof(float));
        Assert.That(perStep, Is.InRange(1.9, 5), "rows kept a step: the state and the result of tanh, in memory that grows by doubling");

        double Held(int steps)
        {
            using var session = tf.Session();
            session.run(tf.global_variables_initializer());
            session.run(train, (n, steps));
            var before = GC.GetTotalMemory(forceFullCollection: true);
            session.close();
            return before - GC.GetTotalMemory(forceFullCollection: true);
        }
    }

    [Test]
    public void OnePlanServesEveryNumberOfSteps()
    {
        var n = tf.placeholder(tf.int32, Shape.Scalar);
        var x = tf.placeholder(tf.float32, [2]);
        var y = tf.while_loop((i, _) => i < n, (i, a) => (i + 1, a * x), (tf.constant(0), tf.ones([2]))).Item2;
        var gradient = tf.gradients(y, x)[0]!;
        var request = new RunRequest();
        request.Fetches.Add(gradient);
        request.Fed.AddRange([n, x]);
        request.Values.AddRange([TensorValue.Scalar(0), TensorValue.FromSpan<float>([2, 3], [2])]);
        var plan = Tensorflow.Plan.Planner.Make(new ManagedEngine(tf.get_default_graph(), new ConfigProto()), request);
        foreach (var steps in new[] { 1, 7, 3, 0 })
        {
            var results = new TensorValue?[1];
            plan.Run([TensorValue.Scalar(steps), request.Values[1]], v => v.Clone(), results.AsSpan());
            Assert.That(results[0]!.Span<float>().ToArray(), Is.EqualTo(new[] { steps * MathF.Pow(2, steps - 1), steps * MathF.Pow(3, steps - 1) }).Within(1e-3f));
        }
    }

    static long Allocated(Session session, Tensor fetch, Tensor n, int steps)
    {
        session.run(fetch, (n, steps));
        var before = GC.GetAllocatedBytesForCurrentThread();
        session.run(fetch, (n, steps));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
