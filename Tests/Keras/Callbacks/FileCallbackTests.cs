using NUnit.Framework;
using Tensorflow;
using Tensorflow.Keras;
using Tensorflow.Keras.Callbacks;
using Tensorflow.Summaries;
using static Tensorflow.KerasApi;

namespace TfExercises.Tests.Keras.Callbacks;

/// <summary>Callbacks that write files: ModelCheckpoint, CSVLogger, TensorBoard.</summary>
sealed class FileCallbackTests : FolderTest
{
    static readonly float[,] s_x = { { 0, 0 }, { 0, 1 }, { 1, 0 }, { 1, 1 } };
    static readonly float[,] s_y = { { 0 }, { 1 }, { 1 }, { 0 } };

    [Test]
    public void ACheckpointOfEachEpochHasItsName()
    {
        var history = Fit(NewModel(), 2, keras.callbacks.ModelCheckpoint(folder["w.{epoch:02d}-{val_loss:.3f}.h5"], save_weights_only: true));
        Assert.That(folder.Files, Is.EqualTo(history.history["val_loss"].Select((loss, i) => $"w.0{i + 1}-{loss.ToString("F3", System.Globalization.CultureInfo.InvariantCulture)}.h5")));
    }

    [Test]
    public void TheLastCheckpointIsTheTrainedModel([Values("m.keras", "m.h5", "m.weights.h5")] string file)
    {
        var model = NewModel();
        Fit(model, 3, keras.callbacks.ModelCheckpoint(folder[file], save_weights_only: file.Contains("weights")));
        Model loaded;
        if (file.Contains("weights"))
        {
            loaded = keras.models.clone_model(model);
            loaded.load_weights(folder[file]);
        }
        else loaded = keras.models.load_model(folder[file]);
        Assert.That(loaded.get_weights().Select(w => w.ToArray<float>()), Is.EqualTo(model.get_weights().Select(w => w.ToArray<float>())));
    }

    [Test]
    public void OnlyABetterFigureIsSaved()
    {
        var checkpoint = keras.callbacks.ModelCheckpoint(folder["{epoch}.weights.h5"], monitor: "figure", save_best_only: true, save_weights_only: true, verbose: 1);
        double[] figures = [3, 4, 2, 2, 1.5];
        var console = Console.Out;
        using var text = new StringWriter();
        Console.SetOut(text);
        try
        {
            Fit(NewModel(), 5, 0, keras.callbacks.LambdaCallback(on_epoch_end: (epoch, logs) => logs["figure"] = figures[epoch]), checkpoint);
        }
        finally
        {
            Console.SetOut(console);
        }
        Assert.That(folder.Files, Is.EqualTo(new[] { "1.weights.h5", "3.weights.h5", "5.weights.h5" }));
        Assert.That(checkpoint.best, Is.EqualTo(1.5));
        Assert.That(text.ToString().ReplaceLineEndings("\n"), Is.EqualTo($"""

            Epoch 1: figure improved from inf to 3.00000, saving model to {folder["1.weights.h5"]}

            Epoch 2: figure did not improve from 3.00000

            Epoch 3: figure improved from 3.00000 to 2.00000, saving model to {folder["3.weights.h5"]}

            Epoch 4: figure did not improve from 2.00000

            Epoch 5: figure improved from 2.00000 to 1.50000, saving model to {folder["5.weights.h5"]}

            """.ReplaceLineEndings("\n")));
    }

    [TestCase("accuracy", new[] { 0.5, 0.4, 0.6 }, new[] { "1.h5", "3.h5" })]
    [TestCase("loss_of_mine", new[] { 0.5, 0.4, 0.6 }, new[] { "1.h5", "2.h5" })]
    public void TheModeFollowsFromTheName(string figure, double[] values, string[] want)
    {
        Fit(NewModel(), 3, 0, keras.callbacks.LambdaCallback(on_epoch_end: (epoch, logs) => logs[figure] = values[epoch]),
            keras.callbacks.ModelCheckpoint(folder["{epoch}.h5"], monitor: figure, save_best_only: true));
        Assert.That(folder.Files, Is.EqualTo(want));
    }

    [Test]
    public void ACheckpointCanFollowBatches()
    {
        Fit(NewModel(), 3, 0, keras.callbacks.ModelCheckpoint(folder["{epoch}-{batch}.weights.h5"], save_weights_only: true, save_freq: 3));
        Assert.That(folder.Files, Is.EqualTo(new[] { "2-1.weights.h5", "3-2.weights.h5" }), "2 batches an epoch: the third and the sixth");
    }

    [TestCase("{epoch:03d}|{loss:.2f}|{loss:8.3f}|{loss:08.3f}|{acc:.1%}|{loss:.2e}|{epoch}|{loss}|{{x}}", "007|-0.50|  -0.500|-000.500|12.5%|-5.00e-01|7|-0.5|{x}")]
    public void TemplatesAreFormattedAsInPython(string template, string want) =>
        Assert.That(PythonFormat.Format(template, new Dictionary<string, double> { ["epoch"] = 7, ["loss"] = -0.5, ["acc"] = 0.125 }), Is.EqualTo(want));

    [Test]
    public void ATemplateThatDoesNotFitIsRefused()
    {
        Assert.That(() => Fit(NewModel(), 1, 0, keras.callbacks.ModelCheckpoint(folder["{val_loss}.h5"])),
            Throws.TypeOf<ValueError>().With.Message.Contains("There is no 'val_loss'; known are: loss, epoch"));
        Assert.That(() => PythonFormat.Format("{epoch:x}", new Dictionary<string, double> { ["epoch"] = 1 }), Throws.TypeOf<ValueError>().With.Message.Contains("The format 'x' is not known"));
        Assert.That(() => keras.callbacks.ModelCheckpoint("m.h5", save_freq: "hour"), Throws.TypeOf<ValueError>().With.Message.Contains("\"hour\""));
    }

    [Test]
    public void ALogIsWrittenAsByPython()
    {
        var history = Fit(NewModel(), 2, 0, Lambda(), keras.callbacks.CSVLogger(folder["log.csv"]));
        var losses = history.history["loss"];
        Assert.That(File.ReadAllText(folder["log.csv"]), Is.EqualTo(
            $"epoch,a,loss,val_a,val_loss\r\n0,0.5,{Repr(losses[0])},NA,NA\r\n1,1e-05,{Repr(losses[1])},NA,NA\r\n"));
    }

    [Test]
    public void ALogCanGoOn()
    {
        var model = NewModel();
        Fit(model, 1, 0, keras.callbacks.CSVLogger(folder["log.csv"], separator: ";"));
        Fit(model, 1, 0, keras.callbacks.CSVLogger(folder["log.csv"], separator: ";", append: true));
        var lines = File.ReadAllLines(folder["log.csv"]);
        Assert.That(lines, Has.Length.EqualTo(3));
        Assert.That(lines[0], Is.EqualTo("epoch;loss;val_loss"));
        Fit(model, 1, keras.callbacks.CSVLogger(folder["log.csv"]));
        Assert.That(File.ReadAllLines(folder["log.csv"]), Has.Length.EqualTo(2));
    }

    [Test]
    public void TensorBoardGetsTheFiguresOfEpochs()
    {
        var history = Fit(NewModel(), 2, keras.callbacks.TensorBoard(folder["logs"], histogram_freq: 1));
        var train = Events("train");
        var validation = Events("validation");
        Assert.That(train.Count(e => e.WhatCase == Event.WhatOneofCase.GraphDef), Is.EqualTo(1));
        Assert.That(Scalars(train), Is.EqualTo(history.history["loss"].Select((loss, epoch) => ((long)epoch, "epoch_loss", (float)loss))));
        Assert.That(Scalars(validation).Where(s => s.Tag == "epoch_loss"), Is.EqualTo(history.history["val_loss"].Select((loss, epoch) => ((long)epoch, "epoch_loss", (float)loss))));
        Assert.That(Scalars(validation).Where(s => s.Tag == "evaluation_loss_vs_iterations").Select(s => s.Step), Is.EqualTo(new[] { 2, 4 }));
        var histograms = train.SelectMany(e => e.Summary?.Value.Where(v => v.Histo is not null) ?? []).ToList();
        Assert.That(histograms.Select(h => h.Tag).Distinct(), Is.EqualTo(new[] { "dense/kernel_0/histogram", "dense/bias_0/histogram" }));
        Assert.That(histograms[0].Histo.Num, Is.EqualTo(2));
    }

    [Test]
    public void TensorBoardGetsTheFiguresOfBatchesWhereWanted()
    {
        Fit(NewModel(), 2, 0, keras.callbacks.TensorBoard(folder["logs"], write_graph: false, write_steps_per_second: true, update_freq: 2));
        var train = Events("train");
        Assert.That(Scalars(train).Where(s => s.Tag == "batch_loss").Select(s => s.Step), Is.EqualTo(new[] { 0, 2 }));
        Assert.That(Scalars(train).Where(s => s.Tag == "epoch_steps_per_second").Select(s => s.Value), Is.All.Positive);
        Assert.That(train.Any(e => e.WhatCase == Event.WhatOneofCase.GraphDef), Is.False);
        Assert.That(Directory.Exists(folder["logs/validation"]), Is.False);
    }

    static Sequential NewModel()
    {
        var model = keras.Sequential(keras.layers.Dense(1, activation: "sigmoid", input_shape: 2));
        model.compile(keras.optimizers.SGD(0.5), "mse");
        return model;
    }

    static History Fit(Model model, int epochs, params Callback[] callbacks) => Fit(model, epochs, 1, callbacks);

    // Two batches of two samples an epoch; with validation the last figures are val_loss.
    static History Fit(Model model, int epochs, int validation, params Callback[] callbacks) => model.fit(s_x!, s_y, batch_size: 2, epochs: epochs, verbose: 0,
        callbacks: callbacks, validation_data: validation > 0 ? new ValidationData(s_x!, s_y) : null);

    static LambdaCallback Lambda() => keras.callbacks.LambdaCallback(on_epoch_end: (epoch, logs) => logs["a"] = epoch == 0 ? 0.5 : 1e-5);

    static string Repr(double value) => Tensorflow.Keras.Saving.PythonJson.Float(value);

    List<Event> Events(string part) => [.. EventFile.Read(Directory.GetFiles(folder[$"logs/{part}"]).Single())];

    static (long Step, string Tag, float Value)[] Scalars(IEnumerable<Event> events) => [.. events
        .SelectMany(e => e.Summary?.Value.Where(v => v.ValueCase == Summary.Types.Value.ValueOneofCase.SimpleValue).Select(v => (e.Step, v.Tag, v.SimpleValue)) ?? [])];
}
