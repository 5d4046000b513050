using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Layers;

/// <summary>The names of layers' variables and operations, and what becomes of them when names are used again.</summary>
public sealed class LayerScopeTests
{
    [SetUp]
    public void NewGraph() => tf.reset_default_graph();

    [Test]
    public void DenseNodes()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, 3 }, name: "x");
        tf.layers.dense(x, 2, activation: tf.nn.relu);
        Assert.That(Nodes(), Is.EqualTo(new[]
        {
            "x Placeholder",
            "dense/kernel/Initializer/random_uniform/shape Const",
            "dense/kernel/Initializer/random_uniform/min Const",
            "dense/kernel/Initializer/random_uniform/max Const",
            "dense/kernel/Initializer/random_uniform/RandomUniform RandomUniform",
            "dense/kernel/Initializer/random_uniform/sub Sub",
            "dense/kernel/Initializer/random_uniform/mul Mul",
            "dense/kernel/Initializer/random_uniform AddV2",
            "dense/kernel VariableV2",
            "dense/kernel/Assign Assign",
            "dense/kernel/read Identity",
            "dense/bias/Initializer/zeros Const",
            "dense/bias VariableV2",
            "dense/bias/Assign Assign",
            "dense/bias/read Identity",
            "dense/MatMul MatMul",
            "dense/BiasAdd BiasAdd",
            "dense/Relu Relu",
        }));
    }

    [Test]
    public void ConvolutionalNetworkNodes()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, 8, 8, 1 }, name: "x");
        var h = tf.layers.conv2d(x, 4, 3, padding: "same", activation: tf.nn.relu);
        h = tf.layers.max_pooling2d(h, 2, 2);
        h = tf.layers.flatten(h);
        h = tf.layers.dropout(h, 0.4, training: true);
        tf.layers.dense(h, 10, name: "logits");
        Assert.That(Nodes().Where(n => !n.Contains("Initializer") && !n.Contains("kernel") && !n.Contains("bias/")), Is.EqualTo(new[]
        {
            "x Placeholder",
            "conv2d/bias VariableV2",
            "conv2d/dilation_rate Const",
            "conv2d/Conv2D Conv2D",
            "conv2d/BiasAdd BiasAdd",
            "conv2d/Relu Relu",
            "max_pooling2d/MaxPool MaxPool",
            "flatten/Shape Shape",
            "flatten/strided_slice/stack Const",
            "flatten/strided_slice/stack_1 Const",
            "flatten/strided_slice/stack_2 Const",
            "flatten/strided_slice StridedSlice",
            "flatten/Reshape/shape/1 Const",
            "flatten/Reshape/shape Pack",
            "flatten/Reshape Reshape",
            "dropout/dropout/Const Const",
            "dropout/dropout/Mul Mul",
            "dropout/dropout/Shape Shape",
            "dropout/dropout/random_uniform/RandomUniform RandomUniform",
            "dropout/dropout/GreaterEqual/y Const",
            "dropout/dropout/GreaterEqual GreaterEqual",
            "dropout/dropout/Const_1 Const",
            "dropout/dropout/SelectV2 SelectV2",
            "logits/bias VariableV2",
            "logits/MatMul MatMul",
            "logits/BiasAdd BiasAdd",
        }));
        Assert.That(tf.get_default_graph().get_tensor_by_name("flatten/Reshape:0").shape, Is.EqualTo(new Shape(-1, 64)));
    }

    [Test]
    public void UnnamedLayersCount()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, 3 });
        for (var i = 0; i < 3; i++) tf.layers.dense(x, 2);
        Assert.That(tf.trainable_variables().Select(v => v.name), Is.EqualTo(new[]
        {
            "dense/kernel:0", "dense/bias:0", "dense_1/kernel:0", "dense_1/bias:0", "dense_2/kernel:0", "dense_2/bias:0",
        }));
        Assert.That(tf.get_default_graph().get_operation_by_name("dense_2/BiasAdd").type, Is.EqualTo("BiasAdd"));
    }

    [Test]
    public void ALayerOfANameThatExists()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, 3 });
        tf.layers.dense(x, 2, name: "fc");
        var error = Assert.Throws<ValueError>(() => tf.layers.dense(x, 2, name: "fc"));
        Assert.That(error!.Message, Does.StartWith("Variable fc/kernel already exists, disallowed."));
    }

    [Test]
    public void ReuseTakesTheVariablesAndANewNameScope()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, 3 });
        var a = tf.layers.dense(x, 2, name: "fc");
        var b = tf.layers.dense(x, 2, name: "fc", reuse: true);
        Assert.That(tf.global_variables(), Has.Count.EqualTo(2));
        Assert.That((a.name, b.name), Is.EqualTo(("fc/BiasAdd:0", "fc_1/BiasAdd:0")));
        var error = Assert.Throws<ValueError>(() => tf.layers.dense(x, 2, name: "other", reuse: true));
        Assert.That(error!.Message, Does.StartWith("Variable other/kernel does not exist"));
    }

    [Test]
    public void VariableScopesAndAutoReuse()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, 3 });
        Tensor y;
        using (tf.variable_scope("model", reuse: tf.AUTO_REUSE)) tf.layers.dense(x, 2, name: "fc");
        using (tf.variable_scope("model", reuse: tf.AUTO_REUSE)) y = tf.layers.dense(x, 2, name: "fc");
        Assert.That(tf.global_variables().Select(v => v.name), Is.EqualTo(new[] { "model/fc/kernel:0", "model/fc/bias:0" }));
        Assert.That(y.name, Is.EqualTo("model_1/fc/BiasAdd:0"));
    }

    [Test]
    public void UnnamedLayersInAReusedScopeFindTheirVariables()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, 3 });
        foreach (var reuse in new[] { false, true })
        {
            using var scope = tf.variable_scope("net", reuse: reuse);
            tf.layers.dense(tf.layers.dense(x, 4), 2);
        }
        Assert.That(tf.global_variables().Select(v => v.name), Is.EqualTo(new[]
        {
            "net/dense/kernel:0", "net/dense/bias:0", "net/dense_1/kernel:0", "net/dense_1/bias:0",
        }));
    }

    [Test]
    public void ALayerAppliedTwiceSharesItsVariables()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, 3 });
        var layer = tf.layers.Dense(2, use_bias: false);
        Assert.That(layer.built, Is.False);
        var (a, b) = (layer.apply(x), layer.apply(x));
        Assert.That((a.name, b.name, layer.scope_name), Is.EqualTo(("dense/MatMul:0", "dense/MatMul_1:0", "dense")));
        Assert.That(layer.weights.Select(w => w.name), Is.EqualTo(new[] { "dense/kernel:0" }));
        Assert.That(layer.count_params(), Is.EqualTo(6));
    }

    [Test]
    public void TheScopesInitializerAndRegularizerServeLayersThatNameNone()
    {
        var x = tf.placeholder(tf.float32, new[] { -1, 3 });
        using (tf.variable_scope("s", initializer: tf.ones_initializer, regularizer: w => 0.5f * tf.nn.l2_loss(w))) tf.layers.dense(x, 2);
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        Assert.That(session.run(tf.global_variables()[0]).ToArray<float>(), Is.All.EqualTo(1f));
        Assert.That(tf.get_collection<Tensor>(tf.GraphKeys.REGULARIZATION_LOSSES), Has.Count.EqualTo(2));
    }

    [Test]
    public void RegularizersMakeLossesOnceAVariable()
    {
        var x = tf.placeholder(tf.float32, new[] { 4, 3 });
        Func<Tensor, Tensor?> l2 = w => 0.1f * tf.nn.l2_loss(w);
        tf.layers.dense(x, 2, name: "fc", kernel_initializer: tf.ones_initializer, kernel_regularizer: l2, activity_regularizer: y => tf.reduce_sum(y));
        tf.layers.dense(x, 2, name: "fc", kernel_regularizer: l2, reuse: true);
        var losses = tf.get_collection<Tensor>(tf.GraphKeys.REGULARIZATION_LOSSES);
        Assert.That(losses.Select(l => l.name), Is.EqualTo(new[] { "fc/kernel/Regularizer/mul:0", "fc/ActivityRegularizer/truediv:0" }));
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        Assert.That((float)session.run(losses[0]), Is.EqualTo(0.1f * 6 / 2).Within(1e-6));
        Assert.That((float)session.run(losses[1], (x, new float[,] { { 1, 1, 1 }, { 1, 1, 1 }, { 1, 1, 1 }, { 1, 1, 1 } })), Is.EqualTo(4 * 2 * 3 / 4f).Within(1e-6));
    }

    [Test]
    public void UntrainableLayersAndTypes()
    {
        var x = tf.placeholder(tf.float64, new[] { -1, 3 });
        tf.layers.dense(x, 2, trainable: false);
        Assert.That(tf.trainable_variables(), Is.Empty);
        Assert.That(tf.global_variables().Select(v => v.dtype.as_base_dtype()), Is.All.EqualTo(tf.float64));
    }

    static IEnumerable<string> Nodes() => tf.get_default_graph().get_operations().Select(op => $"{op.name} {op.type}");
}
