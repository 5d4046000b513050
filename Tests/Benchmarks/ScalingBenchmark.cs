using System.Diagnostics;
using System.Globalization;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Benchmarks;

/// <summary>How the cost grows: with the nodes of a graph, the batch of a step, the iterations of a loop.</summary>
internal static class ScalingBenchmark
{
    const int Features = 64;

    /// <summary>What was measured over one size: seconds by size.</summary>
    internal sealed record Curve(string Of, string Name, IReadOnlyList<(int Size, double Seconds)> Points);

    /// <summary>The tables, in Markdown.</summary>
    /// <param name="plots">A directory for one PNG a size that grows.</param>
    public static string Run(string? plots)
    {
        List<Curve> curves = [.. Nodes(), .. Batches(), .. Loops()];
        using var text = new StringWriter { NewLine = "\n" };
        foreach (var group in curves.GroupBy(curve => curve.Of))
        {
            Write(text, group.Key, [.. group]);
            if (plots is not null)
                ScalingPlot.Write(Path.Combine(plots, $"scaling-{group.Key.Split(' ')[0]}.png"), group.Key, [.. group]);
        }
        return text.ToString();
    }

    /// <summary>A recurrent network of 4 units, unrolled: each step is a product, a sum and a tanh.</summary>
    static IEnumerable<Curve> Nodes()
    {
        const string Of = "nodes of the graph";
        List<(int, double)> build = [], gradients = [], first = [], steady = [];
        // The first graph pays for the compilation of the code.
        foreach (var nodes in new[] { 100, 100, 1000, 10_000, 100_000 })
        {
            tf.reset_default_graph();
            var w = tf.Variable(tf.ones([4, 4]) * 0.1f);
            Tensor y = tf.ones([2, 4]);
            var watch = Stopwatch.StartNew();
            for (var i = 0; i < nodes / 3; i++)
                y = tf.tanh(tf.matmul(y, w) + y);
            build.Add((nodes, watch.Elapsed.TotalSeconds));
            watch.Restart();
            var gradient = tf.gradients(tf.reduce_sum(y), new[] { w })[0]!;
            gradients.Add((nodes, watch.Elapsed.TotalSeconds));
            using var session = tf.Session();
            session.run(tf.global_variables_initializer());
            watch.Restart();
            session.run(gradient.op);
            first.Add((nodes, watch.Elapsed.TotalSeconds));
            steady.Add((nodes, Timing.Best(() => session.run(gradient.op))));
        }
        Curve Of1(string name, List<(int, double)> points) => new(Of, name, points[1..]);
        return [Of1("build", build), Of1("gradients", gradients), Of1("first run", first), Of1("steady run", steady)];
    }

    /// <summary>A training step of two layers.</summary>
    static IEnumerable<Curve> Batches()
    {
        List<(int, double)> steps = [];
        tf.reset_default_graph();
        var x = tf.placeholder(tf.float32, [-1, Features]);
        var hidden = tf.nn.relu(tf.matmul(x, tf.Variable(tf.random_normal([Features, Features], stddev: 0.1f, seed: 1))));
        var loss = tf.reduce_mean(tf.square(tf.matmul(hidden, tf.Variable(tf.random_normal([Features, 1], stddev: 0.1f, seed: 2)))));
        var train = tf.train.GradientDescentOptimizer(0.01f).minimize(loss);
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        for (var batch = 1; batch <= 4096; batch *= 4)
        {
            var images = new float[batch, Features];
            steps.Add((batch, Timing.Best(() => session.run(train, (x, images)))));
        }
        yield return new("batch of a step", "training step", steps);
    }

    /// <summary>A loop in the graph, and its gradient.</summary>
    static IEnumerable<Curve> Loops()
    {
        const string Of = "iterations of a loop";
        List<(int, double)> forward = [], backward = [];
        tf.reset_default_graph();
        var steps = tf.placeholder(tf.int32, []);
        var w = tf.Variable(tf.ones([4, 4]) * 0.1f);
        var end = tf.while_loop((t, y) => t < steps, (t, y) => (t + 1, tf.tanh(tf.matmul(y, w) + y)), (tf.constant(0), tf.ones([2, 4]))).Item2;
        var sum = tf.reduce_sum(end);
        var gradient = tf.gradients(sum, new[] { w })[0]!;
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        for (var iterations = 10; iterations <= 100_000; iterations *= 10)
        {
            var count = iterations;
            forward.Add((count, Timing.Best(() => session.run(sum.op, (steps, count)))));
            backward.Add((count, Timing.Best(() => session.run(gradient.op, (steps, count)))));
        }
        return [new(Of, "forward", forward), new(Of, "forward and gradient", backward)];
    }

    static void Write(TextWriter text, string of, IReadOnlyList<Curve> curves)
    {
        text.WriteLine($"| {of} |{string.Concat(curves.Select(curve => $" {curve.Name} | growth |"))}");
        text.WriteLine($"|---:|{string.Concat(curves.Select(_ => "---:|---:|"))}");
        for (var i = 0; i < curves[0].Points.Count; i++)
            text.WriteLine($"| {curves[0].Points[i].Size} |{string.Concat(curves.Select(curve => $" {Milliseconds(curve.Points[i].Seconds)} | {Growth(curve, i)} |"))}");
        text.WriteLine();
    }

    static string Milliseconds(double seconds) => (seconds * 1e3).ToString("0.0000 ms", CultureInfo.InvariantCulture);

    // The exponent e of cost = size^e from the size before: 1 is linear.
    static string Growth(Curve curve, int i) => i == 0 ? "" : (Math.Log(curve.Points[i].Seconds / curve.Points[i - 1].Seconds) / Math.Log((double)curve.Points[i].Size / curve.Points[i - 1].Size)).ToString("0.00", CultureInfo.InvariantCulture);
}
