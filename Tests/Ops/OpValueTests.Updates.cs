using Tensorflow;
using Tensorflow.Ops;

namespace TfExercises.Tests.Ops;

/// <summary>The update operations against their formulas, one number at a time (TensorFlow's documentation of each operation).</summary>
public partial class OpValueTests
{
    const double Rate = 0.1, L1 = 0.05, L2 = 0.2, Shrinkage = 0.03;

    static readonly double[] s_gradient = [0.3, -0.2, 0.7];

    static readonly Dictionary<string, Action<ValueCheck>> s_updates = new()
    {
        ["ApplyAdaMax"] = c => Dense(c, "ApplyAdaMax", 2, [0.9, Rate, 0.9, 0.99, 1e-3], (s, g) =>
        {
            s[1] = 0.9 * s[1] + 0.1 * g;
            s[2] = Math.Max(0.99 * s[2], Math.Abs(g));
            s[0] -= Rate / (1 - 0.9) * s[1] / (s[2] + 1e-3);
        }),
        ["ApplyAdagradV2"] = c => Dense(c, "ApplyAdagradV2", 1, [Rate, 1e-2], AdagradV2),
        ["SparseApplyAdagradV2"] = c => Sparse(c, "SparseApplyAdagradV2", 1, [Rate, 1e-2], AdagradV2),
        ["ApplyAddSign"] = c => Dense(c, "ApplyAddSign", 1, [Rate, 1.5, 0.8, 0.9], (s, g) =>
        {
            s[1] = 0.9 * s[1] + 0.1 * g;
            s[0] -= Rate * (1.5 + 0.8 * Math.Sign(g) * Math.Sign(s[1])) * g;
        }),
        ["ApplyPowerSign"] = c => Dense(c, "ApplyPowerSign", 1, [Rate, 0.7, 0.8, 0.9], (s, g) =>
        {
            s[1] = 0.9 * s[1] + 0.1 * g;
            s[0] -= Rate * Math.Exp(0.7 * 0.8 * Math.Sign(g) * Math.Sign(s[1])) * g;
        }),
        ["ApplyAdagradDA"] = c => Dense(c, "ApplyAdagradDA", 2, [Rate, L1, L2], AdagradDA, gradientFirst: true, step: 3),
        ["SparseApplyAdagradDA"] = c => Sparse(c, "SparseApplyAdagradDA", 2, [Rate, L1, L2], AdagradDA, gradientFirst: true, step: 3),
        ["ApplyFtrlV2"] = c => Dense(c, "ApplyFtrlV2", 2, [Rate, L1, L2, Shrinkage, -0.5], FtrlV2, gradientFirst: true),
        ["SparseApplyFtrlV2"] = c => Sparse(c, "SparseApplyFtrlV2", 2, [Rate, L1, L2, Shrinkage, -0.5], FtrlV2, gradientFirst: true),
        ["SparseApplyProximalGradientDescent"] = c => Sparse(c, "SparseApplyProximalGradientDescent", 0, [Rate, L1, L2], (s, g) => s[0] = Proximal(s[0] - Rate * g, Rate)),
        ["SparseApplyProximalAdagrad"] = c => Sparse(c, "SparseApplyProximalAdagrad", 1, [Rate, L1, L2], (s, g) =>
        {
            s[1] += g * g;
            var rate = Rate / Math.Sqrt(s[1]);
            s[0] = Proximal(s[0] - rate * g, rate);
        }),
    };

    static void AdagradV2(double[] s, double g)
    {
        s[1] += g * g;
        s[0] -= Rate * g / (Math.Sqrt(s[1]) + 1e-2);
    }

    static void AdagradDA(double[] s, double g)
    {
        s[1] += g;
        s[2] += g * g;
        s[0] = -Rate * Math.Sign(s[1]) * Math.Max(Math.Abs(s[1]) - L1 * 3, 0) / (L2 * 3 * Rate + Math.Sqrt(s[2]));
    }

    static void FtrlV2(double[] s, double g)
    {
        var grown = s[1] + g * g;
        s[2] += g + 2 * Shrinkage * s[0] - (Math.Sqrt(grown) - Math.Sqrt(s[1])) / Rate * s[0];
        s[1] = grown;
        s[0] = Math.Abs(s[2]) > L1 ? (L1 * Math.Sign(s[2]) - s[2]) / (Math.Sqrt(grown) / Rate + 2 * L2) : 0;
    }

    static double Proximal(double x, double rate) => Math.Sign(x) * Math.Max(Math.Abs(x) - rate * L1, 0) / (1 + rate * L2);

    /// <summary>Runs an update of a variable and its slots, [3] each, and compares all of them with the formula.</summary>
    static void Dense(ValueCheck c, string type, int slots, double[] numbers, Action<double[], double> formula, bool gradientFirst = false, long? step = null)
    {
        var variables = Enumerable.Range(0, slots + 1).Select(i => ValueCheck.Variable(Start(i, 3))).ToArray();
        var after = Node(type, Arguments(variables, [s_gradient], numbers, gradientFirst, step));
        Compare(c, variables, after, Enumerable.Range(0, 3), [.. s_gradient], formula);
    }

    /// <summary>The same for rows 2 and 0 of variables [3, 3].</summary>
    static void Sparse(ValueCheck c, string type, int slots, double[] numbers, Action<double[], double> formula, bool gradientFirst = false, long? step = null)
    {
        var variables = Enumerable.Range(0, slots + 1).Select(i => ValueCheck.Variable(Start(i, 9), 3, 3)).ToArray();
        double[] flat = [.. s_gradient, .. s_gradient.Select(g => -2 * g)];
        var gradient = new double[2, 3];
        Buffer.BlockCopy(flat, 0, gradient, 0, flat.Length * sizeof(double));
        var after = Node(type, Arguments(variables, [gradient, new[] { 2, 0 }], numbers, gradientFirst, step));
        Compare(c, variables, after, [6, 7, 8, 0, 1, 2], flat, formula);
    }

    static TensorLike[] Arguments(RefVariable[] variables, TensorLike[] gradient, double[] numbers, bool gradientFirst, long? step)
    {
        IEnumerable<TensorLike> rates = numbers.Select(n => (TensorLike)n);
        return
        [
            .. variables.Select(v => (TensorLike)v),
            .. gradientFirst ? gradient.Concat(rates) : rates.Concat(gradient),
            .. step is { } number ? new TensorLike[] { number } : [],
        ];
    }

    static void Compare(ValueCheck c, RefVariable[] variables, Tensor after, IEnumerable<int> places, double[] gradient, Action<double[], double> formula)
    {
        var count = (int)variables[0].shape.size;
        var want = Enumerable.Range(0, variables.Length).Select(i => Start(i, count)).ToArray();
        foreach (var (place, g) in places.Zip(gradient))
        {
            var state = Array.ConvertAll(want, w => w[place]);
            formula(state, g);
            for (var i = 0; i < want.Length; i++) want[i][place] = state[i];
        }
        c.Gives(after, want[0], 1e-12);
        using var updated = Tensorflow.Binding.tf.control_dependencies([after.op]);
        for (var i = 1; i < want.Length; i++) c.Gives(variables[i].read_value(), want[i], 1e-12);
    }

    // Slots start positive, as accumulators do.
    static double[] Start(int slot, int count) => [.. Enumerable.Range(1, count).Select(i => slot == 0 ? Math.Sin(i) : 0.1 * i)];
}
