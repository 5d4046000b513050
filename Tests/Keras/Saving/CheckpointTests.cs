using System.Text.Json;
using Google.Protobuf;
using NUnit.Framework;
using Tensorflow;
using Tensorflow.Checkpoints;
using Tensorflow.Keras;
using TfExercises.Tests.Golden;
using static Tensorflow.Binding;
using static Tensorflow.KerasApi;
using NDArray = NumSharp.NDArray;
using TrackableObject = Tensorflow.TrackableObjectGraph.Types.TrackableObject;

namespace TfExercises.Tests.Keras.Saving;

/// <summary>Weights in TensorFlow's own format: checkpoints that know the model's objects.</summary>
sealed class CheckpointTests : FolderTest
{
    const string Suffix = "/.ATTRIBUTES/VARIABLE_VALUE";

    static readonly string[] s_models = ["iris", "cnn", "functional_two_inputs", "stacked_lstm", "LSTM_seq1_unroll0", "Embedding_GRU"];

    [Test]
    public void TheModelsOfKerasComeBack([ValueSource(nameof(s_models))] string name)
    {
        var model = keras.models.load_model(GoldenFiles.Own($"keras/{name}.keras"));
        model.save_weights(folder["cp.ckpt"]);
        Assert.That(folder.Files, Is.EqualTo(new[] { "checkpoint", "cp.ckpt.data-00000-of-00001", "cp.ckpt.index" }));
        Assert.That(File.ReadAllText(folder["checkpoint"]), Is.EqualTo("model_checkpoint_path: \"cp.ckpt\"\nall_model_checkpoint_paths: \"cp.ckpt\"\n"));
        var want = Values(model);
        var loaded = keras.models.model_from_json(model.to_json());
        loaded.load_weights(tf.train.latest_checkpoint(folder.Path)!);
        Assert.That(Values(loaded), Is.EqualTo(want));
        loaded.compile(keras.models.load_model(GoldenFiles.Own($"keras/{name}.keras")).optimizer!, "mse");
        loaded.load_weights(folder["cp.ckpt"]);
        Assert.That((long)keras.backend.get_value(loaded.optimizer!.iterations!), Is.EqualTo((long)keras.backend.get_value(model.optimizer!.iterations!)).And.GreaterThan(0));
    }

    [Test]
    public void KeysAreKeras()
    {
        var inner = keras.Sequential([keras.layers.Dense(2, input_shape: 4)]);
        var sequence = keras.Input(new Shape(3, 4));
        var attended = keras.layers.MultiHeadAttention(2, 2).Apply(sequence, sequence);
        var both = keras.layers.Bidirectional(keras.layers.LSTM(2, return_sequences: true)).Apply(attended);
        var rows = keras.layers.TimeDistributed(keras.layers.Dense(4)).Apply(keras.layers.Dropout(0.5).Apply(keras.layers.BatchNormalization().Apply(both)));
        var cells = keras.layers.RNN([keras.layers.GRUCell(3), keras.layers.SimpleRNNCell(4)]).Apply(rows);
        var model = keras.Model(sequence, inner.Apply(cells));
        model.save_weights(folder["w"], save_format: "tf");
        string[] dense = ["bias", "kernel"];
        string[] cell = [.. dense, "recurrent_kernel"];
        string[] want =
        [
            .. from part in (string[])["_key_dense", "_output_dense", "_query_dense", "_value_dense"] from weight in dense select $"layer_with_weights-0/{part}/{weight}",
            .. from side in (string[])["backward_layer", "forward_layer"] from weight in cell select $"layer_with_weights-1/{side}/cell/{weight}",
            .. from weight in (string[])["beta", "gamma", "moving_mean", "moving_variance"] select $"layer_with_weights-2/{weight}",
            .. from weight in dense select $"layer_with_weights-3/layer/{weight}",
            .. from number in (string[])["0", "1"] from weight in cell select $"layer_with_weights-4/cell/cells/{number}/{weight}",
            .. from weight in dense select $"layer_with_weights-5/layer_with_weights-0/{weight}",
        ];
        Assert.That(tf.train.list_variables(folder["w"]).Select(v => v.name), Is.EqualTo(want.Select(key => key + Suffix).Prepend(ObjectGraph.Key)));
        using var reader = StoredTensors.Open(folder["w"]);
        var graph = ObjectGraph.Of(reader)!;
        Assert.That(graph.Children(0).Select(c => c.Name), Is.EqualTo(new[]
        {
            "layer-0", "layer_with_weights-0", "layer-1", "layer_with_weights-1", "layer-2", "layer_with_weights-2", "layer-3", "layer-4",
            "layer_with_weights-3", "layer-5", "layer_with_weights-4", "layer-6", "layer_with_weights-5", "layer-7", "root",
        }));
        Assert.That(graph.KeysByFullName()["batch_normalization/gamma"], Is.EqualTo("layer_with_weights-2/gamma" + Suffix));
        var before = Values(model);
        model.set_weights([.. model.get_weights().Select(w => w * 0f)]);
        model.load_weights(folder["w"]);
        Assert.That(Values(model), Is.EqualTo(before));
    }

    [Test]
    public void TrainingGoesOnAsIfNotStopped([Values("Adam", "SGD", "RMSprop", "Nadam", "Ftrl")] string optimizer)
    {
        var model = NewModel(optimizer);
        Train(model, 5);
        model.optimizer!.learning_rate = 0.125;
        model.save_weights(folder["w"]);
        Assert.That((float)tf.train.load_variable(folder["w"], "optimizer/_learning_rate" + Suffix), Is.EqualTo(0.125f));
        Assert.That((long)tf.train.load_variable(folder["w"], "optimizer/_iterations" + Suffix), Is.EqualTo(5));
        Assert.That(tf.train.list_variables(folder["w"]).Select(v => v.name), Has.Member("optimizer/_variables/1" + Suffix).And.No.Member("optimizer/_variables/0" + Suffix));
        var want = Train(model, 5);
        var later = NewModel(optimizer);
        later.load_weights(folder["w"]);
        Assert.That((double)later.optimizer!.learning_rate, Is.EqualTo(0.125));
        Assert.That(Train(later, 5), Is.EqualTo(want));
        Assert.That(Values(later), Is.EqualTo(Values(model)));
    }

    [Test]
    public void WhatOptimizersOfAnOlderKerasKept([Values("Adam", "SGD", "RMSprop")] string optimizer)
    {
        var model = NewModel(optimizer);
        Train(model, 5);
        WriteOlder(model, optimizer switch { "Adam" => [("m", "m"), ("v", "v")], "SGD" => [("m", "momentum")], _ => [("velocity", "rms")] });
        var want = Train(model, 5);
        var later = NewModel(optimizer);
        later.load_weights(folder["older"]);
        Assert.That(Train(later, 5), Is.EqualTo(want));
    }

    [Test]
    public void AModelBelowTheRootAndInASavedModel()
    {
        var model = NewModel("Adam");
        Train(model, 2);
        model.save_weights(folder["w"]);
        var want = Values(model);
        Directory.CreateDirectory(folder["saved/variables"]);
        foreach (var end in new[] { ".index", ".data-00000-of-00001" }) File.Copy(folder["w" + end], folder["saved/variables/variables" + end]);
        var later = NewModel("Adam");
        later.load_weights(folder["saved"]);
        Assert.That(Values(later), Is.EqualTo(want));

        // As tf.train.Checkpoint(net=model, step=...) saves it.
        Rewrite(folder["w"], folder["below"], graph =>
        {
            var top = new TrackableObject { Children = { Reference("step", graph.Nodes.Count + 1), Reference("net", graph.Nodes.Count) } };
            graph.Nodes.Add(graph.Nodes[0]);
            graph.Nodes.Add(new TrackableObject());
            graph.Nodes[0] = top;
        });
        later = NewModel("Adam");
        later.load_weights(folder["below"]);
        Assert.That(Values(later), Is.EqualTo(want));
        Assert.That((long)keras.backend.get_value(later.optimizer!.iterations!), Is.EqualTo(2));
    }

    [Test]
    public void ACheckpointOfNamesIsReadByThem()
    {
        var model = NewModel("SGD");
        var saver = tf.train.Saver(model.weights);
        saver.save(keras.backend.get_session(), folder["names"], write_meta_graph: false);
        var want = Values(model);
        model.set_weights([.. model.get_weights().Select(w => w * 0f)]);
        model.load_weights(folder["names"]);
        Assert.That(Values(model), Is.EqualTo(want));
        Assert.That(() => NewModel("SGD").load_weights(folder["names"]), Throws.TypeOf<ValueError>().With.Message.EqualTo(
            $"{folder["names"]}: nothing in the checkpoint fits the model \"sequential_1\". It holds dense/bias, dense/kernel, dense_1/bias, dense_1/kernel; the model has dense_2/bias, dense_2/kernel, dense_3/bias, dense_3/kernel."));
    }

    [Test]
    public void ASaverReadsWhatKerasWrote()
    {
        var model = NewModel("SGD");
        model.save_weights(folder["w"]);
        var want = Values(model);
        using var graph = new Graph().as_default();
        var kernel = tf.Variable(tf.zeros([4, 5]), name: "dense/kernel");
        using var session = tf.Session();
        tf.train.Saver().restore(session, folder["w"]);
        Assert.That(session.run(kernel).ToArray<float>(), Is.EqualTo(want[0]));
    }

    [Test]
    public void ACallbackWritesThem()
    {
        var model = NewModel("SGD");
        model.fit(Features(), Labels(), epochs: 2, verbose: 0, callbacks: [keras.callbacks.ModelCheckpoint(folder["run/cp-{epoch:04d}.ckpt"], save_weights_only: true)]);
        Assert.That(tf.train.latest_checkpoint(folder["run"]), Is.EqualTo(folder["run/cp-0002.ckpt"]));
        Assert.That(tf.train.checkpoint_exists(folder["run/cp-0001.ckpt"]), Is.True);
    }

    [Test]
    public void WhatDoesNotFitIsRefusedAndChangesNothing()
    {
        NewModel("SGD", units: 5).save_weights(folder["w"]);
        var model = NewModel("SGD", units: 6);
        var before = Values(model);
        Assert.That(() => model.load_weights(folder["w"]), Throws.TypeOf<ValueError>().With.Message.EqualTo(
            $"{folder["w"]}: layer 'dense_2' ('layer_with_weights-0' in the file): weight 'dense_2/kernel:0' expects shape (4, 6), but the file has shape (4, 5). It was saved by a model of another architecture."));
        var more = keras.Sequential(keras.layers.Dense(5, input_shape: 4), keras.layers.Dense(3), keras.layers.Dense(2));
        Assert.That(() => more.load_weights(folder["w"]), Throws.TypeOf<ValueError>().With.Message.EndsWith(": layer 'dense_6' ('layer_with_weights-2' in the file) expects 2 weight(s) (dense_6/kernel:0 (3, 2), dense_6/bias:0 (2,)), but the file has 0 ()."));
        Assert.That(Values(model), Is.EqualTo(before));
        using (var error = new CapturedError())
        {
            more.load_weights(folder["w"], skip_mismatch: true);
            Assert.That(error.Text, Does.StartWith("WARNING: skipped:"));
        }
        Assert.That(Values(more)[0], Is.EqualTo(tf.train.load_variable(folder["w"], "layer_with_weights-0/kernel" + Suffix).ToArray<float>()));
        var closer = keras.Sequential(keras.layers.Dropout(0.5, input_shape: 4), keras.layers.Dense(5), keras.layers.Dense(3));
        closer.load_weights(folder["w"]);
        Assert.That(Values(closer), Is.EqualTo(Values(more)[..4]), "layers without weights may stand elsewhere");
        Assert.That(() => model.load_weights(folder["w"], by_name: true), Throws.TypeOf<ValueError>().With.Message.StartsWith("Weights may only be loaded based on topology"));
        Assert.That(() => model.save_weights(folder["w"], overwrite: false), Throws.TypeOf<ValueError>().With.Message.Contains("already there"));
        Assert.That(() => model.save_weights(folder["w.h5"], save_format: "tf"), Throws.TypeOf<ValueError>().With.Message.Contains("looks like an HDF5 file"));
        Assert.That(() => model.save_weights(folder["w.keras"]), Throws.TypeOf<ValueError>().With.Message.StartsWith("A .keras file holds a whole model"));
        Assert.That(() => model.save_weights(folder["w"], save_format: "npz"), Throws.TypeOf<ValueError>().With.Message.StartsWith("Unknown format. Received: `save_format`=npz. Was expecting one of {\"tf\", \"h5\"}."));
        Rewrite(folder["w"], folder["bad"], graph => graph.Nodes[0].Children.Add(Reference("x", 99)));
        Assert.That(() => model.load_weights(folder["bad"]), Throws.TypeOf<DataLossError>().With.Message.Contains("names objects that it does not have"));
    }

    static TrackableObject.Types.ObjectReference Reference(string name, int node) => new() { LocalName = name, NodeId = node };

    // Keras up to 2.10 named what the optimizer keeps after the weight: WEIGHT/.OPTIMIZER_SLOT/optimizer/SLOT.
    void WriteOlder(Model model, (string Own, string Older)[] slots)
    {
        model.save_weights(folder["w"]);
        var kept = model.optimizer!.Saved(model.trainable_weights);
        Rewrite(folder["w"], folder["older"], graph =>
        {
            var optimizer = graph.Nodes[graph.Nodes[0].Children.Single(c => c.LocalName == "optimizer").NodeId];
            var keys = graph.Nodes.SelectMany(n => n.Attributes).ToDictionary(a => a.FullName, a => a.CheckpointKey);
            optimizer.Children.Single(c => c.LocalName == "_iterations").LocalName = "iter";
            optimizer.Children.Single(c => c.LocalName == "_learning_rate").LocalName = "learning_rate";
            optimizer.Children.Remove(optimizer.Children.Single(c => c.LocalName == "_variables"));
            foreach (var weight in model.trainable_weights)
            {
                foreach (var (own, older) in slots)
                {
                    var variable = kept.Single(s => s.Name == $"{model.optimizer.name}/{own}/{weight.name}").Variable;
                    optimizer.SlotVariables.Add(new TrackableObject.Types.SlotVariableReference
                    {
                        OriginalVariableNodeId = graph.Nodes.ToList().FindIndex(n => n.Attributes.Any(a => a.FullName == weight.op.name)), SlotName = older, SlotVariableNodeId = graph.Nodes.Count,
                    });
                    graph.Nodes.Add(new TrackableObject { Attributes = { new TrackableObject.Types.SerializedTensor { Name = ObjectGraph.Value, FullName = $"{model.optimizer.class_name}/{weight.op.name}/{older}", CheckpointKey = keys[variable.op.name] } } });
                }
            }
        });
    }

    static void Rewrite(string from, string to, Action<TrackableObjectGraph> change)
    {
        using var reader = StoredTensors.Open(from);
        var graph = TrackableObjectGraph.Parser.ParseFrom((byte[])reader.Read(ObjectGraph.Key).Objects[0]!);
        change(graph);
        BundleWriter.Write(to, reader.All.Select(t => (t.Name, "", t.Name == ObjectGraph.Key ? TensorValue.FromObjects(TF_DataType.TF_STRING, [graph.ToByteArray()], []) : reader.Read(t.Name))));
    }

    static Sequential NewModel(string optimizer, int units = 5)
    {
        var model = keras.Sequential(keras.layers.Dense(units, activation: "tanh", input_shape: 4), keras.layers.Dropout(0), keras.layers.Dense(3, activation: "softmax"));
        model.compile(optimizer switch
        {
            "Adam" => keras.optimizers.Adam(0.01),
            "SGD" => keras.optimizers.SGD(0.1, momentum: 0.9),
            "RMSprop" => keras.optimizers.RMSprop(0.01),
            "Nadam" => keras.optimizers.Nadam(0.01),
            _ => keras.optimizers.Ftrl(0.1),
        }, "sparse_categorical_crossentropy");
        return model;
    }

    static NDArray Features() => NumSharp.np.arange(24).reshape(6, 4).astype(NumSharp.np.float32) / 10f;

    static NDArray Labels() => NumSharp.np.array(new[] { 0, 1, 2, 0, 1, 2 });

    static double[] Train(Model model, int steps) => [.. Enumerable.Range(0, steps).Select(_ => (double)model.train_on_batch(Features(), Labels()))];

    static float[][] Values(Model model) => [.. model.get_weights().Select((NDArray w) => w.ToArray<float>())];
}
