using NumSharp;
using NUnit.Framework;
using Tensorflow;
using Tensorflow.Keras;
using ValueError = Tensorflow.ValueError;
using static Tensorflow.Binding;
using static Tensorflow.KerasApi;

namespace TfExercises.Tests.Keras;

/// <summary>Models: building, sharing, nesting, subclassing, summaries, weights.</summary>
public class ModelTests : KerasTestBase
{
    [Test]
    public void SequentialWaitsForItsData()
    {
        var model = keras.Sequential([keras.layers.Dense(3, activation: keras.activations.Relu), keras.layers.Dense(1)]);
        Assert.That(() => model.summary(), Throws.TypeOf<ValueError>().With.Message.Contains("not yet been built"));
        model.compile("sgd", "mse");
        model.fit(new float[8, 5], new float[8, 1], verbose: 0);
        Assert.That(model.weights.Select(w => w.name), Is.EqualTo(new[] { "dense/kernel:0", "dense/bias:0", "dense_1/kernel:0", "dense_1/bias:0" }));
        Assert.That(model.count_params(), Is.EqualTo(5 * 3 + 3 + 3 + 1));
    }

    [Test]
    public void SummaryOfAChain()
    {
        var model = keras.Sequential();
        model.add(keras.layers.Dense(7, activation: "relu", input_shape: 5));
        model.add(keras.layers.Dropout(0.2));
        model.add(keras.layers.BatchNormalization());
        model.add(keras.layers.Dense(3));
        Snapshot.Verify(Summary(model), "summary-sequential");
    }

    [Test]
    public void SummaryOfBranches()
    {
        Tensor a = keras.Input(4, name: "a"), b = keras.Input(3, name: "b");
        var joined = keras.layers.concatenate((keras.layers.Dense(5, name: "da").Apply(a), keras.layers.Dense(5, name: "db").Apply(b)));
        var model = keras.Model((a, b), keras.layers.Dense(2, name: "o").Apply(joined));
        Snapshot.Verify(Summary(model), "summary-functional");
    }

    static string Summary(Model model)
    {
        var lines = new List<string>();
        model.summary(print_fn: lines.Add);
        return string.Join("\n", lines);
    }

    [Test]
    public void ModelsNestAndShareLayers()
    {
        var x = keras.Input(3);
        var inner = keras.Sequential([keras.layers.Dense(2, input_shape: 3, name: "inner_dense"), keras.layers.Dropout(0.5)], name: "inner");
        var first = inner.Apply(x);
        var second = inner.Apply(keras.layers.Dense(3).Apply(x));
        var model = keras.Model(x, keras.layers.subtract((first, second)));
        Assert.That(model.weights, Has.Count.EqualTo(4));
        Assert.That(model.layers.Select(l => l.name), Has.Member("inner"));
        var data = np.arange(6).astype(np.float32).reshape(2, 3);
        var before = model.predict(data);
        using (new Graph().as_default())
        {
            var again = keras.models.model_from_json(model.to_json());
            again.set_weights(model.get_weights());
            Assert.That(again.predict(data).ToArray<float>(), Is.EqualTo(before.ToArray<float>()));
        }
        model.compile("adam", "mse");
        Assert.That(model.fit(data, before, epochs: 2, verbose: 0).history["loss"], Has.Count.EqualTo(2));
    }

    [Test]
    public void SeveralOutputsHaveTheirLosses()
    {
        var x = keras.Input(3);
        var a = keras.layers.Dense(1, name: "a").Apply(x);
        var b = keras.layers.Dense(2, activation: "softmax", name: "b").Apply(x);
        var model = keras.Model(x, (a.Single, b.Single));
        model.compile("sgd", new[] { "mse", "sparse_categorical_crossentropy" }, ["accuracy"], loss_weights: [1, 0.5]);
        var history = model.fit(new float[4, 3], new[] { np.zeros(new NumSharp.Shape(4, 1)), np.array(new[] { 0, 1, 0, 1 }) }, verbose: 0).history;
        Assert.That(history.Keys, Is.EqualTo(new[] { "loss", "a_loss", "b_loss", "a_accuracy", "b_accuracy" }));
        Assert.That(history["loss"][0], Is.EqualTo(history["a_loss"][0] + 0.5 * history["b_loss"][0]).Within(1e-6));
        Assert.That(model.predict_all(new float[4, 3]), Has.Length.EqualTo(2));
        Assert.That(() => model.predict(new float[4, 3]), Throws.TypeOf<ValueError>().With.Message.Contains("predict_all"));
    }

    /// <summary>Two layers in fields, called by code.</summary>
    sealed class Two : Model
    {
        readonly Layer _hidden = keras.layers.Dense(4, activation: "tanh");
        readonly Layer _out = keras.layers.Dense(1);
        readonly Layer _dropout = keras.layers.Dropout(0.1);

        public override Tensors call(Tensors inputs, CallOptions options) => _out.Apply(_dropout.Apply(_hidden.Apply(inputs)));
    }

    [Test]
    public void SubclassedModelsTrain()
    {
        var model = new Two();
        model.compile(keras.optimizers.Adam(0.05), "mse");
        var x = np.random.RandomState(1).rand(64, 2).astype(np.float32);
        var y = (x[":, 0:1"] - x[":, 1:2"]).copy();
        var losses = model.fit(x, y, epochs: 30, verbose: 0).history["loss"];
        Assert.That(losses[^1], Is.LessThan(0.3 * losses[0]));
        Assert.That(model.layers.Select(l => l.name), Is.EqualTo(new[] { "dense", "dense_1", "dropout" }));
        Assert.That(model.weights[0].name, Is.EqualTo("two/dense/kernel:0"));
        Assert.That(model.predict(x).shape, Is.EqualTo(new long[] { 64, 1 }));
        Assert.That(() => model.to_json(), Throws.TypeOf<ValueError>().With.Message.Contains("Two derives Model"));
    }

    [Test]
    public void SetWeightsSaysWhatDoesNotFit()
    {
        var model = keras.Sequential([keras.layers.Dense(2, input_shape: 3)]);
        Assert.That(() => model.set_weights([np.zeros(new NumSharp.Shape(3, 2))]), Throws.TypeOf<ValueError>().With.Message.Contains("expecting 2 weights"));
        Assert.That(() => model.set_weights([np.zeros(new NumSharp.Shape(3, 3)), np.zeros(new NumSharp.Shape(2))]), Throws.TypeOf<ValueError>().With.Message.Contains("(3, 3)"));
        Assert.That(() => model.get_layer("dens"), Throws.TypeOf<ValueError>().With.Message.Contains("Existing layers are: dense"));
    }

    [Test]
    public void OutputsMustComeFromLayers()
    {
        var x = keras.Input(3);
        Assert.That(() => keras.Model(x, keras.layers.Dense(2).Apply(x)[0] * 2f), Throws.TypeOf<ValueError>().With.Message.Contains("Lambda"));
        Assert.That(() => keras.Model(keras.Input(2), keras.layers.Dense(2).Apply(x)), Throws.TypeOf<ValueError>().With.Message.Contains("Graph disconnected"));
    }

    [Test]
    public void BackendRunsFunctionsAndStartsAnew()
    {
        var model = keras.Sequential([keras.layers.Dense(2, input_shape: 2, kernel_initializer: "ones", activation: "relu"), keras.layers.Dense(1)]);
        var hidden = keras.backend.function(model.inputs, model.layers[0].output);
        Assert.That(hidden([np.array(new float[,] { { 1, 2 } })])[0].ToArray<float>(), Is.EqualTo(new[] { 3f, 3f }));
        Assert.That(keras.backend.get_session().graph, Is.SameAs(tf.get_default_graph()));
    }
}
