using NumSharp;
using Tensorflow;
using TfExercises.Data;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Binding;

/// <summary>
/// A recurrent network that reads an image row by row, as users of TensorFlow.NET's graph mode write it: its rows are the
/// steps, its last state tells the digit.
/// </summary>
sealed class DigitRecognitionRnn
{
    int n_neurons = 150;
    float learning_rate = 0.001f;
    int n_steps = 28;
    int n_inputs = 28;
    int n_outputs = 10;

    Tensor X = null!, y = null!;
    Tensor loss = null!, accuracy = null!, prediction = null!;
    Operation optimizer = null!;

    /// <summary>Trains on batches of the training images; gives loss and accuracy on the test images.</summary>
    public (float Loss, float Accuracy) Run(int iterations, int batch_size)
    {
        var mnist = Mnist.Load();
        using var graph = BuildGraph();
        using var sess = tf.Session();
        var init = tf.global_variables_initializer();
        sess.run(init);
        foreach (var iteration in range(iterations))
        {
            var (X_train, y_train) = mnist.Train.NextBatch(batch_size);
            X_train = X_train.reshape(-1, n_steps, n_inputs);
            var y_batch = np.argmax(y_train, axis: 1);
            sess.run(optimizer, new FeedItem(X, X_train), new FeedItem(y, y_batch));
        }
        var x_test = mnist.Test.Images.reshape(-1, n_steps, n_inputs);
        var y_test = np.argmax(mnist.Test.Labels, axis: 1);
        var result = sess.run(new[] { loss, accuracy }, new FeedItem(X, x_test), new FeedItem(y, y_test));
        var (loss_test, accuracy_test) = ((float)result[0], (float)result[1]);
        print($"Test loss: {loss_test:0.0000}, test accuracy: {accuracy_test:P}");
        return (loss_test, accuracy_test);
    }

    Graph BuildGraph()
    {
        var graph = new Graph().as_default();
        tf.set_random_seed(42);
        X = tf.placeholder(tf.float32, new[] { -1, n_steps, n_inputs });
        y = tf.placeholder(tf.int32, new[] { -1 });
        var cell = tf.nn.rnn_cell.BasicRNNCell(num_units: n_neurons);
        var (output, state) = tf.nn.dynamic_rnn(cell, X, dtype: tf.float32);
        var logits = tf.layers.dense(state, n_outputs);
        var cross_entropy = tf.nn.sparse_softmax_cross_entropy_with_logits(labels: y, logits: logits);
        loss = tf.reduce_mean(cross_entropy);
        var adam = tf.train.AdamOptimizer(learning_rate: learning_rate);
        optimizer = adam.minimize(loss);
        prediction = tf.nn.in_top_k(logits, y, 1);
        accuracy = tf.reduce_mean(tf.cast(prediction, tf.float32));
        return graph;
    }
}
