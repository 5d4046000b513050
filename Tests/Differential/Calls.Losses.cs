using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Differential;

static partial class Calls
{
    static Action<Draw>[] Losses => [CrossEntropy, SparseCrossEntropy, SigmoidCrossEntropy, WeightedCrossEntropy, PoissonLoss, InTopK, EmbeddingLookup];

    static void CrossEntropy(Draw d)
    {
        var x = d.PickReal(t => t.Rank == 2, [3, 4]);
        if (d[x].Rank != 2 || d[x].Dims[1] == 0) return;
        var y = d.PickReal(t => t.Dims.AsSpan().SequenceEqual(d[x].Dims), d[x].Dims);
        d.Add("softmax_cross_entropy(softmax({1}), {0})", [x, y], (t, _) => tf.nn.softmax_cross_entropy_with_logits_v2(tf.nn.softmax(t[1]), t[0]), 2 * d[x].Most + 3);
    }

    static void SparseCrossEntropy(Draw d)
    {
        var x = d.PickReal(t => t.Rank == 2 && t.Dims[1] > 0, [3, 4]);
        if (d[x].Rank != 2 || d[x].Dims[1] == 0) return;
        var labels = d.AddSource(d.OneOf(TF_DataType.TF_INT32, TF_DataType.TF_INT64), [d[x].Dims[0]], LastIndex(d, d[x].Dims[1]), least: 0);
        d.Add("sparse_softmax_cross_entropy({1}, {0})", [x, labels], (t, _) => tf.nn.sparse_softmax_cross_entropy_with_logits(t[1], t[0]), 2 * d[x].Most + 3);
    }

    static void SigmoidCrossEntropy(Draw d)
    {
        var x = d.PickReal(IsExact, d.SomeDims(d.Int(1, 3)));
        var y = d.PickReal(t => t.Dims.AsSpan().SequenceEqual(d[x].Dims), d[x].Dims);
        d.Add("sigmoid_cross_entropy({1}, {0})", [x, y], (t, _) => tf.nn.sigmoid_cross_entropy_with_logits(t[1], t[0]), d[x].Most * (d[y].Most + 1) + 1);
    }

    static void EmbeddingLookup(Draw d)
    {
        var x = d.PickReal(t => t.Rank == 2 && t.Count > 0, [5, 3]);
        if (d[x].Rank != 2 || d[x].Count == 0) return;
        var ids = d.AddSource(TF_DataType.TF_INT32, d.SomeDims(d.Int(1, 2)), LastIndex(d, d[x].Dims[0]), least: 0);
        d.Add("embedding_lookup({0}, {1})", [x, ids], (t, _) => tf.nn.embedding_lookup(t[0], t[1]), d[x].Most, d[x].Bits);
    }

    static void WeightedCrossEntropy(Draw d)
    {
        var x = d.PickReal(IsExact, d.SomeDims(d.Int(1, 3)));
        var y = d.PickReal(t => t.Dims.AsSpan().SequenceEqual(d[x].Dims), d[x].Dims);
        d.Add("weighted_cross_entropy({1}, {0}, 1.5)", [x, y], (t, _) => tf.nn.weighted_cross_entropy_with_logits(t[1], t[0], 1.5), 2 * d[x].Most * (d[y].Most + 1) + 1);
    }

    static void PoissonLoss(Draw d)
    {
        var x = d.PickReal(Any, d.SomeDims(d.Int(1, 3)));
        var y = d.PickReal(t => t.Dims.AsSpan().SequenceEqual(d[x].Dims), d[x].Dims);
        d.Add("log_poisson_loss({1}, {0})", [x, y], (t, _) => tf.nn.log_poisson_loss(t[1], t[0]), Math.Exp(d[x].Most) + d[x].Most * d[y].Most);
    }

    static void InTopK(Draw d)
    {
        var x = d.PickReal(t => IsExact(t) && t.Rank == 2 && t.Dims[1] > 0, [3, 4]);
        if (d[x].Rank != 2 || d[x].Dims[1] == 0) return;
        d.IsSingle = true;
        var targets = d.AddSource(TF_DataType.TF_INT32, [d[x].Dims[0]], d[x].Dims[1] - 1, least: 0);
        d.Add("in_top_k({0}, {1}, 2)", [x, targets], (t, _) => tf.nn.in_top_k(tf.cast(t[0], tf.float32), t[1], 2), 1, 1);
    }
}
