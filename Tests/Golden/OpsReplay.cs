using System.Text.Json;
using NUnit.Framework;
using Tensorflow;
using Tensorflow.Ops;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;
using Assert = NUnit.Framework.Assert;

namespace TfExercises.Tests.Golden;

/// <summary>Operations and small compositions that TensorFlow built: the same values, first and second gradients here.</summary>
[Category("Golden")]
public sealed class OpsReplay(string engine) : OnBothEngines(engine)
{
    internal static IEnumerable<TestCaseData> Cases() => GoldenFiles.Cases("ops");

    [TestCaseSource(nameof(Cases))]
    public void Case(object golden) => new OpsCase((GoldenCase)golden).Replay();
}

sealed class OpsCase(GoldenCase golden)
{
    readonly Graph graph = new();
    readonly List<FeedItem> feeds = [];

    public void Replay()
    {
        using var entered = graph.as_default();
        tf.import_graph_def(GraphDef.Parser.ParseFrom(golden.Graph), name: "");
        using var session = tf.Session(graph);
        foreach (var feed in golden.Json.GetProperty("feeds").EnumerateObject()) feeds.Add((feed.Name, GoldenTensor.Read(feed.Value)));

        var fetches = golden.Json.GetProperty("fetches").EnumerateObject().ToArray();
        Compare(session, "", [.. fetches.Select(f => graph.get_tensor_by_name(f.Name))], [.. fetches.Select(f => f.Value)], [.. fetches.Select(f => f.Name)]);

        if (golden.Json.TryGetProperty("gradients_by_program", out var program)) ReplayProgram(session, program);
        if (!golden.Json.TryGetProperty("gradients", out var first)) return;
        var xs = Tensors(first.GetProperty("xs"));
        var gradients = Gradients(session, "gradient of ", Tensors(first.GetProperty("ys")), xs, first.GetProperty("grad_ys"), first.GetProperty("expected"));

        if (!golden.Json.TryGetProperty("second", out var second)) return;
        Tensor[] ys = [.. gradients.Where(g => g is not null).Select(g => g is IndexedSlices slices ? slices.AsDense() : g!)];
        Gradients(session, "second gradient of ", ys, xs, second.GetProperty("grad_grad_ys"), second.GetProperty("expected"));
    }

    // TensorFlow cannot differentiate a loop that was imported, nor is it here: the program that made it gives the gradients.
    void ReplayProgram(Session session, JsonElement gradients)
    {
        var y = LoopPrograms.All[golden.Name](graph);
        var refused = Assert.Throws<LookupError>(() => tf.gradients(Tensors(gradients.GetProperty("ys")), Tensors(gradients.GetProperty("xs"))))!;
        Assert.That(refused.Message, Does.Match("No gradient defined for operation '.*Exit.*tf.while_loop"));
        Gradients(session, "gradient by program of ", [y], Tensors(gradients.GetProperty("xs")), gradients.GetProperty("grad_ys"), gradients.GetProperty("expected"));
    }

    Tensor?[] Gradients(Session session, string what, Tensor[] ys, Tensor[] xs, JsonElement gradYs, JsonElement expected)
    {
        Tensor?[] weights = [.. gradYs.EnumerateArray().Select(g => g.ValueKind == JsonValueKind.Null ? null : Const.Apply(GoldenTensor.Read(g)))];
        var gradients = tf.gradients(ys, xs, weights);
        JsonElement[] wants = [.. expected.EnumerateArray()];
        Compare(session, what, gradients, wants, [.. xs.Select(x => x.name)]);
        return gradients;
    }

    void Compare(Session session, string what, Tensor?[] tensors, JsonElement[] wants, string[] names)
    {
        for (var i = 0; i < wants.Length; i++)
        {
            var wantsNone = wants[i].ValueKind == JsonValueKind.Null;
            if (wantsNone == tensors[i] is null) continue;
            throw new AssertionException($"{golden.Name}: {what}{names[i]}: got {(wantsNone ? tensors[i]!.ToString() : "None")}, want {(wantsNone ? "None" : "a tensor")}");
        }
        object[] asked = [.. tensors.OfType<Tensor>()];
        if (asked.Length == 0) return;
        var got = new Queue<TensorValue?>(session.Execute(asked, [.. feeds], v => v.Clone()));
        for (var i = 0; i < wants.Length; i++)
        {
            if (tensors[i] is not null) GoldenTensor.AssertEqual($"{golden.Name}: {what}{names[i]}", got.Dequeue(), GoldenTensor.Read(wants[i]), golden.Tolerance);
        }
    }

    Tensor[] Tensors(JsonElement names) => [.. names.EnumerateArray().Select(name => graph.get_tensor_by_name(name.GetString()!))];
}
