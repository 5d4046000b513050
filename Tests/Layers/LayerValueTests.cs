using NUnit.Framework;
using Tensorflow;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Layers;

/// <summary>Layers give what the operations that they are made of give, put together by hand.</summary>
public sealed class LayerValueTests(string engine) : OnBothEngines(engine)
{
    [SetUp]
    public void NewGraph() => tf.reset_default_graph();

    [Test]
    public void DenseOnMatrices() => Same(tf.layers.dense(Input(5, 3), 2, tf.tanh, bias_initializer: tf.ones_initializer),
        (x, w) => tf.tanh(tf.matmul(x, w[0]) + w[1]));

    [Test]
    public void DenseOnSequences() => Same(tf.layers.dense(Input(2, 4, 3), 2, bias_initializer: tf.ones_initializer),
        (x, w) => tf.reshape(tf.matmul(tf.reshape(x, new[] { -1, 3 }), w[0]) + w[1], new[] { 2, 4, 2 }));

    [Test]
    public void Conv1D() => Same(tf.layers.conv1d(Input(2, 9, 3), 4, 3, strides: 2, padding: "same", activation: tf.nn.relu, bias_initializer: tf.ones_initializer),
        (x, w) => tf.nn.relu(tf.nn.conv1d(x, w[0], 2, "SAME") + w[1]));

    [Test]
    public void Conv1DChannelsFirst() => Same(tf.layers.conv1d(Input(2, 3, 9), 4, 3, data_format: "channels_first", bias_initializer: tf.ones_initializer),
        (x, w) => tf.transpose(tf.nn.conv1d(tf.transpose(x, new[] { 0, 2, 1 }), w[0], 1, "VALID") + w[1], new[] { 0, 2, 1 }));

    [Test]
    public void Conv2D() => Same(tf.layers.conv2d(Input(2, 6, 7, 3), 4, (3, 2), strides: (2, 1), bias_initializer: tf.ones_initializer),
        (x, w) => tf.nn.conv2d(x, w[0], new[] { 1, 2, 1, 1 }, "VALID") + w[1]);

    [Test]
    public void Conv2DDilated() => Same(tf.layers.conv2d(Input(2, 8, 8, 3), 4, 3, padding: "same", dilation_rate: 2, use_bias: false),
        (x, w) => tf.nn.conv2d(x, w[0], 1, "SAME", dilations: 2));

    [Test]
    public void Conv2DChannelsFirst() => Same(tf.layers.conv2d(Input(2, 3, 6, 7), 4, 3, data_format: "channels_first", bias_initializer: tf.ones_initializer),
        (x, w) => tf.transpose(tf.nn.conv2d(tf.transpose(x, new[] { 0, 2, 3, 1 }), w[0], 1, "VALID") + w[1], new[] { 0, 3, 1, 2 }));

    [TestCase("same", 10, 8)]
    [TestCase("valid", 11, 9)]
    public void Conv2DTranspose(string padding, int height, int width)
    {
        var y = tf.layers.conv2d_transpose(Input(2, 5, 4, 3), 4, 3, strides: 2, padding: padding, bias_initializer: tf.ones_initializer);
        Assert.That(y.shape, Is.EqualTo(new Shape(-1, height, width, 4)));
        Same(y, (x, w) => tf.nn.conv2d_transpose(x, w[0], new[] { 2, height, width, 4 }, 2, padding.ToUpperInvariant()) + w[1]);
    }

    [Test]
    public void SeparableConv2D() => Same(tf.layers.separable_conv2d(Input(2, 6, 7, 3), 5, 3, depth_multiplier: 2, padding: "same", bias_initializer: tf.ones_initializer),
        (x, w) => tf.nn.separable_conv2d(x, w[0], w[1], new[] { 1, 1, 1, 1 }, "SAME") + w[2]);

    [Test]
    public void Pooling2D()
    {
        var x = Input(2, 6, 7, 3);
        Same(tf.layers.max_pooling2d(x, 2, 2), (v, _) => tf.nn.max_pool(v, 2, 2, "VALID"));
        Same(tf.layers.average_pooling2d(x, (3, 2), (2, 1), "same"), (v, _) => tf.nn.avg_pool(v, new[] { 1, 3, 2, 1 }, new[] { 1, 2, 1, 1 }, "SAME"));
    }

    [Test]
    public void Pooling1D()
    {
        var x = Input(2, 6, 3);
        Same(tf.layers.max_pooling1d(x, 2, 2), (v, _) => tf.reduce_max(tf.reshape(v, new[] { 2, 3, 2, 3 }), 2));
        Same(tf.layers.average_pooling1d(x, 3, 3), (v, _) => tf.reduce_mean(tf.reshape(v, new[] { 2, 2, 3, 3 }), 2));
        Same(tf.layers.max_pooling1d(x, 3, 3, data_format: "channels_first"), (v, _) => tf.reduce_max(v, 2, keepdims: true));
    }

    [Test]
    public void Flatten()
    {
        var x = Input(2, 4, 3);
        Same(tf.layers.flatten(x), (v, _) => tf.reshape(v, new[] { 2, 12 }));
        Same(tf.layers.flatten(x, data_format: "channels_first"), (v, _) => tf.reshape(tf.transpose(v, new[] { 0, 2, 1 }), new[] { 2, 12 }));
        Assert.That(tf.layers.flatten(tf.ones(new[] { 3 })).shape, Is.EqualTo(new Shape(3, 1)));
        Assert.That(tf.layers.flatten(tf.placeholder(tf.float32, new[] { -1, -1, 3 })).shape, Is.EqualTo(new Shape(-1, -1)));
    }

    [Test]
    public void DropoutFollowsTraining()
    {
        var x = tf.ones(new[] { 1000 });
        var training = tf.placeholder(tf.@bool, Shape.Scalar);
        var never = tf.layers.dropout(x, 0.25);
        var always = tf.layers.dropout(x, 0.25, training: true);
        var fed = tf.layers.dropout(x, 0.25, training: training);
        Assert.That((never.name, never.op.type), Is.EqualTo(("dropout/Identity:0", "Identity")));
        using var session = tf.Session();
        var ones = Enumerable.Repeat(1f, 1000).ToArray();
        Assert.That(session.run(never).ToArray<float>(), Is.EqualTo(ones));
        Assert.That(session.run(fed, (training, false)).ToArray<float>(), Is.EqualTo(ones));
        foreach (var values in new[] { session.run(always).ToArray<float>(), session.run(fed, (training, true)).ToArray<float>() })
        {
            Assert.That(values.Distinct().Order(), Is.EqualTo(new[] { 0f, 1 / 0.75f }));
            Assert.That(values.Count(v => v == 0), Is.InRange(180, 320));
        }
    }

    /// <summary>The layer's output equals <paramref name="byHand"/> of its input and variables, in values and gradients.</summary>
    void Same(Tensor layer, Func<Tensor, List<RefVariable>, Tensor> byHand)
    {
        var want = byHand(x!, tf.trainable_variables());
        List<TensorLike> xs = [x!, .. tf.trainable_variables()];
        var weights = tf.random.stateless_normal(tf.shape(want), new[] { 1, 2 });
        var gradients = tf.gradients(tf.reduce_sum(layer * weights), xs.ToArray());
        var wanted = tf.gradients(tf.reduce_sum(want * weights), xs.ToArray());
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        object[] fetches = [layer, want, .. gradients.Zip(wanted).SelectMany(g => new object[] { g.First!, g.Second! })];
        var values = session.run(fetches, (x!, RandomValue.Of(3, size)));
        for (var i = 0; i < values.Length; i += 2)
        {
            Assert.That(values[i].shape, Is.EqualTo(values[i + 1].shape));
            Assert.That(values[i].ToArray<float>(), Is.EqualTo(values[i + 1].ToArray<float>()).Within(1e-5));
        }
    }

    Tensor Input(params int[] dims)
    {
        size = dims;
        return x = tf.placeholder(tf.float32, dims.Select((d, i) => i == 0 ? -1 : d).ToArray());
    }

    Tensor? x;
    int[] size = [];
}
