using System.Text.Json.Nodes;
using NUnit.Framework;
using Tensorflow;
using Tensorflow.Keras;
using Tensorflow.Keras.Saving;
using static Tensorflow.KerasApi;

namespace TfExercises.Tests.Keras;

/// <summary>Every object that Keras names goes into its configuration and comes back the same.</summary>
public class ConfigTests : KerasTestBase
{
    static IEnumerable<TestCaseData> Objects()
    {
        static IEnumerable<TestCaseData> Of<T>(string kind, Registry<T> registry) where T : KerasObject => registry.Names.Where(n => n != "PiecewiseConstantDecay")
            .Select(name => new TestCaseData((Func<KerasObject>)(() => Make(registry, name)), (Func<JsonNode, KerasObject>)(form => KerasSerializer.Deserialize(registry, form))).SetArgDisplayNames($"{kind} {name}"));
        return [.. Of("initializer", global::Tensorflow.Keras.Initializer.Known), .. Of("regularizer", Regularizer.Known), .. Of("constraint", Constraint.Known), .. Of("loss", Loss.Known),
            .. Of("metric", Metric.Known), .. Of("optimizer", global::Tensorflow.Keras.Optimizer.Known), .. Of("schedule", LearningRateSchedule.Known)];
    }

    // Schedules have no defaults for their numbers.
    static KerasObject Make<T>(Registry<T> registry, string name) where T : KerasObject => typeof(T) == typeof(LearningRateSchedule)
        ? (KerasObject)ConfigBinder.Create(registry.TypeOf(name), new JsonObject { ["initial_learning_rate"] = 0.5, ["decay_steps"] = 10, ["first_decay_steps"] = 10, ["decay_rate"] = 0.9 })
        : registry.Create(name);

    [TestCaseSource(nameof(Objects))]
    public void ComesBackTheSame(Func<KerasObject> make, Func<JsonNode, KerasObject> read)
    {
        var item = make();
        var form = PythonJson.Write(KerasSerializer.Serialize(item));
        var again = read(JsonNode.Parse(form)!);
        Assert.That(again.GetType(), Is.EqualTo(item.GetType()));
        Assert.That(PythonJson.Write(KerasSerializer.Serialize(again)), Is.EqualTo(form));
    }

    static IEnumerable<Layer> Layers() =>
    [
        keras.layers.PReLU(shared_axes: [1, 2], input_shape: (4, 4, 3)), keras.layers.ZeroPadding1D([1, 2], input_shape: (4, 3)), keras.layers.Cropping1D([1, 0], input_shape: (4, 3)),
        keras.layers.UpSampling1D(3, input_shape: (4, 3)), keras.layers.SpatialDropout2D(0.3, input_shape: (4, 4, 3)), keras.layers.GaussianDropout(0.2, input_shape: 3),
        keras.layers.ThresholdedReLU(2, input_shape: 3), keras.layers.Softmax(input_shape: 3), keras.layers.AveragePooling1D(2, input_shape: (4, 3)),
        keras.layers.GlobalAveragePooling1D(input_shape: (4, 3)), keras.layers.ActivityRegularization(0.1, 0.2, input_shape: 3), keras.layers.Dropout(0.3, noise_shape: (-1, 1), input_shape: (3)),
        keras.layers.Reshape((-1, 2), input_shape: 6), keras.layers.GaussianNoise(0.1, input_shape: 3),
    ];

    [Test]
    public void LayersComeBackTheSame()
    {
        foreach (var layer in Layers())
        {
            var text = keras.Sequential([layer], name: "one").to_json();
            using var graph = new Graph().as_default();
            Assert.That(keras.models.model_from_json(text).to_json(), Is.EqualTo(text));
        }
    }

    [Test]
    public void FloatsAreWrittenAsPythonDoes()
    {
        double[] numbers = [0, 1, 0.1, 1e-7, 1.5e-5, 123456789.25, 1e16, 1e22, -0.001, 0.009999999776482582];
        Assert.That(numbers.Select(PythonJson.Float), Is.EqualTo(new[] { "0.0", "1.0", "0.1", "1e-07", "1.5e-05", "123456789.25", "1e+16", "1e+22", "-0.001", "0.009999999776482582" }));
    }

    [Test]
    public void PlotsTheLayers()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var x = keras.Input(3, name: "x");
            var model = keras.Model(x, keras.layers.add((keras.layers.Dense(3, name: "left").Apply(x), x)));
            var svg = Path.Combine(folder.FullName, "m.svg");
            var dot = Path.Combine(folder.FullName, "m.dot");
            keras.utils.plot_model(model, svg, show_shapes: true);
            keras.utils.plot_model(model, dot);
            Assert.That(File.ReadAllText(dot), Is.EqualTo("digraph model {\n  node [shape=box];\n  n0 [label=\"x (InputLayer)\"];\n  n1 [label=\"left (Dense)\"];\n  n2 [label=\"add (Add)\"];\n  n0 -> n1;\n  n1 -> n2;\n  n0 -> n2;\n}\n"));
            var picture = System.Xml.Linq.XDocument.Load(svg);
            Assert.That(picture.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value), Has.Member("left (Dense)").And.Member("output: (None, 3)"));
            Assert.That(() => keras.utils.plot_model(model, "m.png"), Throws.TypeOf<ValueError>().With.Message.Contains(".svg"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
