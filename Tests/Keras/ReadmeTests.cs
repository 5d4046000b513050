using System.Runtime.CompilerServices;
using NumSharp;
using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;
using static Tensorflow.KerasApi;

namespace TfExercises.Tests.Keras;

/// <summary>The program of README's part on Keras, which stands here to the letter, does what it should.</summary>
public class ReadmeTests : KerasTestBase
{
    [Test]
    public void ItsProgramTellsIrisApart()
    {
        keras.utils.set_random_seed(0);
        var ((x_train, y_train), (x_test, y_test)) = keras.datasets.iris.load_data();

        var model = keras.Sequential([
            keras.layers.Dense(12, activation: "relu", input_shape: 4),
            keras.layers.Dropout(0.1),
            keras.layers.Dense(3, activation: "softmax"),
        ]);
        model.summary();
        model.compile(optimizer: keras.optimizers.Adam(0.01), loss: "sparse_categorical_crossentropy", metrics: ["accuracy"]);
        var history = model.fit(x_train, y_train, batch_size: 5, epochs: 50, verbose: 2, validation_split: 0.1,
            callbacks: [keras.callbacks.EarlyStopping(patience: 10, restore_best_weights: true)]);
        var (loss, accuracy) = model.evaluate(x_test, y_test, verbose: 0);
        NDArray species = model.predict_classes(x_test);
        print("accuracy", accuracy, "species", species);

        Assert.That(accuracy, Is.GreaterThan(0.9));
        Assert.That(loss, Is.LessThan(0.4));
        Assert.That(history.epoch, Has.Count.GreaterThan(10));
        Assert.That(species.shape, Is.EqualTo(new long[] { 30 }));
        Assert.That(Program(), Is.EqualTo(Written()), "README and this test differ.");
    }

    /// <summary>The lines of README's program.</summary>
    static string[] Program([CallerFilePath] string caller = "")
    {
        var readme = File.ReadAllText(Path.Combine(Path.GetDirectoryName(caller)!, "..", "..", "README.md"));
        var start = readme.IndexOf("keras.utils.set_random_seed(0);", StringComparison.Ordinal);
        return Lines(readme[start..readme.IndexOf("```", start, StringComparison.Ordinal)]);
    }

    /// <summary>The lines above, as far as the program goes.</summary>
    static string[] Written([CallerFilePath] string caller = "")
    {
        var source = File.ReadAllText(caller);
        var start = source.IndexOf("        keras.utils", StringComparison.Ordinal);
        return Lines(source[start..source.IndexOf("        Assert", start, StringComparison.Ordinal)]);
    }

    static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
