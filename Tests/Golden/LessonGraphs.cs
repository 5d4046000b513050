using NumSharp;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Golden;

/// <summary>The code of golden graphs/*.py.txt, call for call.</summary>
static class LessonGraphs
{
    /// <summary>What builds the graph of each file; mnist-cnn's learning rate stands in the file.</summary>
    public static IReadOnlyDictionary<string, Action> Builders { get; } = new Dictionary<string, Action>
    {
        ["4-2-constant"] = Constants,
        ["4-2-variables"] = Variables,
        ["4-3-linear-regression"] = Linear,
        ["4-4-nonlinear-regression"] = () => Nonlinear(4, 0.001),
        ["4-5-quadratic-regression"] = () => Nonlinear(3, 0.01),
        ["4-6-mnist-softmax"] = Mnist1,
        ["4-6-mnist-mlp"] = () => Mnist3(null),
        ["4-6-mnist-mlp-adam"] = () => Mnist3(tf.train.AdamOptimizer(1e-4)),
        ["4-6-mnist-mlp-momentum"] = () => Mnist3(tf.train.MomentumOptimizer(0.1, 0.9)),
        ["4-6-mnist-mlp-sgd"] = () => Mnist3(tf.train.GradientDescentOptimizer(0.5)),
        ["4-6-mnist-mlp-adagrad"] = () => Mnist3(tf.train.AdagradOptimizer(0.1)),
        ["4-6-mnist-mlp-rmsprop"] = () => Mnist3(tf.train.RMSPropOptimizer(0.001)),
        ["4-6-mnist-mlp-adadelta"] = () => Mnist3(tf.train.AdadeltaOptimizer(1.0)),
        ["4-7-mnist-cnn"] = Cnn,
    };

    static void Constants()
    {
        tf.constant(1);
        tf.constant(2, dtype: tf.float32, shape: new[] { 3, 2 });
        tf.constant(np.arange(4), dtype: tf.float32, shape: new[] { 2, 2 });
    }

    static void Variables()
    {
        var a = tf.constant(10);
        var x = tf.Variable(1);
        tf.assign(x, x * a);
    }

    static void Linear()
    {
        var xt = tf.placeholder(tf.float32, name: "xt");
        var dt = tf.placeholder(tf.float32, name: "dt");
        var W = tf.Variable(tf.zeros(new[] { 1 }));
        var b = tf.Variable(tf.zeros(new[] { 1 }));
        var loss = tf.reduce_mean(tf.square(W * xt + b - dt), name: "loss");
        tf.train.GradientDescentOptimizer(0.1).minimize(loss, name: "train");
    }

    static void Nonlinear(int k, double rate)
    {
        var xt = tf.placeholder(tf.float32, new[] { -1, k }, name: "xt");
        var dt = tf.placeholder(tf.float32, new[] { -1, 1 }, name: "dt");
        var W = tf.Variable(tf.random_normal(new[] { k, 1 }, stddev: 0.01));
        var loss = tf.reduce_mean(tf.square(tf.matmul(xt, W) - dt), name: "loss");
        tf.train.AdamOptimizer(rate).minimize(loss, name: "train");
    }

    static void Mnist1()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, 784 }, name: "x");
        var d = tf.placeholder(tf.float32, new[] { -1, 10 }, name: "d");
        var W = tf.Variable(tf.random_normal(new[] { 784, 10 }, stddev: 0.01));
        var b = tf.Variable(tf.zeros(new[] { 10 }));
        var y = tf.nn.softmax(tf.matmul(x, W) + b);
        var loss = tf.reduce_mean(-tf.reduce_sum(d * tf.log(y), axis: new[] { 1 }), name: "loss");
        tf.train.GradientDescentOptimizer(0.1).minimize(loss, name: "train");
        Accuracy(y, d);
    }

    static void Mnist3(Optimizer? opt)
    {
        const int h1 = 1000, h2 = 500;
        var x = tf.placeholder(tf.float32, new[] { -1, 784 }, name: "x");
        var d = tf.placeholder(tf.float32, new[] { -1, 10 }, name: "d");
        var W1 = tf.Variable(tf.random_normal(new[] { 784, h1 }, stddev: 0.01));
        var b1 = tf.Variable(tf.zeros(new[] { h1 }));
        var W2 = tf.Variable(tf.random_normal(new[] { h1, h2 }, stddev: 0.01));
        var b2 = tf.Variable(tf.zeros(new[] { h2 }));
        var W3 = tf.Variable(tf.random_normal(new[] { h2, 10 }, stddev: 0.01));
        var b3 = tf.Variable(tf.zeros(new[] { 10 }));
        var z1 = tf.sigmoid(tf.matmul(x, W1) + b1);
        var z2 = tf.sigmoid(tf.matmul(z1, W2) + b2);
        var keep = tf.placeholder(tf.float32, name: "keep_prob");
        var y = tf.nn.softmax(tf.matmul(tf.nn.dropout(z2, keep), W3) + b3);
        var loss = tf.reduce_mean(-tf.reduce_sum(d * tf.log(y), axis: new[] { 1 }), name: "loss");
        (opt ?? tf.train.AdamOptimizer(1e-4)).minimize(loss, name: "train");
        Accuracy(y, d);
    }

    static void Cnn()
    {
        static RefVariable w(params int[] s) => tf.Variable(tf.truncated_normal(s, stddev: 0.1));
        static RefVariable b(int n) => tf.Variable(tf.constant(0.1, shape: new[] { n }));
        static Tensor conv(Tensor t, RefVariable f) => tf.nn.conv2d(t, f, strides: new[] { 1, 1, 1, 1 }, padding: "SAME");
        static Tensor pool(Tensor t) => tf.nn.max_pool(t, ksize: new[] { 1, 2, 2, 1 }, strides: new[] { 1, 2, 2, 1 }, padding: "SAME");
        var x = tf.placeholder(tf.float32, new[] { -1, 784 }, name: "x");
        var d = tf.placeholder(tf.float32, new[] { -1, 10 }, name: "d");
        var im = tf.reshape(x, new[] { -1, 28, 28, 1 });
        var h = pool(tf.nn.relu(conv(im, w(5, 5, 1, 32)) + b(32)));
        h = pool(tf.nn.relu(conv(h, w(5, 5, 32, 64)) + b(64)));
        h = tf.nn.relu(tf.matmul(tf.reshape(h, new[] { -1, 7 * 7 * 64 }), w(7 * 7 * 64, 1024)) + b(1024));
        var keep = tf.placeholder(tf.float32, name: "keep_prob");
        var y = tf.nn.softmax(tf.matmul(tf.nn.dropout(h, keep), w(1024, 10)) + b(10));
        var loss = -tf.reduce_sum(d * tf.log(y), name: "loss");
        tf.train.AdamOptimizer(1e-4).minimize(loss, name: "train");
        Accuracy(y, d);
    }

    static void Accuracy(Tensor y, Tensor d) =>
        tf.reduce_mean(tf.cast(tf.equal(tf.argmax(y, 1), tf.argmax(d, 1)), tf.float32), name: "accuracy");
}
