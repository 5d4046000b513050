using NUnit.Framework;
using Tensorflow;
using Tensorflow.Ops;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Ops;

/// <summary>Gradients of the mathematical operations that the golden cases do not cover, to second order.</summary>
public class MathGradientTests
{
    internal static readonly Dictionary<string, Action<GradientCheck>> Cases = new()
    {
        ["Add"] = c => c.Verify(Node("Add", c.Input([2, 3]), c.Input([3]))),
        ["Div"] = c => c.Verify(Node("Div", c.Input([2, 3]), c.Input([2, 1], 1, 2))),
        ["Inv"] = c => c.Verify(Node("Inv", c.Input([4], 1, 2))),
        ["InvGrad"] = c => c.Verify(Node("InvGrad", c.Input([4], 1, 2), c.Input([4]))),
        ["SqrtGrad"] = c => c.Verify(Node("SqrtGrad", c.Input([4], 1, 2), c.Input([4]))),
        ["RsqrtGrad"] = c => c.Verify(Node("RsqrtGrad", c.Input([4], 1, 2), c.Input([4]))),
        ["MulNoNan"] = c => c.Verify(tf.multiply_no_nan(c.Input([2, 3]), c.Input([3], 1, 2))),
        ["Xdivy"] = c => c.Verify(tf.xdivy(c.Input([2, 3]), c.Input([3], 1, 2))),
        ["Xlog1py"] = c => c.Verify(tf.xlog1py(c.Input([2, 3]), c.Input([3], 1, 2))),
        ["FloorMod"] = c => c.Verify(tf.floormod(c.Input([2, 3], 1.1, 1.9), c.Input([3], 0.6, 0.9)), second: false),
        ["Atan2"] = c => c.Verify(tf.atan2(c.Input([2, 1]), c.Input([3], 1, 2))),
        ["Polygamma"] = c => c.Verify(tf.polygamma(tf.constant(1.0, tf.float64), c.Input([3], 1, 3))),
        ["Zeta"] = c => c.Verify(tf.zeta(tf.constant(2.5, tf.float64), c.Input([3], 1, 3))),
        ["Select with a condition for each row"] = c => c.Verify(Node("Select", new[] { true, false, true }, c.Input([3, 2]), c.Input([3, 2]))),
        ["SelectV2 broadcasting"] = c => c.Verify(Node("SelectV2", new[] { true, false, true }, c.Input([2, 1]), c.Input([1, 3]))),
        ["BroadcastGradientArgs of unknown shapes"] = c => c.Verify(Known(Hidden(c.Input([2, 1, 3])) * Hidden(c.Input([4, 1])), [2, 4, 3])),
        ["SquaredDifference"] = c => c.Verify(tf.squared_difference(c.Input([2, 3]), c.Input([3]))),
        ["EuclideanNorm"] = c => c.Verify(tf.reduce_euclidean_norm(c.Input([3, 4]), 1)),
        ["Prod over two axes"] = c => c.Verify(tf.reduce_prod(c.Input([2, 3, 2]), new[] { 0, 2 })),
        ["Prod of unknown shape and axes"] = c => c.Verify(Known(tf.reduce_prod(Hidden(c.Input([2, 3, 2])), Hidden(tf.constant(new[] { 2, 0 }))), [3])),
        ["Sum of unknown rank"] = c => c.Verify(Known(tf.reduce_sum(tf.placeholder_with_default(c.Input([2, 3]), null)), [])),
        ["Mean of unknown shape"] = c => c.Verify(Known(tf.reduce_mean(tf.square(Hidden(c.Input([2, 3, 4]))), new[] { 0, -1 }), [3])),
        ["Max of unknown shape"] = c => c.Verify(Known(tf.reduce_max(tf.square(Hidden(c.Input([2, 3, 4]))), 1), [2, 4])),
        ["Cumsum exclusive and reverse"] = c => c.Verify(tf.square(tf.cumsum(c.Input([3, 4]), -1, exclusive: true, reverse: true))),
        ["Cumprod exclusive"] = c => c.Verify(tf.cumprod(c.Input([3, 4], 1, 2), 1, exclusive: true)),
        ["MatMul of both transposed"] = c => c.Verify(tf.matmul(c.Input([4, 3]), c.Input([5, 4]), transpose_a: true, transpose_b: true)),
        ["BatchMatMul"] = c => c.Verify(Node("BatchMatMul", c.Input([2, 3, 4]), c.Input([2, 4, 5]))),
        ["BatchMatMulV2 broadcasting"] = c => c.Verify(tf.matmul(c.Input([2, 1, 3, 4]), c.Input([5, 6, 4]), transpose_b: true)),
        ["BatchMatMulV2 with a matrix"] = c => c.Verify(tf.matmul(c.Input([2, 3, 4]), c.Input([4, 5]))),
        ["Einsum of one operand"] = c => c.Verify(tf.einsum("ijk->ki", tf.square(c.Input([2, 3, 4])))),
        ["Einsum of a trace"] = c => c.Verify(tf.einsum("bii->b", tf.square(c.Input([2, 3, 3])))),
        ["Einsum of a diagonal"] = c => c.Verify(tf.einsum("bii->i", tf.square(c.Input([2, 3, 3])))),
        ["Einsum with a dimension of one operand"] = c => c.Verify(tf.einsum("abc,bd->d", c.Input([2, 3, 4]), c.Input([3, 5]))),
        ["Einsum of unnamed dimensions"] = c => c.Verify(tf.einsum("...ij,...jk->...ik", c.Input([2, 1, 3, 4]), c.Input([5, 4, 2]))),
        ["Einsum of unnamed dimensions in the middle"] = c => c.Verify(tf.einsum("i...k,i...->k...", c.Input([2, 1, 3, 4]), c.Input([2, 5, 3]))),
        ["Einsum of unnamed dimensions at the end"] = c => c.Verify(tf.einsum("i...,i...->...", c.Input([2, 3]), c.Input([2, 4, 3]))),
        ["Einsum of unnamed dimensions that are summed up to size 1"] = c => c.Verify(tf.einsum("j...,...i->ij...", c.Input([3, 1]), tf.square(c.Input([4, 2])))),
        ["Einsum of unnamed dimensions in the middle, of unknown sizes"] = c => c.Verify(Known(tf.einsum("i...k,i...->k...", Hidden(c.Input([2, 3, 4])), Hidden(c.Input([2, 5, 3]))), [4, 5, 3])),
        ["Einsum of an outer product"] = c => c.Verify(tf.einsum("i,j->ji", c.Input([3]), c.Input([2]))),
        ["Einsum of three operands"] = c => c.Verify(tf.einsum("ij,jk,kl->il", c.Input([2, 3]), c.Input([3, 4]), c.Input([4, 2]))),
        ["SegmentSum"] = c => c.Verify(Known(tf.square(tf.segment_sum(c.Input([4, 2]), new[] { 0, 0, 1, 3 })), [4, 2])),
        ["SegmentMean"] = c => c.Verify(Known(tf.square(tf.segment_mean(c.Input([4, 2]), new[] { 0, 0, 1, 3 })), [4, 2])),
        ["SegmentMax"] = c => c.Verify(Known(tf.square(tf.segment_max(c.Input([4, 2]), new[] { 0, 0, 1, 3 })), [4, 2])),
        ["SegmentMin"] = c => c.Verify(Known(tf.square(tf.segment_min(c.Input([4, 2]), new[] { 0, 0, 1, 1 })), [2, 2])),
        ["SegmentProd"] = c => c.Verify(Known(tf.segment_prod(c.Input([5, 2], 1, 2), new[] { 0, 0, 1, 1, 1 }), [2, 2])),
        ["UnsortedSegmentSum"] = c => c.Verify(tf.square(tf.unsorted_segment_sum(c.Input([4, 2]), new[] { 2, 0, -1, 2 }, 3))),
        ["UnsortedSegmentMean"] = c => c.Verify(tf.square(tf.unsorted_segment_mean(c.Input([4, 2]), new[] { 2, 0, 0, 2 }, 3))),
        ["UnsortedSegmentMax"] = c => c.Verify(tf.square(tf.unsorted_segment_max(c.Input([4, 2]), new[] { 1, 0, -1, 1 }, 2))),
        ["UnsortedSegmentMin"] = c => c.Verify(tf.square(tf.unsorted_segment_min(c.Input([2, 2, 2]), new[,] { { 1, 0 }, { 1, 1 } }, 2))),
        ["UnsortedSegmentProd"] = c => c.Verify(tf.unsorted_segment_prod(c.Input([5, 2], 1, 2), new[] { 1, 0, 1, 1, 0 }, 2)),
        ["ReluGrad"] = c => c.Verify(Node("ReluGrad", c.Input([4]), c.Input([4]))),
        ["Relu6Grad"] = c => c.Verify(Node("Relu6Grad", c.Input([4]), c.Input([4], 4, 8))),
        ["LeakyReluGrad"] = c => c.Verify(Node("LeakyReluGrad", c.Input([4]), c.Input([4]))),
        ["EluGrad"] = c => c.Verify(Node("EluGrad", c.Input([4]), c.Input([4], -0.9, -0.1))),
        ["SeluGrad"] = c => c.Verify(Node("SeluGrad", c.Input([4]), c.Input([4], -0.9, -0.1))),
        ["SoftplusGrad"] = c => c.Verify(Node("SoftplusGrad", c.Input([4]), c.Input([4]))),
        ["SoftsignGrad"] = c => c.Verify(Node("SoftsignGrad", c.Input([4]), c.Input([4], 0.5, 1))),
        ["TanhGrad"] = c => c.Verify(Node("TanhGrad", c.Input([4]), c.Input([4]))),
        ["SigmoidGrad"] = c => c.Verify(Node("SigmoidGrad", c.Input([4]), c.Input([4]))),
        ["ReciprocalGrad"] = c => c.Verify(Node("ReciprocalGrad", c.Input([4]), c.Input([4]))),
        ["BiasAdd of NCHW"] = c => c.Verify(tf.square(tf.nn.bias_add(c.Input([2, 3, 2, 2]), c.Input([3]), "NCHW"))),
        ["BiasAddGrad"] = c => c.Verify(tf.square(Node("BiasAddGrad", c.Input([2, 3, 4])))),
        ["softmax cross-entropy of broadcast labels"] = c => c.Verify(Node("SoftmaxCrossEntropyWithLogits", c.Input([3, 4]), tf.constant(new[,] { { 0.1, 0.2, 0.3, 0.4 } }))),
        ["clip_by_norm"] = c => c.Verify(tf.clip_by_norm(c.Input([3, 4], 1, 2), tf.constant(1.5, tf.float64))),
    };

    [TestCaseSource(nameof(Names))]
    public void FitsDifferences(string name)
    {
        var check = new GradientCheck();
        Cases[name](check);
    }

    static IEnumerable<string> Names() => Cases.Keys;

    static Tensor Node(string type, params ReadOnlySpan<TensorLike> inputs) => OpBuilder.Apply(type, null, inputs);

    /// <summary>The same tensor with unknown sizes.</summary>
    static Tensor Hidden(Tensor x) => tf.placeholder_with_default(x, Shape.UnknownOfRank(x.shape.ndim));

    static Tensor Known(Tensor x, int[] dims)
    {
        x.set_shape(new Shape(dims));
        return x;
    }
}
