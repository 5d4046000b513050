using NUnit.Framework;
using Tensorflow;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Metrics;

/// <summary>Metrics over several batches against counts in plain C#.</summary>
public sealed class MetricTests(string engine) : OnBothEngines(engine)
{
    static readonly float[][] s_labels = [[1, 0, 1, 1, 0], [0, 0, 1], [1, 1, 0, 1]];
    static readonly float[][] s_predictions = [[0.9f, 0.2f, 0.4f, 0.75f, 0.6f], [0.1f, 0.55f, 0.95f], [0.3f, 0.85f, 0.05f, 0.6f]];
    static readonly float[][] s_weights = [[1, 2, 0, 1, 0.5f], [1, 1, 3], [0, 1, 1, 2]];

    [SetUp]
    public void NewGraph() => tf.reset_default_graph();

    delegate (Tensor Value, Tensor Update) Metric(Tensor labels, Tensor predictions, TensorLike weights);

    static readonly Dictionary<string, (Metric Call, Func<(double Label, double Prediction, double Weight)[], double> Want)> s_metrics = new()
    {
        ["mean"] = ((_, x, w) => tf.metrics.mean(x, w), all => all.Sum(e => e.Weight * e.Prediction) / all.Sum(e => e.Weight)),
        ["mean_squared_error"] = ((y, x, w) => tf.metrics.mean_squared_error(y, x, w), all => Mean(all, e => Square(e.Label - e.Prediction))),
        ["root_mean_squared_error"] = ((y, x, w) => tf.metrics.root_mean_squared_error(y, x, w), all => Math.Sqrt(Mean(all, e => Square(e.Label - e.Prediction)))),
        ["mean_absolute_error"] = ((y, x, w) => tf.metrics.mean_absolute_error(y, x, w), all => Mean(all, e => Math.Abs(e.Label - e.Prediction))),
        ["mean_relative_error"] = ((y, x, w) => tf.metrics.mean_relative_error(y, x, y, w), all => Mean(all, e => e.Label == 0 ? 0 : Math.Abs(e.Label - e.Prediction) / e.Label)),
        ["percentage_below"] = ((_, x, w) => tf.metrics.percentage_below(x, 0.5, w), all => Mean(all, e => e.Prediction < 0.5 ? 1 : 0)),
        ["accuracy"] = ((y, x, w) => tf.metrics.accuracy(y, tf.round(x), w), all => Mean(all, e => Math.Round(e.Prediction) == e.Label ? 1 : 0)),
        ["true_positives"] = ((y, x, w) => tf.metrics.true_positives(y, tf.round(x), w), all => Count(all, true, true)),
        ["true_negatives"] = ((y, x, w) => tf.metrics.true_negatives(y, tf.round(x), w), all => Count(all, false, false)),
        ["false_positives"] = ((y, x, w) => tf.metrics.false_positives(y, tf.round(x), w), all => Count(all, false, true)),
        ["false_negatives"] = ((y, x, w) => tf.metrics.false_negatives(y, tf.round(x), w), all => Count(all, true, false)),
        ["precision"] = ((y, x, w) => tf.metrics.precision(y, tf.round(x), w), all => Count(all, true, true) / (Count(all, true, true) + Count(all, false, true))),
        ["recall"] = ((y, x, w) => tf.metrics.recall(y, tf.round(x), w), all => Count(all, true, true) / (Count(all, true, true) + Count(all, true, false))),
    };

    static IEnumerable<string> Names() => s_metrics.Keys;

    [Test]
    public void OverSeveralBatches([ValueSource(nameof(Names))] string name, [Values] bool weighted)
    {
        var y = tf.placeholder(tf.float32, new[] { -1 });
        var x = tf.placeholder(tf.float32, new[] { -1 });
        var w = tf.placeholder(tf.float32, new[] { -1 });
        var (value, update) = s_metrics[name].Call(y, x, weighted ? w : default(TensorLike));
        using var session = tf.Session();
        session.run(tf.local_variables_initializer());
        Assert.That((float)session.run(value), Is.EqualTo(0f), "before the first batch");
        var seen = new List<(double, double, double)>();
        for (var batch = 0; batch < s_labels.Length; batch++)
        {
            for (var i = 0; i < s_labels[batch].Length; i++) seen.Add((s_labels[batch][i], s_predictions[batch][i], weighted ? s_weights[batch][i] : 1));
            var want = s_metrics[name].Want([.. seen]);
            var updated = (float)session.run(update, (y, s_labels[batch]), (x, s_predictions[batch]), (w, s_weights[batch]));
            Assert.That(updated, Is.EqualTo(want).Within(1e-5), $"update of batch {batch}");
            Assert.That((float)session.run(value), Is.EqualTo(want).Within(1e-5), $"value after batch {batch}");
        }
        session.run(tf.local_variables_initializer());
        Assert.That((float)session.run(value), Is.EqualTo(0f), "after a reset");
    }

    [Test]
    public void NamesAndCollections()
    {
        var x = tf.placeholder(tf.int32, new[] { -1 });
        var (value, update) = tf.metrics.accuracy(x, x, metrics_collections: "m", updates_collections: "u");
        tf.metrics.accuracy(x, x);
        tf.metrics.precision(x, x, name: "p");
        Assert.That((value.name, update.name), Is.EqualTo(("accuracy/value:0", "accuracy/update_op:0")));
        Assert.That(tf.local_variables().Select(v => v.name), Is.EqualTo(new[]
        {
            "accuracy/total:0", "accuracy/count:0", "accuracy_1/total:0", "accuracy_1/count:0", "p/true_positives/count:0", "p/false_positives/count:0",
        }));
        Assert.That(tf.get_collection<RefVariable>(tf.GraphKeys.METRIC_VARIABLES), Is.EqualTo(tf.local_variables()));
        Assert.That((tf.global_variables().Count, tf.trainable_variables().Count), Is.EqualTo((0, 0)));
        Assert.That((tf.get_collection("m").Single(), tf.get_collection("u").Single()), Is.EqualTo(((object)value, (object)update)));
    }

    [Test]
    public void MeanPerClassAccuracy()
    {
        var y = tf.placeholder(tf.int32, new[] { -1 });
        var x = tf.placeholder(tf.int64, new[] { -1 });
        var (value, update) = tf.metrics.mean_per_class_accuracy(y, x, 3);
        using var session = tf.Session();
        session.run(tf.local_variables_initializer());
        session.run(update, (y, new[] { 0, 0, 1 }), (x, new long[] { 0, 1, 1 }));
        var each = session.run(update, (y, new[] { 1, 1, 0 }), (x, new long[] { 2, 1, 0 })).ToArray<float>();
        Assert.That(each, Is.EqualTo(new[] { 2 / 3f, 2 / 3f, 0f }).Within(1e-6));
        Assert.That((float)session.run(value), Is.EqualTo(4 / 9f).Within(1e-6));
    }

    [Test]
    public void MeanTensor()
    {
        var x = tf.placeholder(tf.float32, new[] { 2 });
        var (value, update) = tf.metrics.mean_tensor(x, new[] { 1f, 0f });
        using var session = tf.Session();
        session.run(tf.local_variables_initializer());
        session.run(update, (x, new[] { 1f, 2f }));
        Assert.That(session.run(update, (x, new[] { 4f, 2f })).ToArray<float>(), Is.EqualTo(new[] { 2.5f, 0f }));
        Assert.That(session.run(value).ToArray<float>(), Is.EqualTo(new[] { 2.5f, 0f }));
    }

    [Test]
    public void PrecisionAndRecallAtThresholds()
    {
        var y = tf.placeholder(tf.@bool, new[] { -1 });
        var x = tf.placeholder(tf.float32, new[] { -1 });
        var precision = tf.metrics.precision_at_thresholds(y, x, [0.3f, 0.7f]);
        var recall = tf.metrics.recall_at_thresholds(y, x, [0.3f, 0.7f]);
        using var session = tf.Session();
        session.run(tf.local_variables_initializer());
        session.run([precision.update_op, recall.update_op], (y, new[] { true, false, true, true }), (x, new[] { 0.9f, 0.5f, 0.1f, 0.6f }));
        Assert.That(session.run(precision.value).ToArray<float>(), Is.EqualTo(new[] { 2 / 3f, 1f }).Within(1e-5));
        Assert.That(session.run(recall.value).ToArray<float>(), Is.EqualTo(new[] { 2 / 3f, 1 / 3f }).Within(1e-5));
    }

    /// <summary>The share of pairs of a true and a false label whose predictions stand in the right order.</summary>
    [TestCase("trapezoidal")]
    [TestCase("minoring")]
    [TestCase("majoring")]
    public void AreaUnderTheRocCurve(string method)
    {
        var random = new Random(5);
        var y = Enumerable.Range(0, 300).Select(_ => random.NextDouble() < 0.4).ToArray();
        var x = y.Select(label => (float)Math.Clamp((label ? 0.6 : 0.4) + 0.3 * (random.NextDouble() - 0.5) * 2, 0, 1)).ToArray();
        double right = 0, pairs = 0;
        for (var i = 0; i < y.Length; i++)
        {
            for (var j = 0; j < y.Length; j++)
            {
                if (!y[i] || y[j]) continue;
                pairs++;
                right += x[i] > x[j] ? 1 : x[i] == x[j] ? 0.5 : 0;
            }
        }
        var (value, update) = tf.metrics.auc(tf.constant(y), tf.constant(x), num_thresholds: 1000, summation_method: method);
        using var session = tf.Session();
        session.run(tf.local_variables_initializer());
        Assert.That((float)session.run(update), Is.EqualTo(right / pairs).Within(5e-3));
        Assert.That((float)session.run(value), Is.EqualTo(right / pairs).Within(5e-3));
    }

    /// <summary>
    /// Four predictions in the order true, false, true, false. On the last stretch before the second true one the precision is
    /// 1 - 1 / p between p = 2 and p = 3 positives.
    /// </summary>
    [Test]
    public void AreaUnderThePrecisionRecallCurve()
    {
        var (_, update) = tf.metrics.auc(new[] { 0f, 0f, 1f, 1f }, new[] { 0.1f, 0.4f, 0.35f, 0.8f }, curve: "PR", summation_method: "careful_interpolation");
        using var session = tf.Session();
        session.run(tf.local_variables_initializer());
        Assert.That((float)session.run(update), Is.EqualTo(0.5 + (1 - Math.Log(1.5)) / 2).Within(1e-5));
    }

    [Test]
    public void PredictionsOutsideTheUnitInterval()
    {
        var x = tf.placeholder(tf.float32, new[] { -1 });
        var (_, update) = tf.metrics.auc(tf.constant(new[] { true }), x);
        using var session = tf.Session();
        session.run(tf.local_variables_initializer());
        var error = Assert.Throws<InvalidArgumentError>(() => session.run(update, (x, new[] { 1.5f })));
        Assert.That(error!.Message, Does.Contain("predictions must be in [0, 1]"));
    }

    [Test]
    public void WhatIsRefused()
    {
        var x = tf.zeros(new[] { 2, 3 });
        Refused(() => tf.metrics.accuracy(tf.zeros(new[] { 3, 2 }), x), "Shapes (2, 3) and (3, 2) are incompatible: predictions");
        Refused(() => tf.metrics.mean(x, new[] { 1f, 1f }), "weights can not be broadcast to values.");
        Refused(() => tf.metrics.auc(x, x, curve: "DET"), "curve must be either ROC or PR, DET unknown");
        Refused(() => tf.metrics.auc(x, x, summation_method: "midpoint"), "Invalid summation_method: midpoint");
        Refused(() => tf.metrics.mean_tensor(tf.placeholder(tf.float32, new[] { -1 })), "tf.metrics.mean_tensor needs values of a known shape");
    }

    static double Square(double x) => x * x;

    static double Mean((double Label, double Prediction, double Weight)[] all, Func<(double Label, double Prediction, double Weight), double> of) =>
        all.Sum(e => e.Weight * of(e)) / all.Sum(e => e.Weight);

    static double Count((double Label, double Prediction, double Weight)[] all, bool label, bool prediction) =>
        all.Where(e => e.Label == 1 == label && Math.Round(e.Prediction) == 1 == prediction).Sum(e => e.Weight);

    static void Refused(Action call, string text) => Assert.That(Assert.Throws<ValueError>(() => call())!.Message, Does.StartWith(text));
}
