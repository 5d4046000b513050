using NumSharp;
using Tensorflow.Keras;
using TfExercises.Output;
using TfExercises.Settings;
using static Tensorflow.Binding;
using static Tensorflow.KerasApi;

namespace TfExercises.Lessons.Chapter4;

/// <summary>4-13: logic gates by a perceptron, and by one with a hidden layer.</summary>
sealed class PerceptronLesson : Lesson
{
    static readonly Setting<string> Gate = Setting.Choice("gate", ["and", "or", "xor"], "学習する論理ゲート", "the gate to learn");
    static readonly Setting<int> HiddenLayerSize = Setting.Whole(
        "hidden_layer_size", 0, 0, 10_000, "隠れ層(ReLU)のユニット数、0なら隠れ層なし", "units of the hidden layer (ReLU), 0 for none");
    static readonly Setting<int> Epochs = KerasSettings.Epochs(100);
    static readonly Setting<int> BatchSize = Setting.Whole("batch_size", 1, 1, 1000, "ミニバッチのサイズ", "samples of one training step");
    static readonly Setting<int> Runs = Setting.Whole(
        "runs", 1, 1, 1000, "1より大きければ乱数の種を0, 1, ...と変えて繰り返す", "above 1: as many runs with the seeds 0, 1, ...");

    public override string Id => "perceptron";

    public override string Section => "4-13";

    public override Text Title => new("単純パーセプトロンと論理ゲート", "A perceptron and logic gates");

    public override Text Teaches => new(
        "Kerasで1つのシグモイドユニットにANDやORを学習させる。XORは隠れ層がないと分けられず、隠れ層(ReLU 2個)があっても乱数の種によっては失敗する。",
        "One sigmoid unit learns AND or OR in Keras. XOR cannot be parted without a hidden layer, and with one (2 ReLU) whether it is learned depends on the seed.");

    public override IReadOnlyList<Setting> Settings => [Gate, HiddenLayerSize, Epochs, BatchSize, Runs];

    public override OptimizerChoice Optimizer => KerasSettings.Sgd(0.1);

    public override IReadOnlyList<Try> Tries =>
    [
        new("and-30", "ANDを30エポックだけ", "AND, 30 epochs only", ("epochs", "30")),
        new("and-hidden", "ANDに隠れ層(ReLU 2個)、種を変えて10回", "AND with a hidden layer of 2 ReLU, 10 seeds", ("hidden_layer_size", "2"), ("runs", "10")),
        new("or", "OR、バッチサイズ10", "OR, batches of 10", ("gate", "or"), ("batch_size", "10")),
        new("or-300", "ORを300エポック、バッチサイズ10", "OR, 300 epochs, batches of 10", ("gate", "or"), ("batch_size", "10"), ("epochs", "300")),
        new("xor", "XOR、種を変えて10回", "XOR, 10 seeds", ("gate", "xor"), ("epochs", "300"), ("runs", "10")),
        new("xor-hidden", "XORに隠れ層(ReLU 2個)、種を変えて10回", "XOR with a hidden layer of 2 ReLU, 10 seeds",
            ("gate", "xor"), ("hidden_layer_size", "2"), ("epochs", "300"), ("runs", "10")),
    ];

    public override void Run(LessonContext lesson)
    {
        // 入力と教師データ / inputs and targets
        var X = np.array(new float[,] { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } });
        var T = lesson.Get(Gate) switch
        {
            "and" => np.array(new float[,] { { 0 }, { 0 }, { 0 }, { 1 } }),
            "or" => np.array(new float[,] { { 0 }, { 1 }, { 1 }, { 1 } }),
            _ => np.array(new float[,] { { 0 }, { 1 }, { 1 }, { 0 } }),
        };

        var runs = lesson.Get(Runs);
        var learned = 0;
        for (var run = 0; run < runs && !lesson.MustStop(); run++)
        {
            if (runs > 1)
            {
                keras.backend.clear_session();
                keras.utils.set_random_seed(run);
                print("seed " + str(run));
            }
            var (history, right) = Learn(lesson, X, T);
            if (right == 4)
                learned++;
            lesson.Metric("right", right);
            if (runs == 1)
            {
                foreach (var figure in HistoryFigures.Of(Title, history))
                    lesson.Plot(figure);
            }
        }
        if (runs > 1)
        {
            print(str(runs) + "回のうち" + str(learned) + "回、4つとも正解 / all four right in " + str(learned) + " of " + str(runs) + " runs");
            lesson.Metric("learned", learned);
        }
    }

    (History history, int right) Learn(LessonContext lesson, NDArray X, NDArray T)
    {
        // モデル / the model
        var model = keras.Sequential();
        if (lesson.Get(HiddenLayerSize) > 0)
        {
            model.add(keras.layers.Dense(lesson.Get(HiddenLayerSize), activation: "relu", input_shape: 2));
            model.add(keras.layers.Dense(1, activation: "sigmoid"));
        }
        else
        {
            model.add(keras.layers.Dense(1, activation: "sigmoid", input_shape: 2));
        }
        model.compile(optimizer: lesson.KerasOptimizer(), loss: "binary_crossentropy", metrics: ["accuracy"]);

        // 学習 / training
        var history = model.fit(X, T, epochs: lesson.Get(Epochs), batch_size: lesson.Get(BatchSize), verbose: 0, callbacks: [lesson.Report()]);

        // 確認 / the test
        var classes = model.predict_classes(X);
        var right = T.astype(np.int32) == classes;
        print("TEST");
        print(right);
        print("loss = " + str(history.history["loss"][^1]));
        return (history, right.astype(np.int32).ToArray<int>().Sum());
    }
}
