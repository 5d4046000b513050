using NumSharp;
using Tensorflow.Keras;
using TfExercises.Data;
using TfExercises.Output;
using TfExercises.Settings;
using static Tensorflow.Binding;
using static Tensorflow.KerasApi;

namespace TfExercises.Lessons.Chapter4;

/// <summary>4-15: handwritten digits by two hidden layers of 512 in Keras.</summary>
sealed class MnistKerasLesson : Lesson, ITimedLesson
{
    static readonly Setting<int> Units = Setting.Whole("units", 512, 1, 20_000, "隠れ層のユニット数", "units of each hidden layer");
    static readonly Setting<double> Dropout = CommonSettings.Dropout(0.2);
    static readonly Setting<string> Labels = Setting.Choice(
        "labels", ["one-hot", "sparse"], "教師データ: one-hotベクトル、またはクラスの番号", "targets: one-hot rows, or the numbers of the classes");
    static readonly Setting<int> Epochs = KerasSettings.Epochs(20, least: 0);
    static readonly Setting<int> BatchSize = CommonSettings.BatchSize(128);

    public override string Id => "mnist-keras";

    public override string Section => "4-15";

    public override Text Title => new("KerasによるMNISTの分類", "MNIST in Keras");

    public override Text Teaches => new(
        "同じ手書き数字の分類をKerasで書く。層を積み、compileで誤差と最適化手法を選び、fitで学習する。",
        "The same digits in Keras: stack layers, choose loss and optimizer in compile, train by fit.");

    public override IReadOnlyList<Setting> Settings => [Units, Dropout, Labels, Epochs, BatchSize];

    public override OptimizerChoice Optimizer => KerasSettings.Adam(0.001);

    public override IReadOnlyList<Try> Tries =>
    [
        new("adam-0.01", "学習率を0.01に", "learning rate 0.01", ("learning_rate", "0.01")),
        new("sparse", "教師データをクラスの番号に (sparse_categorical_crossentropy)", "targets as class numbers (sparse_categorical_crossentropy)", ("labels", "sparse")),
    ];

    public override void Run(LessonContext lesson)
    {
        var mnist = lesson.LoadMnist();
        var (x_train, t_train) = (mnist.Train.Images, Targets(lesson, mnist.Train));
        var (x_test, t_test) = (mnist.Test.Images, Targets(lesson, mnist.Test));

        var model = CreateModel(lesson);
        model.summary();

        // 学習 / training
        var history = model.fit(x_train, t_train, batch_size: lesson.Get(BatchSize), epochs: lesson.Get(Epochs), validation_data: (x_test, t_test),
            verbose: 2, callbacks: [lesson.Report()]);

        // 評価 / the test
        var score = model.evaluate(x_test, t_test, verbose: 0);
        print("Test loss: " + str(score[0]));
        print("Test accuracy: " + str(score[1]));
        lesson.Metric("test_accuracy", score[1]);
        foreach (var figure in HistoryFigures.Of(Title, history))
            lesson.Plot(figure);
    }

    public TimedStep CreateStep(LessonContext lesson)
    {
        var train = lesson.LoadMnist().Train;
        var model = CreateModel(lesson);
        var batch = $":{lesson.Get(BatchSize)}";
        var (x, t) = (train.Images[batch].copy(), Targets(lesson, train)[batch].copy());
        return new TimedStep(() => model.train_on_batch(x, t), keras.backend.get_session());
    }

    static bool IsSparse(LessonContext lesson) => lesson.Get(Labels) == "sparse";

    static NDArray Targets(LessonContext lesson, ImageSet set) => IsSparse(lesson) ? np.argmax(set.Labels, 1) : set.Labels;

    // モデル / the model
    static Sequential CreateModel(LessonContext lesson)
    {
        var model = keras.Sequential();
        model.add(keras.layers.Dense(lesson.Get(Units), activation: "relu", input_shape: 784));
        model.add(keras.layers.Dropout(lesson.Get(Dropout)));
        model.add(keras.layers.Dense(lesson.Get(Units), activation: "relu"));
        model.add(keras.layers.Dropout(lesson.Get(Dropout)));
        model.add(keras.layers.Dense(10, activation: "softmax"));
        model.compile(optimizer: lesson.KerasOptimizer(), loss: IsSparse(lesson) ? "sparse_categorical_crossentropy" : "categorical_crossentropy", metrics: ["accuracy"]);
        return model;
    }
}
