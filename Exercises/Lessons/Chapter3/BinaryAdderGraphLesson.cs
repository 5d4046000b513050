using NumSharp;
using Tensorflow;
using TfExercises.Settings;
using static Tensorflow.Binding;

namespace TfExercises.Lessons.Chapter3;

/// <summary>3-3 as a graph: the same network; tf.gradients does what lesson binary-adder-numpy writes out by hand.</summary>
sealed class BinaryAdderGraphLesson : Lesson, ITimedLesson
{
    static readonly Setting<bool> Unroll = Setting.Flag(
        "unroll", true, "時系列をグラフに展開するか、グラフの中のループにするか", "time steps side by side in the graph, or a loop in the graph");

    public override string Id => "binary-adder-graph";

    public override string Section => "3-3";

    public override Text Title => new("RNNによる2進数の足し算 (グラフ)", "Binary addition by an RNN, as a graph");

    public override Text Teaches => new(
        "binary-adder-numpyと同じネットワークをグラフで作る。順伝播だけを書けば、時間方向の誤差逆伝播はminimizeが作る。勾配はoutput_derivative=exactと同じ。",
        "The network of binary-adder-numpy as a graph. Only the forward pass is written; minimize adds the way back through time. The gradients are those of output_derivative=exact.");

    public override IReadOnlyList<Setting> Settings =>
        [BinaryAdder.BinaryDim, BinaryAdder.HiddenLayerSize, BinaryAdder.WeightInitStd, Unroll, BinaryAdder.Iterations, BinaryAdder.PlotInterval];

    public override OptimizerChoice Optimizer => OptimizerChoice.Of("GradientDescent", ("learning_rate", 0.1));

    public override IReadOnlyList<Try> Tries =>
    [
        new("loop", "時系列をグラフの中のループに", "time steps as a loop in the graph", ("unroll", "false")),
        new("adam", "最適化をAdamに", "the optimizer Adam", ("optimizer", "Adam"), ("learning_rate", "0.01")),
    ];

    static (Tensor x, Tensor d, Tensor y, Tensor loss, Operation train, RefVariable W_in, RefVariable W_out, RefVariable W) Model(LessonContext lesson)
    {
        var binary_dim = lesson.Get(BinaryAdder.BinaryDim);
        var hidden_layer_size = lesson.Get(BinaryAdder.HiddenLayerSize);
        var weight_init_std = lesson.Get(BinaryAdder.WeightInitStd);

        // 入力と正解: 時刻ごとに1行、下の桁から / inputs and targets: a row a time step, from the lowest digit
        var x = tf.placeholder(tf.float64, [binary_dim, 2], name: "x");
        var d = tf.placeholder(tf.float64, [binary_dim, 1], name: "d");

        // ウェイト (float64, 初期値はNumPyのレッスンと同じ) / the weights: float64, drawn as in the NumPy lesson
        var W_in = tf.Variable(weight_init_std * np.random.randn(2, hidden_layer_size), name: "W_in");
        var W_out = tf.Variable(weight_init_std * np.random.randn(hidden_layer_size, 1), name: "W_out");
        var W = tf.Variable(weight_init_std * np.random.randn(hidden_layer_size, hidden_layer_size), name: "W");

        // 中間層: 1時刻分と、すべての時刻 / the hidden layer: one time step, and all of them
        Tensor step(Tensor z, Tensor x_t) => tf.sigmoid(tf.matmul(x_t, W_in) + tf.matmul(z, W));
        var z0 = tf.zeros([1, hidden_layer_size], tf.float64);
        var z = lesson.Get(Unroll) ? Unrolled(step, tf.split(x, binary_dim), z0) : Looped(step, tf.reshape(x, [binary_dim, 1, 2]), z0, binary_dim);

        // 出力と時系列全体の誤差 / the output, and the loss over all time steps
        var y = tf.sigmoid(tf.matmul(z, W_out), name: "y");
        var loss = tf.reduce_sum(tf.square(y - d)) / 2.0;
        var train = lesson.Optimizer().minimize(loss, name: "train");
        return (x, d, y, loss, train, W_in, W_out, W);
    }

    public override void Run(LessonContext lesson)
    {
        var iters_num = lesson.Get(BinaryAdder.Iterations);
        var plot_interval = lesson.Get(BinaryAdder.PlotInterval);
        var largest_number = 1 << lesson.Get(BinaryAdder.BinaryDim);
        var binary = BinaryAdder.Table(lesson.Get(BinaryAdder.BinaryDim));
        var (x, d, y, loss, train, W_in, W_out, W) = Model(lesson);

        using var sess = tf.Session();
        sess.run(tf.global_variables_initializer());
        var right = 0;
        foreach (var i in lesson.Iterations(sess, iters_num, first: 0))
        {
            var a_int = (int)np.random.randint(largest_number / 2);
            var b_int = (int)np.random.randint(largest_number / 2);
            var d_bin = binary[a_int + b_int];
            var (_, all_loss, y_val) = sess.run((train, loss, y), (x, Columns(binary[a_int], binary[b_int])), (d, Columns(d_bin)));
            byte[] out_bin = [.. y_val.ToArray<double>().Reverse().Select(value => (byte)Math.Round(value))];

            if (i % plot_interval == 0)
            {
                BinaryAdder.PrintSum(i, (double)all_loss, out_bin, d_bin, a_int, b_int);
                lesson.Log(i, loss: all_loss);
            }
            if (i >= iters_num - BinaryAdder.CountedIterations && out_bin.SequenceEqual(d_bin))
                right++;
        }

        var (W_in_val, W_out_val, W_val) = sess.run((W_in, W_out, W));
        BinaryAdder.LogResult(lesson, right, W_in_val, W_out_val, W_val);
    }

    public TimedStep CreateStep(LessonContext lesson)
    {
        var binary = BinaryAdder.Table(lesson.Get(BinaryAdder.BinaryDim));
        var (x, d, _, _, train, _, _, _) = Model(lesson);
        return TimedStep.Of(train, (x, Columns(binary[1], binary[1])), (d, Columns(binary[2])));
    }

    /// <summary>Numbers in columns, a row a digit, the lowest first.</summary>
    static double[,] Columns(params byte[][] numbers)
    {
        var digits = numbers[0].Length;
        var columns = new double[digits, numbers.Length];
        for (var t = 0; t < digits; t++)
            for (var j = 0; j < numbers.Length; j++)
                columns[t, j] = numbers[j][digits - t - 1];
        return columns;
    }

    /// <summary>The steps side by side: the graph grows with their number.</summary>
    static Tensor Unrolled(Func<Tensor, Tensor, Tensor> step, IEnumerable<Tensor> x, Tensor z)
    {
        var all = new List<Tensor>();
        foreach (var x_t in x)
            all.Add(z = step(z, x_t));
        return tf.concat(all, 0);
    }

    /// <summary>The step once, in a loop that the session runs: the graph does not grow.</summary>
    static Tensor Looped(Func<Tensor, Tensor, Tensor> step, Tensor x, Tensor z0, int steps)
    {
        var all_x = tf.TensorArray(tf.float64, steps).unstack(x);
        var (_, _, all_z) = tf.while_loop(
            (t, z, all) => t < steps,
            (t, z, all) =>
            {
                z = step(z, all_x.read(t));
                return (t + 1, z, all.write(t, z));
            },
            (tf.constant(0), z0, tf.TensorArray(tf.float64, steps)));
        return tf.reshape(all_z.stack(), [steps, -1]);
    }
}
