using NumSharp;
using TfExercises.Settings;
using static Tensorflow.Binding;

namespace TfExercises.Lessons.Chapter3;

/// <summary>What the lessons of the binary adder share: the numbers in binary, the settings, the lines they print.</summary>
static class BinaryAdder
{
    public static readonly Setting<int> BinaryDim = Setting.Whole("binary_dim", 8, 2, 16, "2進数の桁数 = 時刻の数", "binary digits, and so time steps");
    public static readonly Setting<int> HiddenLayerSize = Setting.Whole("hidden_layer_size", 16, 1, 1000, "隠れ層のユニット数", "units of the hidden layer");
    public static readonly Setting<double> WeightInitStd = Setting.Real("weight_init_std", 1, 0, 1000, "重みの初期値の標準偏差", "standard deviation of the initial weights");
    public static readonly Setting<int> Iterations = CommonSettings.Iterations(10_000, least: 1);
    public static readonly Setting<int> PlotInterval = CommonSettings.PlotInterval(100);

    /// <summary>The last iterations, in which right sums are counted.</summary>
    public const int CountedIterations = 1000;

    /// <summary>The numbers below 2^<paramref name="digits"/> in binary, the highest digit first: <c>np.unpackbits</c>.</summary>
    public static byte[][] Table(int digits) =>
        [.. range(1 << digits).Select(number => range(digits).Select(i => (byte)(number >> (digits - 1 - i) & 1)).ToArray())];

    /// <summary>Prints the lines of an iteration as the notes do.</summary>
    public static void PrintSum(int i, double loss, byte[] out_bin, byte[] d_bin, int a_int, int b_int)
    {
        print("iters:" + str(i));
        print("Loss:" + str(loss));
        print("Pred:" + str(np.array(out_bin)));
        print("True:" + str(np.array(d_bin)));
        var out_int = 0;
        foreach (var (index, x) in enumerate(out_bin.Reverse()))
            out_int += x << index;
        print(str(a_int) + " + " + str(b_int) + " = " + str(out_int));
        print("------------");
    }

    /// <summary>Keeps the share of right sums among the last iterations, and the weights.</summary>
    public static void LogResult(LessonContext lesson, int right, NDArray W_in, NDArray W_out, NDArray W)
    {
        lesson.Metric("right_last_1000", right / (double)Math.Min(lesson.Get(Iterations), CountedIterations));
        lesson.Metric("W_in", W_in);
        lesson.Metric("W_out", W_out);
        lesson.Metric("W", W);
    }
}
