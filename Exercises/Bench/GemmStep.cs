using Tensorflow;
using TfExercises.Lessons;
using static Tensorflow.Binding;

namespace TfExercises.Bench;

/// <summary>A product of two square matrices in a session, against which a core's peak is held.</summary>
static class GemmStep
{
    public const int Size = 1024;

    /// <param name="threads">Threads of the session; 0 for as many as there are processors.</param>
    public static TimedStep Create(int threads)
    {
        var a = tf.Variable(tf.random_uniform([Size, Size]));
        var b = tf.Variable(tf.random_uniform([Size, Size]));
        var product = tf.matmul(a, b).op;
        var sess = tf.Session(new ConfigProto { intra_op_parallelism_threads = threads });
        sess.run(tf.global_variables_initializer());
        return new TimedStep(() => sess.run(product), sess) { Flops = 2.0 * Size * Size * Size };
    }
}
