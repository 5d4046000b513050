using System.Text.Json;
using NUnit.Framework;
using Tensorflow;
using TfExercises.Data;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Golden;

/// <summary>Runs of one session after another, as TensorFlow made them: optimizers, schedules, state, random streams, training.</summary>
[Category("Golden")]
public sealed class StepsReplay(string engine) : OnBothEngines(engine)
{
    static readonly Lazy<IdxFile> s_images = new(() => IdxFile.Read(DataFiles.Find("mnist10k-images-idx3-ubyte.gz"), rank: 3));
    static readonly Lazy<IdxFile> s_labels = new(() => IdxFile.Read(DataFiles.Find("mnist10k-labels-idx1-ubyte.gz"), rank: 1));

    static IEnumerable<TestCaseData> Cases() => GoldenFiles.Cases("steps");

    [TestCaseSource(nameof(Cases))]
    public void Case(object source)
    {
        var golden = (GoldenCase)source;
        using var graph = new Graph().as_default();
        tf.import_graph_def(GraphDef.Parser.ParseFrom(golden.Graph), name: "");
        using var session = tf.Session(graph);
        if (golden.Json.TryGetProperty("init", out var init) && init.GetString() is { Length: > 0 } name) session.run(graph.get_operation_by_name(name));
        var number = 0;
        foreach (var step in golden.Json.GetProperty("steps").EnumerateArray())
        {
            FeedItem[] feeds = [.. step.GetProperty("feeds").EnumerateObject().Select(feed => new FeedItem(feed.Name, Value(feed.Value)))];
            object[] targets = [.. step.GetProperty("targets").EnumerateArray().Select(target => target.GetString()!)];
            if (targets.Length > 0) session.Execute(targets, feeds, v => v.Clone());
            var fetches = step.GetProperty("fetches").EnumerateObject().ToArray();
            var got = fetches.Length == 0 ? [] : session.Execute([.. fetches.Select(f => f.Name)], feeds, v => v.Clone());
            for (var i = 0; i < fetches.Length; i++)
                GoldenTensor.AssertEqual($"{golden.Name}: step {number}: {fetches[i].Name}", got[i], GoldenTensor.Read(fetches[i].Value), golden.Tolerance);
            number++;
        }
    }

    static TensorValue Value(JsonElement feed)
    {
        if (!feed.TryGetProperty("ref", out var reference)) return GoldenTensor.Read(feed);
        var start = feed.GetProperty("start").GetInt32();
        var count = feed.GetProperty("count").GetInt32();
        return reference.GetString() switch
        {
            "mnist10k-images" => Images(start, count),
            "mnist10k-onehot" => Labels(start, count),
            var other => throw new InvalidDataException($"A feed refers to '{other}'; known are mnist10k-images and mnist10k-onehot."),
        };
    }

    static TensorValue Images(int start, int count)
    {
        var pixels = s_images.Value.Bytes.AsSpan(start * ImageSet.Pixels, count * ImageSet.Pixels);
        var value = TensorValue.Allocate(TF_DataType.TF_FLOAT, [count, ImageSet.Pixels]);
        var to = value.Span<float>();
        for (var i = 0; i < to.Length; i++) to[i] = pixels[i] / 255f;
        return value;
    }

    static TensorValue Labels(int start, int count)
    {
        var value = TensorValue.Allocate(TF_DataType.TF_FLOAT, [count, ImageSet.Classes], clear: true);
        var to = value.Span<float>();
        for (var i = 0; i < count; i++) to[i * ImageSet.Classes + s_labels.Value.Bytes[start + i]] = 1;
        return value;
    }
}
