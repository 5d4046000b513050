using NumSharp;
using NUnit.Framework;
using Tensorflow;
using Tensorflow.Keras;
using Optimizer = Tensorflow.Keras.Optimizer;
using Shape = Tensorflow.Shape;
using static Tensorflow.Binding;
using static Tensorflow.KerasApi;

namespace TfExercises.Tests.Keras.Optimizers;

/// <summary>The gradient of an embedding names rows, some of them twice: steps are those of the dense gradient.</summary>
public class EmbeddingGradientTests : KerasTestBase
{
    const int Rows = 50, Size = 3;

    // Index 4 comes twice in a sample, 7 in two samples; most rows never.
    static readonly int[,] s_indices = { { 4, 7, 4, 1 }, { 7, 2, 30, 49 } };

    static readonly Dictionary<string, Func<Optimizer>> s_optimizers = new()
    {
        ["SGD"] = () => keras.optimizers.SGD(0.5),
        ["momentum"] = () => keras.optimizers.SGD(0.5, momentum: 0.9),
        ["nesterov"] = () => keras.optimizers.SGD(0.5, momentum: 0.9, nesterov: true),
        ["weight_decay"] = () => keras.optimizers.SGD(0.5, weight_decay: 0.1),
        ["Adagrad"] = () => keras.optimizers.Adagrad(0.5),
        ["RMSprop"] = () => keras.optimizers.RMSprop(0.05),
        ["RMSprop_momentum"] = () => keras.optimizers.RMSprop(0.05, momentum: 0.9),
        ["RMSprop_centered"] = () => keras.optimizers.RMSprop(0.05, momentum: 0.5, centered: true),
        ["Adam"] = () => keras.optimizers.Adam(0.05),
        ["amsgrad"] = () => keras.optimizers.Adam(0.05, amsgrad: true),
        ["Adadelta"] = () => keras.optimizers.Adadelta(0.5),
        ["Adamax"] = () => keras.optimizers.Adamax(0.05),
        ["Nadam"] = () => keras.optimizers.Nadam(0.05),
        ["Ftrl"] = () => keras.optimizers.Ftrl(0.5),
    };

    static IEnumerable<string> Names => s_optimizers.Keys;

    static NDArray Table => (np.arange(Rows * Size).astype(np.float32).reshape(Rows, Size) / (Rows * Size)) - 0.4f;

    /// <summary>The table after some steps from the same beginning: once looked up, once multiplied by one-hot rows.</summary>
    static float[] Train(Optimizer optimizer, bool asRows, Action<Graph>? look = null)
    {
        using var graph = new Graph().as_default();
        Layer table = asRows
            ? keras.layers.Embedding(Rows, Size, input_length: 4)
            : keras.layers.Dense(Size, use_bias: false, input_shape: [4, Rows]);
        var model = keras.Sequential([table, keras.layers.Flatten(), keras.layers.Dense(1, kernel_initializer: "ones", activation: "tanh")]);
        model.compile(optimizer, "mse");
        model.layers[0].set_weights([Table]);
        var oneHot = keras.utils.to_categorical(np.array(s_indices), Rows);
        for (var step = 0; step < 4; step++) model.train_on_batch(asRows ? (ModelData)s_indices : oneHot, new float[,] { { 1 }, { -1 } });
        look?.Invoke(graph);
        return model.layers[0].get_weights()[0].ToArray<float>();
    }

    [TestCaseSource(nameof(Names))]
    public void StepsAreThoseOfTheDenseGradient(string name) =>
        Assert.That(Train(s_optimizers[name](), asRows: true), Is.EqualTo(Train(s_optimizers[name](), asRows: false)).Within(2e-6));

    [TestCase("SGD")]
    [TestCase("momentum")]
    [TestCase("nesterov")]
    [TestCase("Adagrad")]
    [TestCase("RMSprop")]
    [TestCase("RMSprop_centered")]
    public void NoGradientHasTheSizeOfTheTable(string name) => Train(s_optimizers[name](), asRows: true, graph =>
    {
        var sums = graph.get_operations().Where(o => o.type == "UnsortedSegmentSum").Select(o => o.outputs[0].shape);
        Assert.That(sums, Has.None.EqualTo(new Shape(Rows, Size)));
        Assert.That(graph.get_operations().Select(o => o.type), Has.Some.StartsWith("Scatter"));
    });

    // As in Keras, bounds hold for the rows as they come, before those of one index are summed.
    [Test]
    public void ClippingMeetsEachRowOfTheGradient()
    {
        float Moved(Optimizer optimizer)
        {
            using var graph = new Graph().as_default();
            var model = keras.Sequential([keras.layers.Embedding(2, 1, embeddings_initializer: "zeros", input_length: 2), keras.layers.Flatten()]);
            model.compile(optimizer, (Loss)((y, p) => 2f * tf.reduce_sum(p, -1)));
            model.train_on_batch(new[,] { { 1, 1 } }, new float[,] { { 0, 0 } });
            return -model.get_weights()[0].ToArray<float>()[1];
        }
        Assert.That(Moved(keras.optimizers.SGD(1)), Is.EqualTo(4));
        Assert.That(Moved(keras.optimizers.SGD(1, clipvalue: 0.5)), Is.EqualTo(1));
        Assert.That(Moved(keras.optimizers.SGD(1, clipnorm: 1)), Is.EqualTo(Math.Sqrt(2)).Within(1e-6));
        Assert.That(Moved(keras.optimizers.SGD(1, global_clipnorm: 1)), Is.EqualTo(Math.Sqrt(2)).Within(1e-6));
    }
}
