using System.Text.Json;
using System.Text.Json.Nodes;
using NumSharp;
using NUnit.Framework;
using Tensorflow;
using Tensorflow.Keras;
using Tensorflow.Keras.Saving;
using static Tensorflow.Binding;
using static Tensorflow.KerasApi;

namespace TfExercises.Tests.Golden;

/// <summary>Models as tf_keras made them: configuration in and out, weights, prediction, gradients, training steps, evaluation.</summary>
[Category("Golden")]
public class KerasReplay
{
    static IEnumerable<TestCaseData> Cases() => GoldenFiles.Cases("keras");

    [TestCaseSource(nameof(Cases))]
    public void Case(object source)
    {
        var golden = (GoldenCase)source;
        using var graph = new Graph().as_default();
        var text = golden.Json.GetProperty("config").GetRawText();
        var model = keras.models.model_from_json(text);
        AssertSameJson(golden.Name, JsonNode.Parse(text), JsonNode.Parse(model.to_json()));
        Assert.That(model.weights.Select(w => w.name), Is.EqualTo(golden.Json.GetProperty("weight_names").EnumerateArray().Select(n => n.GetString())), $"{golden.Name}: weights");
        Assert.That(model.count_params(), Is.EqualTo(golden.Json.GetProperty("params").GetInt64()), $"{golden.Name}: params");
        model.set_weights(Arrays(golden.Json.GetProperty("weights")));
        var x = Arrays(golden.Json.GetProperty("x"));
        Compare(golden, "predict", model.predict(x), golden.Json.GetProperty("predict"));
        Gradients(golden, model, x);
        if (golden.Json.TryGetProperty("fit", out var fit) && fit.ValueKind == JsonValueKind.Object) Training(golden, model, x, fit);
    }

    static void Gradients(GoldenCase golden, Model model, NDArray[] x)
    {
        if (!golden.Json.TryGetProperty("gradients", out var wanted)) return;
        var cotangent = tf.constant(Array(golden.Json.GetProperty("cotangent")));
        var gradients = tf.gradients(tf.reduce_sum(model.outputs[0] * cotangent), model.trainable_weights.ToArray());
        FeedItem[] feeds = [.. model.inputs.Zip(x, (input, value) => new FeedItem(input, value))];
        var got = keras.backend.get_session().run(gradients.Select(g => (object)g!), feeds);
        var number = 0;
        foreach (var want in wanted.EnumerateArray())
        {
            Compare(golden, $"gradient of {model.trainable_weights[number].name}", got[number], want);
            number++;
        }
    }

    static void Training(GoldenCase golden, Model model, NDArray[] x, JsonElement fit)
    {
        var optimizer = KerasSerializer.Deserialize(Tensorflow.Keras.Optimizer.Known, JsonNode.Parse(fit.GetProperty("optimizer").GetRawText())!);
        AssertSameJson($"{golden.Name}: optimizer", JsonNode.Parse(fit.GetProperty("optimizer").GetRawText()), KerasSerializer.Serialize(optimizer));
        string[] metrics = [.. fit.GetProperty("metrics").EnumerateArray().Select(m => m.GetString()!)];
        model.compile(optimizer, fit.GetProperty("loss").GetString()!, metrics);
        ModelData y = Array(fit.GetProperty("y"));
        var step = 0;
        foreach (var want in fit.GetProperty("batch_results").EnumerateArray())
        {
            Compare(golden, $"step {step}", model.train_on_batch(x, y), want);
            step++;
        }
        Assert.That(step, Is.EqualTo(fit.GetProperty("steps").GetInt32()));
        var number = 0;
        foreach (var want in fit.GetProperty("weights_after").EnumerateArray())
        {
            Compare(golden, $"{model.weights[number].name} after training", model.get_weights()[number], want);
            number++;
        }
        Compare(golden, "evaluate", model.evaluate(x, y, verbose: 0), fit.GetProperty("evaluate"));
    }

    static void Compare(GoldenCase golden, string what, NDArray got, JsonElement want) =>
        GoldenTensor.AssertEqual($"{golden.Name}: {what}", NDArrayBridge.ToValue(got), GoldenTensor.Read(want), golden.Tolerance);

    static void Compare(GoldenCase golden, string what, Results got, JsonElement want)
    {
        double[] wanted = [.. want.EnumerateArray().Select(w => w.GetDouble())];
        Assert.That(got, Has.Count.EqualTo(wanted.Length), $"{golden.Name}: {what}");
        for (var i = 0; i < wanted.Length; i++)
            Assert.That(golden.Tolerance.Allows(got[i], wanted[i]), $"{golden.Name}: {what}: {got.names[i]} is {got[i]:G9}, want {wanted[i]:G9}");
    }

    static NDArray Array(JsonElement tensor) => NDArrayBridge.ToArray(GoldenTensor.Read(tensor));

    static NDArray[] Arrays(JsonElement tensors) => [.. tensors.EnumerateArray().Select(Array)];

    static void AssertSameJson(string what, JsonNode? want, JsonNode? got)
    {
        if (JsonNode.DeepEquals(want, got)) return;
        switch (want, got)
        {
            case (JsonObject wanted, JsonObject given):
                Assert.That(given.Select(p => p.Key), Is.EquivalentTo(wanted.Select(p => p.Key)), what);
                foreach (var (key, value) in wanted) AssertSameJson($"{what}.{key}", value, given[key]);
                break;
            case (JsonArray wanted, JsonArray given):
                Assert.That(given, Has.Count.EqualTo(wanted.Count), what);
                for (var i = 0; i < wanted.Count; i++) AssertSameJson($"{what}[{i}]", wanted[i], given[i]);
                break;
            case (JsonValue wanted, JsonValue given) when wanted.GetValueKind() == JsonValueKind.Number && given.GetValueKind() == JsonValueKind.Number:
                Assert.That(given.GetValue<double>(), Is.EqualTo(wanted.GetValue<double>()), what);
                break;
            default:
                Assert.Fail($"{what}: got {got?.ToJsonString() ?? "null"}, want {want?.ToJsonString() ?? "null"}");
                break;
        }
    }
}
