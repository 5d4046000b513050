using NumSharp;
using Tensorflow;
using TfExercises.Settings;
using static Tensorflow.Binding;

namespace TfExercises.Lessons.Chapter3;

/// <summary>3-3 as a graph: the same network; tf.gradients does what lesson binary-adder-numpy writes out by hand.</summary>
sealed class BinaryAdderGraphLesson : Lesson
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
        new("adam", "最適化をAdamに", "the optimizer Adam", ("optimizer", "Adam"), ("learning_rate", "0.01")),
    ];

    public override void Run(LessonContext lesson)
    {
        var binary_dim = lesson.Get(BinaryAdder.BinaryDim);
        var hidden_layer_size = lesson.Get(BinaryAdder.HiddenLayerSize);
        var weight_init_std = lesson.Get(BinaryAdder.WeightInitStd);
        var iters_num = lesson.Get(BinaryAdder.Iterations);
        var plot_interval = lesson.Get(BinaryAdder.PlotInterval);

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
        var z = Unrolled(step, tf.split(x, binary_dim), z0);

        // 出力と時系列全体の誤差 / the output, and the loss over all time steps
        var y = tf.sigmoid(tf.matmul(z, W_out), name: "y");
        var loss = tf.reduce_sum(tf.square(y - d)) / 2.0;
        var train = lesson.Optimizer().minimize(loss, name: "train");

        using var sess = tf.Session();
        sess.run(tf.global_variables_initializer());
        var binary = BinaryAdder.Table(binary_dim);
        var right = 0;
        foreach (var i in lesson.Iterations(iters_num, first: 0))
        {
            var (a_int, b_int) = ((int)np.random.randint(1 << binary_dim - 1), (int)np.random.randint(1 << binary_dim - 1));
            var (a_bin, b_bin, d_bin) = (binary[a_int], binary[b_int], binary[a_int + b_int]);
            var x_val = new double[binary_dim, 2];
            var d_val = new double[binary_dim, 1];
            for (var t = 0; t < binary_dim; t++)
                (x_val[t, 0], x_val[t, 1], d_val[t, 0]) = (a_bin[binary_dim - t - 1], b_bin[binary_dim - t - 1], d_bin[binary_dim - t - 1]);

            var (_, all_loss, y_val) = sess.run((train, loss, y), (x, x_val), (d, d_val));
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

    static Tensor Unrolled(Func<Tensor, Tensor, Tensor> step, IEnumerable<Tensor> x, Tensor z)
    {
        var all = new List<Tensor>();
        foreach (var x_t in x)
            all.Add(z = step(z, x_t));
        return tf.concat(all, 0);
    }
}
