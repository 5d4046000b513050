using NUnit.Framework;
using Tensorflow;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Losses;

/// <summary>Each loss against its formula in plain C#, with weights and reductions; its gradient numerically; names, collections, errors.</summary>
public sealed class LossTests(string engine) : OnBothEngines(engine)
{
    const int Rows = 4, Columns = 3;

    static readonly double[] s_labels = [0, 1, 1, 1, 0, 1, 0, 0, 1, 1, 1, 0];
    static readonly double[] s_values = [0.1, 0.9, 2.4, 0.7, -1.8, 0.5, 0.3, 0.2, 0.6, 0.99, 0.4, 0.05];
    static readonly double[] s_probabilities = [0.1, 0.9, 0.4, 0.7, 0.8, 0.5, 0.3, 0.2, 0.6, 0.99, 0.4, 0.05];

    [SetUp]
    public void NewGraph() => tf.reset_default_graph();

    delegate Tensor Loss(Tensor labels, Tensor predictions, TensorLike weights, string? collection, string reduction);

    static readonly Dictionary<string, (Loss Call, Func<double, double, double> Formula, double[] Predictions)> s_losses = new()
    {
        ["absolute_difference"] = ((y, x, w, c, r) => tf.losses.absolute_difference(y, x, w, loss_collection: c, reduction: r), (y, x) => Math.Abs(x - y), s_values),
        ["mean_squared_error"] = ((y, x, w, c, r) => tf.losses.mean_squared_error(y, x, w, loss_collection: c, reduction: r), (y, x) => (x - y) * (x - y), s_values),
        ["huber_loss"] = ((y, x, w, c, r) => tf.losses.huber_loss(y, x, w, delta: 0.5, loss_collection: c, reduction: r),
            (y, x) => Math.Abs(x - y) is var e && e <= 0.5 ? e * e / 2 : 0.125 + 0.5 * (e - 0.5), s_values),
        ["log_loss"] = ((y, x, w, c, r) => tf.losses.log_loss(y, x, w, loss_collection: c, reduction: r),
            (y, x) => -y * Math.Log(x + 1e-7) - (1 - y) * Math.Log(1 - x + 1e-7), s_probabilities),
        ["hinge_loss"] = ((y, x, w, c, r) => tf.losses.hinge_loss(y, x, w, loss_collection: c, reduction: r), (y, x) => Math.Max(0, 1 - (2 * y - 1) * x), s_values),
        ["sigmoid_cross_entropy"] = ((y, x, w, c, r) => tf.losses.sigmoid_cross_entropy(y, x, w, label_smoothing: 0.2, loss_collection: c, reduction: r),
            (y, x) => (0.8 * y + 0.1) is var z ? -z * Math.Log(Sigmoid(x)) - (1 - z) * Math.Log(1 - Sigmoid(x)) : 0, s_values),
    };

    static IEnumerable<string> Losses() => s_losses.Keys;

    static readonly (string Name, int[] Dims, double[] Values)[] s_weights =
    [
        ("number", [], [2]), ("rows", [Rows, 1], [0.5, 0, 2, 1]), ("columns", [1, Columns], [1, 0, 3]),
        ("all", [Rows, Columns], [1, 0, 2, 0, 0, 1, 1, 3, 1, 1, 0.5, 1]),
    ];

    [Test]
    public void ValuesWithWeightsAndReductions([ValueSource(nameof(Losses))] string name)
    {
        var (call, formula, predictions) = s_losses[name];
        var y = tf.placeholder(tf.float32, new[] { -1, Columns });
        var x = tf.placeholder(tf.float32, new[] { -1, Columns });
        var losses = s_labels.Zip(predictions, formula).ToArray();
        using var session = tf.Session();
        foreach (var (kind, dims, values) in s_weights)
        {
            var weights = Value(dims, values);
            var each = losses.Select((_, i) => dims.Length == 0 ? values[0] : values[dims[0] == 1 ? i % Columns : dims[1] == 1 ? i / Columns : i]).ToArray();
            var weighted = losses.Zip(each, (l, w) => l * w).ToArray();
            var reductions = new Dictionary<string, double[]>
            {
                [tf.losses.Reduction.NONE] = weighted,
                [tf.losses.Reduction.SUM] = [weighted.Sum()],
                [tf.losses.Reduction.MEAN] = [weighted.Sum() / each.Sum()],
                [tf.losses.Reduction.SUM_OVER_BATCH_SIZE] = [weighted.Average()],
                [tf.losses.Reduction.SUM_BY_NONZERO_WEIGHTS] = [weighted.Sum() / each.Count(w => w != 0)],
            };
            foreach (var (reduction, want) in reductions)
            {
                var loss = call(y, x, tf.constant(weights.Span<float>().ToArray(), shape: dims), null, reduction);
                var got = session.run(loss, (y, Value([Rows, Columns], s_labels)), (x, Value([Rows, Columns], predictions))).ToArray<float>();
                Assert.That(got, Is.EqualTo(want).Within(1e-5), $"{kind}, {reduction}");
            }
        }
        Assert.That(tf.losses.get_losses(), Is.Empty);
    }

    [Test]
    public void Gradients([ValueSource(nameof(Losses))] string name)
    {
        var (call, formula, predictions) = s_losses[name];
        var y = tf.constant(Value([Rows, Columns], s_labels).Span<float>().ToArray(), shape: new[] { Rows, Columns });
        var x = tf.placeholder(tf.float32, new[] { Rows, Columns });
        var gradient = tf.gradients(call(y, x, default, null, tf.losses.Reduction.SUM), x)[0]!;
        using var session = tf.Session();
        var got = session.run(gradient, (x, Value([Rows, Columns], predictions))).ToArray<float>();
        var want = s_labels.Zip(predictions, (l, p) => (formula(l, p + 1e-6) - formula(l, p - 1e-6)) / 2e-6).ToArray();
        Assert.That(got, Is.EqualTo(want).Within(1e-3));
    }

    [Test]
    public void HuberAtDeltaHasTheSlopeOfBothParts()
    {
        var x = tf.placeholder(tf.float32, new[] { 3 });
        var gradient = tf.gradients(tf.losses.huber_loss(tf.zeros(new[] { 3 }), x, reduction: tf.losses.Reduction.SUM), x)[0]!;
        using var session = tf.Session();
        Assert.That(session.run(gradient, (x, new[] { -1f, 1f, 0.5f })).ToArray<float>(), Is.EqualTo(new[] { -1f, 1f, 0.5f }));
    }

    [Test]
    public void SoftmaxCrossEntropies()
    {
        var logits = tf.placeholder(tf.float32, new[] { -1, Columns });
        var dense = tf.placeholder(tf.float32, new[] { -1, Columns });
        var sparse = tf.placeholder(tf.int32, new[] { -1, 1 });
        const double smoothing = 0.3;
        var smoothed = tf.losses.softmax_cross_entropy(dense, logits, new[] { 1f, 0f, 2f, 1f }, label_smoothing: smoothing);
        var plain = tf.losses.sparse_softmax_cross_entropy(sparse, logits, tf.constant(new[,] { { 1f }, { 0f }, { 2f }, { 1f } }));
        int[] classes = [2, 0, 1, 1];
        double[] weights = [1, 0, 2, 1];
        double wantSmoothed = 0, wantPlain = 0;
        for (var row = 0; row < Rows; row++)
        {
            var values = s_values[(row * Columns)..((row + 1) * Columns)];
            var sum = values.Sum(Math.Exp);
            for (var column = 0; column < Columns; column++)
            {
                var log = values[column] - Math.Log(sum);
                var label = column == classes[row] ? 1 : 0;
                wantPlain -= weights[row] * label * log / 3;
                wantSmoothed -= weights[row] * (label * (1 - smoothing) + smoothing / Columns) * log / 3;
            }
        }
        using var session = tf.Session();
        var oneHot = classes.SelectMany(c => Enumerable.Range(0, Columns).Select(i => i == c ? 1.0 : 0)).ToArray();
        var (a, b) = session.run((smoothed, plain), (logits, Value([Rows, Columns], s_values)), (dense, Value([Rows, Columns], oneHot)),
            (sparse, new[,] { { 2 }, { 0 }, { 1 }, { 1 } }));
        Assert.That((float)a, Is.EqualTo(wantSmoothed).Within(1e-5));
        Assert.That((float)b, Is.EqualTo(wantPlain).Within(1e-5));
    }

    [Test]
    public void CosineDistance()
    {
        var loss = tf.losses.cosine_distance(tf.constant(new[,] { { 0.6f, 0.8f }, { 1f, 0f } }), tf.constant(new[,] { { 0.6f, 0.8f }, { 0f, 1f } }), axis: 1,
            weights: new[,] { { 1f }, { 3f } });
        using var session = tf.Session();
        Assert.That((float)session.run(loss), Is.EqualTo(1.5f).Within(1e-6));
        Assert.That(Assert.Throws<ValueError>(() => tf.losses.cosine_distance(1f, 1f))!.Message, Is.EqualTo("You must specify 'axis'."));
    }

    [Test]
    public void MeanPairwiseSquaredError()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, Columns });
        var loss = tf.losses.mean_pairwise_squared_error(tf.constant(Value([Rows, Columns], s_labels).Span<float>().ToArray(), shape: new[] { Rows, Columns }), x,
            weights: tf.constant(new[,] { { 1f }, { 2f }, { 0f }, { 1f } }));
        double[] weights = [1, 2, 0, 1];
        double want = 0;
        for (var row = 0; row < Rows; row++)
        {
            for (var i = 0; i < Columns; i++)
            {
                for (var j = i + 1; j < Columns; j++)
                {
                    var difference = s_values[row * Columns + i] - s_values[row * Columns + j] - (s_labels[row * Columns + i] - s_labels[row * Columns + j]);
                    want += weights[row] * difference * difference / 3 / 3;
                }
            }
        }
        using var session = tf.Session();
        Assert.That((float)session.run(loss, (x, Value([Rows, Columns], s_values))), Is.EqualTo(want).Within(1e-4));
    }

    [Test]
    public void NodesOfMeanSquaredError()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, 2 }, name: "x");
        var y = tf.placeholder(tf.float32, new[] { -1, 2 }, name: "y");
        tf.losses.mean_squared_error(y, x);
        const string scope = "mean_squared_error/";
        Assert.That(tf.get_default_graph().get_operations().Skip(2).Select(op => op.name.Replace(scope, "", StringComparison.Ordinal)), Is.EqualTo(new[]
        {
            "SquaredDifference",
            "assert_broadcastable/weights", "assert_broadcastable/weights/shape", "assert_broadcastable/weights/rank",
            "assert_broadcastable/values/shape", "assert_broadcastable/values/rank", "assert_broadcastable/static_scalar_check_success",
            "Cast/x", "Mul", "Const", "Sum",
            "num_present/Equal/y", "num_present/Equal", "num_present/zeros_like", "num_present/ones_like/Shape/shape_as_tensor", "num_present/ones_like/Const", "num_present/ones_like",
            "num_present/Select",
            "num_present/broadcast_weights/assert_broadcastable/weights/shape", "num_present/broadcast_weights/assert_broadcastable/weights/rank",
            "num_present/broadcast_weights/assert_broadcastable/values/shape", "num_present/broadcast_weights/assert_broadcastable/values/rank",
            "num_present/broadcast_weights/assert_broadcastable/static_scalar_check_success",
            "num_present/broadcast_weights/ones_like/Shape", "num_present/broadcast_weights/ones_like/Const", "num_present/broadcast_weights/ones_like",
            "num_present/broadcast_weights", "num_present/Const", "num_present",
            "Const_1", "Sum_1", "value",
        }));
    }

    [Test]
    public void CollectionsAndTotals()
    {
        var x = tf.ones(new[] { 2 });
        var first = tf.losses.mean_squared_error(tf.zeros(new[] { 2 }), x);
        var second = tf.losses.absolute_difference(tf.zeros(new[] { 2 }), 3f * x, scope: "other");
        tf.losses.absolute_difference(tf.zeros(new[] { 2 }), x, loss_collection: null);
        tf.losses.add_loss(tf.constant(10f, name: "own"));
        tf.add_to_collection(tf.GraphKeys.REGULARIZATION_LOSSES, tf.constant(100f));
        Assert.That(tf.losses.get_losses().Take(2), Is.EqualTo(new[] { first, second }));
        Assert.That(tf.losses.get_losses("other"), Is.EqualTo(new[] { second }));
        var total = tf.losses.get_total_loss();
        var bare = tf.losses.get_total_loss(add_regularization_losses: false, name: "bare");
        Assert.That((total.name, bare.name), Is.EqualTo(("total_loss:0", "bare:0")));
        using var session = tf.Session();
        Assert.That((float)session.run(total), Is.EqualTo(1 + 3 + 10 + 100));
        Assert.That((float)session.run(bare), Is.EqualTo(1 + 3 + 10));
        Assert.That((float)session.run(tf.losses.get_regularization_loss()), Is.EqualTo(100));
    }

    [Test]
    public void WeightsOfZeroGiveZeroAndNoNan()
    {
        var x = tf.placeholder(tf.float32, new[] { 2 });
        foreach (var reduction in new[] { tf.losses.Reduction.MEAN, tf.losses.Reduction.SUM_BY_NONZERO_WEIGHTS })
        {
            var loss = tf.losses.mean_squared_error(tf.zeros(new[] { 2 }), x, 0f, reduction: reduction);
            using var session = tf.Session();
            var (value, gradient) = session.run((loss, tf.gradients(loss, x)[0]!), (x, new[] { 1f, 2f }));
            Assert.That((float)value, Is.EqualTo(0f));
            Assert.That(gradient.ToArray<float>(), Is.All.EqualTo(0f));
        }
    }

    [Test]
    public void ALossKeepsTheTypeOfTheLosses() => Assert.That(tf.losses.compute_weighted_loss(tf.ones(new[] { 2 }, tf.float64), 2f).dtype, Is.EqualTo(tf.float64));

    [Test]
    public void ShapesThatDoNotFit()
    {
        var x = tf.zeros(new[] { 2, 3 }, name: "x");
        Refused(() => tf.losses.mean_squared_error(tf.zeros(new[] { 3, 2 }, name: "y"), x), "Shapes (2, 3) and (3, 2) are incompatible: predictions Tensor(\"x:0\"");
        Refused(() => tf.losses.mean_squared_error(x, x, new[] { 1f, 1f }), "weights can not be broadcast to values. values.rank=2. weights.rank=1.");
        Refused(() => tf.losses.mean_squared_error(x, x, tf.ones(new[] { 2, 2 })), "weights can not be broadcast to values. Mismatch at dim 1. values.shape=(2, 3), weights.shape=(2, 2).");
        Refused(() => tf.losses.mean_squared_error(x, x, reduction: "average"), "Invalid Reduction Key average.");
        Refused(() => tf.losses.get_total_loss(scope: "none"), "There are no losses in the scope 'none' to sum");
        Refused(() => tf.losses.log_loss(default, x), "labels must not be None.");
    }

    [Test]
    public void WeightsOfUnknownShapeAreCheckedInTheRun()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, 2 });
        var weights = tf.placeholder(tf.float32);
        var loss = tf.losses.absolute_difference(tf.zeros_like(x), x, weights);
        using var session = tf.Session();
        var ones = new float[,] { { 1, 1 }, { 1, 1 }, { 1, 1 } };
        Assert.That((float)session.run(loss, (x, ones), (weights, 4f)), Is.EqualTo(4f));
        Assert.That((float)session.run(loss, (x, ones), (weights, new float[,] { { 1 }, { 0 }, { 5 } })), Is.EqualTo(3f));
        // Shapes that a product would take.
        foreach (var (values, wrong) in new (Array, Array)[] { (ones, new float[] { 1, 2 }), (new float[,] { { 1, 1 } }, ones) })
        {
            var error = Assert.Throws<InvalidArgumentError>(() => session.run(loss, (x, values), (weights, wrong)));
            Assert.That(error!.Message, Does.Contain("weights can not be broadcast to values."));
        }
    }

    static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    static void Refused(Action call, string text) => Assert.That(Assert.Throws<ValueError>(() => call())!.Message, Does.StartWith(text));

    static TensorValue Value(int[] dims, double[] values) => TensorValue.FromSpan<float>([.. values.Select(v => (float)v)], dims);
}
