using NUnit.Framework;
using Tensorflow;
using Tensorflow.Ops;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;
using Assert = NUnit.Framework.Assert;

namespace TfExercises.Tests.Ops.Arrays;

/// <summary>Gradients of the array operations that the golden cases do not cover, to second order.</summary>
public class ArrayGradientTests
{
    internal static readonly Dictionary<string, Action<GradientCheck>> Cases = new()
    {
        ["BatchToSpaceND"] = c => c.Verify(tf.square(tf.batch_to_space_nd(c.Input([4, 2, 3, 2]), new[] { 2, 2 }, new[,] { { 0, 1 }, { 1, 0 } }))),
        ["SpaceToBatchND"] = c => c.Verify(tf.square(tf.space_to_batch_nd(c.Input([2, 3, 4, 2]), new[] { 2, 2 }, new[,] { { 1, 0 }, { 0, 0 } }))),
        ["CheckNumerics"] = c => c.Verify(tf.check_numerics(tf.square(c.Input([3])), "must be finite")),
        ["Concat"] = c => c.Verify(tf.square(Node("Concat", 1, new[] { c.Input([2, 3]), c.Input([2, 1]) }))),
        ["ConcatV2 with a negative axis"] = c => c.Verify(tf.square(tf.concat(new[] { c.Input([2, 3]), c.Input([2, 1]) }, -1))),
        ["DynamicPartition"] = c => c.Verify(Known(tf.square(tf.dynamic_partition(c.Input([4, 2]), new[] { 0, 1, 1, 0 }, 2)[1]), [2, 2])),
        ["DynamicStitch"] = c => c.Verify(tf.square(tf.dynamic_stitch(new TensorLike[] { new[] { 0, 3 }, new[] { 2, 1 } }, new[] { c.Input([2, 3]), c.Input([2, 3]) }))),
        ["ParallelDynamicStitch"] = c => c.Verify(tf.square(Node("ParallelDynamicStitch", new TensorLike[] { new[] { 0, 3 }, new[] { 2, 1 } }, new[] { c.Input([2, 3]), c.Input([2, 3]) }))),
        ["EnsureShape"] = c => c.Verify(tf.ensure_shape(tf.square(c.Input([2, 3])), new Shape(-1, 3))),
        ["Gather"] = c => c.Verify(tf.square(Node("Gather", c.Input([4, 2]), new[] { 3, 0, 3 }))),
        ["GatherV2 of an inner axis"] = c => c.Verify(tf.square(tf.gather(c.Input([2, 4, 3]), new[] { 3, 0, 3 }, axis: 1))),
        ["GatherV2 with batches"] = c => c.Verify(tf.square(tf.gather(c.Input([2, 4, 3]), new[,] { { 3, 0, 3 }, { 1, 1, 2 } }, axis: 1, batch_dims: 1))),
        ["IdentityN"] = c => c.Verify(tf.square(Node("IdentityN", new[] { c.Input([3]), c.Input([2]) }))),
        ["MatrixDiag"] = c => c.Verify(tf.square(Node("MatrixDiag", c.Input([2, 3])))),
        ["MatrixDiagPart"] = c => c.Verify(tf.square(Node("MatrixDiagPart", c.Input([2, 3, 3])))),
        ["MatrixDiagV2"] = c => c.Verify(tf.square(Node("MatrixDiagV2", c.Input([2, 2, 3]), new[] { -1, 0 }, 3, 3, tf.constant(0.0, tf.float64)))),
        ["MatrixDiagPartV2"] = c => c.Verify(tf.square(Node("MatrixDiagPartV2", c.Input([2, 3, 4]), new[] { -1, 1 }, tf.constant(0.0, tf.float64)))),
        ["MatrixSetDiag"] = c => c.Verify(tf.square(Node("MatrixSetDiag", c.Input([2, 3, 4]), c.Input([2, 3])))),
        ["MatrixSetDiagV2"] = c => c.Verify(tf.square(Node("MatrixSetDiagV2", c.Input([2, 3, 3]), c.Input([2, 2, 3]), new[] { 0, 1 }))),
        ["MatrixSetDiagV3"] = c => c.Verify(tf.square(tf.matrix_set_diag(c.Input([2, 3, 3]), c.Input([2, 2, 3]), k: new[] { -1, 0 }))),
        ["PlaceholderWithDefault"] = c => c.Verify(tf.placeholder_with_default(tf.square(c.Input([2, 3])), new Shape(2, 3))),
        ["Print"] = c => c.Verify(tf.Print(tf.square(c.Input([3])), [tf.constant(1)], first_n: 0)),
        ["Snapshot"] = c => c.Verify(Node("Snapshot", tf.square(c.Input([3])))),
        ["TensorScatterAdd"] = c => c.Verify(tf.square(tf.tensor_scatter_nd_add(c.Input([4, 2]), new[,] { { 3 }, { 1 } }, c.Input([2, 2])))),
        ["TensorScatterSub"] = c => c.Verify(tf.square(tf.tensor_scatter_nd_sub(c.Input([4, 2]), new[,] { { 3 }, { 1 } }, c.Input([2, 2])))),
        ["TensorScatterMax"] = c => c.Verify(tf.square(tf.tensor_scatter_nd_max(c.Input([4, 2]), new[,] { { 3 }, { 1 } }, c.Input([2, 2])))),
        ["TensorScatterMin"] = c => c.Verify(tf.square(tf.tensor_scatter_nd_min(c.Input([4, 2]), new[,] { { 3 }, { 1 } }, c.Input([2, 2])))),
        ["TopK"] = c => c.Verify(tf.square(OpBuilder.Apply("TopK", null, [c.Input([2, 5])], ("k", 3L)))),
        ["StridedSlice backwards"] = c => c.Verify(tf.square(c.Input([4, 5])["::-2, 4:0:-3"])),
        ["StridedSlice with every mask"] = c => c.Verify(tf.square(c.Input([3, 2, 4])["1, newaxis, ..., 1:3"])),
        ["ReverseV2"] = c => c.Verify(tf.square(tf.reverse(c.Input([2, 3, 2]), new[] { -1, 0 }))),
    };

    [TestCaseSource(nameof(Names))]
    public void FitsDifferences(string name) => Cases[name](new GradientCheck());

    [Test]
    public void NothingFlowsThroughAPreventedGradient()
    {
        tf.reset_default_graph();
        var x = tf.placeholder(tf.float32, [2]);
        var y = OpBuilder.Apply("PreventGradient", null, [x], ("message", "It comes with a later version."));
        Assert.That(() => tf.gradients(y, x), Throws.TypeOf<LookupError>().With.Message.Contains("It comes with a later version."));
    }

    // TensorFlow has removed TopK.
    static IEnumerable<TestCaseData> Names() => ManagedCases.Mark(Cases.Keys, "TopK");

    static Tensor Node(string type, params ReadOnlySpan<TensorLike> inputs) => OpBuilder.Apply(type, null, inputs);

    static Tensor Known(Tensor x, int[] dims)
    {
        x.set_shape(new Shape(dims));
        return x;
    }
}
