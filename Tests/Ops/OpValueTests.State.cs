using Tensorflow;
using Tensorflow.Ops;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Ops;

public partial class OpValueTests
{
    static readonly Dictionary<string, Action<ValueCheck>> s_state = new()
    {
        ["Variable"] = c => c.Gives(tf.shape(OpBuilder.Apply("Variable", null, [], ("dtype", TF_DataType.TF_FLOAT), ("shape", new Shape(2, 3)))), [2, 3]),
        ["CountUpTo"] = c => c.Gives(tf.Variable(4).count_up_to(5), [4]),
        ["ScatterMul"] = c => c.Gives(tf.scatter_mul(ValueCheck.Variable([1, 2, 3]), new[] { 2, 0, 2 }, new[] { 5.0, 7, 2 }), [7, 2, 30]),
        ["ScatterDiv"] = c => c.Gives(tf.scatter_div(ValueCheck.Variable([8, 2, 12]), new[] { 2, 0, 2 }, new[] { 3.0, 4, 2 }), [2, 2, 2]),
        ["ScatterMax"] = c => c.Gives(tf.scatter_max(ValueCheck.Variable([1, 2, 3, 4], 2, 2), new[] { 1 }, new[,] { { 0.0, 9 } }), [1, 2, 3, 9]),
        ["ScatterMin"] = c => c.Gives(tf.scatter_min(ValueCheck.Variable([1, 2, 3, 4], 2, 2), new[] { 1 }, new[,] { { 0.0, 9 } }), [1, 2, 0, 4]),
        ["ScatterNdUpdate"] = c => c.Gives(tf.scatter_nd_update(ValueCheck.Variable([1, 2, 3, 4], 2, 2), new[,] { { 1, 0 }, { 0, 1 } }, new[] { 7.0, 8 }), [1, 8, 7, 4]),
        ["ScatterNdAdd"] = c => c.Gives(tf.scatter_nd_add(ValueCheck.Variable([1, 2, 3, 4], 2, 2), new[,] { { 1 }, { 1 } }, new[,] { { 7.0, 8 }, { 1, 1 } }), [1, 2, 11, 13]),
        ["ScatterNdSub"] = c => c.Gives(tf.scatter_nd_sub(ValueCheck.Variable([1, 2, 3, 4], 2, 2), new[,] { { 1, 1 } }, new[] { 7.0 }), [1, 2, 3, -3]),
    };

    static readonly Dictionary<string, Action<ValueCheck>> s_random = new()
    {
        ["StatelessRandomGetAlg"] = c => c.Gives(Node("StatelessRandomGetAlg"), [1]),
        ["StatelessRandomGetKeyCounterAlg"] = c =>
        {
            var three = OpBuilder.ApplyMany("StatelessRandomGetKeyCounterAlg", null, [Seed]);
            var two = OpBuilder.ApplyMany("StatelessRandomGetKeyCounter", null, [Seed]);
            c.Same(three[0], two[0]);
            c.Same(three[1], two[1]);
            c.Gives(three[2], [1]);
        },
        ["StatelessRandomUniform"] = c => c.Same(Node("StatelessRandomUniform", new[] { 5 }, Seed), tf.random.stateless_uniform(new[] { 5 }, Seed)),
        ["StatelessRandomNormal"] = c => c.Same(Node("StatelessRandomNormal", new[] { 5 }, Seed), tf.random.stateless_normal(new[] { 5 }, Seed)),
        ["StatelessTruncatedNormal"] = c => c.Same(Node("StatelessTruncatedNormal", new[] { 50 }, Seed), tf.random.stateless_truncated_normal(new[] { 50 }, Seed)),
        ["StatelessRandomUniformInt"] = c => c.Same(
            Node("StatelessRandomUniformInt", new[] { 5 }, Seed, -3, 1000), tf.random.stateless_uniform(new[] { 5 }, Seed, -3, 1000, tf.int32)),
        ["StatelessRandomUniformFullIntV2"] = c => c.Same(Words("StatelessRandomUniformFullIntV2", [new[] { 6 }, .. KeyCounterAlgorithm()]), UniformWords()),
        ["StatelessRandomUniformFullInt"] = c => c.Same(Words("StatelessRandomUniformFullInt", [new[] { 6 }, Seed]), UniformWords()),
        ["StatelessMultinomial"] = c =>
        {
            var logits = tf.log(new[,] { { 0.0, 0.5, 0.5 }, { 0.0, 0.0, 1.0 } });
            var drawn = Node("StatelessMultinomial", logits, 200, Seed);
            c.Same(drawn, tf.random.stateless_categorical(logits, 200, Seed));
            c.Gives(tf.reduce_min(drawn, 1), [1, 2]);
            c.Gives(tf.reduce_max(drawn, 1), [2, 2]);
        },
    };

    static int[] Seed => [3, 14];

    static TensorLike[] KeyCounterAlgorithm() =>
        [.. OpBuilder.ApplyMany("StatelessRandomGetKeyCounter", null, [Seed]).Select(t => (TensorLike)t), 1];

    static Tensor Words(string type, TensorLike[] inputs)
    {
        var words = tf.cast(OpBuilder.Apply(type, null, inputs, ("dtype", TF_DataType.TF_UINT32)), tf.int64);
        return tf.floormod(words, 1L << 23);
    }

    // A uniform float32 is the low 23 bits of a word behind the point.
    static Tensor UniformWords() => tf.cast(tf.random.stateless_uniform(new[] { 6 }, Seed) * (float)(1 << 23), tf.int64);
}
