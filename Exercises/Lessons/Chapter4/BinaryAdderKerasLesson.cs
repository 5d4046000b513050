using NumSharp;
using Tensorflow.Keras;
using TfExercises.Output;
using TfExercises.Settings;
using static Tensorflow.Binding;
using static Tensorflow.KerasApi;

namespace TfExercises.Lessons.Chapter4;

/// <summary>4-17: the addition of binary numbers by the recurrent layers of Keras.</summary>
sealed class BinaryAdderKerasLesson : Lesson, ITimedLesson
{
    const int BinaryDim = 8;
    const int Pairs = 20_000;

    static readonly Setting<string> Layer = Setting.Choice("layer", ["SimpleRNN", "LSTM", "GRU"], "再帰層の種類", "the recurrent layer");
    static readonly Setting<int> Units = Setting.Whole("units", 16, 1, 4096, "再帰層のユニット数", "units of the recurrent layer");
    static readonly Setting<string> Activation = Setting.Choice("activation", ["relu", "tanh"], "再帰層の活性化関数", "activation of the recurrent layer");
    static readonly Setting<double> Dropout = CommonSettings.Dropout(0);
    static readonly Setting<double> RecurrentDropout = Setting.Real(
        "recurrent_dropout", 0, 0, 0.99, "再帰の入力をドロップアウトする割合", "share of the state dropped while training");
    static readonly Setting<bool> Unroll = Setting.Flag("unroll", true, "時刻ごとに展開する (falseならループ)", "a copy a time step (false: a loop)");
    static readonly Setting<int> Epochs = KerasSettings.Epochs(5, least: 0);
    static readonly Setting<int> BatchSize = Setting.Whole("batch_size", 2, 1, 10_000, "ミニバッチのサイズ", "samples of one training step");

    static readonly (string Key, string Value)[] Dropouts = [("dropout", "0.5"), ("recurrent_dropout", "0.3")];

    public override string Id => "binary-adder-keras";

    public override string Section => "4-17";

    public override Text Title => new("KerasのRNNによる2進数の足し算", "Binary addition by Keras' recurrent layers");

    public override Text Teaches => new(
        "3-3で手書きしたRNNを、KerasのSimpleRNN、LSTM、GRUで書く。8桁の2進数を下の桁から読み、和の桁を1つずつ答える。",
        "The RNN of 3-3, by Keras' SimpleRNN, LSTM and GRU: reads two numbers of 8 digits from the lowest and answers the digits of their sum.");

    public override IReadOnlyList<Setting> Settings => [Layer, Units, Activation, Dropout, RecurrentDropout, Unroll, Epochs, BatchSize];

    public override OptimizerChoice Optimizer => KerasSettings.Adam(0.001);

    public override IReadOnlyList<Try> Tries =>
    [
        new("tanh", "活性化関数をtanhに", "tanh", ("activation", "tanh")),
        new("simplernn-128", "SimpleRNN 128個、ドロップアウトあり", "SimpleRNN of 128 with dropout", [("units", "128"), .. Dropouts]),
        new("lstm-128", "LSTM 128個、ドロップアウトあり", "LSTM of 128 with dropout", [("layer", "LSTM"), ("units", "128"), .. Dropouts]),
        new("gru-128", "GRU 128個、ドロップアウトあり", "GRU of 128 with dropout", [("layer", "GRU"), ("units", "128"), .. Dropouts]),
        new("loop", "展開せずにループで", "a loop instead of a copy a step", ("unroll", "false")),
    ];

    public override void Run(LessonContext lesson)
    {
        var (a, b) = (Numbers(), Numbers());
        var (x, t) = Sums(a, b);
        var (x_train, t_train) = (x[":10000"], t[":10000"]);
        var (x_test, t_test) = (x["10001:"], t["10001:"]);

        var model = CreateModel(lesson);
        model.summary();

        // 学習 / training
        var history = model.fit(x_train, t_train, epochs: lesson.Get(Epochs), batch_size: lesson.Get(BatchSize), verbose: 2, callbacks: [lesson.Report()]);

        // 評価 / the test
        var score = model.evaluate(x_test, t_test, batch_size: 1000, verbose: 0);
        print("Test loss: " + str(score[0]));
        print("Test accuracy: " + str(score[1]));
        lesson.Metric("test_accuracy", score[1]);

        // いくつかの和 / some sums
        var answers = model.predict(x_test[":10"]).ToArray<float>();
        for (var i = 0; i < 10; i++)
        {
            var c = 0;
            for (var digit = 0; digit < BinaryDim; digit++)
                c += (int)MathF.Round(answers[i * BinaryDim + digit]) << digit;
            print(str(a[10_001 + i]) + " + " + str(b[10_001 + i]) + " = " + str(c));
        }
        foreach (var figure in HistoryFigures.Of(Title, history))
            lesson.Plot(figure);
    }

    public TimedStep CreateStep(LessonContext lesson)
    {
        var (x, t) = Sums(Numbers(), Numbers());
        var model = CreateModel(lesson);
        var batch = $":{lesson.Get(BatchSize)}";
        var (x_batch, t_batch) = (x[batch].copy(), t[batch].copy());
        return new TimedStep(() => model.train_on_batch(x_batch, t_batch), keras.backend.get_session());
    }

    // データ: 下の桁が先 / the data, the lowest digit first
    static int[] Numbers() => np.random.randint(1 << (BinaryDim - 1), size: Pairs).ToArray<int>();

    static (NDArray x, NDArray t) Sums(int[] a, int[] b) =>
        (np.concatenate([Digits(a), Digits(b)], axis: 2), Digits(a.Zip(b, (m, n) => m + n)));

    // モデル / the model
    static Sequential CreateModel(LessonContext lesson)
    {
        var model = keras.Sequential();
        model.add(Recurrent(lesson));
        model.add(keras.layers.Dense(1, activation: "sigmoid"));
        model.compile(loss: "mean_squared_error", optimizer: lesson.KerasOptimizer(), metrics: ["accuracy"]);
        return model;
    }

    static Layer Recurrent(LessonContext lesson)
    {
        var (units, activation, unroll) = (lesson.Get(Units), lesson.Get(Activation), lesson.Get(Unroll));
        var (dropout, recurrent_dropout) = (lesson.Get(Dropout), lesson.Get(RecurrentDropout));
        return lesson.Get(Layer) switch
        {
            "LSTM" => keras.layers.LSTM(units, activation: activation, return_sequences: true, dropout: dropout, recurrent_dropout: recurrent_dropout, unroll: unroll, input_shape: [BinaryDim, 2]),
            "GRU" => keras.layers.GRU(units, activation: activation, return_sequences: true, dropout: dropout, recurrent_dropout: recurrent_dropout, unroll: unroll, input_shape: [BinaryDim, 2]),
            _ => keras.layers.SimpleRNN(units, activation: activation, return_sequences: true, dropout: dropout, recurrent_dropout: recurrent_dropout, unroll: unroll, input_shape: [BinaryDim, 2]),
        };
    }

    static NDArray Digits(IEnumerable<int> numbers)
    {
        float[] digits = [.. numbers.SelectMany(n => Enumerable.Range(0, BinaryDim).Select(digit => (float)(n >> digit & 1)))];
        return new NDArray(digits, new Shape(digits.Length / BinaryDim, BinaryDim, 1));
    }
}
