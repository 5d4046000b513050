using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Nodes;
using NUnit.Framework;
using PureHDF;
using Tensorflow;
using Tensorflow.Keras;
using Tensorflow.Keras.Saving;
using Tensorflow.Keras.Saving.Hdf5;
using TfExercises.Tests.Golden;
using static Tensorflow.KerasApi;
using NDArray = NumSharp.NDArray;

namespace TfExercises.Tests.Keras.Saving;

/// <summary>Files that tf_keras wrote: they load, and saved again have the same structure, node for node.</summary>
sealed class KerasFilesTests
{
    static readonly string[] s_models = ["iris", "cnn", "functional_two_inputs", "stacked_lstm", "LSTM_seq1_unroll0", "Embedding_GRU"];

    static readonly Dictionary<string, JsonElement> s_cases = GoldenFiles.Cases("keras").Select(c => (GoldenCase)c.Arguments[0]!).ToDictionary(c => c.Name, c => c.Json);

    [Test]
    public void Loads([ValueSource(nameof(s_models))] string name, [Values(".h5", ".keras")] string end)
    {
        using var graph = new Graph().as_default();
        var model = keras.models.load_model(Golden(name + end));
        AssertIsTheCase(model, name);
        Assert.That((long)keras.backend.get_value(model.optimizer!.iterations!), Is.GreaterThan(0));
        Assert.That(model.optimizer.class_name, Is.EqualTo(s_cases[name].GetProperty("fit").GetProperty("optimizer").GetProperty("class_name").GetString()));
    }

    [Test]
    public void LoadsWeights([ValueSource(nameof(s_models))] string name, [Values(".h5", ".keras", ".weights.h5")] string end)
    {
        using var graph = new Graph().as_default();
        var model = keras.models.model_from_json(s_cases[name].GetProperty("config").GetRawText());
        model.load_weights(Golden(name + end));
        AssertIsTheCase(model, name);
    }

    [Test]
    public void SavedAgainHasTheSameStructure([ValueSource(nameof(s_models))] string name, [Values(".h5", ".keras", ".weights.h5")] string end)
    {
        using var folder = new TemporaryFolder();
        using var graph = new Graph().as_default();
        var model = keras.models.load_model(Golden(name + (end == ".h5" ? end : ".keras")));
        var path = folder[name + end];
        if (end == ".weights.h5") model.save_weights(path);
        else model.save(path);

        if (end == ".keras")
        {
            using ZipArchive want = ZipFile.OpenRead(Golden(name + end)), got = ZipFile.OpenRead(path);
            Assert.That(got.Entries.Select(e => e.FullName), Is.EqualTo(want.Entries.Select(e => e.FullName)));
            Assert.That(got.Entries.Select(e => e.CompressedLength), Is.EqualTo(got.Entries.Select(e => e.Length)), "not packed");
            AssertSameModel(Json(want, "config.json"), Json(got, "config.json"));
            Assert.That(Json(got, "metadata.json").Select(p => p.Key), Is.EqualTo(Json(want, "metadata.json").Select(p => p.Key)));
            AssertSameTree(Unpacked(want, "model.weights.h5"), Unpacked(got, "model.weights.h5"));
        }
        else AssertSameTree(File.OpenRead(Golden(name + end)), File.OpenRead(path));
    }

    static string Golden(string file) => GoldenFiles.Own($"keras/{file}");

    static void AssertIsTheCase(Model model, string name)
    {
        var golden = s_cases[name];
        var weights = model.get_weights();
        var number = 0;
        foreach (var want in golden.GetProperty("weights").EnumerateArray())
            GoldenTensor.AssertEqual($"{name}: {model.weights[number].name}", NDArrayBridge.ToValue(weights[number++]), GoldenTensor.Read(want), new Tolerance(0, 0));
        NDArray[] x = [.. golden.GetProperty("x").EnumerateArray().Select(t => NDArrayBridge.ToArray(GoldenTensor.Read(t)))];
        GoldenTensor.AssertEqual($"{name}: predict", NDArrayBridge.ToValue(model.predict((ModelData)x!)), GoldenTensor.Read(golden.GetProperty("predict")),
            new Tolerance(golden.GetProperty("rtol").GetDouble(), golden.GetProperty("atol").GetDouble()));
    }

    static JsonObject Json(ZipArchive zip, string name)
    {
        using var text = zip.GetEntry(name)!.Open();
        return JsonNode.Parse(text)!.AsObject();
    }

    static MemoryStream Unpacked(ZipArchive zip, string name)
    {
        var bytes = new MemoryStream();
        using var entry = zip.GetEntry(name)!.Open();
        entry.CopyTo(bytes);
        bytes.Position = 0;
        return bytes;
    }

    static void AssertSameTree(Stream want, Stream got)
    {
        using var wanted = H5File.Open(want);
        using var given = H5File.Open(got);
        AssertSame(wanted, given, "");
    }

    static void AssertSame(IH5Object want, IH5Object got, string path)
    {
        var attributes = got.Attributes().ToDictionary(a => a.Name);
        Assert.That(attributes.Keys, Is.EquivalentTo(want.Attributes().Select(a => a.Name)), $"{path}: attributes");
        foreach (var wanted in want.Attributes())
        {
            var given = attributes[wanted.Name];
            var place = $"{path}@{wanted.Name}";
            Assert.That((given.Type.Class, given.Type.Size, given.Space.Type), Is.EqualTo((wanted.Type.Class, wanted.Type.Size, wanted.Space.Type)), place);
            Assert.That(given.Space.Dimensions, Is.EqualTo(wanted.Space.Dimensions), place);
            if (Hdf5Reading.Names(want, wanted.Name) is { } names && wanted.Name.EndsWith("_names", StringComparison.Ordinal)) Assert.That(Hdf5Reading.Names(got, wanted.Name), Is.EqualTo(names), place);
            else AssertSameText(wanted.Name, Hdf5Reading.Text(want, wanted.Name)!, Hdf5Reading.Text(got, wanted.Name)!);
        }
        switch (want, got)
        {
            case (IH5Dataset wanted, IH5Dataset given):
                Assert.That((given.Type.Class, given.Type.Size, given.Space.Type, given.Layout.Class), Is.EqualTo((wanted.Type.Class, wanted.Type.Size, wanted.Space.Type, wanted.Layout.Class)), path);
                Assert.That(given.Space.Dimensions, Is.EqualTo(wanted.Space.Dimensions), path);
                if (!path.StartsWith("/metrics/", StringComparison.Ordinal)) Assert.That(Bytes(given), Is.EqualTo(Bytes(wanted)), path);
                break;
            case (IH5Group wanted, IH5Group given):
                var children = given.Children().ToDictionary(c => c.Name);
                Assert.That(children.Keys, Is.EquivalentTo(wanted.Children().Select(c => c.Name)), path);
                foreach (var child in wanted.Children()) AssertSame(child, children[child.Name], $"{path}/{child.Name}");
                break;
            default:
                Assert.Fail($"{path} is a {got.GetType().Name}, wanted is a {want.GetType().Name}.");
                break;
        }
    }

    static byte[] Bytes(IH5Dataset dataset) => dataset.Type.Class == H5DataTypeClass.FixedPoint ? BitConverter.GetBytes(dataset.Read<long>())
        : dataset.Space.Type == H5DataspaceType.Scalar ? BitConverter.GetBytes(dataset.Read<float>())
        : [.. dataset.Read<float[]>().SelectMany(BitConverter.GetBytes)];

    static void AssertSameText(string name, string want, string got)
    {
        if (!want.StartsWith('{')) Assert.That(got, Is.EqualTo(want), name);
        else if (name == "training_config") AssertSameSettings(JsonNode.Parse(want)!.AsObject(), JsonNode.Parse(got)!.AsObject(), settings => CompileConfig.WriteTraining(settings, ["out"]));
        else AssertSameModel(JsonNode.Parse(want)!.AsObject(), JsonNode.Parse(got)!.AsObject());
    }

    static void AssertSameModel(JsonObject want, JsonObject got)
    {
        RemoveObjectIds(want);
        Assert.That(got.Select(p => p.Key), Is.EqualTo(want.Select(p => p.Key)));
        if (want["compile_config"] is { } settings)
        {
            AssertSameSettings(settings.AsObject(), got["compile_config"]!.AsObject(), CompileConfig.Write);
            want.Remove("compile_config");
            got.Remove("compile_config");
        }
        Assert.That(JsonNode.DeepEquals(got, want), Is.True, () => $"got  {got.ToJsonString()}\nwant {want.ToJsonString()}");
    }

    // Addresses of Python's objects, by which Keras tells what layers share.
    static void RemoveObjectIds(JsonNode? node)
    {
        if (node is JsonArray list)
        {
            foreach (var item in list) RemoveObjectIds(item);
        }
        else if (node is JsonObject form)
        {
            form.Remove("shared_object_id");
            foreach (var (_, value) in form) RemoveObjectIds(value);
        }
    }

    // Losses and metrics have several names (mse, mean_squared_error); both sides are read and written again.
    static void AssertSameSettings(JsonObject want, JsonObject got, Func<CompileSettings, JsonObject> write)
    {
        Assert.That(got.Select(p => p.Key), Is.EquivalentTo(want.Select(p => p.Key)));
        var wanted = PythonJson.Write(write(CompileConfig.Read(want, ["out"])));
        Assert.That(PythonJson.Write(write(CompileConfig.Read(got, ["out"]))), Is.EqualTo(wanted));
        Assert.That(PythonJson.Write(got), Is.EqualTo(wanted));
    }
}
