using NumSharp;
using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Binding;

/// <summary>A program as users of TensorFlow.NET's graph mode write it compiles and learns.</summary>
public sealed class PortedProgramTests
{
    [Test]
    public void LinearRegression()
    {
        tf.compat.v1.disable_eager_execution();
        tf.reset_default_graph();
        var train_X = np.array(3.3f, 4.4f, 5.5f, 6.71f, 6.93f, 4.168f, 9.779f, 6.182f, 7.59f, 2.167f, 7.042f, 10.791f, 5.313f, 7.997f, 5.654f, 9.27f, 3.1f);
        var train_Y = np.array(1.7f, 2.76f, 2.09f, 3.19f, 1.694f, 1.573f, 3.366f, 2.596f, 2.53f, 1.221f, 2.827f, 3.465f, 1.65f, 2.904f, 2.42f, 2.94f, 1.3f);
        var n_samples = (int)train_X.shape[0];

        var X = tf.placeholder(tf.float32);
        var Y = tf.placeholder(tf.float32);
        var W = tf.Variable(-0.06f, name: "weight");
        var b = tf.Variable(-0.73f, name: "bias");
        var pred = tf.add(tf.multiply(X, W), b);
        var cost = tf.reduce_sum(tf.pow(pred - Y, 2.0f)) / (2.0f * n_samples);
        var optimizer = tf.train.GradientDescentOptimizer(0.01f).minimize(cost);
        var init = tf.global_variables_initializer();

        using var sess = tf.Session();
        sess.run(init);
        var before = (float)sess.run(cost, (X, train_X), (Y, train_Y));
        foreach (var epoch in range(0, 1000))
        {
            foreach (var (x, y) in zip<float>(train_X, train_Y)) sess.run(optimizer, (X, x), (Y, y));
        }
        var after = (float)sess.run(cost, (X, train_X), (Y, train_Y));

        Assert.That(before, Is.GreaterThan(1f));
        Assert.That(after, Is.LessThan(0.1f));
        Assert.That((float)sess.run(W), Is.InRange(0.2f, 0.35f));
    }

    [Test]
    public void RecurrentDigitRecognition()
    {
        np.random.seed(1);
        var (loss, accuracy) = new DigitRecognitionRnn().Run(iterations: 40, batch_size: 100);
        Assert.That(accuracy, Is.GreaterThan(0.5f));
        Assert.That(loss, Is.LessThan(1.7f));
    }

    [Test]
    [Category("Long")]
    public void RecurrentDigitRecognitionForEightEpochs()
    {
        np.random.seed(1);
        var (_, accuracy) = new DigitRecognitionRnn().Run(iterations: 8 * 9000 / 150, batch_size: 150);
        Assert.That(accuracy, Is.GreaterThan(0.9f));
    }
}
