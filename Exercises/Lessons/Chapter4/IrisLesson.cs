using NumSharp;
using TfExercises.Data;
using TfExercises.Output;
using TfExercises.Settings;
using static Tensorflow.Binding;
using static Tensorflow.KerasApi;

namespace TfExercises.Lessons.Chapter4;

/// <summary>4-14: three species of iris by a network with one hidden layer.</summary>
sealed class IrisLesson : Lesson
{
    static readonly Setting<int> HiddenLayerSize = Setting.Whole("hidden_layer_size", 12, 1, 10_000, "隠れ層のユニット数", "units of the hidden layer");
    static readonly Setting<string> Activation = Setting.Choice("activation", ["sigmoid", "relu"], "隠れ層の活性化関数", "activation of the hidden layer");
    static readonly Setting<int> Epochs = KerasSettings.Epochs(20);
    static readonly Setting<int> BatchSize = Setting.Whole("batch_size", 5, 1, 120, "ミニバッチのサイズ", "samples of one training step");

    public override string Id => "iris";

    public override string Section => "4-14";

    public override Text Title => new("アヤメの分類", "Iris");

    public override Text Teaches => new(
        "4つの長さからアヤメの3品種を分類する。120件で学習し30件で検証する。活性化関数と学習率で学習の速さが変わる。",
        "Tells three species of iris by four lengths: 120 flowers to learn, 30 to validate. Activation and learning rate change how fast it learns.");

    public override IReadOnlyList<Setting> Settings => [HiddenLayerSize, Activation, Epochs, BatchSize];

    public override OptimizerChoice Optimizer => KerasSettings.Sgd(0.01);

    public override IReadOnlyList<Try> Tries =>
    [
        new("sgd-0.1", "学習率を0.1に", "learning rate 0.1", ("learning_rate", "0.1")),
        new("relu", "活性化関数をReLUに", "ReLU", ("activation", "relu")),
        new("relu-sgd-0.1", "ReLU、学習率0.1", "ReLU, learning rate 0.1", ("activation", "relu"), ("learning_rate", "0.1")),
    ];

    public override void Run(LessonContext lesson)
    {
        // データ: 120件で学習、30件で検証 / 120 flowers to learn, 30 to validate
        var iris = Iris.Load();
        var order = np.random.permutation(150);
        var (x_train, x_test) = (iris.Features[order[":120"]], iris.Features[order["120:"]]);
        var (t_train, t_test) = (iris.Labels[order[":120"]], iris.Labels[order["120:"]]);

        // モデル / the model
        var model = keras.Sequential();
        model.add(keras.layers.Dense(lesson.Get(HiddenLayerSize), activation: lesson.Get(Activation), input_shape: 4));
        model.add(keras.layers.Dense(3, activation: "softmax"));
        model.compile(optimizer: lesson.KerasOptimizer(), loss: "sparse_categorical_crossentropy", metrics: ["accuracy"]);
        model.summary();

        // 学習 / training
        var history = model.fit(x_train, t_train, epochs: lesson.Get(Epochs), batch_size: lesson.Get(BatchSize), validation_data: (x_test, t_test),
            verbose: 2, callbacks: [lesson.Report()]);

        var val_accuracy = history.history["val_accuracy"];
        print("検証データの最高の正解率 = " + str(val_accuracy.Max()));
        lesson.Metric("val_accuracy", val_accuracy[^1]);
        lesson.Metric("best_val_accuracy", val_accuracy.Max());
        foreach (var figure in HistoryFigures.Of(Title, history))
            lesson.Plot(figure);
    }
}
