using NUnit.Framework;
using Tensorflow;
using Tensorflow.Native;
using Tensorflow.SavedModels;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;
using NDArray = NumSharp.NDArray;

namespace TfExercises.Tests.Training.Saving;

/// <summary>Models that are exported and loaded again, here and by TensorFlow's own loader.</summary>
public sealed class SavedModelTests(string engine) : SaverFixture(engine)
{
    [Test]
    public void WhatIsExportedPredictsTheSame()
    {
        var x = new float[,] { { 1, 2, 3 }, { -1, 0, 1 } };
        var want = Export(x);
        Assert.That(tf.saved_model.maybe_saved_model_directory(folder["model"]), Is.True);
        Assert.That(Predict(x), Is.EqualTo(want));
        if (NativeLibraryHere.Missing is not null) return;
        using var native = NativeSavedModel.Load(folder["model"]);
        var got = native.run(new() { ["x"] = new NDArray(x) });
        Assert.That(got.Keys, Is.EquivalentTo(new[] { "y", "label" }));
        Assert.That(got["y"].ToArray<float>(), Is.EqualTo(want).Within(1e-6f));
        Assert.That(() => native.run_strings(new() { ["x"] = x }, "y"), Throws.TypeOf<ValueError>().With.Message.EqualTo("The signature 'serving_default' has no output 'y' of strings; it has label (int64), y (float32)."));
        Assert.That(() => native.run(new() { ["z"] = new NDArray(x) }), Throws.TypeOf<ValueError>().With.Message.EqualTo("The signature 'serving_default' takes x, but got z."));
        Assert.That(() => native.run(new() { ["x"] = new NDArray(new[] { 1 }) }), Throws.TypeOf<ValueError>().With.Message.Contains("has type int32"));
        Assert.That(() => native.run(new() { ["x"] = new NDArray(x) }, "other"), Throws.TypeOf<ValueError>().With.Message.Contains("it has serving_default"));
    }

    [Test]
    public void ModelsOfTextsRunInTensorFlow()
    {
        if (NativeLibraryHere.Missing is { } reason) NUnit.Framework.Assert.Ignore(reason);
        var name = tf.placeholder(tf.@string, new Shape(-1));
        var suffix = tf.Variable(tf.constant("!"));
        var greeting = tf.string_join(["Hello, ", name, suffix.value()]);
        using (var session = Initialized()) tf.saved_model.simple_save(session, folder["model"], new() { ["name"] = name }, new() { ["greeting"] = greeting });
        using var native = NativeSavedModel.Load(folder["model"]);
        Assert.That(native.run_strings(new() { ["name"] = new[] { "木", "you" } }, "greeting"), Is.EqualTo(new[] { "Hello, 木!", "Hello, you!" }));
    }

    [Test]
    public void AModelIsLoadedIntoAScope()
    {
        var x = new float[,] { { 1, 2, 3 } };
        var want = Export(x);
        tf.reset_default_graph();
        tf.Variable(1f, name: "layer/w");
        using var session = tf.Session();
        var signature = tf.saved_model.load(session, ["serve"], folder["model"], import_scope: "served").SignatureDef["serving_default"];
        var y = tf.saved_model.utils.get_tensor_from_tensor_info(signature.Outputs["y"], import_scope: "served");
        Assert.That(session.run(y, (tf.saved_model.get_tensor_from_tensor_info(signature.Inputs["x"], import_scope: "served"), x)).ToArray<float>(), Is.EqualTo(want));
    }

    [Test]
    public void FilesAndAMainOperationComeWithTheModel()
    {
        File.WriteAllText(folder["words.txt"], "a\nb\n");
        var path = tf.constant(folder["words.txt"], name: "path");
        var local = tf.Variable(tf.constant("none"), collections: [tf.GraphKeys.LOCAL_VARIABLES], trainable: false, name: "told");
        var main = tf.assign(local, path).op;
        var w = tf.Variable(2f, name: "w");
        var doubled = w * 2f;
        using (var session = Initialized())
        {
            var builder = tf.saved_model.Builder(folder["model"]);
            builder.add_meta_graph_and_variables(session, [tf.saved_model.tag_constants.TRAINING], assets_collection: [path], main_op: main);
            builder.add_meta_graph([tf.saved_model.tag_constants.SERVING, tf.saved_model.tag_constants.GPU]);
            Assert.That(builder.save(as_text: true), Is.EqualTo(folder["model/saved_model.pbtxt"]));
            Assert.That(() => builder.add_meta_graph_and_variables(session, ["again"]), Throws.TypeOf<RuntimeError>());
        }
        File.Delete(folder["words.txt"]);
        tf.reset_default_graph();
        using var later = tf.Session();
        tf.saved_model.loader.load(later, ["train"], folder["model"]);
        Assert.That(later.run_strings(later.graph.get_tensor_by_name("told:0")), Is.EqualTo(new[] { folder["model/assets/words.txt"] }));
        Assert.That((float)later.run(doubled.name)!, Is.EqualTo(4f));
        tf.reset_default_graph();
        using var serving = tf.Session();
        tf.saved_model.loader.load(serving, ["gpu", "serve"], folder["model"]);
        Assert.That(() => tf.saved_model.loader.load(serving, ["serve"], folder["model"]), Throws.TypeOf<RuntimeError>()
            .With.Message.EqualTo($"MetaGraphDef associated with tags 'serve' could not be found in SavedModel {folder["model"]}. It has graphs with the tags 'train'; 'serve', 'gpu'."));
    }

    [Test]
    public void WhatCannotBeExportedOrLoaded()
    {
        var w = tf.Variable(1f);
        using var session = Initialized();
        Assert.That(() => tf.saved_model.loader.load(session, ["serve"], folder["none"]), Throws.TypeOf<NotFoundError>().With.Message.StartsWith("SavedModel file does not exist at:"));
        File.WriteAllText(folder["saved_model.pb"], "no model");
        Assert.That(() => tf.saved_model.loader.load(session, ["serve"], folder.Path), Throws.TypeOf<DataLossError>());
        Assert.That(() => tf.saved_model.Builder(folder.Path), Throws.TypeOf<ValueError>().With.Message.StartsWith("Export directory already exists, and isn't empty."));
        var builder = tf.saved_model.Builder(folder["model"]);
        Assert.That(() => builder.add_meta_graph(["serve"]), Throws.TypeOf<RuntimeError>());
        var empty = tf.saved_model.build_signature_def(new() { ["x"] = new TensorInfo() });
        Assert.That(() => builder.add_meta_graph_and_variables(session, ["serve"], new() { ["f"] = empty }), Throws.TypeOf<ValueError>().With.Message.StartsWith("All TensorInfo protos"));
        Assert.That(() => builder.add_meta_graph_and_variables(session, ["serve"], assets_collection: [w.value()]), Throws.TypeOf<TypeError>());
    }

    [Test]
    public void SignaturesAreChecked()
    {
        var utils = tf.saved_model.signature_def_utils;
        var examples = tf.placeholder(tf.@string, new Shape(-1));
        var numbers = tf.placeholder(tf.float32, new Shape(-1));
        var predict = utils.predict_signature_def(new() { ["examples"] = examples }, new() { ["numbers"] = numbers });
        Assert.That(predict.MethodName, Is.EqualTo("tensorflow/serving/predict"));
        Assert.That(predict.Outputs["numbers"], Is.EqualTo(new TensorInfo { Name = numbers.name, Dtype = DataType.DtFloat, TensorShape = new() { Dim = { new TensorShapeProto.Types.Dim { Size = -1 } } } }));
        SignatureDef[] valid = [predict, utils.classification_signature_def(examples, examples, numbers), utils.classification_signature_def(examples, null, numbers), utils.regression_signature_def(examples, numbers)];
        Assert.That(valid.Select(utils.is_valid_signature), Is.All.True);
        Assert.That(utils.is_valid_signature(new SignatureDef { MethodName = "other" }), Is.False);
        Assert.That(utils.is_valid_signature(utils.build_signature_def(method_name: tf.saved_model.signature_constants.REGRESS_METHOD_NAME)), Is.False);
        Assert.That(() => utils.regression_signature_def(numbers, numbers), Throws.TypeOf<ValueError>().With.Message.StartsWith("Regression input tensors must be of type string"));
        Assert.That(() => utils.classification_signature_def(examples, null, null), Throws.TypeOf<ValueError>());
        Assert.That(() => utils.predict_signature_def(new(), new() { ["y"] = numbers }), Throws.TypeOf<ValueError>());
    }

    float[] Export(float[,] input)
    {
        var x = tf.placeholder(tf.float32, new Shape(-1, 3), name: "x");
        var w = tf.Variable(tf.random_normal([3, 2], seed: 1), name: "layer/w");
        var y = tf.nn.softmax(tf.matmul(x, w), name: "y");
        using var session = Initialized();
        var label = tf.argmax(y, 1);
        using (new Graph().as_default()) tf.saved_model.simple_save(session, folder["model"], new() { ["x"] = x }, new() { ["y"] = y, ["label"] = label });
        Assert.That(SavedModelFiles.Read(folder["model"]).MetaGraphs.Single().SignatureDef["serving_default"].MethodName, Is.EqualTo("tensorflow/serving/predict"));
        return session.run(y, (x, input)).ToArray<float>();
    }

    float[] Predict(float[,] input)
    {
        tf.reset_default_graph();
        using var session = tf.Session();
        var signature = tf.saved_model.loader.load(session, [tf.saved_model.tag_constants.SERVING], folder["model"]).SignatureDef["serving_default"];
        return session.run(signature.Outputs["y"].Name, (signature.Inputs["x"].Name, input))!.ToArray<float>();
    }
}
