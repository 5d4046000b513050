using NumSharp;
using NUnit.Framework;
using Tensorflow;
using Tensorflow.Keras;
using Tensorflow.Keras.Activations;
using Tensorflow.Keras.Saving;
using Initializer = Tensorflow.Keras.Initializer;
using Layer = Tensorflow.Keras.Layer;
using Optimizer = Tensorflow.Keras.Optimizer;
using static Tensorflow.Binding;
using static Tensorflow.KerasApi;

namespace TfExercises.Tests.Keras;

/// <summary>What configurations may name stands under <c>keras.</c> too, by Keras' names.</summary>
public class NamesTests : KerasTestBase
{
    static IEnumerable<TestCaseData> Classes() => [
        .. Of(Layer.Known, keras.layers), .. Of(Loss.Known, keras.losses), .. Of(Metric.Known, keras.metrics), .. Of(Optimizer.Known, keras.optimizers),
        .. Of(Initializer.Known, keras.initializers), .. Of(Regularizer.Known, keras.regularizers), .. Of(Constraint.Known, keras.constraints),
        .. Of(LearningRateSchedule.Known, keras.optimizers.schedules)];

    static IEnumerable<TestCaseData> Of<T>(Registry<T> registry, object api) where T : KerasObject =>
        registry.Names.Where(name => registry.TypeOfOrNull(name)?.Name == name).Select(name => new TestCaseData(api, registry.TypeOf(name)).SetArgDisplayNames($"{api.GetType().Name} {name}"));

    [TestCaseSource(nameof(Classes))]
    public void EachClassHasItsFunction(object api, Type type)
    {
        var functions = api.GetType().GetMethods().Where(m => m.Name == type.Name).ToArray();
        var arguments = type.GetConstructors().Single().GetParameters().Select(p => p.Name);
        Assert.That(functions, Is.Not.Empty);
        Assert.That(functions.Select(f => f.GetParameters().Select(p => p.Name)), Has.Some.EqualTo(arguments), "the constructor's arguments");
    }

    [Test]
    public void EachActivationIsAMember() =>
        Assert.That(ActivationsApi.ByName.Keys.Except(["silu"]), Is.SubsetOf(typeof(ActivationsApi).GetProperties().Select(p => p.Name)));

    [Test]
    public void OlderNamesMakeTheSame()
    {
        Assert.That(keras.layers.MaxPool2D(3).get_config()["pool_size"]!.ToJsonString(), Is.EqualTo("[3,3]"));
        Assert.That(keras.layers.GlobalAvgPool1D().class_name, Is.EqualTo("GlobalAveragePooling1D"));
        Assert.That(((Tensorflow.Keras.Initializers.RandomNormal)keras.initializers.random_normal(1, 2, 3)).stddev, Is.EqualTo(2));
        Assert.That(((Tensorflow.Keras.Constraints.MaxNorm)keras.constraints.max_norm(3, 1)).axis, Is.EqualTo(1));
    }

    [Test]
    public void SidesOfImagesAreWrittenAsInKeras()
    {
        Tensor image = keras.Input((4, 5, 1));
        Assert.That(keras.layers.ZeroPadding2D(1).Apply(image).shape, Is.EqualTo(new global::Tensorflow.Shape(-1, 6, 7, 1)));
        Assert.That(keras.layers.ZeroPadding2D((1, 2)).Apply(image).shape, Is.EqualTo(new global::Tensorflow.Shape(-1, 6, 9, 1)));
        Assert.That(keras.layers.ZeroPadding2D(((1, 0), (0, 2))).Apply(image).shape, Is.EqualTo(new global::Tensorflow.Shape(-1, 5, 7, 1)));
        Assert.That(keras.layers.Cropping2D(((1, 0), (0, 2))).Apply(image).shape, Is.EqualTo(new global::Tensorflow.Shape(-1, 3, 3, 1)));
        Assert.That(keras.layers.Cropping1D((1, 2)).Apply(keras.Input((6, 2))).shape, Is.EqualTo(new global::Tensorflow.Shape(-1, 3, 2)));
    }

    [Test]
    public void LossesAreFunctionsToo()
    {
        Tensor y = tf.constant(new float[,] { { 0 }, { 1 } }), p = tf.constant(new float[,] { { 0.5f }, { 0.25f } });
        var session = keras.backend.get_session();
        Assert.That(session.run(keras.losses.mse(y, p)).ToArray<float>(), Is.EqualTo(new[] { 0.25f, 0.5625f }).Within(1e-6));
        Assert.That(session.run(keras.losses.binary_crossentropy(y, p)).ToArray<float>(), Is.EqualTo(new[] { MathF.Log(2), MathF.Log(4) }).Within(1e-5));
        var model = keras.Sequential([keras.layers.Dense(1, input_shape: 1, kernel_initializer: "zeros")]);
        model.compile("sgd", (Loss)((t, o) => keras.losses.mean_squared_error(t, o) + 2f * keras.losses.mean_absolute_error(t, o)));
        Assert.That(model.test_on_batch(new float[,] { { 1 } }, new float[,] { { 3 } })[0], Is.EqualTo(9 + 6).Within(1e-5));
    }
}
