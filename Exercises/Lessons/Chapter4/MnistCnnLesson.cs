using Tensorflow;
using TfExercises.Settings;
using static Tensorflow.Binding;

namespace TfExercises.Lessons.Chapter4;

/// <summary>4-7: handwritten digits by a convolutional network: two convolutions with pooling, two dense layers.</summary>
sealed class MnistCnnLesson : Lesson, ITimedLesson
{
    static readonly Setting<double> Dropout = CommonSettings.Dropout(0);
    static readonly Setting<int> BatchSize = CommonSettings.BatchSize(100);
    static readonly Setting<int> Iterations = CommonSettings.Iterations(300);
    static readonly Setting<int> PlotInterval = CommonSettings.PlotInterval(10);

    public override string Id => "mnist-cnn";

    public override string Section => "4-7";

    public override Text Title => new("MNISTの分類 (畳み込みニューラルネットワーク)", "MNIST by a convolutional network");

    public override Text Teaches => new(
        "畳み込み層とプーリング層を2回重ね、全結合層で分類する。1層や多層パーセプトロンより高い正解率になる。",
        "Two convolutions with pooling, then dense layers: more images right than by the networks of 4-6.");

    public override IReadOnlyList<Setting> Settings => [Dropout, BatchSize, Iterations, PlotInterval];

    public override OptimizerChoice Optimizer => OptimizerChoice.Of("Adam", ("learning_rate", 1e-3));

    public override IReadOnlyList<Try> Tries =>
    [
        new("dropout-0.5", "ドロップアウトを0.5に", "dropout 0.5", ("dropout", "0.5")),
        new("adam-1e-4", "学習率を0.0001に", "learning rate 0.0001", ("optimizer", "Adam"), ("learning_rate", "0.0001")),
    ];

    static (Tensor x, Tensor d, Tensor keep_prob, Tensor loss, Operation train, Tensor accuracy) Model(LessonContext lesson)
    {
        // モデル / the model
        var x = tf.placeholder(tf.float32, [-1, 784], name: "x");
        var d = tf.placeholder(tf.float32, [-1, 10], name: "d");
        var x_image = tf.reshape(x, [-1, 28, 28, 1]);

        // 畳み込み層1とプーリング層1: 28x28 -> 14x14x32 / first convolution and pooling
        var h_conv1 = tf.nn.relu(Conv2d(x_image, Weight([5, 5, 1, 32])) + Bias(32));
        var h_pool1 = MaxPool2x2(h_conv1);

        // 畳み込み層2とプーリング層2: 14x14 -> 7x7x64 / second convolution and pooling
        var h_conv2 = tf.nn.relu(Conv2d(h_pool1, Weight([5, 5, 32, 64])) + Bias(64));
        var h_pool2 = MaxPool2x2(h_conv2);

        // 全結合層 / dense layers
        var h_flat = tf.reshape(h_pool2, [-1, 7 * 7 * 64]);
        var h_fc = tf.nn.relu(tf.matmul(h_flat, Weight([7 * 7 * 64, 1024])) + Bias(1024));
        var keep_prob = tf.placeholder(tf.float32, name: "keep_prob");
        var y = tf.nn.softmax(tf.matmul(tf.nn.dropout(h_fc, keep_prob), Weight([1024, 10])) + Bias(10));

        // 交差エントロピーの和と最適化手法 / sum of the cross-entropies and optimizer
        var loss = -tf.reduce_sum(d * tf.log(y), name: "loss");
        var train = lesson.Optimizer().minimize(loss, name: "train");

        // 正解率 / accuracy
        var correct = tf.equal(tf.argmax(y, 1), tf.argmax(d, 1));
        var accuracy = tf.reduce_mean(tf.cast(correct, tf.float32), name: "accuracy");
        return (x, d, keep_prob, loss, train, accuracy);
    }

    static RefVariable Weight(Shape shape) => tf.Variable(tf.truncated_normal(shape, stddev: 0.1));

    static RefVariable Bias(int n) => tf.Variable(tf.constant(0.1, shape: [n]));

    static Tensor Conv2d(Tensor x, Tensor W) => tf.nn.conv2d(x, W, strides: [1, 1, 1, 1], padding: "SAME");

    static Tensor MaxPool2x2(Tensor x) => tf.nn.max_pool(x, ksize: [1, 2, 2, 1], strides: [1, 2, 2, 1], padding: "SAME");

    public override void Run(LessonContext lesson)
    {
        var mnist = lesson.LoadMnist();
        var (x, d, keep_prob, loss, train, accuracy) = Model(lesson);

        using var sess = tf.Session();
        sess.run(tf.global_variables_initializer());
        foreach (var i in lesson.Iterations(sess, lesson.Get(Iterations)))
        {
            var (images, labels) = mnist.Train.NextBatch(lesson.Get(BatchSize));
            sess.run(train, (x, images), (d, labels), (keep_prob, 1 - lesson.Get(Dropout)));
            if (i % lesson.Get(PlotInterval) == 0)
            {
                // 評価ではドロップアウトしない / nothing is dropped while measuring
                var (l, acc) = sess.run((loss, accuracy), (x, images), (d, labels), (keep_prob, 1.0));
                print("Generation: " + str(i) + ". 誤差 = " + str(l) + ", 正解率 = " + str(acc));
                lesson.Log(i, loss: l, accuracy: acc);
            }
        }

        var test_accuracy = mnist.Test.Average((images, labels) => sess.run(accuracy, (x, images), (d, labels), (keep_prob, 1.0)));
        print("テストデータの正解率 = " + str(test_accuracy));
        lesson.Metric("test_accuracy", test_accuracy);
    }

    public TimedStep CreateStep(LessonContext lesson)
    {
        var (images, labels) = lesson.LoadMnist().Train.NextBatch(lesson.Get(BatchSize));
        var (x, d, keep_prob, _, train, _) = Model(lesson);
        return TimedStep.Of(train, (x, images), (d, labels), (keep_prob, 1 - lesson.Get(Dropout)));
    }
}
