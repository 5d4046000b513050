namespace TfExercises.Settings;

/// <summary>An optimizer of <c>tf.train</c>: TensorFlow's name without the ending, and what can be set on it.</summary>
/// <param name="Name">As in <c>tf.train.{Name}Optimizer</c>.</param>
/// <param name="Settings">
/// With TensorFlow's defaults; where TensorFlow leaves a value to the caller (a rate, Momentum's momentum), with the course notes'.
/// </param>
public sealed record OptimizerKind(string Name, IReadOnlyList<Setting> Settings)
{
    const string ShortNameOfGradientDescent = "sgd";

    public static IReadOnlyList<OptimizerKind> All { get; } =
    [
        new("GradientDescent", [Rate(0.5)]),
        new("Momentum", [Rate(0.1), Momentum(0.9), Setting.Flag("use_nesterov", false, "ネステロフの加速法を使う", "Nesterov's momentum")]),
        new("Adagrad", [Rate(0.1), InitialAccumulator]),
        new("AdagradDA", [
            Rate(0.1),
            Setting.Real("initial_gradient_squared_accumulator_value", 0.1, 1e-30, 1e6, "勾配の2乗和の初期値", "first value of the sum of squared gradients"),
            L1, L2]),
        new("Adadelta", [Rate(0.001), Share("rho", 0.95, "移動平均の減衰率", "decay of the moving averages"), Epsilon(1e-8)]),
        new("RMSProp", [
            Rate(0.001), Share("decay", 0.9, "勾配の2乗の移動平均の減衰率", "decay of the squared gradients' average"), Momentum(0),
            Epsilon(1e-10), Setting.Flag("centered", false, "勾配の平均を引く", "subtract the gradients' mean")]),
        new("Adam", [
            Rate(0.001), Share("beta1", 0.9, "1次モーメントの減衰率", "decay of the first moment"),
            Share("beta2", 0.999, "2次モーメントの減衰率", "decay of the second moment"), Epsilon(1e-8)]),
        new("Ftrl", [
            Rate(0.1), Setting.Real("learning_rate_power", -0.5, -10, 0, "学習率の指数", "power of the learning rate's decay"),
            InitialAccumulator, L1, L2,
            Setting.Real("l2_shrinkage_regularization_strength", 0, 0, 1e6, "L2縮小の強さ", "strength of the L2 shrinkage of the loss")]),
        new("ProximalGradientDescent", [Rate(0.1), L1, L2]),
        new("ProximalAdagrad", [Rate(0.1), InitialAccumulator, L1, L2]),
    ];

    public static string Names => string.Join(", ", All.Select(kind => kind.Name));

    /// <summary>The kind of that name in any case; <c>sgd</c> is GradientDescent.</summary>
    /// <exception cref="UsageError">No optimizer has that name.</exception>
    public static OptimizerKind Find(string name, string source)
    {
        var wanted = name.Trim();
        if (wanted.Equals(ShortNameOfGradientDescent, StringComparison.OrdinalIgnoreCase))
            wanted = "GradientDescent";
        return All.FirstOrDefault(kind => kind.Name.Equals(wanted, StringComparison.OrdinalIgnoreCase))
            ?? throw new UsageError(
                $"optimizer = '{name}' ({source}) is no optimizer. Nearest: {Nearest.Of(wanted, All.Select(kind => kind.Name))}; "
                + $"one of {Names} (in any case), or {ShortNameOfGradientDescent} for GradientDescent.");
    }

    static Setting<double> InitialAccumulator =>
        Setting.Real("initial_accumulator_value", 0.1, 0, 1e6, "勾配の2乗和の初期値", "first value of the sum of squared gradients");

    static Setting<double> L1 => Setting.Real("l1_regularization_strength", 0, 0, 1e6, "L1正則化の強さ", "strength of the L1 regularization");

    static Setting<double> L2 => Setting.Real("l2_regularization_strength", 0, 0, 1e6, "L2正則化の強さ", "strength of the L2 regularization");

    static Setting<double> Rate(double value) => Setting.Real("learning_rate", value, 0, 1000, "学習率", "learning rate");

    static Setting<double> Momentum(double value) => Share("momentum", value, "慣性項の係数", "share of the last step that is kept");

    static Setting<double> Epsilon(double value) => Setting.Real("epsilon", value, 0, 1, "0で割らないための値", "added so that nothing is divided by 0");

    static Setting<double> Share(string key, double value, string japanese, string english) => Setting.Real(key, value, 0, 1, japanese, english);
}
