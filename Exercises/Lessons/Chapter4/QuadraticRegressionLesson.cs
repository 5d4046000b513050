using TfExercises.Settings;

namespace TfExercises.Lessons.Chapter4;

/// <summary>4-5: the exercise after 4-4, the quadratic d = 30x^2 + 0.5x + 2.</summary>
sealed class QuadraticRegressionLesson : PolynomialRegression
{
    public override string Id => "quadratic-regression";

    public override string Section => "4-5";

    public override Text Title => new("2次関数の回帰", "Quadratic regression");

    public override Text Teaches => new(
        "4-4のモデルを2次関数 d = 30x^2 + 0.5x + 2 に合わせて作り直す。係数の大きさが違うほど収束に時間がかかる。",
        "The model of 4-4 made over for the quadratic d = 30x^2 + 0.5x + 2. The more the coefficients differ in size, the longer it takes.");

    public override OptimizerChoice Optimizer => OptimizerChoice.Of("Adam", ("learning_rate", 0.01));

    protected override IReadOnlyList<Setting<double>> Coefficients { get; } =
    [
        CommonSettings.Coefficient("coefficient_2", 30, "x^2"),
        CommonSettings.Coefficient("coefficient_1", 0.5, "x"),
        CommonSettings.Coefficient("coefficient_0", 2, "1"),
    ];

    protected override Setting<int> Iterations { get; } = CommonSettings.Iterations(50_000);

    protected override Setting<int> PlotInterval { get; } = CommonSettings.PlotInterval(5_000);
}
