using NumSharp;
using NUnit.Framework;
using Tensorflow;
using Tensorflow.Keras;
using Shape = Tensorflow.Shape;
using ValueError = Tensorflow.ValueError;
using static Tensorflow.Binding;
using static Tensorflow.KerasApi;

namespace TfExercises.Tests.Keras;

/// <summary>Layers beside the golden cases: names, shapes, training mode, masks, what they refuse, layers of one's own.</summary>
public class LayerTests : KerasTestBase
{
    static float[] Values(NDArray array) => array.astype(np.float32).ToArray<float>();

    static NDArray Run(Tensor tensor, Tensor input, NDArray value) => keras.backend.get_session().run(tensor, (input, value));

    [Test]
    public void NamesCountUpAsInKeras()
    {
        Layer[] layers = [keras.layers.Dense(2), keras.layers.Dense(2), keras.layers.Conv2D(2, 3), keras.layers.ReLU(), keras.layers.GlobalMaxPooling1D(), keras.layers.Dense(2, name: "own")];
        Assert.That(layers.Select(l => l.name), Is.EqualTo(new[] { "dense", "dense_1", "conv2d", "re_lu", "global_max_pooling1d", "own" }));
        Assert.That(keras.Input(3).name, Is.EqualTo("input_1:0"));
        Assert.That(keras.Sequential().name, Is.EqualTo("sequential"));
    }

    [Test]
    public void DropoutDropsInTrainingOnly()
    {
        var x = keras.Input(1000);
        var dropout = keras.layers.Dropout(0.4, seed: 3);
        var data = np.ones(new NumSharp.Shape(2, 1000)).astype(np.float32);
        Assert.That(Values(Run(dropout.Apply(x), x, data)), Is.All.EqualTo(1f));
        var dropped = Values(Run(dropout.Apply(x, training: true), x, data));
        Assert.That(dropped.Count(v => v == 0) / 2000.0, Is.EqualTo(0.4).Within(0.05));
        Assert.That(dropped.Where(v => v != 0), Is.All.EqualTo(1 / 0.6f).Within(1e-5));
    }

    [Test]
    public void SpatialDropoutDropsWholeFeatures()
    {
        var x = keras.Input((5, 40));
        var y = Values(Run(keras.layers.SpatialDropout1D(0.5).Apply(x, training: true), x, np.ones(new NumSharp.Shape(1, 5, 40)).astype(np.float32)));
        for (var feature = 0; feature < 40; feature++)
            Assert.That(Enumerable.Range(0, 5).Select(step => y[step * 40 + feature]).Distinct().Count(), Is.EqualTo(1));
        Assert.That(y.Distinct().Count(), Is.EqualTo(2));
    }

    [Test]
    public void GaussianNoiseHasItsDeviation()
    {
        var x = keras.Input(4000);
        var y = Values(Run(keras.layers.GaussianNoise(0.5, seed: 1).Apply(x, training: true), x, np.zeros(new NumSharp.Shape(1, 4000)).astype(np.float32)));
        Assert.That(Math.Sqrt(y.Select(v => (double)v * v).Average()), Is.EqualTo(0.5).Within(0.03));
    }

    [Test]
    public void AlphaDropoutKeepsMeanAndVariance()
    {
        var x = keras.Input(20_000);
        var dropout = keras.layers.AlphaDropout(0.3, seed: 2);
        var data = np.random.RandomState(0).randn(1, 20_000).astype(np.float32);
        Assert.That(Values(Run(dropout.Apply(x), x, data)), Is.EqualTo(Values(data)));
        var dropped = Values(Run(dropout.Apply(x, training: true), x, data));
        Assert.That(dropped.Average(), Is.EqualTo(0).Within(0.03));
        Assert.That(dropped.Average(v => v * v), Is.EqualTo(1).Within(0.04));
        Assert.That(dropped.GroupBy(v => v).Max(g => g.Count()) / 20_000.0, Is.EqualTo(0.3).Within(0.01), "what fell has one value");
    }

    [Test]
    public void RescalingAndUnitNormalization()
    {
        var model = keras.Sequential([keras.layers.Rescaling(1 / 127.5, -1, input_shape: 2), keras.layers.UnitNormalization()]);
        Assert.That(Values(model.predict(new float[,] { { 127.5f * 4, 127.5f * 5 } })), Is.EqualTo(new[] { 0.6f, 0.8f }).Within(1e-6));
        using var other = new Graph().as_default();
        Assert.That(Values(keras.models.model_from_json(model.to_json()).predict(new float[,] { { 255, 127.5f } })), Is.EqualTo(new[] { 1f, 0f }).Within(1e-6));
    }

    [Test]
    public void BatchNormalizationFollowsTheBatches()
    {
        var model = keras.Sequential([keras.layers.BatchNormalization(momentum: 0.5, input_shape: 2)]);
        model.compile("sgd", "mse");
        float[,] x = { { 1, 10 }, { 3, 30 } };
        model.train_on_batch(x, x);
        var weights = model.get_weights();
        Assert.That(Values(weights[2]), Is.EqualTo(new[] { 1f, 10f }).Within(1e-5), "0.5 of the means 2 and 20");
        Assert.That(Values(weights[3]), Is.EqualTo(new[] { 1f, 50.5f }).Within(1e-4), "half of 1, half of the variances 1 and 100");
        model.layers[0].trainable = false;
        model.compile("sgd", "mse");
        Assert.That(model.trainable_weights, Is.Empty);
        Assert.That(model.non_trainable_weights, Has.Count.EqualTo(4));
    }

    [Test]
    public void MasksFlowToTheLoss()
    {
        var model = keras.Sequential([keras.layers.Masking(input_shape: (3, 1)), keras.layers.Dense(1, use_bias: false, kernel_initializer: "ones")]);
        model.compile("sgd", "mse");
        float[,,] x = { { { 2 }, { 0 }, { 0 } }, { { 4 }, { 6 }, { 0 } } };
        var loss = model.test_on_batch(x, new float[2, 3, 1]);
        Assert.That(loss[0], Is.EqualTo((4 + 16 + 36) / 3.0).Within(1e-5), "the mean over the three steps that count");
    }

    [Test]
    public void MergeLayersCombineMasksAndShapes()
    {
        var a = keras.Input((4, 3));
        var b = keras.Input((4, 3));
        Assert.That(keras.layers.concatenate((a, b), axis: 1).shape, Is.EqualTo(new Shape(-1, 8, 3)));
        Assert.That(keras.layers.dot((a, b), axes: 2).shape, Is.EqualTo(new Shape(-1, 4, 4)));
        Assert.That(keras.layers.dot((a, b), axes: 1).shape, Is.EqualTo(new Shape(-1, 3, 3)));
        Assert.That(() => keras.layers.add((a, keras.Input((4, 2)))), Throws.TypeOf<ValueError>().With.Message.Contains("incompatible shapes"));
        Assert.That(() => keras.layers.concatenate((a, keras.Input((4, 2))), axis: 1), Throws.TypeOf<ValueError>().With.Message.Contains("matching shapes"));
    }

    [Test]
    public void DotNormalizedIsTheCosine()
    {
        var a = keras.Input(2);
        var b = keras.Input(2);
        var y = keras.layers.dot((a, b), axes: 1, normalize: true);
        var got = keras.backend.get_session().run(y, (a, new float[,] { { 3, 4 } }), (b, new float[,] { { 4, 3 } }));
        Assert.That(Values(got)[0], Is.EqualTo(24 / 25f).Within(1e-5));
    }

    [Test]
    public void PReLULearnsItsSlopes()
    {
        var model = keras.Sequential([keras.layers.PReLU(input_shape: 1)]);
        model.compile(keras.optimizers.SGD(0.1), "mse");
        float[,] x = { { -1 }, { 1 } }, y = { { -0.5f }, { 1 } };
        for (var i = 0; i < 100; i++) model.train_on_batch(x, y);
        Assert.That(Values(model.get_weights()[0])[0], Is.EqualTo(0.5f).Within(0.01));
    }

    [Test]
    public void GroupedConvolutionIsApartForEachGroup()
    {
        var model = keras.Sequential([keras.layers.Conv2D(2, 1, groups: 2, use_bias: false, kernel_initializer: "ones", input_shape: (1, 1, 4))]);
        Assert.That(Values(model.predict(new float[,,,] { { { { 1, 2, 10, 20 } } } })), Is.EqualTo(new[] { 3f, 30f }));
        Assert.That(model.count_params(), Is.EqualTo(4));
    }

    [Test]
    public void ConvTransposeKnowsItsShape()
    {
        Assert.That(keras.layers.Conv2DTranspose(3, 3, strides: 2, padding: "same").Apply(keras.Input((5, 5, 2))).shape, Is.EqualTo(new Shape(-1, 10, 10, 3)));
        Assert.That(keras.layers.Conv2DTranspose(3, 4, strides: 2).Apply(keras.Input((5, 5, 2))).shape, Is.EqualTo(new Shape(-1, 12, 12, 3)));
    }

    [Test]
    public void UpSamplingRepeatsAndInterpolates()
    {
        var x = keras.Input((2, 2, 1));
        float[,,,] image = { { { { 0 }, { 2 } }, { { 4 }, { 6 } } } };
        Assert.That(Values(Run(keras.layers.UpSampling2D(2).Apply(x), x, image)), Is.EqualTo(new float[] { 0, 0, 2, 2, 0, 0, 2, 2, 4, 4, 6, 6, 4, 4, 6, 6 }));
        Assert.That(Values(Run(keras.layers.UpSampling2D(2, interpolation: "bilinear").Apply(x), x, image))[..4], Is.EqualTo(new[] { 0f, 0.5f, 1.5f, 2f }).Within(1e-6));
        var steps = keras.Input((2, 1));
        Assert.That(Values(Run(keras.layers.UpSampling1D(3).Apply(steps), steps, new float[,,] { { { 1 }, { 2 } } })), Is.EqualTo(new float[] { 1, 1, 1, 2, 2, 2 }));
    }

    [Test]
    public void AttentionHidesMaskedAndLaterSteps()
    {
        var attention = keras.layers.Attention(causal: true);
        var x = keras.Input((3, 1));
        var y = Values(Run(attention.Apply((x, x)), x, new float[,,] { { { 1 }, { 100 }, { 1000 } } }));
        Assert.That(y[0], Is.EqualTo(1f).Within(1e-5), "the first step sees itself alone");
        Assert.That(y[1], Is.EqualTo(100f).Within(1e-3));
    }

    [Test]
    public void RefusedInputsAreNamed()
    {
        var dense = keras.layers.Dense(3);
        dense.Apply(keras.Input(4));
        Assert.That(() => dense.Apply(keras.Input(5)), Throws.TypeOf<ValueError>().With.Message.EqualTo(
            "Input 0 of layer \"dense\" is incompatible with the layer: expected axis -1 of input shape to have value 4, but received input with shape (?, 5)"));
        Assert.That(() => keras.layers.Conv2D(3, 3).Apply(keras.Input(5)), Throws.TypeOf<ValueError>().With.Message.Contains("expected ndim=4, found ndim=2"));
        Assert.That(() => keras.layers.Dense(0), Throws.TypeOf<ValueError>().With.Message.Contains("units=0"));
        Assert.That(() => keras.layers.Dropout(1.5), Throws.TypeOf<ValueError>().With.Message.Contains("between 0 and 1"));
        Assert.That(() => keras.layers.Reshape((2, 3)).Apply(keras.Input(5)), Throws.TypeOf<ValueError>().With.Message.Contains("total size of new array must be unchanged"));
    }

    [Test]
    public void UnknownNamesNameTheNearest()
    {
        Assert.That(() => keras.layers.Dense(3, activation: "rellu"), Throws.TypeOf<ValueError>().With.Message.EqualTo("Unknown activation: 'rellu'. Did you mean 'relu'?"));
        Assert.That(() => keras.layers.Dense(3, kernel_initializer: "he_normale"), Throws.TypeOf<ValueError>().With.Message.Contains("'he_normal'"));
        Assert.That(() => keras.Sequential([keras.layers.Dense(1, input_shape: 2)]).compile("adm", "mse"), Throws.TypeOf<ValueError>().With.Message.Contains("Unknown optimizer: 'adm'. Did you mean 'adam'?"));
        Assert.That(() => keras.Sequential([keras.layers.Dense(1, input_shape: 2)]).compile("adam", "msee"), Throws.TypeOf<ValueError>().With.Message.Contains("Unknown loss"));
        Assert.That(() => keras.Sequential([keras.layers.Dense(1, input_shape: 2)]).compile("adam", "mse", ["acuracy"]), Throws.TypeOf<ValueError>().With.Message.Contains("Unknown metric"));
        Assert.That(() => keras.models.model_from_json("{\"class_name\": \"Sequential\", \"config\": {\"name\": \"s\", \"layers\": [{\"class_name\": \"Dens\", \"config\": {}}]}}"),
            Throws.TypeOf<ValueError>().With.Message.EqualTo("Unknown layer: 'Dens'. Did you mean 'Dense'?"));
    }

    /// <summary>Multiplies by a weight for each feature, and asks that it be small.</summary>
    public sealed class Scale(double start = 2, string? name = null) : Layer(name)
    {
        RefVariable? _factor;

        public double start { get; } = start;

        public override void build(Shape[] input_shapes) =>
            _factor = add_weight("factor", new Shape(input_shapes[0][-1]), keras.initializers.Constant(start), keras.regularizers.L2(0.1));

        public override Tensors call(Tensors inputs, CallOptions options) => inputs[0] * _factor!;
    }

    [Test]
    public void OwnLayersTrainAndGoThroughTheConfiguration()
    {
        keras.utils.get_custom_objects()["Scale"] = typeof(Scale);
        var model = keras.Sequential([keras.layers.Dense(2, input_shape: 2, use_bias: false, kernel_initializer: "identity"), new Scale(3)]);
        Assert.That(Values(model.predict(new float[,] { { 1, 2 } })), Is.EqualTo(new[] { 3f, 6f }));
        Assert.That(model.weights[1].name, Is.EqualTo("scale/factor:0"));
        model.compile(keras.optimizers.SGD(0), "mse");
        Assert.That(model.test_on_batch(new float[,] { { 0, 0 } }, new float[,] { { 0, 0 } })[0], Is.EqualTo(0.1 * 18).Within(1e-5), "the penalty of two factors of 3");
        using var other = new Graph().as_default();
        var again = keras.models.model_from_json(model.to_json());
        Assert.That(((Scale)again.layers[1]).start, Is.EqualTo(3));
        Assert.That(again.to_json(), Is.EqualTo(model.to_json()));
    }

    [Test]
    public void LambdaIsCalledButNotSaved()
    {
        var x = keras.Input(2);
        var model = keras.Model(x, keras.layers.Lambda(t => tf.reverse(t, new[] { 1 }), name: "turn").Apply(x));
        Assert.That(Values(model.predict(new float[,] { { 1, 2 } })), Is.EqualTo(new[] { 2f, 1f }));
        Assert.That(() => model.to_json(), Throws.TypeOf<ValueError>().With.Message.Contains("\"turn\" is a Lambda"));
    }
}
