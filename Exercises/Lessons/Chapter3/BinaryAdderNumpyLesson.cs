using NumSharp;
using TfExercises.Settings;
using static TfExercises.Lessons.Chapter3.Functions;
using static TfExercises.Lessons.Chapter3.SmallArrays;

namespace TfExercises.Lessons.Chapter3;

/// <summary>3-3, 3-4: a recurrent network that learns to add, back-propagation through time written out by hand.</summary>
sealed class BinaryAdderNumpyLesson : Lesson, ITimedLesson
{
    const int InputLayerSize = 2;
    const int OutputLayerSize = 1;

    static readonly Setting<string> WeightInit = Setting.Choice(
        "weight_init", ["normal", "xavier", "he"], "重みの初期値: xavierとheではweight_init_stdを使わない", "initial weights; xavier and he do without weight_init_std");
    static readonly Setting<string> Activation = Setting.Choice(
        "activation", ["sigmoid", "relu", "tanh"], "活性化関数: reluは出力層にも、tanhは隠れ層だけ", "activation; relu in the output layer too, tanh in the hidden one only");
    static readonly Setting<string> OutputDerivative = Setting.Choice(
        "output_derivative", ["notes", "exact"], "出力層の微分: ノートの通りd(y)、または正確にy(1-y)", "derivative at the output: d(y) as in the notes, or exactly y(1-y)");
    static readonly Setting<double> LearningRate = Setting.Real("learning_rate", 0.1, 0, 1000, "学習率", "learning rate");

    public override string Id => "binary-adder-numpy";

    public override string Section => "3-3";

    public override Text Title => new("RNNによる2進数の足し算 (手書きの誤差逆伝播)", "Binary addition by an RNN, by hand");

    public override Text Teaches => new(
        "下の桁から1桁ずつ読むRNNが、繰り上がりを中間層で覚えて足し算を学習する。時間方向の誤差逆伝播(BPTT)を1行ずつ書く。ノートは出力yにd_sigmoid(y)を掛けるが、yはsigmoidを通った後の値なので正確な微分はy(1-y)である。d_sigmoid(y)は0.20から0.25で、yが0や1に近づいても消えない。どちらでも足し算を学習する。",
        "An RNN reads two numbers digit by digit from the lowest, keeps the carry in its hidden layer and learns to add. Back-propagation through time (BPTT) is written out line by line. The notes multiply by d_sigmoid(y) at the output, though y has been through the sigmoid already: exact is y(1-y). d_sigmoid(y) lies between 0.20 and 0.25 and does not vanish as y nears 0 or 1. Both learn to add.");

    public override IReadOnlyList<Setting> Settings =>
        [BinaryAdder.BinaryDim, BinaryAdder.HiddenLayerSize, BinaryAdder.WeightInitStd, WeightInit, Activation, OutputDerivative, LearningRate, BinaryAdder.Iterations, BinaryAdder.PlotInterval];

    public override IReadOnlyList<Try> Tries =>
    [
        new("hidden-32", "隠れ層を32に、初期値の標準偏差を2に、学習率を0.2に", "32 hidden units, initial deviation 2, rate 0.2",
            ("hidden_layer_size", "32"), ("weight_init_std", "2"), ("learning_rate", "0.2")),
        new("hidden-32-slow", "同じ隠れ層と初期値で、学習率を0.05に", "the same, rate 0.05",
            ("hidden_layer_size", "32"), ("weight_init_std", "2"), ("learning_rate", "0.05")),
        new("xavier", "重みの初期化をXavierに", "Xavier's initial weights", ("weight_init", "xavier")),
        new("he", "重みの初期化をHeに", "He's initial weights", ("weight_init", "he")),
        new("relu", "活性化関数をReLUに (勾配爆発)", "ReLU: the gradients explode, or nothing is learned", ("activation", "relu")),
        new("tanh", "中間層の活性化関数をtanhに", "tanh in the hidden layer", ("activation", "tanh")),
        new("exact", "出力層の微分を正確に", "the exact derivative at the output", ("output_derivative", "exact")),
    ];

    public override void Run(LessonContext lesson)
    {
        var iters_num = lesson.Get(BinaryAdder.Iterations);
        var plot_interval = lesson.Get(BinaryAdder.PlotInterval);
        var (W_in, W_out, W) = InitialWeights(lesson);
        var right = 0;
        foreach (var (i, all_loss, out_bin, d_bin, a_int, b_int) in Train(lesson, W_in, W_out, W, lesson.Iterations(iters_num, first: 0)))
        {
            if (i % plot_interval == 0)
            {
                BinaryAdder.PrintSum(i, all_loss, out_bin, d_bin, a_int, b_int);
                lesson.Log(i, loss: all_loss, mayBeNaN: true);
            }
            if (i >= iters_num - BinaryAdder.CountedIterations && out_bin.SequenceEqual(d_bin))
                right++;
        }
        BinaryAdder.LogResult(lesson, right, W_in.ToNDArray(), W_out.ToNDArray(), W.ToNDArray());
    }

    public bool HasGraph => false;

    public TimedStep CreateStep(LessonContext lesson)
    {
        var (W_in, W_out, W) = InitialWeights(lesson);
        var training = Train(lesson, W_in, W_out, W, Enumerable.Range(0, int.MaxValue)).GetEnumerator();
        return new TimedStep(() => training.MoveNext(), training);
    }

    /// <summary>Trains the weights, and gives what each iteration found.</summary>
    static IEnumerable<(int i, double all_loss, byte[] out_bin, byte[] d_bin, int a_int, int b_int)> Train(
        LessonContext lesson, Matrix W_in, Matrix W_out, Matrix W, IEnumerable<int> iterations)
    {
        // 2進数の桁数、最大値 + 1、最大値までの2進数 / digits, largest number + 1, the numbers in binary
        var binary_dim = lesson.Get(BinaryAdder.BinaryDim);
        var largest_number = 1 << binary_dim;
        var binary = BinaryAdder.Table(binary_dim);

        var hidden_layer_size = lesson.Get(BinaryAdder.HiddenLayerSize);
        var learning_rate = lesson.Get(LearningRate);
        var (activation, d_activation, output, d_output) = Layers(lesson);

        // 勾配 / gradients
        var W_in_grad = Matrix.zeros_like(W_in);
        var W_out_grad = Matrix.zeros_like(W_out);
        var W_grad = Matrix.zeros_like(W);

        // 時刻ごとに1行 / a row a time step
        var u = zeros(binary_dim + 1, hidden_layer_size);
        var z = zeros(binary_dim + 1, hidden_layer_size);
        var y = zeros(binary_dim, OutputLayerSize);
        var delta_out = zeros(binary_dim, OutputLayerSize);
        var delta = zeros(binary_dim + 1, hidden_layer_size);

        foreach (var i in iterations)
        {
            // A, B初期化 (a + b = d) / two numbers and their sum
            var a_int = (int)np.random.randint(largest_number / 2);
            var a_bin = binary[a_int];
            var b_int = (int)np.random.randint(largest_number / 2);
            var b_bin = binary[b_int];
            var d_int = a_int + b_int;
            var d_bin = binary[d_int];
            var out_bin = new byte[binary_dim];

            // 時系列全体の誤差 / the loss over all time steps
            var all_loss = 0.0;

            // 時系列ループ: 下の桁から / through time, from the lowest digit
            for (var t = 0; t < binary_dim; t++)
            {
                double[] X = [a_bin[binary_dim - t - 1], b_bin[binary_dim - t - 1]];
                double[] dd = [d_bin[binary_dim - t - 1]];

                u[t + 1] = dot(X, W_in) + dot(z[t], W);
                z[t + 1] = activation(u[t + 1]);
                y[t] = output(dot(z[t + 1], W_out));

                var loss = mean_squared_error(dd, y[t]);
                delta_out[t] = d_mean_squared_error(dd, y[t]) * d_output(y[t]);
                all_loss += loss;

                out_bin[binary_dim - t - 1] = ToByte(Math.Round(y[t][0]));
            }

            // 時間を逆向きに / back through time
            for (var t = binary_dim - 1; t >= 0; t--)
            {
                double[] X = [a_bin[binary_dim - t - 1], b_bin[binary_dim - t - 1]];

                delta[t] = (dot(delta[t + 1], W.T) + dot(delta_out[t], W_out.T)) * d_activation(u[t + 1]);

                // 勾配を足し込む / the gradients add up
                W_out_grad += outer(z[t + 1], delta_out[t]);
                W_grad += outer(z[t], delta[t]);
                W_in_grad += outer(X, delta[t]);
            }

            // 勾配適用 / a step down the gradients
            W_in -= learning_rate * W_in_grad;
            W_out -= learning_rate * W_out_grad;
            W -= learning_rate * W_grad;

            W_in_grad *= 0;
            W_out_grad *= 0;
            W_grad *= 0;

            yield return (i, all_loss, out_bin, d_bin, a_int, b_int);
        }
    }

    /// <summary>ウェイト初期化 (バイアスは簡単のため省略) / The weights; no biases, to keep it simple.</summary>
    static (Matrix W_in, Matrix W_out, Matrix W) InitialWeights(LessonContext lesson)
    {
        var hidden_layer_size = lesson.Get(BinaryAdder.HiddenLayerSize);
        return (
            InitialWeights(lesson, InputLayerSize, hidden_layer_size),
            InitialWeights(lesson, hidden_layer_size, OutputLayerSize),
            InitialWeights(lesson, hidden_layer_size, hidden_layer_size));
    }

    static NDArray InitialWeights(LessonContext lesson, int n_in, int n_out) => lesson.Get(WeightInit) switch
    {
        "xavier" => np.random.randn(n_in, n_out) / Math.Sqrt(n_in),
        "he" => np.random.randn(n_in, n_out) / (Math.Sqrt(n_in) / Math.Sqrt(2)),
        _ => lesson.Get(BinaryAdder.WeightInitStd) * np.random.randn(n_in, n_out),
    };

    static (Func<double[], double[]> activation, Func<double[], double[]> d_activation, Func<double[], double[]> output, Func<double[], double[]> d_output)
        Layers(LessonContext lesson) => (lesson.Get(Activation), lesson.Get(OutputDerivative)) switch
    {
        ("relu", _) => (relu, d_relu, relu, d_relu),
        ("tanh", "exact") => (tanh, d_tanh, sigmoid, d_sigmoid_of_output),
        ("tanh", _) => (tanh, d_tanh, sigmoid, d_sigmoid),
        (_, "exact") => (sigmoid, d_sigmoid, sigmoid, d_sigmoid_of_output),
        _ => (sigmoid, d_sigmoid, sigmoid, d_sigmoid),
    };

    /// <summary>A float as an array of uint8 takes it in NumPy: the low byte of its int32, 0 beyond int32 and for NaN.</summary>
    static byte ToByte(double value) => Math.Abs(value) < 1L << 31 ? unchecked((byte)(int)value) : (byte)0;
}
