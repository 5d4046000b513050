using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Ops.Nn;

/// <summary>Convolutions: shape rules, errors when the graph is built, gradients.</summary>
public class ConvTests
{
    static readonly int[] Filter = [3, 3, 2, 4];

    [SetUp]
    public void ResetGraph() => tf.reset_default_graph();

    [TestCase("SAME", 1, 1, "(2, 9, 8, 4)")]
    [TestCase("SAME", 2, 1, "(2, 5, 4, 4)")]
    [TestCase("VALID", 1, 1, "(2, 7, 6, 4)")]
    [TestCase("VALID", 2, 1, "(2, 4, 3, 4)")]
    [TestCase("VALID", 1, 2, "(2, 5, 4, 4)")]
    public void ShapesFollowPaddingStrideAndDilation(string padding, int stride, int dilation, string shape)
    {
        var y = tf.nn.conv2d(tf.placeholder(tf.float32, [2, 9, 8, 2]), tf.placeholder(tf.float32, Filter), stride, padding, dilations: dilation);
        Assert.That(y.shape.ToString(), Is.EqualTo(shape));
    }

    [Test]
    public void UnknownSizesStayUnknown()
    {
        var y = tf.nn.conv2d(tf.placeholder(tf.float32, [-1, 28, -1, 2]), tf.placeholder(tf.float32, Filter), [1, 2, 2, 1], "SAME");
        Assert.That(y.shape.ToString(), Is.EqualTo("(?, 14, ?, 4)"));
    }

    [Test]
    public void ExplicitPaddingIsAnAttribute()
    {
        var pads = new[,] { { 0, 0 }, { 1, 2 }, { 0, 1 }, { 0, 0 } };
        var y = tf.nn.conv2d(tf.placeholder(tf.float32, [2, 6, 6, 2]), tf.placeholder(tf.float32, Filter), 1, pads);
        Assert.Multiple(() =>
        {
            Assert.That(y.shape.ToString(), Is.EqualTo("(2, 7, 5, 4)"));
            Assert.That(y.op.Attrs.Longs("explicit_paddings"), Is.EqualTo(new long[] { 0, 0, 1, 2, 0, 1, 0, 0 }));
        });
    }

    [Test]
    public void TheNewerNameOfTheFilterIsTaken()
    {
        var y = tf.nn.conv2d(tf.placeholder(tf.float32, [2, 6, 6, 2]), strides: 2, padding: "same", filters: tf.placeholder(tf.float32, Filter));
        Assert.That(y.ToString(), Is.EqualTo("Tensor(\"Conv2D:0\", shape=(2, 3, 3, 4), dtype=float32)"));
    }

    [Test]
    public void OtherChannelsAreAnError() => Fails<ValueError>(
        () => tf.nn.conv2d(tf.placeholder(tf.float32, [2, 6, 6, 3]), tf.placeholder(tf.float32, Filter), 1, "SAME"),
        "Dimensions must be equal: the input has 3 channels (NHWC), but the filter (height, width, input channels, output channels) takes 2"
        + " for 'Conv2D' with input shapes: (2, 6, 6, 3), (3, 3, 2, 4).");

    [Test]
    public void AWindowBeyondTheImageIsAnError() => Fails<ValueError>(
        () => tf.nn.conv2d(tf.placeholder(tf.float32, [2, 6, 2, 2]), tf.placeholder(tf.float32, Filter), 1, "VALID"),
        "Negative dimension size caused by subtracting 3 (the window) from 2 (the width of the image with its padding); use padding SAME or a smaller window"
        + " for 'Conv2D' with input shapes: (2, 6, 2, 2), (3, 3, 2, 4).");

    [Test]
    public void AnotherRankIsAnError() => Fails<ValueError>(
        () => tf.nn.conv2d(tf.placeholder(tf.float32, [6, 6, 2]), tf.placeholder(tf.float32, Filter), 1, "VALID"),
        "Shape must be rank 4 but is rank 3 for input 0 with shape (6, 6, 2)");

    [Test]
    public void AStrideInTheBatchIsAnError() => Fails<ValueError>(
        () => tf.nn.conv2d(tf.placeholder(tf.float32, [2, 6, 6, 2]), tf.placeholder(tf.float32, Filter), [2, 2, 2, 1], "VALID"),
        "strides must be 1 in the batch and channel dimensions, but is [2, 2, 2, 1]");

    [Test]
    public void ThreeStridesAreAnError() => Fails<ValueError>(
        () => tf.nn.conv2d(tf.placeholder(tf.float32, [2, 6, 6, 2]), tf.placeholder(tf.float32, Filter), [2, 2, 2], "VALID"),
        "`strides` should be of length 1, 2 or 4 but was 3");

    [Test]
    public void AnUnknownPaddingIsAnError() => Fails<ValueError>(
        () => tf.nn.conv2d(tf.placeholder(tf.float32, [2, 6, 6, 2]), tf.placeholder(tf.float32, Filter), 1, "FULL"),
        "padding is 'FULL'; it must be 'SAME' or 'VALID' or explicit paddings");

    [Test]
    public void IntegersAreAnError() => Fails<TypeError>(
        () => tf.nn.conv2d(tf.placeholder(tf.int32, [2, 6, 6, 2]), tf.placeholder(tf.int32, Filter), 1, "SAME"),
        "Value passed to parameter 'input' of Conv2D has DataType int32 not in list of allowed values");

    [Test]
    public void ATransposedConvolutionChecksItsOutputShape() => Fails<ValueError>(
        () => tf.nn.conv2d_transpose(tf.placeholder(tf.float32, [2, 4, 4, 4]), tf.placeholder(tf.float32, Filter), new[] { 2, 9, 8, 2 }, 2),
        "The gradient out_backprop has shape (2, 4, 4, 4), but an input of shape (2, 9, 8, 2) with a filter of shape (3, 3, 2, 4) gives an output of shape (2, 5, 4, 4)");

    [TestCase("NHWC", "SAME", 1, 1)]
    [TestCase("NHWC", "VALID", 2, 1)]
    // TensorFlow has neither dilated gradients nor NCHW on a CPU.
    [TestCase("NHWC", "SAME", 1, 2, Category = "ManagedEngine")]
    [TestCase("NCHW", "SAME", 2, 1, Category = "ManagedEngine")]
    public void Conv2DGradients(string format, string padding, int stride, int dilation)
    {
        var check = new GradientCheck();
        var x = check.Input(format == "NHWC" ? [2, 6, 5, 2] : [2, 2, 6, 5]);
        check.Verify(tf.nn.conv2d(x, check.Input([3, 2, 2, 3]), stride, padding, data_format: format, dilations: dilation));
    }

    [Test]
    public void ExplicitPaddingGradients()
    {
        var check = new GradientCheck();
        var y = tf.nn.conv2d(check.Input([2, 5, 5, 2]), check.Input([3, 3, 2, 3]), 2, new[,] { { 0, 0 }, { 1, 2 }, { 0, 1 }, { 0, 0 } });
        check.Verify(y);
    }

    [Test]
    public void TransposedConvolutionGradients()
    {
        var check = new GradientCheck();
        check.Verify(tf.nn.conv2d_transpose(check.Input([2, 3, 3, 3]), check.Input([3, 3, 2, 3]), new[] { 2, 6, 5, 2 }, 2));
    }

    [TestCase("NHWC")]
    [TestCase("NCHW", Category = "ManagedEngine")]
    public void DepthwiseGradients(string format)
    {
        var check = new GradientCheck();
        var x = check.Input(format == "NHWC" ? [2, 5, 6, 2] : [2, 2, 5, 6]);
        check.Verify(tf.nn.depthwise_conv2d(x, check.Input([3, 3, 2, 2]), 1, "SAME", data_format: format));
    }

    [Test]
    public void SequencesAndSeparableGradients()
    {
        var check = new GradientCheck();
        check.Verify(tf.nn.conv1d(check.Input([2, 7, 2]), check.Input([3, 2, 3]), 2, "SAME"));
        check = new GradientCheck();
        check.Verify(tf.nn.separable_conv2d(check.Input([2, 5, 5, 2]), check.Input([3, 3, 2, 2]), check.Input([1, 1, 4, 3]), [1, 1, 1, 1], "VALID"));
    }

    [Test]
    public void ChannelsFirstGivesWhatChannelsLastGives()
    {
        var x = tf.constant(Counted([2, 5, 6, 3]));
        var w = tf.constant(Counted([3, 3, 3, 4]));
        var last = tf.nn.conv2d(x, w, 2, "SAME");
        var first = tf.nn.conv2d(tf.transpose(x, new[] { 0, 3, 1, 2 }), w, 2, "SAME", data_format: "NCHW");
        using var session = tf.Session();
        var difference = session.run(tf.reduce_sum(tf.abs(last - tf.transpose(first, new[] { 0, 2, 3, 1 }))));
        Assert.That((float)difference, Is.Zero);
    }

    static Array Counted(int[] dims)
    {
        var array = Array.CreateInstance(typeof(float), dims);
        var index = new int[dims.Length];
        for (var i = 0; i < array.Length; i++)
        {
            array.SetValue(MathF.Sin(i), index);
            for (var d = dims.Length - 1; d >= 0 && ++index[d] == dims[d]; d--) index[d] = 0;
        }
        return array;
    }

    static void Fails<TError>(Func<object> call, string text) where TError : Exception =>
        Assert.That(call, Throws.TypeOf<TError>().With.Message.Contains(text));
}
