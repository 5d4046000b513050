using NUnit.Framework;
using Tensorflow;
using Tensorflow.Ops;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Ops.Nn;

/// <summary>Gradients of the neural-network operations that the golden cases do not cover.</summary>
public class NnGradientTests
{
    internal static readonly Dictionary<string, Action<GradientCheck>> Cases = new()
    {
        ["MaxPoolV2"] = c => c.Verify(Node("MaxPoolV2", [tf.square(c.Input([2, 5, 6, 3])), Window, Window], ("padding", "VALID"))),
        ["MaxPoolWithArgmax"] = c => c.Verify(tf.nn.max_pool_with_argmax(tf.square(c.Input([2, 5, 6, 3])), 3, 2, "SAME").output),
        ["MaxPoolGradGradWithArgmax"] = c => c.Verify(tf.square(tf.nn.max_pool_with_argmax(c.Input([1, 4, 4, 2]), 2, 2, "VALID").output)),
        ["MaxPoolGradGradV2"] = c => c.Verify(tf.square(Node("MaxPoolV2", [c.Input([1, 4, 4, 2]), Window, Window], ("padding", "VALID")))),
        ["Dilation2D"] = c => c.Verify(tf.nn.dilation2d(c.Input([2, 5, 6, 3]), c.Input([3, 2, 3]), 2, [1, 1, 2, 1], "SAME"), second: false),
    };

    internal static readonly Dictionary<string, Action<GradientCheck>> FloatCases = new()
    {
        ["FusedBatchNorm"] = c => c.Verify(Norm("FusedBatchNorm", c)),
        ["FusedBatchNormV2"] = c => c.Verify(Norm("FusedBatchNormV2", c)),
    };

    static int[] Window => [1, 2, 2, 1];

    [TestCaseSource(nameof(Names))]
    public void FitsDifferences(string name) => Cases[name](new GradientCheck());

    [TestCaseSource(nameof(FloatNames))]
    public void FitsDifferencesInSinglePrecision(string name) => FloatCases[name](new GradientCheck(TF_DataType.TF_FLOAT));

    // TensorFlow has MaxPoolGradGradWithArgmax on GPUs only.
    static IEnumerable<TestCaseData> Names() => ManagedCases.Mark(Cases.Keys, "MaxPoolWithArgmax", "MaxPoolGradGradWithArgmax");

    static IEnumerable<string> FloatNames() => FloatCases.Keys;

    static Tensor Norm(string type, GradientCheck c) =>
        Node(type, [c.Input([3, 2, 2, 2]), c.Input([2]), c.Input([2]), Array.Empty<float>(), Array.Empty<float>()], ("epsilon", 0.1f));

    static Tensor Node(string type, ReadOnlySpan<TensorLike> inputs, (string, object?) attr) => OpBuilder.Apply(type, null, inputs, attr);
}
