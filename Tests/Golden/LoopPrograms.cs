using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Golden;

/// <summary>The programs of the golden loops (their <c>program</c>), on the placeholders of the imported graph.</summary>
static class LoopPrograms
{
    public static IReadOnlyDictionary<string, Func<Graph, Tensor>> All { get; } = new Dictionary<string, Func<Graph, Tensor>>
    {
        ["while_v1_pow"] = graph =>
        {
            var (x, n) = (graph.get_tensor_by_name("x:0"), graph.get_tensor_by_name("n:0"));
            return tf.while_loop((i, a) => i < n, (i, a) => (i + 1, a * x), (tf.constant(0), tf.ones_like(x))).Item2;
        },
        ["while_v1_rnn"] = graph =>
        {
            var (x, w, u) = (graph.get_tensor_by_name("x:0"), graph.get_tensor_by_name("w:0"), graph.get_tensor_by_name("u:0"));
            return tf.while_loop((t, h) => t < 5, (t, h) => (t + 1, tf.tanh(tf.matmul(tf.gather(x, t), w) + tf.matmul(h, u))),
                (tf.constant(0), tf.zeros([2, 4]))).Item2;
        },
    };
}
