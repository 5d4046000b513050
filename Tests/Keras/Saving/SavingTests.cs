using NUnit.Framework;
using PureHDF;
using Tensorflow;
using Tensorflow.Files;
using Tensorflow.Keras;
using Tensorflow.Keras.Saving;
using Tensorflow.Keras.Saving.Hdf5;
using TfExercises.Tests.Golden;
using static Tensorflow.Binding;
using static Tensorflow.KerasApi;
using NDArray = NumSharp.NDArray;

namespace TfExercises.Tests.Keras.Saving;

/// <summary>Saving and loading: what is refused and how, what stays on the disk, options.</summary>
sealed class SavingTests : FolderTest
{
    static readonly string[] s_weightFiles = ["w.h5", "w.weights.h5"];

    [TestCaseSource(nameof(s_weightFiles))]
    public void WeightsOfAnotherArchitectureAreRefused(string file)
    {
        NewModel(units: 5).save_weights(folder[file]);
        var model = NewModel(units: 6);
        var before = Values(model);
        Assert.That(() => model.load_weights(folder[file]), Throws.TypeOf<ValueError>().With.Message.Matches(
            @"w\..*h5: layer .*'dense_2'.*: weight 'dense_2/kernel:0' expects shape \(4, 6\), but the file has shape \(4, 5\)\."));
        Assert.That(Values(model), Is.EqualTo(before), "nothing was set");
    }

    [Test]
    public void AnotherNumberOfLayersOrWeightsIsRefused()
    {
        NewModel().save_weights(folder["w.h5"]);
        NewModel().save_weights(folder["w.weights.h5"]);
        var more = keras.Sequential(keras.layers.Dense(5, input_shape: 4), keras.layers.Dense(5), keras.layers.Dense(3));
        Assert.That(() => more.load_weights(folder["w.h5"]), Throws.TypeOf<ValueError>().With.Message.Contains(
            "layer count mismatch: the model 'sequential_2' has 3 layer(s) with weights (dense_4 (4, 5) (5,), dense_5 (5, 5) (5,), dense_6 (5, 3) (3,)), but the file has 2 (dense (4, 5) (5,), dense_1 (5, 3) (3,))."));
        var withoutBias = keras.Sequential(keras.layers.Dense(5, input_shape: 4), keras.layers.Dense(3, use_bias: false));
        Assert.That(() => withoutBias.load_weights(folder["w.weights.h5"]), Throws.TypeOf<ValueError>().With.Message.Contains(
            "layer 'dense_8' ('layers/dense_1' in the file) expects 1 weight(s) (dense_8/kernel:0 (5, 3)), but the file has 2 ((5, 3), (3,))."));
    }

    [Test]
    public void ALayerThatDoesNotFitCanBeSkipped([ValueSource(nameof(s_weightFiles))] string file)
    {
        var saved = keras.Sequential(keras.layers.Dense(5, input_shape: 4), keras.layers.Dense(2));
        saved.save_weights(folder[file]);
        var model = NewModel();
        var last = Values(model)[2];
        using var error = new CapturedError();
        model.load_weights(folder[file], skip_mismatch: true);
        Assert.That(error.Text, Does.StartWith("WARNING: skipped:").And.Contains("expects shape (5, 3), but the file has shape (5, 2)"));
        Assert.That(Values(model)[0], Is.EqualTo(Values(saved)[0]));
        Assert.That(Values(model)[2], Is.EqualTo(last));
    }

    [Test]
    public void WeightsLoadByTheNamesOfLayers()
    {
        var saved = keras.Sequential(keras.layers.Dense(4, input_shape: 4, name: "first"), keras.layers.Dense(4, name: "second"));
        saved.save_weights(folder["w.h5"]);
        var model = keras.Sequential(keras.layers.Dense(4, input_shape: 4, name: "second"), keras.layers.Dense(4, name: "other"));
        var other = Values(model)[2];
        model.load_weights(folder["w.h5"], by_name: true);
        Assert.That(Values(model)[0], Is.EqualTo(Values(saved)[2]));
        Assert.That(Values(model)[2], Is.EqualTo(other));
        saved.save_weights(folder["w.weights.h5"]);
        Assert.That(() => model.load_weights(folder["w.weights.h5"], by_name: true), Throws.TypeOf<ValueError>().With.Message.Contains("holds no names of layers"));
    }

    [Test]
    public void AFileCutShortIsRefused([Values("iris.h5", "iris.keras", "iris.weights.h5")] string name, [Values(0.001, 0.3, 0.7, 0.999)] double part)
    {
        var bytes = File.ReadAllBytes(GoldenFiles.Own($"keras/{name}"));
        File.WriteAllBytes(folder[name], bytes[..(int)(bytes.Length * part)]);
        var model = keras.models.load_model(GoldenFiles.Own("keras/iris.h5"), compile: false);
        Assert.That(() => model.load_weights(folder[name]), Throws.TypeOf<ValueError>().With.Message.Matches("cut short|damaged|is no HDF5 file"));
        if (name != "iris.weights.h5") Assert.That(() => keras.models.load_model(folder[name]), Throws.TypeOf<ValueError>().With.Message.Contains(name));
    }

    [Test]
    public void WhatIsNoModelIsRefused()
    {
        File.WriteAllText(folder["text.h5"], "Dear reader");
        Assert.That(() => keras.models.load_model(folder["text.h5"]), Throws.TypeOf<ValueError>().With.Message.Contains("text.h5 is no HDF5 file: it begins with 'Dear rea'"));
        Assert.That(() => keras.models.load_model(folder["missing.h5"]), Throws.TypeOf<ValueError>().With.Message.StartsWith("No file found at"));
        Assert.That(() => keras.models.load_model(folder.Path), Throws.TypeOf<ValueError>().With.Message.Contains("is a folder"));
        NewModel().save_weights(folder["w.h5"]);
        Assert.That(() => keras.models.load_model(folder["w.h5"]), Throws.TypeOf<ValueError>().With.Message.Contains("No model config found").And.Message.Contains("It holds weights only"));
        using (var zip = System.IO.Compression.ZipFile.Open(folder["a.keras"], System.IO.Compression.ZipArchiveMode.Create)) zip.CreateEntry("notes.txt");
        Assert.That(() => keras.models.load_model(folder["a.keras"]), Throws.TypeOf<ValueError>().With.Message.Contains("is a zip, but no .keras file: it lacks config.json. It has: notes.txt"));
        AtomicFile.Write(folder["other.h5"], stream => Hdf5Writing.Write(new H5File { ["measures"] = new H5Group() }, stream));
        Assert.That(() => NewModel().load_weights(folder["other.h5"]), Throws.TypeOf<ValueError>().With.Message.Contains("holds no weights of Keras. It has: measures"));
    }

    [Test]
    public void WhatCannotBeSavedIsRefused()
    {
        var model = NewModel();
        Assert.That(() => model.save(folder["model"]), Throws.TypeOf<ValueError>().With.Message.Contains(".keras or .h5"));
        Assert.That(() => model.save_weights(folder["weights.keras"]), Throws.TypeOf<ValueError>().With.Message.Contains(".weights.h5 or .h5"));
        Assert.That(() => keras.Sequential(keras.layers.Dense(3)).save(folder["model.h5"]), Throws.TypeOf<ValueError>().With.Message.Contains("was not built"));
        Assert.That(folder.Files, Is.Empty);
        model.save(folder["model"], save_format: "h5");
        Assert.That(() => model.save(folder["model"], overwrite: false, save_format: "h5"), Throws.TypeOf<ValueError>().With.Message.Contains("already there"));
    }

    [Test]
    public void ASavingThatFailsLeavesTheOldFile()
    {
        File.WriteAllText(folder["model.h5"], "old");
        Assert.That(() => AtomicFile.Write(folder["model.h5"], stream =>
        {
            stream.Write("half"u8);
            throw new IOException("disk full");
        }), Throws.TypeOf<IOException>());
        Assert.That(File.ReadAllText(folder["model.h5"]), Is.EqualTo("old"));
        Assert.That(folder.Files, Is.EqualTo(new[] { "model.h5" }), "nothing is left beside it");
        AtomicFile.Write(folder["deeper/still/model.h5"], stream => stream.Write("new"u8));
        Assert.That(File.ReadAllText(folder["deeper/still/model.h5"]), Is.EqualTo("new"));
    }

    [Test]
    public void LongListsOfNamesStandInParts()
    {
        string[] names = [.. Enumerable.Range(0, 9000).Select(i => $"layer_{i}")];
        var file = new H5File();
        Hdf5Writing.SetNames(file, "layer_names", names);
        Hdf5Writing.SetNames(file, "weight_names", []);
        file.Attributes["model_config"] = new string('x', 1_000_000);
        AtomicFile.Write(folder["names.h5"], stream => Hdf5Writing.Write(file, stream));
        using var read = H5File.OpenRead(folder["names.h5"]);
        Assert.That(read.AttributeExists("layer_names"), Is.False);
        Assert.That(read.AttributeExists("layer_names2"), Is.True);
        Assert.That(Hdf5Reading.Names(read, "layer_names"), Is.EqualTo(names));
        Assert.That(Hdf5Reading.Names(read, "weight_names"), Is.Empty);
        Assert.That(Hdf5Reading.Text(read, "model_config"), Has.Length.EqualTo(1_000_000));
        Assert.That(() => Hdf5Writing.SetNames(file, "layer_names", [new string('n', 70_000)]), Throws.TypeOf<ValueError>().With.Message.Contains("70000 bytes"));
    }

    [Test]
    public void AModelOfManyLayersIsSaved([Values("m.h5", "m.keras")] string file)
    {
        var model = keras.Sequential([.. Enumerable.Range(0, 300).Select(i => i == 0 ? keras.layers.Dense(2, input_shape: 2) : keras.layers.Dense(2))]);
        model.save(folder[file]);
        Assert.That(Values(keras.models.load_model(folder[file])), Is.EqualTo(Values(model)));
    }

    [Test]
    public void ACloneHasTheLayersButNotTheWeights()
    {
        var model = NewModel();
        var clone = keras.models.clone_model(model);
        Assert.That(clone.layers.Select(l => l.name), Is.EqualTo(model.layers.Select(l => l.name)));
        Assert.That(clone.weights.Intersect(model.weights), Is.Empty);
        Assert.That(Values(clone)[0], Is.Not.EqualTo(Values(model)[0]));
        clone.set_weights(model.get_weights());
        Assert.That(Values(clone), Is.EqualTo(Values(model)));
    }

    [Test]
    public void AProgramsOwnClassesAreFoundByTheirNames([Values("m.h5", "m.keras")] string file)
    {
        var model = keras.Sequential(new Scaled(factor: 2.5, input_shape: 3));
        model.save(folder[file]);
        Assert.That(() => keras.models.load_model(folder[file]), Throws.TypeOf<ValueError>().With.Message.Contains("Unknown layer: 'Scaled'"));
        var loaded = keras.models.load_model(folder[file], new Dictionary<string, Type> { ["Scaled"] = typeof(Scaled) });
        Assert.That(loaded.predict(new float[,] { { 1, 2, 3 } }!).ToArray<float>(), Is.EqualTo(new[] { 2.5f, 5, 7.5f }));
    }

    [Test]
    public void NestedLayersStandUnderTheNamesOfKeras()
    {
        var x = keras.Input(new Shape(5, 4));
        var attended = keras.layers.MultiHeadAttention(2, 3).Apply(x, x);
        var both = keras.layers.Bidirectional(keras.layers.LSTM(3, return_sequences: true)).Apply(attended);
        var each = keras.layers.TimeDistributed(keras.layers.Dense(2)).Apply(both);
        var inner = keras.Sequential(keras.layers.Flatten(input_shape: new Shape(5, 2)), keras.layers.Dense(1));
        var model = keras.Model(x, inner.Apply(each));
        model.save_weights(folder["w.weights.h5"]);
        using (var file = H5File.OpenRead(folder["w.weights.h5"]))
        {
            Assert.That(Datasets(file, "").Order(StringComparer.Ordinal), Is.EqualTo(new[]
            {
                "/layers/bidirectional/backward_layer/cell/vars/0", "/layers/bidirectional/backward_layer/cell/vars/1", "/layers/bidirectional/backward_layer/cell/vars/2",
                "/layers/bidirectional/forward_layer/cell/vars/0", "/layers/bidirectional/forward_layer/cell/vars/1", "/layers/bidirectional/forward_layer/cell/vars/2",
                "/layers/multi_head_attention/_key_dense/vars/0", "/layers/multi_head_attention/_key_dense/vars/1",
                "/layers/multi_head_attention/_output_dense/vars/0", "/layers/multi_head_attention/_output_dense/vars/1",
                "/layers/multi_head_attention/_query_dense/vars/0", "/layers/multi_head_attention/_query_dense/vars/1",
                "/layers/multi_head_attention/_value_dense/vars/0", "/layers/multi_head_attention/_value_dense/vars/1",
                "/layers/sequential/layers/dense/vars/0", "/layers/sequential/layers/dense/vars/1",
                "/layers/time_distributed/layer/vars/0", "/layers/time_distributed/layer/vars/1",
            }));
        }
        foreach (var name in (string[])["m.keras", "m.h5"])
        {
            model.save(folder[name]);
            Assert.That(Values(keras.models.load_model(folder[name])), Is.EqualTo(Values(model)), name);
        }
        var clone = keras.models.clone_model(model);
        clone.load_weights(folder["w.weights.h5"]);
        Assert.That(Values(clone), Is.EqualTo(Values(model)));

        static IEnumerable<string> Datasets(IH5Group group, string path) => group.Children().SelectMany(c => c is IH5Group inside ? Datasets(inside, $"{path}/{c.Name}") : [$"{path}/{c.Name}"]);
    }

    static Sequential NewModel(int units = 5) => keras.Sequential(keras.layers.Dense(units, activation: "relu", input_shape: 4), keras.layers.Dense(3));

    static float[][] Values(Model model) => [.. model.get_weights().Select((NDArray w) => w.ToArray<float>())];

    public sealed class Scaled(double factor = 1, string? name = null, Shape? input_shape = null) : Layer(name, input_shape)
    {
        public double factor { get; } = factor;

        public override Tensors call(Tensors inputs, CallOptions options) => inputs[0] * tf.constant((float)factor);
    }
}
