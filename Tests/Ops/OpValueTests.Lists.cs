using Tensorflow;
using Tensorflow.Ops;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Ops;

/// <summary>Lists of tensors, loops and branches as operations.</summary>
public partial class OpValueTests
{
    static readonly int[] s_pair = [2];

    static readonly Dictionary<string, Action<ValueCheck>> s_lists = new()
    {
        ["EmptyTensorList"] = c => c.Gives(Lists.Length(Lists.Empty(tf.float32, s_pair, -1)), [0]),
        ["TensorListReserve"] = c => c.Gives(Lists.Stack(Lists.Reserve(tf.float32, s_pair, 2), tf.float32, s_pair), [0, 0, 0, 0]),
        ["TensorListFromTensor"] = c => c.Gives(Lists.GetItem(Rows(), 1, tf.float32, s_pair), [3, 4]),
        ["TensorListPushBack"] = c => c.Gives(Lists.Stack(Lists.PushBack(Rows(), tf.constant(new[] { 7f, 8 })), tf.float32, s_pair), [1, 2, 3, 4, 5, 6, 7, 8]),
        ["TensorListPopBack"] = c =>
        {
            var (rest, last) = Lists.PopBack(Rows(), tf.float32, s_pair);
            c.Gives(last, [5, 6]);
            c.Gives(Lists.Stack(rest, tf.float32, s_pair), [1, 2, 3, 4]);
        },
        ["TensorListSetItem"] = c =>
        {
            var rows = Rows();
            c.Gives(Lists.Stack(Lists.SetItem(rows, 0, tf.constant(new[] { 9f, 9 })), tf.float32, s_pair), [9, 9, 3, 4, 5, 6]);
            c.Gives(tf.concat(new[] { Lists.Stack(Lists.SetItem(rows, 0, tf.constant(new[] { 9f, 9 })), tf.float32, s_pair), Lists.Stack(rows, tf.float32, s_pair) }, 0),
                [9, 9, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6]);
            c.Gives(Lists.Length(Lists.SetItem(rows, 6, tf.constant(new[] { 9f, 9 }), resize: true)), [7]);
        },
        ["TensorListElementShape"] = c =>
        {
            c.Gives(OpBuilder.Apply("TensorListElementShape", null, [Rows()], ("shape_type", TF_DataType.TF_INT32)), [2]);
            c.Gives(OpBuilder.Apply("TensorListElementShape", null, [Lists.Empty(tf.float32, -1, -1)], ("shape_type", TF_DataType.TF_INT64)), [-1]);
        },
        ["TensorListGather"] = c => c.Gives(Lists.Gather(Rows(), new[] { 2, 0, 2 }, tf.float32, s_pair), [5, 6, 1, 2, 5, 6]),
        ["TensorListScatterV2"] = c => c.Gives(
            Lists.Stack(OpBuilder.Apply("TensorListScatterV2", null, [new float[,] { { 1, 2 }, { 3, 4 } }, new[] { 2, 0 }, s_pair, -1]), tf.float32, s_pair), [3, 4, 0, 0, 1, 2]),
        ["TensorListScatterIntoExistingList"] = c => c.Gives(Lists.Stack(Lists.ScatterInto(Rows(), tf.constant(new float[,] { { 9, 9 } }), new[] { 1 }), tf.float32, s_pair), [1, 2, 9, 9, 5, 6]),
        ["TensorListResize"] = c => c.Gives(Lists.Stack(Lists.Resize(Rows(), 4), tf.float32, s_pair), [1, 2, 3, 4, 5, 6, 0, 0]),
        ["TensorListSplit"] = c =>
        {
            var parts = Lists.Split(tf.constant(new float[] { 1, 2, 3 }), new[] { -1 }, new[] { 1L, 2L });
            c.Gives(Lists.GetItem(parts, 1, tf.float32, new[] { -1 }), [2, 3]);
            c.Gives(Lists.Concat(parts, tf.float32, new[] { -1 }, Array.Empty<long>()), [1, 2, 3]);
        },
        ["FakeParam"] = c => c.Gives(OpBuilder.Apply("FakeParam", null, [], ("dtype", TF_DataType.TF_FLOAT), ("shape", new Shape(2))), [0, 0]),
        ["StatelessWhile"] = c => c.Gives(tf.while_loop(x => x < 5, x => x + 2, tf.constant(0)), [6]),
        ["StatelessIf"] = c => c.Gives(tf.cond(tf.constant(false), () => tf.constant(1), () => tf.constant(2)), [2]),
        ["While"] = c =>
        {
            tf.set_random_seed(1);
            c.Gives(tf.while_loop(x => x < 1f, x => x + tf.random_uniform(Array.Empty<int>(), 1, 2), tf.constant(0f)) >= 1f, [1]);
        },
        ["If"] = c =>
        {
            tf.set_random_seed(1);
            c.Gives(tf.cond(tf.constant(true), () => tf.random_uniform(Array.Empty<int>(), 1, 2), () => tf.constant(0f)) >= 1f, [1]);
        },
    };

    static Tensor Rows() => Lists.FromTensor(tf.constant(new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } }), s_pair);
}
