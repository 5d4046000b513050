using Tensorflow;
using TfExercises.Cluster;
using TfExercises.Settings;
using static Tensorflow.Binding;

namespace TfExercises.Lessons.Chapter4;

/// <summary>4-6: handwritten digits by three layers, 784-1000-500-10, with dropout; six optimizers to compare.</summary>
sealed class MnistMlpLesson : Lesson, ITimedLesson, IClusterLesson
{
    static readonly Setting<int> HiddenLayerSize1 = Setting.Whole("hidden_layer_size_1", 1000, 1, 20_000, "隠れ層1のユニット数", "units of the first hidden layer");
    static readonly Setting<int> HiddenLayerSize2 = Setting.Whole("hidden_layer_size_2", 500, 1, 20_000, "隠れ層2のユニット数", "units of the second hidden layer");
    static readonly Setting<double> Dropout = CommonSettings.Dropout(0.5);
    static readonly Setting<int> BatchSize = CommonSettings.BatchSize(100);
    static readonly Setting<int> Iterations = CommonSettings.Iterations(3000);
    static readonly Setting<int> PlotInterval = CommonSettings.PlotInterval(100);

    public override string Id => "mnist-mlp";

    public override string Section => "4-6";

    public override Text Title => new("MNISTの分類 (多層パーセプトロン)", "MNIST by a multilayer perceptron");

    public override Text Teaches => new(
        "2つの隠れ層とドロップアウトを持つネットワークで手書き数字を分類し、最適化手法を比べる。",
        "Classifies handwritten digits by a network with two hidden layers and dropout, and compares optimizers.");

    public override IReadOnlyList<Setting> Settings => [HiddenLayerSize1, HiddenLayerSize2, Dropout, BatchSize, Iterations, PlotInterval];

    public override OptimizerChoice Optimizer => OptimizerChoice.Of("Adam", ("learning_rate", 1e-4));

    public override IReadOnlyList<Try> Tries =>
    [
        new("600-300", "隠れ層を600と300に", "hidden layers of 600 and 300", ("hidden_layer_size_1", "600"), ("hidden_layer_size_2", "300")),
        new("momentum", "最適化をMomentumに", "the optimizer Momentum", ("optimizer", "Momentum"), ("learning_rate", "0.1"), ("momentum", "0.9")),
        new("gradient-descent", "最適化を最急降下法に", "the optimizer GradientDescent", ("optimizer", "GradientDescent"), ("learning_rate", "0.5")),
        new("adagrad", "最適化をAdagradに", "the optimizer Adagrad", ("optimizer", "Adagrad"), ("learning_rate", "0.1")),
        new("rmsprop", "最適化をRMSPropに", "the optimizer RMSProp", ("optimizer", "RMSProp"), ("learning_rate", "0.001")),
        new("adadelta", "最適化をAdadeltaに", "the optimizer Adadelta", ("optimizer", "Adadelta"), ("learning_rate", "1.0")),
    ];

    static (Tensor x, Tensor d, Tensor keep_prob, Tensor loss, Operation train, Tensor accuracy) Model(LessonContext lesson)
    {
        var (h1, h2) = (lesson.Get(HiddenLayerSize1), lesson.Get(HiddenLayerSize2));

        // モデル / the model
        var x = tf.placeholder(tf.float32, [-1, 784], name: "x");
        var d = tf.placeholder(tf.float32, [-1, 10], name: "d");
        var W1 = tf.Variable(tf.random_normal([784, h1], stddev: 0.01));
        var b1 = tf.Variable(tf.zeros([h1]));
        var W2 = tf.Variable(tf.random_normal([h1, h2], stddev: 0.01));
        var b2 = tf.Variable(tf.zeros([h2]));
        var W3 = tf.Variable(tf.random_normal([h2, 10], stddev: 0.01));
        var b3 = tf.Variable(tf.zeros([10]));
        var z1 = tf.sigmoid(tf.matmul(x, W1) + b1);
        var z2 = tf.sigmoid(tf.matmul(z1, W2) + b2);
        var keep_prob = tf.placeholder(tf.float32, name: "keep_prob");
        var y = tf.nn.softmax(tf.matmul(tf.nn.dropout(z2, keep_prob), W3) + b3);

        // 交差エントロピーと最適化手法 / cross-entropy and optimizer
        var loss = tf.reduce_mean(-tf.reduce_sum(d * tf.log(y), axis: [1]), name: "loss");
        var train = lesson.Optimizer().minimize(loss, name: "train");

        // 正解率 / accuracy
        var correct = tf.equal(tf.argmax(y, 1), tf.argmax(d, 1));
        var accuracy = tf.reduce_mean(tf.cast(correct, tf.float32), name: "accuracy");
        return (x, d, keep_prob, loss, train, accuracy);
    }

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

    /// <summary>Several processes train the same variables, each with batches of its own; <c>iterations</c> counts the steps of all.</summary>
    public void RunAsWorker(LessonContext lesson, Worker worker)
    {
        var mnist = lesson.LoadMnist();

        // 変数はパラメータサーバに、計算はこのワーカーに / variables on the parameter servers, computation on this worker
        using var placed = tf.device(tf.train.replica_device_setter(worker_device: worker.Device, cluster: worker.Cluster));
        tf.train.get_or_create_global_step();
        var (x, d, keep_prob, loss, train, accuracy) = Model(lesson);
        placed.Dispose();

        // 主ワーカー (0番) が初期化または復元し、他は待つ / the chief (worker 0) initializes or restores, the others wait
        using var session = worker.Session(train);
        foreach (var i in lesson.Iterations(lesson.Get(Iterations), () => session.GlobalStep))
        {
            var (images, labels) = mnist.Train.NextBatch(lesson.Get(BatchSize));
            session.Train((x, images), (d, labels), (keep_prob, 1 - lesson.Get(Dropout)));
            if (session.HasPassed(lesson.Get(PlotInterval)))
            {
                var (l, acc) = session.Run(sess => sess.run((loss, accuracy), (x, images), (d, labels), (keep_prob, 1.0)));
                print("Generation: " + str(session.GlobalStep) + ". 誤差 = " + str(l) + ", 正解率 = " + str(acc));
                lesson.Log(session.GlobalStep, loss: l, accuracy: acc);
                session.Save();
            }
        }
        session.Save();

        var test_accuracy = mnist.Test.Average((images, labels) => session.Run(sess => sess.run(accuracy, (x, images), (d, labels), (keep_prob, 1.0))));
        print("テストデータの正解率 = " + str(test_accuracy));
        lesson.Metric("test_accuracy", test_accuracy);
        if (session.GlobalStep >= lesson.Get(Iterations)) session.Done();
    }

    public TimedStep CreateStep(LessonContext lesson)
    {
        var (images, labels) = lesson.LoadMnist().Train.NextBatch(lesson.Get(BatchSize));
        var (x, d, keep_prob, _, train, _) = Model(lesson);
        return TimedStep.Of(train, (x, images), (d, labels), (keep_prob, 1 - lesson.Get(Dropout)));
    }
}
