using NumSharp;
using Tensorflow;
using TfExercises.Output;
using TfExercises.Settings;
using static Tensorflow.Binding;

namespace TfExercises.Lessons.Chapter4;

/// <summary>4-3: a line d = Wx + b fitted to noisy points by gradient descent.</summary>
sealed class LinearRegressionLesson : Lesson, ITimedLesson
{
    static readonly Setting<int> N = CommonSettings.DataCount(100);
    static readonly Setting<double> Slope = CommonSettings.Coefficient("slope", -5, "x");
    static readonly Setting<double> Intercept = CommonSettings.Coefficient("intercept", 3, "1");
    static readonly Setting<double> Noise = CommonSettings.Noise(0.5);
    static readonly Setting<int> Iterations = CommonSettings.Iterations(300);
    static readonly Setting<int> PlotInterval = CommonSettings.PlotInterval(10);

    public override string Id => "linear-regression";

    public override string Section => "4-3";

    public override Text Title => new("線形回帰", "Linear regression");

    public override Text Teaches => new(
        "ノイズを加えた直線 d = -5x + 3 のデータから、最急降下法で傾きWと切片bを求める。",
        "Finds slope W and intercept b of the noisy line d = -5x + 3 by gradient descent.");

    public override IReadOnlyList<Setting> Settings => [N, Slope, Intercept, Noise, Iterations, PlotInterval];

    public override OptimizerChoice Optimizer => OptimizerChoice.Of("GradientDescent", ("learning_rate", 0.1));

    public override IReadOnlyList<Try> Tries =>
    [
        new("noise-0.1", "ノイズを0.1に", "noise 0.1", ("noise", "0.1")),
        new("noise-0.3", "ノイズを0.3に", "noise 0.3", ("noise", "0.3")),
        new("noise-1.0", "ノイズを1.0に", "noise 1.0", ("noise", "1.0")),
        new("line-2-1", "別の直線 d = 2x + 1", "another line, d = 2x + 1", ("slope", "2"), ("intercept", "1")),
        new("line-10-minus4", "別の直線 d = 10x - 4", "another line, d = 10x - 4", ("slope", "10"), ("intercept", "-4")),
    ];

    // データの生成 / the data
    static (NDArray x, NDArray d) Data(LessonContext lesson)
    {
        var n = lesson.Get(N);
        var x = np.random.rand(n).astype(np.float32);
        var d = lesson.Get(Slope) * x + lesson.Get(Intercept) + lesson.Get(Noise) * np.random.randn(n);
        return (x, d);
    }

    static (Tensor xt, Tensor dt, RefVariable W, RefVariable b, Tensor y, Tensor loss, Operation train) Model(LessonContext lesson)
    {
        // モデル / the model
        var xt = tf.placeholder(tf.float32, name: "xt");
        var dt = tf.placeholder(tf.float32, name: "dt");
        var W = tf.Variable(tf.zeros([1]));
        var b = tf.Variable(tf.zeros([1]));
        var y = W * xt + b;

        // 誤差関数と最適化手法 / loss and optimizer
        var loss = tf.reduce_mean(tf.square(y - dt), name: "loss");
        var train = lesson.Optimizer().minimize(loss, name: "train");
        return (xt, dt, W, b, y, loss, train);
    }

    public override void Run(LessonContext lesson)
    {
        var (x, d) = Data(lesson);
        var (xt, dt, W, b, y, loss, train) = Model(lesson);

        using var sess = tf.Session();
        sess.run(tf.global_variables_initializer());
        foreach (var i in lesson.Iterations(sess, lesson.Get(Iterations)))
        {
            if (i % lesson.Get(PlotInterval) == 0)
            {
                var l = sess.run(loss, (xt, x), (dt, d));
                print("Generation: " + str(i) + ". 誤差 = " + str(l));
                lesson.Log(i, loss: l);
            }
            sess.run(train, (xt, x), (dt, d));
        }

        var (W_val, b_val) = sess.run((W, b));
        print("W = " + str(W_val));
        print("b = " + str(b_val));
        lesson.Metric("W", W_val);
        lesson.Metric("b", b_val);

        // データと求めた直線 / the data and the fitted line
        var line_x = np.linspace(0, 1, 2);
        lesson.Plot(new Figure("line", Title, new("x", "x"), new("d", "d"))
            .Points(x, d, new("データ", "data"))
            .Line(line_x, sess.run(y, (xt, line_x)), new("求めた直線", "fitted line")));
    }

    public TimedStep CreateStep(LessonContext lesson)
    {
        var (x, d) = Data(lesson);
        var (xt, dt, _, _, _, _, train) = Model(lesson);
        return TimedStep.Of(train, (xt, x), (dt, d));
    }
}
