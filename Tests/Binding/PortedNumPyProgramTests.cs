using NUnit.Framework;
using Tensorflow;
using Tensorflow.NumPy;
using TfExercises.Data;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Binding;

/// <summary>
/// The examples that TensorFlow.NET's users start from, in its own spelling (<c>using Tensorflow.NumPy;</c>): they compile and learn.
/// </summary>
public class PortedNumPyProgramTests
{
    static readonly Lazy<(NDArray Images, NDArray Labels)> s_mnist = new(() =>
    {
        var images = Mnist.Load().Train;
        return (images.Images, images.Labels);
    });

    [SetUp]
    public void NewGraph()
    {
        tf.compat.v1.disable_eager_execution();
        tf.reset_default_graph();
        tf.set_random_seed(1);
        np.random.seed(1);
    }

    [Test]
    public void HelloWorldAndBasicOperations()
    {
        var hello = tf.constant("Hello, TensorFlow!");
        var a = tf.placeholder(tf.int16);
        var b = tf.placeholder(tf.int16);
        var add = tf.add(a, b);
        var mul = tf.multiply(a, b);
        var matrix1 = tf.constant(np.array(3f, 3f).reshape(1, 2));
        var matrix2 = tf.constant(np.array(2f, 2f).reshape(2, 1));
        var product = tf.matmul(matrix1, matrix2);
        using var sess = tf.Session();
        Assert.That(sess.run_strings(hello), Is.EqualTo(new[] { "Hello, TensorFlow!" }));
        Assert.That((int)sess.run(add, (a, (short)2), (b, (short)3)), Is.EqualTo(5));
        Assert.That((int)sess.run(mul, new FeedItem(a, (short)2), new FeedItem(b, (short)3)), Is.EqualTo(6));
        NDArray result = sess.run(product);
        Assert.That((float)result[0, 0], Is.EqualTo(12f));
    }

    [Test]
    public void LogisticRegression()
    {
        var (images, labels) = s_mnist.Value;
        var x = tf.placeholder(tf.float32, (-1, 784));
        var y = tf.placeholder(tf.float32, (-1, 10));
        var W = tf.Variable(tf.zeros(new Shape(784, 10)));
        var b = tf.Variable(tf.zeros(new Shape(10)));
        var pred = tf.nn.softmax(tf.matmul(x, W) + b);
        var cost = tf.reduce_mean(-tf.reduce_sum(y * tf.log(pred), axis: 1));
        var optimizer = tf.train.GradientDescentOptimizer(0.05f).minimize(cost);
        var init = tf.global_variables_initializer();
        var predictions = tf.equal(tf.math.argmax(pred, 1), tf.math.argmax(y, 1));
        var accuracy = tf.reduce_mean(tf.cast(predictions, tf.float32));

        var costs = new List<float>();
        using var sess = tf.Session();
        sess.run(init);
        foreach (var epoch in range(2))
        {
            var avg_cost = 0.0f;
            foreach (var i in range(20))
            {
                var (batch_xs, batch_ys) = (images[$"{i * 100}:{(i + 1) * 100}"], labels[$"{i * 100}:{(i + 1) * 100}"]);
                var (_, c) = sess.run((optimizer, cost), (x, batch_xs), (y, batch_ys));
                avg_cost += (float)c / 20;
            }
            costs.Add(avg_cost);
        }
        Assert.That(costs[1], Is.LessThan(costs[0]));
        Assert.That((float)accuracy.eval(sess, (x, images["2000:3000"]), (y, labels["2000:3000"])), Is.GreaterThan(0.7f));
    }

    [Test]
    public void NearestNeighbor()
    {
        var (images, labels) = s_mnist.Value;
        var (Xtr, Ytr) = (images["0:1000"], labels["0:1000"]);
        var (Xte, Yte) = (images["1000:1030"], labels["1000:1030"]);
        var xtr = tf.placeholder(tf.float32, (-1, 784));
        var xte = tf.placeholder(tf.float32, 784);
        var distance = tf.reduce_sum(tf.abs(tf.add(xtr, tf.negative(xte))), reduction_indices: 1);
        var pred = tf.arg_min(distance, 0);
        var accuracy = 0f;
        using var sess = tf.Session();
        foreach (int i in range((int)Xte.shape[0]))
        {
            var nn_index = (long)sess.run(pred, (xtr, Xtr), (xte, Xte[i]));
            var index = (int)nn_index;
            if ((int)np.argmax(Ytr[index]) == (int)np.argmax(Yte[i])) accuracy += 1f / Xte.shape[0];
        }
        Assert.That(accuracy, Is.GreaterThan(0.7f));
    }

    [Test]
    public void NeuralNetworkThatLearnsXor()
    {
        var data = np.array(new[,] { { 1f, 0 }, { 1, 1 }, { 0, 0 }, { 0, 1 } });
        var graph = tf.Graph().as_default();
        var features = tf.placeholder(tf.float32, shape: (4, 2));
        var labels = tf.placeholder(tf.int32, shape: 4);
        var (train_op, loss, gs) = MakeXor(features, labels);
        var init = tf.global_variables_initializer();
        var loss_value = float.NaN;
        using (var sess = tf.Session(graph))
        {
            sess.run(init);
            var step = 0;
            var y_ = np.array(1, 0, 0, 1);
            while (step < 5000)
            {
                var (_, g, l) = sess.run((train_op, gs, loss), (features, data), (labels, y_));
                (step, loss_value) = ((int)g, (float)l);
            }
        }
        graph.Dispose();
        Assert.That(loss_value, Is.LessThan(0.05f));
    }

    static (Operation, Tensor, RefVariable) MakeXor(Tensor features, Tensor labels, int num_hidden = 8)
    {
        var stddev = 1 / Math.Sqrt(2);
        var hidden_weights = tf.Variable(tf.truncated_normal(new int[] { 2, num_hidden }, seed: 1, stddev: (float)stddev));
        var hidden_activations = tf.nn.relu(tf.matmul(features, hidden_weights));
        var output_weights = tf.Variable(tf.truncated_normal(new[] { num_hidden, 1 }, seed: 17, stddev: (float)(1 / Math.Sqrt(num_hidden))));
        var logits = tf.matmul(hidden_activations, output_weights);
        var predictions = tf.tanh(tf.squeeze(logits));
        var loss = tf.reduce_mean(tf.square(predictions - tf.cast(labels, tf.float32)), name: "loss");
        var gs = tf.Variable(0, trainable: false, name: "global_step");
        var train_op = tf.train.GradientDescentOptimizer(0.2f).minimize(loss, global_step: gs);
        return (train_op, loss, gs);
    }

    [Test]
    public void KMeans()
    {
        var points = np.concatenate([np.random.randn(100, 2) + 5.0, np.random.randn(100, 2) - 5.0, np.random.randn(100, 2) * 0.5]).astype(np.float32);
        const int K = 3;
        var X = tf.placeholder(tf.float32, shape: (-1, 2));
        var centroids = tf.Variable(tf.zeros((K, 2)), trainable: false);
        var distances = tf.reduce_sum(tf.square(tf.expand_dims(X, 1) - tf.expand_dims(centroids, 0)), axis: 2);
        var assignments = tf.argmin(distances, axis: 1, output_type: tf.int32);
        var update = tf.assign(centroids, tf.unsorted_segment_mean(X, assignments, K));
        var inertia = tf.reduce_sum(tf.reduce_min(distances, axis: 1));
        using var sess = tf.Session();
        centroids.load(points[np.array(0, 100, 200)], sess);
        var before = (float)sess.run(inertia, (X, points));
        foreach (var _ in range(10)) sess.run(update, (X, points));
        NDArray found = sess.run(centroids);
        Assert.That((float)sess.run(inertia, (X, points)), Is.LessThan(before));
        Assert.That(found.ToArray<float>(), Is.EqualTo(new[] { 5f, 5, -5, -5, 0, 0 }).Within(0.4f));
    }

    [Test]
    public void ConvolutionalNetworkInScopes()
    {
        var (images, labels) = s_mnist.Value;
        Tensor x = null!, y = null!, loss = null!, accuracy = null!, logits = null!;
        Operation optimizer = null!;
        tf_with(tf.name_scope("Input"), delegate
        {
            x = tf.placeholder(tf.float32, shape: (-1, 28, 28, 1), name: "X");
            y = tf.placeholder(tf.float32, shape: (-1, 10), name: "Y");
        });
        var conv1 = ConvLayer(x, 5, 8, 1, name: "conv1");
        var pool1 = MaxPool(conv1, ksize: 2, stride: 2, name: "pool1");
        var conv2 = ConvLayer(pool1, 5, 16, 1, name: "conv2");
        var pool2 = MaxPool(conv2, ksize: 2, stride: 2, name: "pool2");
        var layer_flat = Flatten(pool2);
        var fc1 = DenseLayer(layer_flat, 32, "FC1", use_relu: true);
        logits = DenseLayer(fc1, 10, "OUT", use_relu: false);
        tf_with(tf.variable_scope("Train"), delegate
        {
            tf_with(tf.variable_scope("Loss"), delegate
            {
                loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels: y, logits: logits), name: "loss");
            });
            tf_with(tf.variable_scope("Optimizer"), delegate
            {
                optimizer = tf.train.AdamOptimizer(learning_rate: 0.005f, name: "Adam-op").minimize(loss);
            });
            tf_with(tf.variable_scope("Accuracy"), delegate
            {
                var correct_prediction = tf.equal(tf.argmax(logits, 1), tf.argmax(y, 1), name: "correct_pred");
                accuracy = tf.reduce_mean(tf.cast(correct_prediction, tf.float32), name: "accuracy");
            });
        });
        Assert.That((loss.name, accuracy.name, layer_flat.shape.ToString()), Is.EqualTo(("Train/Loss/loss:0", "Train/Accuracy/accuracy:0", "(?, 784)")));

        using var sess = tf.Session();
        sess.run(tf.global_variables_initializer());
        foreach (var iteration in range(60))
        {
            var part = $"{iteration % 20 * 50}:{(iteration % 20 + 1) * 50}";
            sess.run(optimizer, (x, images[part].reshape(50, 28, 28, 1)), (y, labels[part]));
        }
        var (loss_val, accuracy_val) = sess.run((loss, accuracy), (x, images["0:200"].reshape(200, 28, 28, 1)), (y, labels["0:200"]));
        Assert.That((float)accuracy_val, Is.GreaterThan(0.8f), $"loss {loss_val}");
    }

    static Tensor ConvLayer(Tensor x, int filter_size, int num_filters, int stride, string name) => tf_with(tf.variable_scope(name), delegate
    {
        var num_in_channel = (int)x.shape[x.ndim - 1];
        var W = WeightVariable("W", new[] { filter_size, filter_size, num_in_channel, num_filters });
        var b = BiasVariable("b", new[] { num_filters });
        var layer = tf.nn.conv2d(x, W.AsTensor(), strides: new[] { 1, stride, stride, 1 }, padding: "SAME");
        layer += b.AsTensor();
        return tf.nn.relu(layer);
    });

    static Tensor MaxPool(Tensor x, int ksize, int stride, string name) =>
        tf.nn.max_pool(x, ksize: new[] { 1, ksize, ksize, 1 }, strides: new[] { 1, stride, stride, 1 }, padding: "SAME", name: name);

    static Tensor Flatten(Tensor layer) => tf_with(tf.variable_scope("Flatten_layer"), delegate
    {
        var layer_shape = layer.TensorShape;
        var num_features = layer_shape[new Slice(1, 4)].size;
        return tf.reshape(layer, new[] { -1, num_features });
    });

    static Tensor DenseLayer(Tensor x, int num_units, string name, bool use_relu) => tf_with(tf.variable_scope(name), delegate
    {
        var in_dim = (int)x.shape[1];
        var W = WeightVariable("W_" + name, shape: new[] { in_dim, num_units });
        var b = BiasVariable("b_" + name, new[] { num_units });
        var layer = tf.matmul(x, W.AsTensor());
        layer += b.AsTensor();
        if (use_relu) layer = tf.nn.relu(layer);
        return layer;
    });

    static IVariableV1 WeightVariable(string name, int[] shape)
    {
        var initer = tf.truncated_normal_initializer(stddev: 0.05f);
        return tf.compat.v1.get_variable(name, dtype: tf.float32, shape: shape, initializer: initer);
    }

    static IVariableV1 BiasVariable(string name, int[] shape)
    {
        var initial = tf.constant(0f, shape: shape, dtype: tf.float32);
        return tf.compat.v1.get_variable(name, dtype: tf.float32, initializer: initial);
    }

    [Test]
    public void GradientsInASessionBlock()
    {
        var x = tf.constant(3.0f);
        var y = x * x * x;
        var grad = tf.gradients(y, x)[0]!;
        var slope = tf_with(tf.Session(), sess => (float)sess.run(grad));
        Assert.That(slope, Is.EqualTo(27f));
        tf_with(tf.Session(), sess =>
        {
            var results = sess.run(new object[] { y, grad, "Const:0" });
            Assert.That(results.Select(r => (float)r), Is.EqualTo(new[] { 27f, 27f, 3f }));
        });
    }

    [Test]
    public void AGraphIsSavedAndImported()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var a = tf.placeholder(tf.float32, name: "input");
            tf.multiply(a, 2f, name: "output");
            var file = tf.train.write_graph(tf.get_default_graph(), folder, "graph.pb", as_text: false);
            var graph = new Graph().as_default();
            var elements = tf.import_graph_def(GraphDef.Parser.ParseFrom(File.ReadAllBytes(file)), return_elements: ["input:0", "output"], name: "");
            using var sess = tf.Session(graph);
            var output = graph.get_operation_by_name("output").outputs[0];
            Assert.That((float)sess.run(output, ((Tensor)elements[0], 4f)), Is.EqualTo(8f));
            graph.Dispose();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
