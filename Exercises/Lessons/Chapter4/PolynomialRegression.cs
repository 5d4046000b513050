using NumSharp;
using Tensorflow;
using TfExercises.Output;
using TfExercises.Settings;
using static Tensorflow.Binding;

namespace TfExercises.Lessons.Chapter4;

/// <summary>
/// 4-4 and 4-5: a polynomial fitted to noisy points. It is linear in its features x^0, x^1, ..., so W has one weight a feature.
/// </summary>
abstract class PolynomialRegression : Lesson, ITimedLesson
{
    static readonly Setting<int> N = CommonSettings.DataCount(100);
    static readonly Setting<double> Noise = CommonSettings.Noise(0.05);

    public override IReadOnlyList<Setting> Settings => [N, .. Coefficients, Noise, Iterations, PlotInterval];

    /// <summary>The coefficients of the true function, that of the highest power first.</summary>
    protected abstract IReadOnlyList<Setting<double>> Coefficients { get; }

    protected abstract Setting<int> Iterations { get; }

    protected abstract Setting<int> PlotInterval { get; }

    // データの生成: xは-2から2まで / the data: x from -2 to 2
    (NDArray x, NDArray d) Data(LessonContext lesson)
    {
        var n = lesson.Get(N);
        var k = Coefficients.Count;
        var x = np.random.rand(n).astype(np.float32) * 4 - 2;
        var d = lesson.Get(Noise) * np.random.randn(n);
        for (var p = 0; p < k; p++)
            d += lesson.Get(Coefficients[k - 1 - p]) * np.power(x, p);
        return (x, d);
    }

    // x^0, x^1, x^2, ... を列に / in columns
    NDArray Features(NDArray x) => np.stack([.. range(Coefficients.Count).Select(p => np.power(x, p))], axis: 1);

    (Tensor xt, Tensor dt, RefVariable W, Tensor y, Tensor loss, Operation train) Model(LessonContext lesson)
    {
        // モデル: y = w0 + w1 x + w2 x^2 + ... / the model
        var k = Coefficients.Count;
        var xt = tf.placeholder(tf.float32, [-1, k], name: "xt");
        var dt = tf.placeholder(tf.float32, [-1, 1], name: "dt");
        var W = tf.Variable(tf.random_normal([k, 1], stddev: 0.01));
        var y = tf.matmul(xt, W);

        // 誤差関数と最適化手法 / loss and optimizer
        var loss = tf.reduce_mean(tf.square(y - dt), name: "loss");
        var train = lesson.Optimizer().minimize(loss, name: "train");
        return (xt, dt, W, y, loss, train);
    }

    public override void Run(LessonContext lesson)
    {
        var (x, d) = Data(lesson);
        var (features, targets) = (Features(x), d.reshape(-1, 1));
        var (xt, dt, W, y, loss, train) = Model(lesson);

        using var sess = tf.Session();
        sess.run(tf.global_variables_initializer());
        foreach (var i in lesson.Iterations(sess, lesson.Get(Iterations)))
        {
            if (i % lesson.Get(PlotInterval) == 0)
            {
                var l = sess.run(loss, (xt, features), (dt, targets));
                print("Generation: " + str(i) + ". 誤差 = " + str(l));
                lesson.Log(i, loss: l);
            }
            sess.run(train, (xt, features), (dt, targets));
        }

        // 次数の高い順に表示 / printed from the highest power down
        var W_val = sess.run(W);
        print("W = " + str(W_val["::-1"]));
        lesson.Metric("W", W_val);

        // データと求めた曲線 / the data and the fitted curve
        var curve_x = np.linspace(-2, 2, 101);
        lesson.Plot(new Figure("curve", Title, new("x", "x"), new("d", "d"))
            .Points(x, d, new("データ", "data"))
            .Line(curve_x, sess.run(y, (xt, Features(curve_x))), new("求めた曲線", "fitted curve")));
    }

    public TimedStep CreateStep(LessonContext lesson)
    {
        var (x, d) = Data(lesson);
        var (features, targets) = (Features(x), d.reshape(-1, 1));
        var (xt, dt, _, _, _, train) = Model(lesson);
        return TimedStep.Of(train, (xt, features), (dt, targets));
    }
}
