using TfExercises.Settings;

namespace TfExercises.Lessons.Chapter4;

/// <summary>4-4: the cubic d = -0.4x^3 + 1.6x^2 - 2.8x + 1 fitted by Adam.</summary>
sealed class NonlinearRegressionLesson : PolynomialRegression
{
    public override string Id => "nonlinear-regression";

    public override string Section => "4-4";

    public override Text Title => new("非線形回帰", "Nonlinear regression");

    public override Text Teaches => new(
        "ノイズを加えた3次関数のデータから、x^0からx^3までを特徴量として係数Wを求める。最適化はAdam。",
        "Finds the coefficients W of a noisy cubic from the features x^0 to x^3 with Adam.");

    public override OptimizerChoice Optimizer => OptimizerChoice.Of("Adam", ("learning_rate", 0.001));

    public override IReadOnlyList<Try> Tries =>
    [
        new("noise-0.5", "ノイズを0.5に", "noise 0.5", ("noise", "0.5")),
        new("noise-1.0", "ノイズを1.0に", "noise 1.0", ("noise", "1.0")),
        new("cubic-1", "別の3次関数 d = x^3 - x", "another cubic, d = x^3 - x", Cubic("1", "0", "-1", "0")),
        new("cubic-2", "別の3次関数 d = 0.5x^3 - 2x^2 + x + 3", "another cubic, d = 0.5x^3 - 2x^2 + x + 3", Cubic("0.5", "-2", "1", "3")),
    ];

    protected override IReadOnlyList<Setting<double>> Coefficients { get; } =
    [
        CommonSettings.Coefficient("coefficient_3", -0.4, "x^3"),
        CommonSettings.Coefficient("coefficient_2", 1.6, "x^2"),
        CommonSettings.Coefficient("coefficient_1", -2.8, "x"),
        CommonSettings.Coefficient("coefficient_0", 1, "1"),
    ];

    protected override Setting<int> Iterations { get; } = CommonSettings.Iterations(10_000);

    protected override Setting<int> PlotInterval { get; } = CommonSettings.PlotInterval(100);

    static (string, string)[] Cubic(string x3, string x2, string x1, string x0) =>
        [("coefficient_3", x3), ("coefficient_2", x2), ("coefficient_1", x1), ("coefficient_0", x0)];
}
