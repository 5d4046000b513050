using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Layers;

/// <summary>What layers refuse, by the text.</summary>
public sealed class LayerErrorTests
{
    [SetUp]
    public void NewGraph() => tf.reset_default_graph();

    [Test]
    public void UnknownFeatures() => Refused(() => tf.layers.dense(tf.placeholder(tf.float32, new[] { 2, -1 }), 3),
        "The last dimension of the inputs to `Dense` should be defined, found unknown");

    [Test]
    public void UnknownRank() => Refused(() => tf.layers.dense(tf.placeholder(tf.float32), 3), "Input 0 of layer dense is incompatible with the layer: expected min_ndim=2, found ndim=unknown.");

    [Test]
    public void AVector() => Refused(() => tf.layers.dense(tf.placeholder(tf.float32, new[] { 5 }), 3),
        "Input 0 of layer dense is incompatible with the layer: expected min_ndim=2, found ndim=1. Full shape received: (5,)");

    [Test]
    public void AMatrixForAConvolution() => Refused(() => tf.layers.conv2d(tf.placeholder(tf.float32, new[] { 5, 5 }), 3, 2),
        "Input 0 of layer conv2d is incompatible with the layer: expected ndim=4, found ndim=2.");

    [Test]
    public void OtherFeaturesThanTheVariablesHave()
    {
        var layer = tf.layers.Dense(2);
        layer.apply(tf.placeholder(tf.float32, new[] { -1, 3 }));
        Refused(() => layer.apply(tf.placeholder(tf.float32, new[] { -1, 4 }, name: "four")),
            "Input 0 of layer dense is incompatible with the layer: expected axis -1 of input shape to have value 3 but received input with shape (?, 4): Tensor(\"four:0\"");
    }

    [Test]
    public void UnknownChannels() => Refused(() => tf.layers.conv2d(tf.placeholder(tf.float32, new[] { 1, 5, 5, -1 }), 3, 2),
        "The channel dimension of the inputs to `Conv2D` should be defined, found unknown");

    [Test]
    public void APaddingThatIsNone() => Refused(() => tf.layers.conv2d(tf.placeholder(tf.float32, new[] { 1, 5, 5, 1 }), 3, 2, padding: "full"),
        "The `padding` argument must be one of \"valid\", \"same\". Received: full");

    [Test]
    public void AKernelSizeOfThree() => Refused(() => tf.layers.conv2d(tf.placeholder(tf.float32, new[] { 1, 5, 5, 1 }), 3, (1, 2, 3)),
        "The `kernel_size` argument must be a positive integer or 2 of them. Received: (1, 2, 3)");

    [Test]
    public void StridesWithDilation() => Refused(() => tf.layers.conv2d(tf.placeholder(tf.float32, new[] { 1, 5, 5, 1 }), 3, 2, strides: 2, dilation_rate: 2),
        "`strides > 1` is not supported together with `dilation_rate > 1`.");

    [Test]
    public void NoUnits() => Refused(() => tf.layers.Dense(0), "`units` must be 1 or more. Received: units=0");

    [Test]
    public void IntegersForDense()
    {
        var error = Assert.Throws<TypeError>(() => tf.layers.dense(tf.placeholder(tf.int32, new[] { 2, 3 }), 3));
        Assert.That(error!.Message, Does.StartWith("Unable to build `Dense` layer with non-floating point dtype int32"));
    }

    [Test]
    public void AScopeAskedBeforeTheFirstUse() => Refused(() => _ = tf.layers.Dense(3).scope_name, "No name available for layer scope");

    static void Refused(Action call, string text) => Assert.That(Assert.Throws<ValueError>(() => call())!.Message, Does.StartWith(text));
}
