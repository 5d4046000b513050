using NUnit.Framework;
using Tensorflow;
using Tensorflow.Ops;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Ops;

/// <summary>Values of the operations that the golden cases do not cover.</summary>
public partial class OpValueTests
{
    internal static Dictionary<string, Action<ValueCheck>> Cases => new(s_plain.Concat(s_lists).Concat(s_state).Concat(s_updates).Concat(s_resource).Concat(s_random));

    static readonly Dictionary<string, Action<ValueCheck>> s_plain = new()
    {
        ["ApproximateEqual"] = c => c.Gives(tf.approximate_equal(new[] { 1f, 1f, 2f }, new[] { 1.001f, 1.1f, 2f }, 0.01f), [1, 0, 1]),
        ["AsString"] = c =>
        {
            c.GivesText(tf.as_string(new[] { 3, -10 }), "3", "-10");
            c.GivesText(tf.as_string(new[] { 1.5f }, precision: 2), "1.50");
            c.GivesText(tf.as_string(new[] { 7 }, width: 3, fill: "0"), "007");
            c.GivesText(tf.as_string(new[] { true, false }), "true", "false");
        },
        ["BatchToSpaceND"] = c => c.Gives(tf.batch_to_space_nd(tf.reshape(tf.range(8), [4, 1, 2, 1]), new[] { 2, 2 }, new int[2, 2]), [0, 2, 1, 3, 4, 6, 5, 7]),
        ["SpaceToBatchND"] = c => c.Gives(tf.space_to_batch_nd(tf.reshape(tf.range(8), [1, 2, 4, 1]), new[] { 2, 2 }, new int[2, 2]), [0, 2, 1, 3, 4, 6, 5, 7]),
        ["Bitcast"] = c => c.Gives(tf.bitcast(new[] { 1f, -2f }, tf.int32), [0x3f800000, unchecked((int)0xc0000000)]),
        ["BatchMatMul"] = c => c.Gives(Node("BatchMatMul", new float[,,] { { { 1, 2 } }, { { 3, 4 } } }, new float[,,] { { { 5 }, { 6 } }, { { 7 }, { 8 } } }), [17, 53]),
        ["CheckNumerics"] = c => c.Gives(tf.check_numerics(new[] { 1f, 2f }, "finite"), [1, 2]),
        ["Concat"] = c => c.Gives(Node("Concat", 1, new[] { tf.constant(new[,] { { 1 }, { 2 } }), tf.constant(new[,] { { 3, 4 }, { 5, 6 } }) }), [1, 3, 4, 2, 5, 6]),
        ["Diag"] = c => c.Gives(tf.diag(new[] { 1f, 2f }), [1, 0, 0, 2]),
        ["DiagPart"] = c => c.Gives(tf.diag_part(new float[,] { { 1, 2 }, { 3, 4 } }), [1, 4]),
        ["Div"] = c => c.Gives(Node("Div", new[] { 7, -7 }, new[] { 2, 2 }), [3, -3]),
        ["Dilation2D"] = c => c.Gives(tf.nn.dilation2d(tf.reshape(new float[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 }, [1, 3, 3, 1]), tf.reshape(new[] { 10f, 0, 0, 0 }, [2, 2, 1]), 1, 1, "VALID"), [11, 12, 14, 15]),
        ["DynamicPartition"] = c =>
        {
            var parts = tf.dynamic_partition(new float[] { 10, 20, 30, 40 }, new[] { 1, 0, 1, 1 }, 3);
            c.Gives(parts[0], [20]);
            c.Gives(parts[1], [10, 30, 40]);
            c.Gives(parts[2], []);
        },
        ["EnsureShape"] = c => c.Gives(tf.ensure_shape(new[] { 1f, 2f }, new Shape(-1)), [1, 2]),
        ["EuclideanNorm"] = c => c.Gives(tf.reduce_euclidean_norm(new float[,] { { 3, 4 }, { 5, 12 } }, 1), [5, 13]),
        ["Gather"] = c => c.Gives(Node("Gather", new float[,] { { 1, 2 }, { 3, 4 } }, new[] { 1, 0, 1 }), [3, 4, 1, 2, 3, 4]),
        ["IdentityN"] = c => c.Gives(OpBuilder.ApplyMany("IdentityN", null, [new TensorLike[] { 1f, new[] { 2, 3 } }])[1], [2, 3]),
        ["InTopK"] = c => c.Gives(OpBuilder.Apply("InTopK", null, [new[,] { { 0.1f, 0.9f, 0.5f }, { 0.7f, 0.2f, 0.1f } }, new[] { 2, 2 }], ("k", 2L)), [1, 0]),
        ["Inv"] = c => c.Gives(Node("Inv", new[] { 4.0, -0.5 }), [0.25, -2]),
        ["InvGrad"] = c => c.Gives(Node("InvGrad", new[] { 0.5 }, new[] { 3.0 }), [-0.75]),
        ["LinSpace"] = c => c.Gives(Node("LinSpace", 1f, 2f, 5), [1, 1.25, 1.5, 1.75, 2]),
        ["ListDiff"] = c =>
        {
            var difference = OpBuilder.ApplyMany("ListDiff", null, [new[] { 1, 2, 3, 4, 5, 6 }, new[] { 1, 3, 5 }]);
            c.Gives(difference[0], [2, 4, 6]);
            c.Gives(difference[1], [1, 3, 5]);
        },
        ["MatrixDiag"] = c => c.Gives(Node("MatrixDiag", new float[,] { { 1, 2 }, { 3, 4 } }), [1, 0, 0, 2, 3, 0, 0, 4]),
        ["MatrixDiagPart"] = c => c.Gives(Node("MatrixDiagPart", Rectangle), [1, 5]),
        ["MatrixDiagV2"] = c => c.Gives(Node("MatrixDiagV2", new[] { 1f, 2 }, 1, -1, -1, 9f), [9, 1, 9, 9, 9, 2, 9, 9, 9]),
        ["MatrixDiagPartV2"] = c => c.Gives(Node("MatrixDiagPartV2", Rectangle, new[] { 0, 1 }, 0f), [2, 6, 1, 5]),
        ["MatrixSetDiag"] = c => c.Gives(Node("MatrixSetDiag", Rectangle, new[] { 7f, 8 }), [7, 2, 3, 4, 8, 6]),
        ["MatrixSetDiagV2"] = c => c.Gives(Node("MatrixSetDiagV2", Rectangle, new[] { 7f, 8 }, 1), [1, 7, 3, 4, 5, 8]),
        ["MatrixSetDiagV3"] = c => c.Gives(tf.matrix_set_diag(Rectangle, new[] { 7f }, k: -1), [1, 2, 3, 7, 5, 6]),
        ["MatrixTriangularSolve"] = c =>
        {
            double[,] matrix = { { 2, 9 }, { 4, 5 } }, right = { { 6 }, { 22 } };
            c.Gives(tf.matrix_triangular_solve(matrix, right), [3, 2]);
            c.Gives(tf.matrix_triangular_solve(matrix, right, adjoint: true), [-5.8, 4.4]);
            c.Gives(tf.matrix_triangular_solve(matrix, right, lower: false), [-16.8, 4.4]);
        },
        ["MaxPoolV2"] = c => c.Gives(OpBuilder.Apply("MaxPoolV2", null, [tf.reshape(tf.range(16f), [1, 4, 4, 1]), new[] { 1, 2, 2, 1 }, new[] { 1, 2, 2, 1 }], ("padding", "VALID")), [5, 7, 13, 15]),
        ["MaxPoolWithArgmax"] = c => c.Gives(tf.nn.max_pool_with_argmax(tf.reshape(tf.range(16f), [1, 4, 4, 1]), 2, 2, "VALID").argmax, [5, 7, 13, 15]),
        ["Mod"] = c => c.Gives(Node("Mod", new[] { -7, 7 }, new[] { 3, -3 }), [-1, 1]),
        ["MulNoNan"] = c => c.Gives(tf.multiply_no_nan(new[] { double.NaN, double.PositiveInfinity, 3 }, new[] { 0.0, 0, 2 }), [0, 0, 6]),
        ["ParallelDynamicStitch"] = c => c.Gives(Node("ParallelDynamicStitch", new TensorLike[] { new[] { 0, 2 }, new[] { 1 } }, new TensorLike[] { new[] { 1f, 3 }, new[] { 2f } }), [1, 2, 3]),
        ["PlaceholderWithDefault"] = c => c.Gives(tf.placeholder_with_default(new[] { 1f, 2 }, new Shape(-1)), [1, 2]),
        ["PreventGradient"] = c => c.Gives(Node("PreventGradient", new[] { 1f, 2 }), [1, 2]),
        ["Print"] = c => c.Gives(tf.Print(tf.constant(new[] { 1f, 2 }), [tf.constant(1)], first_n: 0), [1, 2]),
        ["PrintV2"] = c => c.Writes(path => tf.print([tf.constant(new[] { 1, 2 }), "and", tf.constant(3)], $"file://{path}"), "[1 2] and 3\n"),
        ["RandomGammaGrad"] = c => c.Gives(Node("RandomGammaGrad", new[] { 1.0, 2 }, new[] { 0.5, 1.7 }), [GammaSlope(1, 0.5), GammaSlope(2, 1.7)]),
        ["SegmentMax"] = c => c.Gives(tf.segment_max(new float[,] { { 1, 5 }, { 4, 2 }, { 0, 7 } }, new[] { 0, 0, 1 }), [4, 5, 0, 7]),
        ["SegmentMin"] = c => c.Gives(tf.segment_min(new float[,] { { 1, 5 }, { 4, 2 }, { 0, 7 } }, new[] { 0, 0, 1 }), [1, 2, 0, 7]),
        ["SegmentProd"] = c => c.Gives(tf.segment_prod(new float[,] { { 1, 5 }, { 4, 2 }, { 0, 7 } }, new[] { 0, 0, 2 }), [4, 10, 1, 1, 0, 7]),
        ["Snapshot"] = c => c.Gives(Node("Snapshot", new[] { 1f, 2 }), [1, 2]),
        ["SoftplusGrad"] = c => c.Gives(Node("SoftplusGrad", new[] { 2.0 }, new[] { 0.5 }), [2 / (1 + Math.Exp(-0.5))]),
        ["StringFormat"] = c => c.GivesText(OpBuilder.Apply("StringFormat", null, [new TensorLike[] { new[] { 1, 2 }, "x\t\"é\u0001" }], ("template", "a %s b %s")), "a [1 2] b \"x\\t\\\"é\\001\""),
        ["RegexFullMatch"] = c =>
        {
            var texts = tf.constant(new[] { "s3://bucket/model", "a/s3://b", "s3:/" });
            c.Gives(tf.strings.regex_full_match(texts, "^s3://.*"), [1, 0, 0]);
            c.Gives(tf.strings.regex_full_match(texts, tf.constant("s3:/+.*")), [1, 0, 1]);
        },
        ["SelectOfTexts"] = c => c.GivesText(Node("Select", true, "yes", "no"), "yes"),
        ["StringJoin"] = c => c.GivesText(tf.string_join(["a", "b"], "-"), "a-b"),
        ["TensorScatterSub"] = c => c.Gives(tf.tensor_scatter_nd_sub(new[] { 10f, 20, 30 }, new[,] { { 2 }, { 2 } }, new[] { 1f, 2 }), [10, 20, 27]),
        ["TensorScatterMax"] = c => c.Gives(tf.tensor_scatter_nd_max(new[] { 10f, 20, 30 }, new[,] { { 0 }, { 2 } }, new[] { 15f, 2 }), [15, 20, 30]),
        ["TensorScatterMin"] = c => c.Gives(tf.tensor_scatter_nd_min(new[] { 10f, 20, 30 }, new[,] { { 0 }, { 2 } }, new[] { 15f, 2 }), [10, 20, 2]),
        ["TopK"] = c => c.Gives(OpBuilder.ApplyMany("TopK", null, [new[] { 3f, 9, 1, 9 }], ("k", 3L))[1], [1, 3, 0]),
        ["UniqueWithCounts"] = c =>
        {
            var (y, index, count) = tf.unique_with_counts(new[] { 4, 4, 2, 4, 9 });
            c.Gives(y, [4, 2, 9]);
            c.Gives(index, [0, 0, 1, 0, 2]);
            c.Gives(count, [3, 1, 1]);
        },
        ["UnsortedSegmentMax"] = c => c.Gives(tf.unsorted_segment_max(new[] { 1, 5, 3 }, new[] { 1, 0, 1 }, 3), [5, 3, int.MinValue]),
        ["UnsortedSegmentMin"] = c => c.Gives(tf.unsorted_segment_min(new[] { 1, 5, 3 }, new[] { 1, 0, 1 }, 3), [5, 1, int.MaxValue]),
        ["UnsortedSegmentProd"] = c => c.Gives(tf.unsorted_segment_prod(new[] { 2f, 5, 3 }, new[] { 1, 0, 1 }, 3), [5, 6, 1]),
        ["Xlog1py"] = c => c.Gives(tf.xlog1py(new[] { 0.0, 2 }, new[] { -1.0, 0.5 }), [0, 2 * Math.Log(1.5)]),
        ["Zeta"] = c => c.Gives(tf.zeta(new[] { 2.0, 3 }, new[] { 1.0, 1 }), [Math.PI * Math.PI / 6, 1.2020569031595942], 1e-12),
    };

    static float[,] Rectangle => new float[,] { { 1, 2, 3 }, { 4, 5, 6 } };

    [TestCaseSource(nameof(Names))]
    public void Is(string name)
    {
        var check = new ValueCheck();
        Cases[name](check);
        check.Run();
    }

    // TensorFlow has removed TopK, and what a FakeParam holds is nobody's business there.
    static IEnumerable<TestCaseData> Names() => ManagedCases.Mark(Cases.Keys, "TopK", "FakeParam");

    static Tensor Node(string type, params ReadOnlySpan<TensorLike> inputs) => OpBuilder.Apply(type, null, inputs);

    // dx/da = -(dP/da) / (dP/dx) of the distribution function P(a, x), by differences of its power series.
    static double GammaSlope(double a, double x)
    {
        const double Step = 1e-5;
        return -(Cumulative(a + Step, x) - Cumulative(a - Step, x)) / (Cumulative(a, x + Step) - Cumulative(a, x - Step));

        static double Cumulative(double a, double x)
        {
            double term = 1, sum = 1;
            for (var n = 1; n < 200; n++) sum += term *= x / (a + n);
            return sum * Math.Exp(a * Math.Log(x) - x - Tensorflow.Kernels.Special.Lgamma(a + 1));
        }
    }
}
