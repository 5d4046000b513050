using NumSharp;
using NUnit.Framework;
using Tensorflow;
using Tensorflow.Keras;
using RuntimeError = Tensorflow.RuntimeError;
using ValueError = Tensorflow.ValueError;
using static Tensorflow.KerasApi;

namespace TfExercises.Tests.Keras;

/// <summary>What does not fit is refused before the first step: what was expected, and what came.</summary>
public class BadInputTests : KerasTestBase
{
    static NDArray X => np.zeros(new NumSharp.Shape(4, 2)).astype(np.float32);
    static NDArray Y => np.zeros(new NumSharp.Shape(4, 1)).astype(np.float32);
    static int[] Labels => [0, 1, 2, 0];

    static Sequential Net(string loss = "mse", int outputs = 1, string? activation = null)
    {
        var model = keras.Sequential([keras.layers.Dense(outputs, activation: activation, input_shape: 2)], name: "net");
        model.compile("sgd", loss);
        return model;
    }

    static Sequential Classes(string loss = "sparse_categorical_crossentropy") => Net(loss, 3, "softmax");

    static Sequential Fixed()
    {
        var model = keras.Sequential([keras.layers.InputLayer(batch_input_shape: [3, 2]), keras.layers.Dense(1)], name: "fixed");
        model.compile("sgd", "mse");
        return model;
    }

    static NDArray Holed(int columns)
    {
        var data = new float[4, columns];
        data[2, columns - 1] = float.NaN;
        return np.array(data);
    }

    static IEnumerable<TestCaseData> Cases()
    {
        static TestCaseData Case(string name, string text, Action action) => new TestCaseData(text, action).SetArgDisplayNames(name);

        yield return Case("rank", "Input 0 of model \"net\" is incompatible with the layer: expected shape=(None, 2), found shape=(4, 2, 1).", () => Net().fit(new float[4, 2, 1], Y));
        yield return Case("size", "Input 0 of model \"net\" is incompatible with the layer: expected shape=(None, 2), found shape=(4, 3).", () => Net().fit(new float[4, 3], Y));
        yield return Case("size in predict", "Input 0 of model \"net\" is incompatible with the layer: expected shape=(None, 2), found shape=(4, 3).", () => Net().predict(new float[4, 3]));
        yield return Case("a number", "x is a single number; an array with one row a sample is needed.", () => Net().fit(NDArray.Scalar(1f), Y));
        yield return Case("two inputs", "The model \"net\" has 1 input(s) (dense_input), but 2 array(s) were given as x.", () => Net().fit(new[] { X, X }, Y));
        yield return Case("text", "x holds string, but numbers are needed.", () => Net().fit(new[] { "a" }, Y));
        yield return Case("size of y", "y has shape (None, 3), but the loss 'mean_squared_error' needs the output's shape (None, 1).", () => Net().fit(X, new float[4, 3]));
        yield return Case("one-hot with sparse",
            "y has shape (None, 3), but the loss 'sparse_categorical_crossentropy' needs labels of shape (None,) for the output (None, 3). For one-hot targets use 'categorical_crossentropy'.",
            () => Classes().fit(X, new float[4, 3]));
        yield return Case("labels with categorical",
            "y has shape (None,), but the loss 'categorical_crossentropy' needs the output's shape (None, 3). For class labels use 'sparse_categorical_crossentropy', or make them one-hot: keras.utils.to_categorical(y, 3).",
            () => Classes("categorical_crossentropy").fit(X, Labels));
        yield return Case("label too large", "y holds the label 3 (element 1), but the output has 3 classes: labels go from 0 to 2.", () => Classes().fit(X, new[] { 0, 3, 1, 2 }));
        yield return Case("negative label", "y holds the label -1 (element 0), but the output has 3 classes: labels go from 0 to 2.", () => Classes().fit(X, new[] { -1, 0, 1, 2 }));
        yield return Case("broken label", "y must hold whole numbers (labels or indices), but element 1 is 0.5.", () => Classes().fit(X, new[] { 0, 0.5f, 1, 2 }));
        yield return Case("no y", "The model \"net\" has a loss for its targets, but no y was given.", () => Net().fit(X));
        yield return Case("empty x", "x is empty (shape (0, 2)); at least one sample is needed.", () => Net().fit(new float[0, 2], new float[0, 1]));
        yield return Case("no batches", "The batches are empty: there is nothing to train on.", () => Net().fit(new List<(NDArray, NDArray)>()));
        yield return Case("lengths", "Data cardinality is ambiguous: x has 4 samples, y has 3. Make sure all arrays contain the same number of samples.", () => Net().fit(X, new float[3, 1]));
        yield return Case("lengths of validation", "Data cardinality is ambiguous: x has 4 samples, y has 3. Make sure all arrays contain the same number of samples.",
            () => Net().fit(X, Y, validation_data: (X, new float[3, 1])));
        yield return Case("number of weights", "Data cardinality is ambiguous: x has 4 samples, sample_weight has 3. Make sure all arrays contain the same number of samples.",
            () => Net().fit(X, Y, sample_weight: new float[3]));
        yield return Case("NaN in x", "x holds NaN (the first in sample 2, element 5 of shape (4, 2)). Clean the data first.", () => Net().fit(Holed(2), Y));
        yield return Case("NaN in y", "y holds NaN (the first in sample 2, element 2 of shape (4, 1)). Clean the data first.", () => Net().fit(X, Holed(1)));
        yield return Case("NaN in validation", "x holds NaN (the first in sample 2, element 5 of shape (4, 2)). Clean the data first.", () => Net().fit(X, Y, validation_data: (Holed(2), Y)));
        yield return Case("class without weight", "`class_weight` must contain all classes in the data. The class 2 exists in the data but not in `class_weight`.",
            () => Classes().fit(X, Labels, class_weight: new() { [0] = 1, [1] = 2 }));
        yield return Case("verbose", "`verbose` must be 0 (silent), 1 (a bar) or 2 (a line an epoch). Received: verbose=3", () => Net().fit(X, Y, verbose: 3));
        yield return Case("epochs", "`epochs` and `initial_epoch` must be 0 or more. Received: epochs=-1, initial_epoch=0", () => Net().fit(X, Y, epochs: -1));
        yield return Case("batch_size", "`batch_size` must be at least 1. Received: batch_size=0", () => Net().fit(X, Y, batch_size: 0));
        yield return Case("batch_size of a fixed batch", "The `batch_size` argument value 4 is incompatible with the batch size that the input of the model \"fixed\" was told: 3", () => Fixed().fit(X, Y, batch_size: 4));
        yield return Case("samples of a fixed batch",
            "The input of the model \"fixed\" was told the size of its batches, so the number of samples must be divisible by it. Found: 4 samples. Batch size: 3.", () => Fixed().fit(X, Y));
        yield return Case("no loss", "The model \"net\" cannot be trained because it has no loss to optimize. Give `compile` a loss.", () =>
        {
            var model = Net();
            model.compile("sgd");
            model.fit(X, Y);
        });
        yield return Case("optimizer", "Unknown optimizer: 'admm'. Did you mean 'adam'?", () => Net().compile("admm", "mse"));
        yield return Case("loss", "Unknown loss: 'mean_square_error'. Did you mean 'mean_squared_error'?", () => Net().compile("sgd", "mean_square_error"));
        yield return Case("metric", "Unknown metric: 'acuracy'. Did you mean 'accuracy'?", () => Net().compile("sgd", "mse", ["acuracy"]));
        yield return Case("activation", "Unknown activation: 'rellu'. Did you mean 'relu'?", () => keras.layers.Dense(1, activation: "rellu"));
        yield return Case("initializer", "Unknown initializer: 'glorot'. Did you mean 'glorot_normal' or 'glorot_uniform'?", () => keras.layers.Dense(1, kernel_initializer: "glorot"));
        yield return Case("regularizer", "Unknown regularizer: 'l3'. Did you mean 'l1'?", () => keras.layers.Dense(1, kernel_regularizer: "l3"));
        yield return Case("constraint", "Unknown constraint: 'nonneeg'. Did you mean 'nonneg'?", () => keras.layers.Dense(1, kernel_constraint: "nonneeg"));
        yield return Case("layer of a configuration", "Unknown layer: 'Densee'. Did you mean 'Dense'?", () => keras.models.model_from_json(
            "{\"class_name\": \"Sequential\", \"config\": {\"layers\": [{\"class_name\": \"Densee\", \"config\": {\"units\": 1}}]}}"));
        yield return Case("layer of a model", "No such layer: denze. Did you mean 'dense'? Existing layers are: dense.", () => Net().get_layer("denze"));
    }

    [TestCaseSource(nameof(Cases))]
    public void IsRefused(string text, Action action) => Assert.That(action, Throws.TypeOf<ValueError>().With.Message.EqualTo(text));

    [Test]
    public void AModelMustBeCompiled() => Assert.That(() => keras.Sequential([keras.layers.Dense(1, input_shape: 2)]).fit(X, Y),
        Throws.TypeOf<RuntimeError>().With.Message.EqualTo("You must compile your model before training/testing. Use `model.compile(optimizer, loss)`."));

    [Test]
    public void ARefusedFitLeavesTheModelAsItWas()
    {
        var model = Net();
        var before = model.get_weights()[0].ToArray<float>();
        Assert.That(() => model.fit(X, Holed(1)), Throws.TypeOf<ValueError>());
        Assert.That(model.get_weights()[0].ToArray<float>(), Is.EqualTo(before));
        Assert.That(model.optimizer!.iterations, Is.Null, "no training graph was made");
    }
}
