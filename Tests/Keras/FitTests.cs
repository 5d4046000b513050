using NumSharp;
using NUnit.Framework;
using Tensorflow;
using Tensorflow.Keras;
using RuntimeError = Tensorflow.RuntimeError;
using ValueError = Tensorflow.ValueError;
using static Tensorflow.Binding;
using static Tensorflow.KerasApi;

namespace TfExercises.Tests.Keras;

/// <summary>fit, evaluate and predict: batches, validation, weights, callbacks, what they refuse.</summary>
public class FitTests : KerasTestBase
{
    static NDArray X => np.arange(40).astype(np.float32).reshape(20, 2) / 40f;
    static NDArray Y => (X[":, 0:1"] + X[":, 1:2"]).copy();

    static Sequential Linear(global::Tensorflow.Keras.Optimizer? optimizer = null, MetricList? metrics = null)
    {
        var model = keras.Sequential([keras.layers.Dense(1, input_shape: 2, kernel_initializer: "ones")]);
        model.compile(optimizer ?? keras.optimizers.SGD(0.1), "mse", metrics);
        return model;
    }

    static Sequential Classifier(string loss)
    {
        var model = keras.Sequential([keras.layers.Dense(3, activation: "softmax", input_shape: 2)]);
        model.compile("sgd", loss, ["accuracy"]);
        return model;
    }

    [TestCase("sgd")]
    [TestCase("adam")]
    [TestCase("adamw")]
    [TestCase("nadam")]
    [TestCase("ftrl")]
    public void AWeightChangesOnceTheStepHasComputedAllElse(string optimizer)
    {
        var model = keras.Sequential([
            keras.layers.Dense(2, input_shape: 2, kernel_regularizer: keras.regularizers.l2(0.1f), kernel_constraint: keras.constraints.NonNeg()), keras.layers.BatchNormalization(), keras.layers.Dense(1)]);
        model.compile(optimizer, "mse", ["mae"]);
        model.fit(X, Y, verbose: 0);

        var graph = model.inputs[0].graph;
        var computed = graph.get_operations().Single(op => op.name.EndsWith("/computed", StringComparison.Ordinal));
        var updates = graph.get_operations().Where(op => op.name.StartsWith("training", StringComparison.Ordinal) && op.OpType.ChangesVariable && op.inputs.Count > 0).ToArray();
        foreach (var weight in model.trainable_weights)
        {
            var changes = updates.Where(op => op.inputs[0] == weight.op.output).ToArray();
            Assert.That(changes, Is.Not.Empty, weight.name);
            foreach (var change in changes) Assert.That(Before(change), Does.Contain(computed), change.name);
        }
        // The loss with its penalty, and what the metric adds up.
        Assert.That(Before(computed).Select(op => op.type), Has.Member("L2Loss").Or.Member("Square").And.Member("Abs"));

        static HashSet<Operation> Before(Operation change)
        {
            var before = new HashSet<Operation>();
            var stack = new Stack<Operation>([change]);
            while (stack.TryPop(out var op))
            {
                foreach (var earlier in op.inputs.Select(i => i.op).Concat(op.control_inputs))
                {
                    if (before.Add(earlier)) stack.Push(earlier);
                }
            }
            return before;
        }
    }

    [Test]
    public void ValidationSplitTakesTheLastSamplesUnshuffled()
    {
        var seen = new List<float>();
        var model = keras.Sequential([keras.layers.Dense(1, input_shape: 1, kernel_initializer: "zeros")]);
        model.compile(keras.optimizers.SGD(0), "mse");
        var x = np.arange(10).astype(np.float32).reshape(10, 1);
        var y = new float[] { 0, 0, 0, 0, 0, 0, 0, 0, 3, 5 };
        var history = model.fit(x, y, validation_split: 0.2, epochs: 2, verbose: 0).history;
        Assert.That(history["loss"], Is.All.EqualTo(0));
        Assert.That(history["val_loss"], Is.All.EqualTo((9 + 25) / 2.0));
    }

    [Test]
    public void EachEpochMeetsEverySampleOnce()
    {
        var model = keras.Sequential([keras.layers.Dense(1, input_shape: 1, use_bias: false, kernel_initializer: "ones")]);
        model.compile(keras.optimizers.SGD(0), "mae");
        var x = np.arange(1, 12).astype(np.float32).reshape(11, 1);
        var history = model.fit(x, np.zeros(new NumSharp.Shape(11, 1)), batch_size: 4, epochs: 3, verbose: 0).history;
        Assert.That(history["loss"], Is.All.EqualTo(6).Within(1e-5), "the mean of 1 to 11, the short last batch weighted by its size");
    }

    [Test]
    public void ShufflingFollowsTheSeedAndCanBeLeft()
    {
        double[] Losses(int? seed)
        {
            using var graph = new Graph().as_default();
            if (seed is { } number) keras.utils.set_random_seed(number);
            var model = keras.Sequential([keras.layers.Dense(1, input_shape: 2, kernel_initializer: "zeros")]);
            model.compile("sgd", "mse");
            return [.. model.fit(X, Y, batch_size: 3, epochs: 3, verbose: 0, shuffle: seed is not null).history["loss"]];
        }
        double[] five = Losses(5), inOrder = Losses(null);
        Assert.That(Losses(5), Is.EqualTo(five));
        Assert.That(Losses(6), Is.Not.EqualTo(five));
        Assert.That(Losses(null), Is.EqualTo(inOrder));
    }

    [Test]
    public void EachFitShufflesAnew()
    {
        var model = keras.Sequential([keras.layers.Dense(1, input_shape: 1, use_bias: false, kernel_initializer: "zeros")]);
        model.compile(keras.optimizers.SGD(0), (Loss)((y, p) => y[":, 0"] + 0f * p[":, 0"]));
        var x = np.arange(16).astype(np.float32).reshape(16, 1);
        string Order()
        {
            var seen = new List<double>();
            model.fit(x, x, batch_size: 4, verbose: 0, callbacks: [keras.callbacks.LambdaCallback(on_batch_end: (_, logs) => seen.Add(logs["loss"]))]);
            return string.Join(" ", seen);
        }
        var first = Order();
        Assert.That(Order(), Is.Not.EqualTo(first), "the graph's seed begins one stream, not the same one for every fit");
    }

    [Test]
    public void SampleAndClassWeightsWeighTheLoss()
    {
        var model = keras.Sequential([keras.layers.Dense(1, input_shape: 1, kernel_initializer: "zeros")]);
        model.compile(keras.optimizers.SGD(0), "mse");
        float[,] x = { { 0 }, { 0 } }, y = { { 1 }, { 2 } };
        Assert.That(model.test_on_batch(x, y, new float[] { 2, 0.5f })[0], Is.EqualTo((2 * 1 + 0.5 * 4) / 2).Within(1e-6));
        var classifier = keras.Sequential([keras.layers.Dense(2, input_shape: 1, activation: "softmax", kernel_initializer: "zeros")]);
        classifier.compile(keras.optimizers.SGD(0), "sparse_categorical_crossentropy");
        var weighted = classifier.train_on_batch(x, new[] { 0, 1 }, class_weight: new() { [0] = 1, [1] = 3 });
        Assert.That(weighted[0], Is.EqualTo(2 * Math.Log(2)).Within(1e-6));
        Assert.That(() => classifier.train_on_batch(x, new[] { 0, 1 }, class_weight: new() { [0] = 1 }), Throws.TypeOf<ValueError>().With.Message.Contains("class 1"));
    }

    // What an epoch allocates does not grow with its steps: batches, figures and metrics keep their memory.
    [TestCase(true)]
    [TestCase(false)]
    [NonParallelizable]
    [Category("ManagedEngine")]
    public void AStepOfAFitAllocatesNothing(bool shuffle)
    {
        var model = Classifier("sparse_categorical_crossentropy");
        long Allocated(int samples)
        {
            NDArray x = np.ones(new NumSharp.Shape(samples, 2)).astype(np.float32), y = np.zeros(new NumSharp.Shape(samples)).astype(np.int32);
            void Fit(int epochs) => model.fit(x, y, batch_size: 2, epochs: epochs, shuffle: shuffle, verbose: 0);
            long Of(int epochs)
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                Fit(epochs);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }
            Fit(2);
            return Of(3) - Of(2);
        }
        Assert.That((Allocated(2000) - Allocated(200)) / 900.0, Is.LessThan(1));
    }

    [Test]
    public void InitialEpochGoesOn()
    {
        var history = Linear().fit(X, Y, epochs: 5, initial_epoch: 3, verbose: 0);
        Assert.That(history.epoch, Is.EqualTo(new[] { 3, 4 }));
    }

    [Test]
    public void GeneratorsFeedBatches()
    {
        IEnumerable<(NDArray, NDArray)> Endless()
        {
            while (true) yield return (X, Y);
        }
        var model = Linear();
        var history = model.fit(Endless(), epochs: 3, steps_per_epoch: 2, verbose: 0);
        Assert.That(history.history["loss"], Has.Count.EqualTo(3));
        Assert.That(keras.backend.get_value(model.optimizer!.iterations!).ToArray<long>()[0], Is.EqualTo(6));
        List<(NDArray, NDArray)> two = [(X["0:10"].copy(), Y["0:10"].copy()), (X["10:20"].copy(), Y["10:20"].copy())];
        Assert.That(model.evaluate(two, verbose: 0)[0], Is.EqualTo(model.evaluate(X, Y, verbose: 0)[0]).Within(1e-6));
        Assert.That(() => model.fit(new List<(NDArray, NDArray)>(), verbose: 0), Throws.TypeOf<ValueError>().With.Message.Contains("empty"));
    }

    [Test]
    public void ValidationTakesBatchesToo()
    {
        var model = Linear(keras.optimizers.SGD(0));
        var wanted = model.evaluate(X, Y, verbose: 0)[0];
        IEnumerable<(NDArray, NDArray)> Halves()
        {
            yield return (X["0:10"].copy(), Y["0:10"].copy());
            yield return (X["10:20"].copy(), Y["10:20"].copy());
        }
        IEnumerable<(NDArray, NDArray)> Endless()
        {
            while (true) yield return (X, Y);
        }
        foreach (var validation in new[] { new ValidationData(Halves()), new ValidationData(Endless(), steps: 2) })
        {
            Assert.That(model.fit(X, Y, epochs: 2, verbose: 0, validation_data: validation).history["val_loss"], Is.EqualTo(new[] { wanted, wanted }).Within(1e-6));
            Assert.That(model.fit(Halves(), epochs: 2, verbose: 0, validation_data: validation).history["val_loss"], Is.EqualTo(new[] { wanted, wanted }).Within(1e-6));
        }
        Assert.That(() => model.fit(X, Y, verbose: 0, validation_data: new ValidationData(new List<Batch>())), Throws.TypeOf<ValueError>().With.Message.EqualTo(
            "The batches of validation_data are empty: there is nothing to evaluate."));
    }

    [Test]
    public void MetricsByNameAndObject()
    {
        var model = Classifier("sparse_categorical_crossentropy");
        var results = model.evaluate(X, np.zeros(new NumSharp.Shape(20)).astype(np.int32), verbose: 0);
        Assert.That(results.names, Is.EqualTo(new[] { "loss", "accuracy" }));
        var binary = keras.Sequential([keras.layers.Activation("linear", input_shape: 1)]);
        binary.compile("sgd", "mse", [keras.metrics.AUC(), keras.metrics.Precision(), keras.metrics.Recall(), "mae", keras.metrics.RootMeanSquaredError()]);
        float[,] y = { { 0 }, { 0 }, { 1 }, { 1 } }, p = { { 0.1f }, { 0.6f }, { 0.4f }, { 0.9f } };
        var values = binary.evaluate(p, y, verbose: 0);
        Assert.That(values["auc"], Is.EqualTo(0.75).Within(1e-3));
        Assert.That(values["precision"], Is.EqualTo(0.5).Within(1e-6));
        Assert.That(values["recall"], Is.EqualTo(0.5).Within(1e-6));
        Assert.That(values["mae"], Is.EqualTo((0.1 + 0.6 + 0.6 + 0.1) / 4).Within(1e-6));
        Assert.That(values["root_mean_squared_error"], Is.EqualTo(Math.Sqrt(values["loss"])).Within(1e-6));
    }

    [Test]
    public void EarlyStoppingRestoresTheBestWeights()
    {
        var model = Linear(keras.optimizers.SGD(0));
        var epoch = 0;
        var stop = keras.callbacks.EarlyStopping(monitor: "figure", patience: 2, restore_best_weights: true);
        // The figure is best in epoch 1; the weights are set to the epoch's number.
        double[] figures = [3, 1, 2, 2, 0];
        var spoil = keras.callbacks.LambdaCallback(on_epoch_end: (e, logs) =>
        {
            logs["figure"] = figures[e];
            model.set_weights([np.full(new NumSharp.Shape(2, 1), (float)e), np.zeros(new NumSharp.Shape(1)).astype(np.float32)]);
            epoch = e;
        });
        var history = model.fit(X, Y, epochs: 5, verbose: 0, callbacks: [spoil, stop]);
        Assert.That(epoch, Is.EqualTo(3));
        Assert.That(stop.stopped_epoch, Is.EqualTo(3));
        Assert.That(model.get_weights()[0].ToArray<float>(), Is.All.EqualTo(1f));
        Assert.That(history.history["figure"], Is.EqualTo(new double[] { 3, 1, 2, 2 }));
    }

    [Test]
    public void LearningRatesChangeWhileTraining()
    {
        var model = Linear();
        var history = model.fit(X, Y, epochs: 3, verbose: 0, callbacks: [keras.callbacks.LearningRateScheduler(epoch => 0.1 / (epoch + 1))]);
        Assert.That(history.history["lr"], Is.EqualTo(new[] { 0.1, 0.05, 0.1 / 3 }).Within(1e-9));
        Assert.That(keras.backend.get_value(model.optimizer!.variables[1]).ToArray<float>()[0], Is.EqualTo(0.1f / 3).Within(1e-7));
        var plateau = Linear(keras.optimizers.SGD(0.5));
        plateau.fit(X, Y, epochs: 4, verbose: 0, callbacks:
            [keras.callbacks.LambdaCallback(on_epoch_end: (_, logs) => logs["flat"] = 1), keras.callbacks.ReduceLROnPlateau("flat", factor: 0.5, patience: 2, min_lr: 0.1)]);
        Assert.That(plateau.optimizer!.learning_rate.value, Is.EqualTo(0.25));
    }

    [Test]
    public void SchedulesFollowTheSteps()
    {
        var schedule = keras.optimizers.schedules.ExponentialDecay(0.5, 1, 0.5);
        var model = keras.Sequential([keras.layers.Dense(1, input_shape: 1, use_bias: false, kernel_initializer: "zeros")]);
        model.compile(keras.optimizers.SGD(schedule), (Loss)((y, p) => p[":, 0"]));
        for (var i = 0; i < 3; i++) model.train_on_batch(new float[,] { { 1 } }, new float[,] { { 0 } });
        Assert.That(model.get_weights()[0].ToArray<float>()[0], Is.EqualTo(-(0.5 + 0.25 + 0.125)).Within(1e-6));
    }

    [Test]
    public void TerminateOnNaNEndsTheFit()
    {
        var model = Linear(keras.optimizers.SGD(1e30));
        var history = model.fit(X * 1e10f, Y, epochs: 50, batch_size: 5, verbose: 0, callbacks: [keras.callbacks.TerminateOnNaN()]);
        Assert.That(history.epoch, Has.Count.LessThan(5));
    }

    [Test]
    public void PredictGivesEachSampleARow()
    {
        var model = Linear();
        var all = model.predict(X);
        Assert.That(all.shape, Is.EqualTo(new long[] { 20, 1 }));
        Assert.That(model.predict(X, batch_size: 3).ToArray<float>(), Is.EqualTo(all.ToArray<float>()).Within(1e-6));
        Assert.That(Classifier("categorical_crossentropy").predict_classes(X).shape, Is.EqualTo(new long[] { 20 }));
        Assert.That(model.predict(new double[,] { { 1, 2 } }).size, Is.EqualTo(1));
    }

    [Test]
    public void RefusesWhatDoesNotFit()
    {
        var fresh = keras.Sequential([keras.layers.Dense(1, input_shape: 2)]);
        Assert.That(() => fresh.fit(X, Y), Throws.TypeOf<RuntimeError>().With.Message.Contains("must compile your model"));
        var model = Linear();
        Assert.That(() => model.fit(np.zeros(new NumSharp.Shape(20, 3)), Y, verbose: 0), Throws.TypeOf<ValueError>().With.Message.EqualTo(
            "Input 0 of model \"" + model.name + "\" is incompatible with the layer: expected shape=(None, 2), found shape=(20, 3)."));
        Assert.That(() => model.fit(X, Y["0:10"].copy(), verbose: 0), Throws.TypeOf<ValueError>().With.Message.Contains("x has 20 samples, y has 10"));
        Assert.That(() => model.fit(np.zeros(new NumSharp.Shape(0, 2)), np.zeros(new NumSharp.Shape(0, 1)), verbose: 0), Throws.TypeOf<ValueError>().With.Message.Contains("x is empty"));
        Assert.That(() => model.fit(X, null, verbose: 0), Throws.TypeOf<ValueError>().With.Message.Contains("no y"));
        Assert.That(() => model.fit(X, Y, validation_split: 1, verbose: 0), Throws.TypeOf<ValueError>().With.Message.Contains("validation_split"));
        Assert.That(() => model.fit(X, Y, batch_size: 0, verbose: 0), Throws.TypeOf<ValueError>().With.Message.Contains("batch_size"));
        Assert.That(() => model.fit(X, np.zeros(new NumSharp.Shape(20, 4)), verbose: 0), Throws.TypeOf<ValueError>().With.Message.Contains("needs the output's shape (None, 1)"));
        var holed = new float[20, 2];
        holed[7, 1] = float.NaN;
        Assert.That(() => model.fit(holed, Y, verbose: 0), Throws.TypeOf<ValueError>().With.Message.Contains("x holds NaN (the first in sample 7"));
    }

    [Test]
    public void RefusesTargetsThatTheLossCannotTake()
    {
        var labels = np.zeros(new NumSharp.Shape(20)).astype(np.int32);
        Assert.That(() => Classifier("categorical_crossentropy").fit(X, labels, verbose: 0), Throws.TypeOf<ValueError>().With.Message.Contains("keras.utils.to_categorical(y, 3)"));
        Assert.That(() => Classifier("sparse_categorical_crossentropy").fit(X, keras.utils.to_categorical(labels, 3), verbose: 0),
            Throws.TypeOf<ValueError>().With.Message.Contains("For one-hot targets use 'categorical_crossentropy'"));
        Assert.That(() => Classifier("sparse_categorical_crossentropy").fit(X, labels + 3, verbose: 0), Throws.TypeOf<ValueError>().With.Message.Contains("labels go from 0 to 2"));
        Assert.That(() => Classifier("sparse_categorical_crossentropy").fit(X, np.full(new NumSharp.Shape(20), 0.5), verbose: 0), Throws.TypeOf<ValueError>().With.Message.Contains("whole numbers"));
    }

    [Test]
    public void ToCategoricalAndNormalize()
    {
        Assert.That(keras.utils.to_categorical(np.array(new[] { 2, 0 }), 3).ToArray<float>(), Is.EqualTo(new float[] { 0, 0, 1, 1, 0, 0 }));
        Assert.That(() => keras.utils.to_categorical(np.array(new[] { 3 }), 3), Throws.TypeOf<ValueError>().With.Message.Contains("from 0 to 2"));
        Assert.That(keras.utils.normalize(np.array(new float[,] { { 3, 4 }, { 0, 0 } })).ToArray<float>(), Is.EqualTo(new[] { 0.6f, 0.8f, 0, 0 }).Within(1e-6));
    }

    [Test]
    public void WeightedMetricsCountTheWeights()
    {
        var model = keras.Sequential([keras.layers.Activation("linear", input_shape: 1)]);
        model.compile("sgd", "mse", ["mae"], weighted_metrics: ["mae"]);
        var results = model.evaluate(new float[,] { { 1 }, { 2 } }, new float[,] { { 0 }, { 0 } }, sample_weight: new float[] { 3, 1 }, verbose: 0);
        Assert.That(results["mae"], Is.EqualTo(1.5).Within(1e-6));
        Assert.That(results["mae_1"], Is.EqualTo((3 + 2) / 4.0).Within(1e-6));
    }

    [Test]
    public void LayersAddedLaterCount()
    {
        var model = keras.Sequential([keras.layers.Dense(3, input_shape: 2)]);
        model.compile("sgd", "mse");
        model.predict(X);
        model.add(keras.layers.Dense(1));
        Assert.That(model.predict(X).shape, Is.EqualTo(new long[] { 20, 1 }));
        model.fit(X, Y, verbose: 0);
        model.pop();
        Assert.That(model.predict(X).shape, Is.EqualTo(new long[] { 20, 3 }));
    }

    [Test]
    public void WeightDecayAndClippingChangeTheStep()
    {
        float Step(global::Tensorflow.Keras.Optimizer optimizer)
        {
            using var graph = new Graph().as_default();
            var model = keras.Sequential([keras.layers.Dense(1, input_shape: 1, use_bias: false, kernel_initializer: "ones")]);
            model.compile(optimizer, (Loss)((y, p) => 10f * p[":, 0"]));
            model.train_on_batch(new float[,] { { 1 } }, new float[,] { { 0 } });
            return model.get_weights()[0].ToArray<float>()[0];
        }
        Assert.That(Step(keras.optimizers.SGD(0.1)), Is.EqualTo(0).Within(1e-6));
        Assert.That(Step(keras.optimizers.SGD(0.1, clipvalue: 2)), Is.EqualTo(0.8f).Within(1e-6));
        Assert.That(Step(keras.optimizers.SGD(0.1, global_clipnorm: 3)), Is.EqualTo(0.7f).Within(1e-6));
        Assert.That(Step(keras.optimizers.SGD(0.1, clipvalue: 2, weight_decay: 0.5)), Is.EqualTo(0.95f - 0.2f).Within(1e-6));
        Assert.That(Step(keras.optimizers.AdamW(0.1, weight_decay: 0.5)), Is.EqualTo(0.95f - 0.1f).Within(1e-5));
        Assert.That(() => keras.optimizers.SGD(clipnorm: -1), Throws.TypeOf<ValueError>().With.Message.Contains("clipnorm"));
    }
}
