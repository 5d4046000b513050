using NUnit.Framework;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.Json;
using Tensorflow.Files;
using Tensorflow.Summaries;
using Tensorflow;
using TfExercises.Tests.Golden;
using static Tensorflow.Binding;
using NDArray = NumSharp.NDArray;
using np = NumSharp.np;

namespace TfExercises.Tests.Training;

sealed class SummaryTests
{
    string folder = "";

    [SetUp]
    public void MakeFolder() => folder = Directory.CreateTempSubdirectory().FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(folder, recursive: true);

    [Test]
    public void ChecksumsAreCastagnoliMasked()
    {
        Assert.That(Crc32C.Of("123456789"u8), Is.EqualTo(0xe3069283));
        Assert.That(Crc32C.Of(new byte[32]), Is.EqualTo(0x8a9136aa));
        Assert.That(EventFile.Read(GoldenFiles.Own("events/events.out.tfevents.1")).Count(), Is.EqualTo(8));
    }

    [Test]
    public void WritesTheEventsThatTensorFlowWrites()
    {
        using var graph = tf.Graph().as_default();
        var x = tf.placeholder(tf.float32, new[] { -1 }, name: "x");
        var mean = tf.reduce_mean(x);
        tf.summary.scalar("mean", mean);
        tf.summary.histogram("x", x);
        var merged = tf.summary.merge_all()!;

        using var session = tf.Session();
        using (var writer = tf.summary.FileWriter(folder, graph))
        {
            foreach (var step in Steps())
            {
                var (summary, others) = session.run_summary(merged, [mean], (x, step.X));
                Assert.That((float)others[0]!, Is.EqualTo(step.Mean));
                writer.add_summary(summary, step.Number);
            }
        }

        var want = EventFile.Read(GoldenFiles.Own("events/events.out.tfevents.1")).ToList();
        var got = EventFile.Read(OnlyFile()).ToList();
        Assert.That(got.Select(e => e.WhatCase), Is.EqualTo(want.Select(e => e.WhatCase)));
        for (var i = 0; i < want.Count; i++)
        {
            Assert.That(got[i].WallTime, Is.EqualTo((DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds).Within(60));
            got[i].WallTime = want[i].WallTime;
            if (want[i].WhatCase == Event.WhatOneofCase.MetaGraphDef) AssertSame(MetaGraphDef.Parser.ParseFrom(got[i].MetaGraphDef), MetaGraphDef.Parser.ParseFrom(want[i].MetaGraphDef));
            else if (want[i].WhatCase == Event.WhatOneofCase.GraphDef) GraphComparison.AssertSame(GraphDef.Parser.ParseFrom(got[i].GraphDef), GraphDef.Parser.ParseFrom(want[i].GraphDef));
            else Assert.That(got[i], Is.EqualTo(want[i]));
        }
    }

    static void AssertSame(MetaGraphDef got, MetaGraphDef want)
    {
        GraphComparison.AssertSame(got.GraphDef, want.GraphDef);
        Assert.That(got.CollectionDef, Is.EqualTo(want.CollectionDef));
        Assert.That(got.MetaInfoDef.StrippedOpList.Op.Select(op => op.Name), Is.EqualTo(want.MetaInfoDef.StrippedOpList.Op.Select(op => op.Name)));
    }

    [Test]
    public void TagsAreNamesInTheirScopes()
    {
        using var graph = tf.Graph().as_default();
        using (tf.name_scope("layer")) tf.summary.scalar("a loss", 1f);
        tf.summary.scalar("loss", 2f, family: "train");
        tf.summary.scalar("left out", 3f, collections: []);
        using var session = tf.Session();
        var values = session.run_summary(tf.summary.merge_all()!).Value;
        Assert.That(values.Select(v => (v.Tag, v.SimpleValue)), Is.EqualTo(new[] { ("layer/a_loss", 1f), ("train/train/loss", 2f) }));
    }

    [Test]
    public void ImagesAreScaledAndPacked()
    {
        using var graph = tf.Graph().as_default();
        var image = tf.summary.image("i", tf.constant(new[] { 0f, 1f, 2f, float.NaN }, shape: [1, 2, 2, 1]), max_outputs: 1);
        var signed = tf.summary.image("s", tf.constant(new[] { -2f, 0f, 2f, 1f }, shape: [1, 1, 4, 1]));
        using var session = tf.Session();
        var value = session.run_summary(image).Value.Single();
        Assert.That((value.Tag, value.Image.Height, value.Image.Width, value.Image.Colorspace), Is.EqualTo(("i/image", 2, 2, 1)));
        Assert.That(Rows(value.Image.EncodedImageString.ToByteArray()), Is.EqualTo(new byte[] { 0, 127, 255, 255 }));
        value = session.run_summary(signed).Value.Single();
        Assert.That(value.Tag, Is.EqualTo("s/image/0"));
        Assert.That(Rows(value.Image.EncodedImageString.ToByteArray()), Is.EqualTo(new byte[] { 1, 128, 255, 191 }));
    }

    [Test]
    public void TextsCarryTheirPlugin()
    {
        using var graph = tf.Graph().as_default();
        var text = tf.summary.text("notes", tf.constant("**日本語**"));
        using var session = tf.Session();
        var summary = session.run_summary(text);
        using (var writer = tf.summary.FileWriter(folder))
        {
            writer.add_summary(summary, 1);
            writer.add_summary(summary, 2);
        }
        var values = EventFile.Read(OnlyFile()).Skip(1).Select(e => e.Summary.Value.Single()).ToList();
        Assert.That(values[0].Tensor.StringVal.Single().ToStringUtf8(), Is.EqualTo("**日本語**"));
        Assert.That(values.Select(v => v.Metadata?.PluginData.PluginName), Is.EqualTo(new[] { "text", null }));
    }

    /// <summary>A summary of each kind, merged; in the default graph.</summary>
    internal static Tensor EachKind() => tf.summary.merge([
        tf.summary.scalar("scalar", 2.5f),
        tf.summary.histogram("histogram", new[] { -1f, 0, 0 }),
        tf.summary.image("image", tf.constant(new byte[] { 1, 2, 3 }, shape: [1, 1, 1, 3]), max_outputs: 1),
        tf.summary.text("text", tf.constant("a")),
    ]);

    [Test]
    public void MergesSummariesOfEachKind()
    {
        using var graph = tf.Graph().as_default();
        using var session = tf.Session();
        var values = session.run_summary(EachKind()).Value;
        Assert.That(values.Select(v => v.Tag), Is.EqualTo(new[] { "scalar", "histogram", "image/image", "text" }));
        Assert.That(values[0].SimpleValue, Is.EqualTo(2.5f));
        Assert.That((values[1].Histo.Num, values[1].Histo.Min, values[1].Histo.Sum, values[1].Histo.SumSquares), Is.EqualTo((3.0, -1.0, -1.0, 1.0)));
        Assert.That(values[1].Histo.Bucket.Sum(), Is.EqualTo(3));
        Assert.That(Rows(values[2].Image.EncodedImageString.ToByteArray()), Is.EqualTo(new byte[] { 1, 2, 3 }));
        Assert.That(values[3].Tensor.StringVal.Single().ToStringUtf8(), Is.EqualTo("a"));
    }

    [Test]
    public void RefusesWhatIsNoSummary()
    {
        using var graph = tf.Graph().as_default();
        var x = tf.placeholder(tf.float32, name: "x");
        var bad = tf.summary.histogram("h", x);
        var twice = tf.summary.merge([bad, bad]);
        using var session = tf.Session();
        Assert.That(() => session.run_summary(bad, (x, np.array(new[] { 1f, float.NaN }))), Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("Nan in summary histogram for: h"));
        Assert.That(() => session.run_summary(twice, (x, np.array(new[] { 1f }))), Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("Duplicate tag h found in summary inputs"));
        Assert.That(() => session.run_summary(tf.constant(1f)), Throws.TypeOf<TypeError>().With.Message.Contains("is no summary but float32"));
        Assert.That(() => tf.summary.text("t", 1f), Throws.TypeOf<ValueError>().With.Message.Contains("to have dtype string"));
        var writer = tf.summary.FileWriter(folder);
        writer.close();
        Assert.That(() => writer.add_graph(graph), Throws.TypeOf<RuntimeError>().With.Message.Contains("is closed"));
        writer.reopen();
        writer.add_graph(graph);
        writer.close();
        Assert.That(Directory.GetFiles(folder), Has.Length.EqualTo(2));
    }

    [TestCase(-1, "cut short")]
    [TestCase(20, "does not fit its checksum")]
    public void NoticesDamage(int at, string message)
    {
        var bytes = File.ReadAllBytes(GoldenFiles.Own("events/events.out.tfevents.1"));
        if (at < 0) bytes = bytes[..^-at];
        else bytes[at] ^= 1;
        var path = Path.Combine(folder, "damaged");
        File.WriteAllBytes(path, bytes);
        Assert.That(() => EventFile.Read(path).ToList(), Throws.TypeOf<DataLossError>().With.Message.Contains(message));
    }

    string OnlyFile() => Directory.GetFiles(folder).Single();

    static IEnumerable<(int Number, NDArray X, float Mean)> Steps()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(GoldenFiles.Own("events/values.json")));
        return document.RootElement.EnumerateArray().Select(step => (
            step.GetProperty("step").GetInt32(),
            np.array(step.GetProperty("x").EnumerateArray().Select(v => v.GetSingle()).ToArray()),
            step.GetProperty("mean").GetSingle())).ToList();
    }

    // The bytes of the pixels of a PNG of one IDAT chunk.
    static byte[] Rows(byte[] png)
    {
        const byte subtracted = 1;
        var perPixel = png[25] switch { 0 => 1, 2 => 3, 6 => 4, var type => throw new AssertionException($"PNG of color type {type}") };
        var perRow = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)) * perPixel;
        var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using var zlib = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress);
        using var rows = new MemoryStream();
        zlib.CopyTo(rows);
        return [.. rows.ToArray().Chunk(1 + perRow).SelectMany(row =>
        {
            var pixels = row[1..];
            Assert.That(row[0], Is.LessThanOrEqualTo(subtracted), "the row's filter");
            for (var i = perPixel; row[0] == subtracted && i < pixels.Length; i++) pixels[i] += pixels[i - perPixel];
            return pixels;
        })];
    }
}
