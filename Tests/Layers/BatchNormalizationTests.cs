using NUnit.Framework;
using Tensorflow;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Layers;

/// <summary>Batch normalization against its formula in plain C#: outputs, moving averages, gradients, the training flag.</summary>
public sealed class BatchNormalizationTests(string engine) : OnBothEngines(engine)
{
    const double Epsilon = 1e-3;

    [SetUp]
    public void NewGraph() => tf.reset_default_graph();

    [Test]
    public void NamesAndCollections()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, 4, 4, 3 });
        tf.layers.batch_normalization(x, training: true);
        Assert.That(tf.global_variables().Select(v => $"{v.name} {v.trainable}"), Is.EqualTo(new[]
        {
            "batch_normalization/gamma:0 True", "batch_normalization/beta:0 True",
            "batch_normalization/moving_mean:0 False", "batch_normalization/moving_variance:0 False",
        }));
        Assert.That(tf.get_collection<Operation>(tf.GraphKeys.UPDATE_OPS).Select(op => $"{op.name} {op.type}"), Is.EqualTo(new[]
        {
            "batch_normalization/AssignMovingAvg AssignSub", "batch_normalization/AssignMovingAvg_1 AssignSub",
        }));
        Assert.That(tf.get_default_graph().get_operation_by_name("batch_normalization/FusedBatchNormV3").type, Is.EqualTo("FusedBatchNormV3"));
    }

    [Test]
    public void InferenceHasNoUpdates()
    {
        tf.layers.batch_normalization(tf.placeholder(tf.float32, new[] { -1, 3 }));
        Assert.That(tf.get_collection(tf.GraphKeys.UPDATE_OPS), Is.Empty);
    }

    static readonly object[] Layouts =
    [
        new object[] { new[] { 5, 3 }, -1, true },
        new object[] { new[] { 5, 4, 3 }, -1, true },
        new object[] { new[] { 5, 3, 4 }, 1, true },
        new object[] { new[] { 2, 4, 5, 3 }, -1, true },
        new object[] { new[] { 2, 3, 4, 5 }, 1, true },
        new object[] { new[] { 2, 4, 5, 3 }, 3, false },
        new object[] { new[] { 2, 3, 4, 5 }, 1, false },
    ];

    [TestCaseSource(nameof(Layouts))]
    public void TrainingAndInference(int[] dims, int axis, bool fused)
    {
        var x = tf.placeholder(tf.float32, dims.Select((d, i) => i == 0 ? -1 : d).ToArray());
        var training = tf.placeholder(tf.@bool, Shape.Scalar);
        var y = tf.layers.batch_normalization(x, axis, momentum: 0.9, training: training, fused: fused,
            beta_initializer: tf.constant_initializer(new[] { 0.5f, 0f, -1f }), gamma_initializer: tf.constant_initializer(new[] { 2f, 1f, 0.5f }));
        Operation train;
        using (tf.control_dependencies(tf.get_collection(tf.GraphKeys.UPDATE_OPS))) train = tf.no_op();
        var value = RandomValue.Of(4, dims);
        var channels = Channels(value, dims, (axis + dims.Length) % dims.Length);
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());

        var inTraining = session.run(y, (x, value), (training, true)).ToArray<float>();
        Assert.That(inTraining, Is.EqualTo(Normalized(value, channels, Means(value, channels), Variances(value, channels))).Within(1e-4));
        var unchanged = session.run(tf.global_variables()[2]).ToArray<float>();
        Assert.That(unchanged, Is.All.EqualTo(0f));

        session.run(train, (x, value), (training, true));
        var count = value.Count / 3;
        var bessel = fused && dims.Length == 4 ? count / (count - 1.0) : 1;
        double[] means = [.. Means(value, channels).Select(m => 0.1 * m)];
        double[] variances = [.. Variances(value, channels).Select(v => 0.9 + 0.1 * v * bessel)];
        Assert.That(session.run(tf.global_variables()[2]).ToArray<float>(), Is.EqualTo(means).Within(1e-6));
        Assert.That(session.run(tf.global_variables()[3]).ToArray<float>(), Is.EqualTo(variances).Within(1e-6));

        session.run(train, (x, value), (training, false));
        Assert.That(session.run(tf.global_variables()[2]).ToArray<float>(), Is.EqualTo(means).Within(1e-6));
        Assert.That(session.run(y, (x, value), (training, false)).ToArray<float>(), Is.EqualTo(Normalized(value, channels, means, variances)).Within(1e-4));
    }

    [TestCaseSource(nameof(Layouts))]
    public void Gradients(int[] dims, int axis, bool fused)
    {
        var x = tf.placeholder(tf.float32, dims);
        var y = tf.layers.batch_normalization(x, axis, training: true, fused: fused);
        var (gamma, beta) = (tf.trainable_variables()[0], tf.trainable_variables()[1]);
        var kept = (axis + dims.Length) % dims.Length;
        var others = Enumerable.Range(0, dims.Length).Where(i => i != kept).ToArray();
        var shape = dims.Select((d, i) => i == kept ? d : 1).ToArray();
        var centred = x - tf.reduce_mean(x, others, keepdims: true);
        var byHand = tf.reshape(gamma, shape) * centred * tf.rsqrt(tf.reduce_mean(centred * centred, others, keepdims: true) + Epsilon) + tf.reshape(beta, shape);
        var weights = tf.random.stateless_normal(dims, new[] { 1, 2 });
        var gradients = tf.gradients(tf.reduce_sum(y * weights), [x, gamma, beta]);
        var wanted = tf.gradients(tf.reduce_sum(byHand * weights), [x, gamma, beta]);
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        foreach (var (got, want) in gradients.Zip(wanted))
        {
            var (a, b) = session.run((got!, want!), (x, RandomValue.Of(4, dims)));
            Assert.That(a.ToArray<float>(), Is.EqualTo(b.ToArray<float>()).Within(2e-4));
        }
    }

    [Test]
    public void WithoutScaleOrCenter()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, 4, 4, 3 });
        var plain = tf.layers.batch_normalization(x, scale: false, center: false, training: true);
        var composed = tf.layers.batch_normalization(x, scale: false, center: false, training: true, fused: false);
        Assert.That(tf.trainable_variables(), Is.Empty);
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        var (a, b) = session.run((plain, composed), (x, RandomValue.Of(4, 2, 4, 4, 3)));
        Assert.That(a.ToArray<float>(), Is.EqualTo(b.ToArray<float>()).Within(1e-5));
    }

    [Test]
    public void ATrainingFlagThatIsNoBoolean()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, 3 });
        var error = Assert.Throws<TypeError>(() => tf.layers.batch_normalization(x, training: tf.placeholder(tf.float32, Shape.Scalar)));
        Assert.That(error!.Message, Does.StartWith("`training` must be a bool or a boolean tensor. Received: Tensor(\"Placeholder_1:0\""));
    }

    static int[] Channels(TensorValue value, int[] dims, int axis)
    {
        var inner = dims[(axis + 1)..].Aggregate(1, (a, b) => a * b);
        return [.. Enumerable.Range(0, (int)value.Count).Select(i => i / inner % dims[axis])];
    }

    static double[] Means(TensorValue value, int[] channels) =>
        [.. Enumerable.Range(0, 3).Select(c => Of(value, channels, c).Average())];

    static double[] Variances(TensorValue value, int[] channels) =>
        [.. Enumerable.Range(0, 3).Select(c => Of(value, channels, c) is var of && of.Average() is var mean ? of.Average(v => (v - mean) * (v - mean)) : 0)];

    static double[] Of(TensorValue value, int[] channels, int channel) => [.. channels.Select((c, i) => (c, i)).Where(p => p.c == channel).Select(p => value.AsDouble(p.i))];

    static double[] Normalized(TensorValue value, int[] channels, double[] means, double[] variances)
    {
        double[] gamma = [2, 1, 0.5], beta = [0.5, 0, -1];
        return [.. channels.Select((c, i) => gamma[c] * (value.AsDouble(i) - means[c]) / Math.Sqrt(variances[c] + Epsilon) + beta[c])];
    }
}
