using NUnit.Framework;
using Tensorflow;
using Tensorflow.Keras;
using static Tensorflow.KerasApi;
using NDArray = NumSharp.NDArray;

namespace TfExercises.Tests.Keras.Saving;

/// <summary>A model that is saved while it is trained, and loaded, goes on as if it had not been stopped: bit for bit.</summary>
sealed class ResumeTests
{
    static readonly Dictionary<string, Func<Tensorflow.Keras.Optimizer>> s_optimizers = new()
    {
        ["SGD"] = () => keras.optimizers.SGD(0.1),
        ["SGD with momentum"] = () => keras.optimizers.SGD(0.1, momentum: 0.9, nesterov: true),
        ["RMSprop"] = () => keras.optimizers.RMSprop(0.01),
        ["centered RMSprop with momentum"] = () => keras.optimizers.RMSprop(0.01, momentum: 0.5, centered: true),
        ["Adam"] = () => keras.optimizers.Adam(0.01),
        ["Adam with amsgrad and clipnorm"] = () => keras.optimizers.Adam(0.01, amsgrad: true, clipnorm: 1),
        ["AdamW"] = () => keras.optimizers.AdamW(0.01),
        ["Adagrad"] = () => keras.optimizers.Adagrad(0.1),
        ["Adadelta"] = () => keras.optimizers.Adadelta(1),
        ["Adamax"] = () => keras.optimizers.Adamax(0.01),
        ["Nadam"] = () => keras.optimizers.Nadam(0.01),
        ["Ftrl"] = () => keras.optimizers.Ftrl(0.1),
        ["a schedule"] = () => keras.optimizers.SGD(keras.optimizers.schedules.ExponentialDecay(0.1, 2, 0.5)),
    };

    static IEnumerable<string> Optimizers() => s_optimizers.Keys;

    [Test]
    public void GoesOnAsIfNotStopped([ValueSource(nameof(Optimizers))] string optimizer, [Values(".h5", ".keras")] string end)
    {
        using var folder = new TemporaryFolder();
        var path = folder["model" + end];
        double[] want;
        NDArray[] wanted;
        using (new Graph().as_default())
        {
            var model = NewModel();
            model.compile(s_optimizers[optimizer](), "sparse_categorical_crossentropy", ["accuracy"]);
            Train(model, 5);
            model.save(path);
            want = Train(model, 5);
            wanted = model.get_weights();
        }
        using (new Graph().as_default())
        {
            var model = keras.models.load_model(path);
            Assert.That(Train(model, 5), Is.EqualTo(want));
            var got = model.get_weights();
            for (var i = 0; i < wanted.Length; i++) Assert.That(got[i].ToArray<float>(), Is.EqualTo(wanted[i].ToArray<float>()), model.weights[i].name);
        }
    }

    [Test]
    public void AChangedLearningRateIsKept([Values(".h5", ".keras")] string end)
    {
        using var folder = new TemporaryFolder();
        var path = folder["model" + end];
        using var graph = new Graph().as_default();
        var model = NewModel();
        model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy");
        Train(model, 1);
        model.optimizer!.learning_rate = 0.125;
        model.save(path);
        Assert.That((double)keras.models.load_model(path).optimizer!.learning_rate, Is.EqualTo(0.125));
    }

    [Test]
    public void ALoadedModelCanBeLeftUncompiled([Values(".h5", ".keras")] string end)
    {
        using var folder = new TemporaryFolder();
        var path = folder["model" + end];
        using var graph = new Graph().as_default();
        var model = NewModel();
        model.compile("adam", "sparse_categorical_crossentropy");
        Train(model, 1);
        model.save(path);
        var loaded = keras.models.load_model(path, compile: false);
        Assert.That(loaded.optimizer, Is.Null);
        Assert.That(() => Train(loaded, 1), Throws.TypeOf<RuntimeError>().With.Message.Contains("must compile"));
    }

    [Test]
    public void AnOptimizerOfAnOlderKerasBeginsAnew()
    {
        using var folder = new TemporaryFolder();
        using var graph = new Graph().as_default();
        var model = NewModel();
        model.compile("adam", "sparse_categorical_crossentropy");
        Train(model, 2);
        model.save(folder["m.h5"]);
        // Both names have the same length, so the file stays whole.
        var content = File.ReadAllText(folder["m.h5"], System.Text.Encoding.Latin1).Replace("adam/m/dense/kernel:0", "adam/dense/kernel/m:0", StringComparison.OrdinalIgnoreCase);
        File.WriteAllText(folder["older.h5"], content, System.Text.Encoding.Latin1);
        using var error = new CapturedError();
        var loaded = keras.models.load_model(folder["older.h5"]);
        Assert.That(error.Text, Does.Contain("the optimizer begins anew"));
        Assert.That((long)keras.backend.get_value(loaded.optimizer!.iterations!), Is.EqualTo(0));
        Assert.That(loaded.get_weights()[0].ToArray<float>(), Is.EqualTo(model.get_weights()[0].ToArray<float>()));
    }

    [Test]
    public void SettingsOfSeveralOutputsAreKept([Values(".h5", ".keras")] string end)
    {
        using var folder = new TemporaryFolder();
        var path = folder["model" + end];
        using var graph = new Graph().as_default();
        var x = keras.Input(2);
        var a = keras.layers.Dense(1, name: "a").Apply(x);
        var b = keras.layers.Dense(3, activation: "softmax", name: "b").Apply(x);
        var model = keras.Model(x, new Tensors(a[0], b[0]));
        model.compile(keras.optimizers.Adam(0.01), new Dictionary<string, Loss> { ["a"] = keras.losses.Huber(delta: 0.5), ["b"] = "sparse_categorical_crossentropy" },
            new Dictionary<string, Metric[]> { ["a"] = ["mae"], ["b"] = ["accuracy"] }, loss_weights: [1, 0.25], weighted_metrics: new Dictionary<string, Metric[]> { ["b"] = ["accuracy"] });
        Step(model);
        model.save(path);
        var want = Step(model);
        var loaded = keras.models.load_model(path);
        var got = Step(loaded);
        Assert.That(got.names, Is.EqualTo(want.names));
        Assert.That(got, Is.EqualTo(want));

        static Results Step(Model model) => model.train_on_batch(new float[,] { { 1, 2 }, { 3, 4 } }!, ModelData.Create([
            NumSharp.np.array(new[,] { { 1f }, { 2f } }), NumSharp.np.array(new[,] { { 1 }, { 2 } })]));
    }

    static Sequential NewModel() => keras.Sequential(
        keras.layers.Dense(6, activation: "tanh", input_shape: 4),
        keras.layers.Dense(3, activation: "softmax"));

    static double[] Train(Model model, int steps)
    {
        var random = new Random(steps);
        var losses = new double[steps];
        for (var i = 0; i < steps; i++)
        {
            var x = new float[8, 4];
            var y = new int[8];
            for (var row = 0; row < 8; row++)
            {
                y[row] = random.Next(3);
                for (var column = 0; column < 4; column++) x[row, column] = random.NextSingle();
            }
            losses[i] = model.train_on_batch(x!, y)[0];
        }
        return losses;
    }
}
