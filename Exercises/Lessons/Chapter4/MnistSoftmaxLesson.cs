using Tensorflow;
using TfExercises.Settings;
using static Tensorflow.Binding;

namespace TfExercises.Lessons.Chapter4;

/// <summary>4-6: handwritten digits by one layer, 784-10.</summary>
sealed class MnistSoftmaxLesson : Lesson, ITimedLesson
{
    static readonly Setting<int> BatchSize = CommonSettings.BatchSize(100);
    static readonly Setting<int> Iterations = CommonSettings.Iterations(1000);
    static readonly Setting<int> PlotInterval = CommonSettings.PlotInterval(100);

    public override string Id => "mnist-softmax";

    public override string Section => "4-6";

    public override Text Title => new("MNISTの分類 (1層)", "MNIST by one layer");

    public override Text Teaches => new(
        "784画素から10クラスへの1層とソフトマックスで手書き数字を分類する。誤差は交差エントロピー。",
        "Classifies handwritten digits by one layer from 784 pixels to 10 classes, softmax and cross-entropy.");

    public override IReadOnlyList<Setting> Settings => [BatchSize, Iterations, PlotInterval];

    public override OptimizerChoice Optimizer => OptimizerChoice.Of("GradientDescent", ("learning_rate", 0.5));

    public override IReadOnlyList<Try> Tries =>
    [
        new("momentum", "最適化をMomentumに", "the optimizer Momentum", ("optimizer", "Momentum"), ("learning_rate", "0.1"), ("momentum", "0.9")),
        new("adam", "最適化をAdamに", "the optimizer Adam", ("optimizer", "Adam"), ("learning_rate", "0.0001")),
    ];

    static (Tensor x, Tensor d, Tensor loss, Operation train, Tensor accuracy) Model(LessonContext lesson)
    {
        // モデル / the model
        var x = tf.placeholder(tf.float32, [-1, 784], name: "x");
        var d = tf.placeholder(tf.float32, [-1, 10], name: "d");
        var W = tf.Variable(tf.random_normal([784, 10], stddev: 0.01));
        var b = tf.Variable(tf.zeros([10]));
        var y = tf.nn.softmax(tf.matmul(x, W) + b);

        // 交差エントロピーと最適化手法 / cross-entropy and optimizer
        var loss = tf.reduce_mean(-tf.reduce_sum(d * tf.log(y), axis: [1]), name: "loss");
        var train = lesson.Optimizer().minimize(loss, name: "train");

        // 正解率 / accuracy
        var correct = tf.equal(tf.argmax(y, 1), tf.argmax(d, 1));
        var accuracy = tf.reduce_mean(tf.cast(correct, tf.float32), name: "accuracy");
        return (x, d, loss, train, accuracy);
    }

    public override void Run(LessonContext lesson)
    {
        var mnist = lesson.LoadMnist();
        var (x, d, loss, train, accuracy) = Model(lesson);

        using var sess = tf.Session();
        sess.run(tf.global_variables_initializer());
        foreach (var i in lesson.Iterations(sess, lesson.Get(Iterations)))
        {
            var (images, labels) = mnist.Train.NextBatch(lesson.Get(BatchSize));
            sess.run(train, (x, images), (d, labels));
            if (i % lesson.Get(PlotInterval) == 0)
            {
                var (l, acc) = sess.run((loss, accuracy), (x, images), (d, labels));
                print("Generation: " + str(i) + ". 誤差 = " + str(l) + ", 正解率 = " + str(acc));
                lesson.Log(i, loss: l, accuracy: acc);
            }
        }

        var test_accuracy = mnist.Test.Average((images, labels) => sess.run(accuracy, (x, images), (d, labels)));
        print("テストデータの正解率 = " + str(test_accuracy));
        lesson.Metric("test_accuracy", test_accuracy);
    }

    public TimedStep CreateStep(LessonContext lesson)
    {
        var (images, labels) = lesson.LoadMnist().Train.NextBatch(lesson.Get(BatchSize));
        var (x, d, _, train, _) = Model(lesson);
        return TimedStep.Of(train, (x, images), (d, labels));
    }
}
