using TfExercises.Settings;

namespace TfExercises.Lessons;

/// <summary>Settings that several lessons have, called as in the notes.</summary>
static class CommonSettings
{
    /// <param name="value">The default.</param>
    /// <param name="least">0 in a lesson that can measure what <c>--load</c> loaded without training; 1 where it tells of the iterations.</param>
    public static Setting<int> Iterations(int value, int least = 0) =>
        Setting.Whole("iterations", value, least, 10_000_000, "更新回数", "training steps");

    public static Setting<int> PlotInterval(int value) =>
        Setting.Whole("plot_interval", value, 1, 10_000_000, "経過を表示する間隔", "training steps from one log line to the next");

    public static Setting<int> BatchSize(int value) =>
        Setting.Whole("batch_size", value, 1, 60_000, "ミニバッチのサイズ", "images of one training step, at most as many as there are");

    public static Setting<double> Dropout(double value) =>
        Setting.Real("dropout", value, 0, 0.99, "ドロップアウトする割合", "share of the units dropped while training");

    public static Setting<double> Noise(double value) =>
        Setting.Real("noise", value, 0, 1000, "ノイズの標準偏差", "standard deviation of the noise on the data");

    public static Setting<int> DataCount(int value) =>
        Setting.Whole("n", value, 1, 10_000_000, "データ数", "number of points");

    /// <summary>A coefficient of the function that the data follow.</summary>
    public static Setting<double> Coefficient(string key, double value, string of) =>
        Setting.Real(key, value, -1000, 1000, $"真の関数の{of}の係数", $"coefficient of {of} in the true function");
}
