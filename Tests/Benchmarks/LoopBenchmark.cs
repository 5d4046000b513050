using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Benchmarks;

/// <summary>A recurrent network of eight steps and 16 hidden units: the loop against the same network unrolled.</summary>
internal static class LoopBenchmark
{
    private const int Steps = 8;
    private const int Hidden = 16;

    public static string Run()
    {
        using var text = new StringWriter { NewLine = "\n" };
        text.WriteLine("| recurrent network | forward unrolled | loop | ratio | training unrolled | loop | ratio |");
        text.WriteLine("|---|---:|---:|---:|---:|---:|---:|");
        foreach (var batch in new[] { 1, 32 })
        {
            var (forward, training) = Measure(batch, isLoop: false);
            var (loopForward, loopTraining) = Measure(batch, isLoop: true);
            text.WriteLine($"| {Steps} steps, hidden {Hidden}, batch {batch} | {forward * 1e6:F1} us | {loopForward * 1e6:F1} us | {loopForward / forward:F2} | {training * 1e6:F1} us | {loopTraining * 1e6:F1} us | {loopTraining / training:F2} |");
        }
        return text.ToString();
    }

    private static (double Forward, double Training) Measure(int batch, bool isLoop)
    {
        tf.reset_default_graph();
        var x = tf.placeholder(tf.float32, [Steps, batch, 2]);
        var d = tf.placeholder(tf.float32, [Steps, batch, 1]);
        var (w, u, v) = (Weights(2, Hidden), Weights(Hidden, Hidden), Weights(Hidden, 1));
        var loss = isLoop ? Loop(x, d, w, u, v, batch) : Unrolled(x, d, w, u, v, batch);
        var train = tf.train.GradientDescentOptimizer(0.1f).minimize(loss);
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        var xs = new float[Steps, batch, 2];
        var ds = new float[Steps, batch, 1];
        return (Timing.Best(() => session.run(loss, (x, xs), (d, ds))), Timing.Best(() => session.run(train, (x, xs), (d, ds))));
    }

    private static RefVariable Weights(int inputs, int outputs) => tf.Variable(tf.random_normal([inputs, outputs], stddev: 0.1f, seed: 1));

    private static Tensor Step(Tensor x, Tensor h, RefVariable w, RefVariable u) => tf.sigmoid(tf.matmul(x, w) + tf.matmul(h, u));

    private static Tensor Loss(Tensor h, RefVariable v, Tensor d) => tf.reduce_sum(tf.square(tf.sigmoid(tf.matmul(h, v)) - d));

    private static Tensor Unrolled(Tensor x, Tensor d, RefVariable w, RefVariable u, RefVariable v, int batch)
    {
        var h = tf.zeros([batch, Hidden]);
        var loss = tf.constant(0f);
        for (var t = 0; t < Steps; t++)
        {
            h = Step(x[t], h, w, u);
            loss += Loss(h, v, d[t]);
        }
        return loss;
    }

    private static Tensor Loop(Tensor x, Tensor d, RefVariable w, RefVariable u, RefVariable v, int batch) =>
        tf.while_loop((t, h, loss) => t < Steps, (t, h, loss) =>
        {
            var next = Step(tf.gather(x, t), h, w, u);
            return (t + 1, next, loss + Loss(next, v, tf.gather(d, t)));
        }, (tf.constant(0), tf.zeros([batch, Hidden]), tf.constant(0f))).Item3;
}
