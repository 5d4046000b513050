using NUnit.Framework;
using Tensorflow;
using Tensorflow.Checkpoints;
using Tensorflow.Ops;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;
using Assert = NUnit.Framework.Assert;

namespace TfExercises.Tests.Training.Saving;

/// <summary>Checkpoints go both ways between the engines, with the same bytes.</summary>
public sealed class BothWaysTests : TensorflowFixture
{
    static readonly Random s_random = new(7);

    [Test]
    public void BothWriteTheSameBytes()
    {
        using var folder = new TemporaryFolder();
        tf.reset_default_graph();
        TF_DataType[] types = [tf.float32, tf.float64, tf.float16, tf.int8, tf.int16, tf.int32, tf.int64, tf.uint8, tf.uint16, tf.uint32, tf.uint64, tf.@bool, TF_DataType.TF_BFLOAT16];
        var tensors = types.Select((type, i) => Random(type, [i, 3])).Append(Texts([4, 50])).Append(Texts([])).ToArray();
        string[] names = [.. tensors.Select((_, i) => $"group_{i % 3}/variable_{i}")];
        var path = tf.placeholder(TF_DataType.TF_STRING, Shape.Scalar);
        var save = OpBuilder.ApplyOp("SaveV2", null, [path, names, names.Select(_ => "").ToArray(), tensors.Select(t => Constant(t)).ToArray()]);
        var restored = OpBuilder.ApplyMany("RestoreV2", null, [path, names, names.Select(_ => "").ToArray()], ("dtypes", tensors.Select(t => t.DType).ToArray()));
        foreach (var (writer, reader) in new[] { (Engines.Managed, Engines.TensorFlow), (Engines.TensorFlow, Engines.Managed) })
        {
            using var writing = tf.Session(tf.get_default_graph(), engine: writer);
            writing.run(save, (path, folder[writer]));
            using var reading = tf.Session(tf.get_default_graph(), engine: reader);
            var got = reading.Execute([.. restored], [(path, folder[writer])], v => v.Clone());
            for (var i = 0; i < got.Length; i++) AssertSame(names[i], got[i]!, tensors[i]);
        }
        foreach (var ending in new[] { ".index", ".data-00000-of-00001" })
            Assert.That(File.ReadAllBytes(folder[Engines.Managed + ending]), Is.EqualTo(File.ReadAllBytes(folder[Engines.TensorFlow + ending])), ending);
    }

    [Test]
    public void BothWriteTheSameSlices()
    {
        using var folder = new TemporaryFolder();
        tf.reset_default_graph();
        var path = tf.placeholder(TF_DataType.TF_STRING, Shape.Scalar);
        // Numbers of one, two and three bytes, and names with bytes that the keys escape.
        string[] names = ["p", "p", "q\0ÿ", "q\0ÿ"];
        string[] slices = ["100000 3 0,63:-", "100000 3 63,99937:-", "2 300 -:0,200", "2 300 -:200,100"];
        int[][] dims = [[63, 3], [99937, 3], [2, 200], [2, 100]];
        var save = OpBuilder.ApplyOp("SaveV2", null, [path, names, slices, dims.Select(d => Constant(Random(tf.int32, d))).ToArray()]);
        foreach (var engine in new[] { Engines.Managed, Engines.TensorFlow })
        {
            using var session = tf.Session(tf.get_default_graph(), engine: engine);
            session.run(save, (path, folder[engine]));
        }
        foreach (var ending in new[] { ".index", ".data-00000-of-00001" })
            Assert.That(File.ReadAllBytes(folder[Engines.Managed + ending]), Is.EqualTo(File.ReadAllBytes(folder[Engines.TensorFlow + ending])), ending);
        var whole = OpBuilder.ApplyMany("RestoreV2", null, [path, new[] { "p", "q\0ÿ", "p" }, new[] { "", "", "100000 3 60,10:1,2" }], ("dtypes", new[] { tf.int32, tf.int32, tf.int32 }));
        using var managed = tf.Session(tf.get_default_graph(), engine: Engines.Managed);
        using var native = tf.Session(tf.get_default_graph(), engine: Engines.TensorFlow);
        var ours = managed.Execute([.. whole], [(path, folder[Engines.TensorFlow])], v => v.Clone());
        var theirs = native.Execute([.. whole], [(path, folder[Engines.Managed])], v => v.Clone());
        for (var i = 0; i < ours.Length; i++) AssertSame($"tensor {i}", ours[i]!, theirs[i]!);
    }

    [Test]
    public void BothWriteTheSameBytesInTheFormatV1()
    {
        using var folder = new TemporaryFolder();
        tf.reset_default_graph();
        TF_DataType[] types = [tf.float32, tf.float64, tf.float16, tf.int8, tf.int16, tf.int32, tf.int64, tf.uint8, tf.uint16, tf.@bool];
        var tensors = types.Select((type, i) => Random(type, [i, 3])).Append(Texts([4, 50])).Append(Random(tf.int64, [])).Append(Random(tf.float32, [300, 301])).ToArray();
        string[] names = [.. tensors.Select((_, i) => $"group_{i % 3}/variable_{i}"), "p", "p"];
        string[] slices = [.. tensors.Select((_, i) => i == 9 ? "9 3 -:-" : ""), "5 4 0,2:-", "5 4 2,3:-"];
        tensors = [.. tensors, Random(tf.int32, [2, 4]), Random(tf.int32, [3, 4])];
        var path = tf.placeholder(TF_DataType.TF_STRING, Shape.Scalar);
        var save = OpBuilder.ApplyOp("SaveSlices", null, [path, names, slices, tensors.Select(t => Constant(t)).ToArray()]);
        var saveWhole = OpBuilder.ApplyOp("Save", null, [path, names[..5], tensors[..5].Select(t => Constant(t)).ToArray()]);
        var restored = OpBuilder.ApplyMany("RestoreV2", null, [path, names[..^1], slices[..^2].Append("").ToArray()], ("dtypes", tensors[..^1].Select(t => t.DType).ToArray()));
        var one = OpBuilder.Apply("Restore", null, [path, names[4]], ("dt", types[4]));
        var middle = OpBuilder.Apply("RestoreSlice", null, [path, "p", "5 4 1,3:0,2"], ("dt", tf.int32));
        foreach (var engine in new[] { Engines.Managed, Engines.TensorFlow })
        {
            using var session = tf.Session(tf.get_default_graph(), engine: engine);
            session.run(save, (path, folder[engine]));
            session.run(saveWhole, (path, folder[engine + ".whole"]));
        }
        foreach (var ending in new[] { "", ".whole" })
            Assert.That(File.ReadAllBytes(folder[Engines.Managed + ending]), Is.EqualTo(File.ReadAllBytes(folder[Engines.TensorFlow + ending])), ending);
        using var native = tf.Session(tf.get_default_graph(), engine: Engines.TensorFlow);
        using var managed = tf.Session(tf.get_default_graph(), engine: Engines.Managed);
        var theirs = native.Execute([.. restored, one, middle], [(path, folder[Engines.Managed])], v => v.Clone());
        var ours = managed.Execute([.. restored, one, middle], [(path, folder[Engines.TensorFlow])], v => v.Clone());
        for (var i = 0; i < ours.Length; i++) AssertSame($"tensor {i}", ours[i]!, theirs[i]!);
        for (var i = 0; i < tensors.Length - 2; i++) AssertSame(names[i], ours[i]!, tensors[i]);
    }

    [TestCase(1)]
    [TestCase(700)]
    public void BothWriteTheSameIndex(int count)
    {
        using var folder = new TemporaryFolder();
        tf.reset_default_graph();
        var path = tf.placeholder(TF_DataType.TF_STRING, Shape.Scalar);
        string[] names = [.. Enumerable.Range(0, count).Select(i => $"{new string('n', s_random.Next(700))}{(char)s_random.Next(32, 127)}{i}")];
        var save = OpBuilder.ApplyOp("SaveV2", null, [path, names, names.Select(_ => "").ToArray(), names.Select((_, i) => tf.constant(i)).ToArray()]);
        foreach (var engine in new[] { Engines.Managed, Engines.TensorFlow })
        {
            using var session = tf.Session(tf.get_default_graph(), engine: engine);
            session.run(save, (path, folder[engine]));
        }
        Assert.That(File.ReadAllBytes(folder[Engines.Managed + ".index"]), Is.EqualTo(File.ReadAllBytes(folder[Engines.TensorFlow + ".index"])));
        using var reader = new BundleReader(folder[Engines.TensorFlow]);
        Assert.That(reader.All.Select(t => t.Name), Is.EquivalentTo(names));
    }

    static Tensor Constant(TensorValue value) =>
        tf.get_default_graph().CreateOp(OpTable.Get("Const"), "Const", [], new NodeAttrs(("dtype", value.DType), ("value", value))).output;

    static unsafe TensorValue Random(TF_DataType type, int[] dims)
    {
        var value = TensorValue.Allocate(type, dims);
        var bytes = new Span<byte>(value.Data, (int)value.ByteCount);
        s_random.NextBytes(bytes);
        if (type == tf.@bool) foreach (ref var b in bytes) b &= 1;
        return value;
    }

    static TensorValue Texts(int[] dims)
    {
        var texts = new object?[dims.Aggregate(1, (a, b) => a * b)];
        for (var i = 0; i < texts.Length; i++)
        {
            var bytes = new byte[s_random.Next(300)];
            s_random.NextBytes(bytes);
            texts[i] = bytes;
        }
        return TensorValue.FromObjects(TF_DataType.TF_STRING, texts, dims);
    }

    static unsafe void AssertSame(string name, TensorValue got, TensorValue want)
    {
        Assert.That((got.DType, got.Shape), Is.EqualTo((want.DType, want.Shape)), name);
        if (want.IsObject) Assert.That(got.Objects, Is.EqualTo(want.Objects), name);
        else Assert.That(new ReadOnlySpan<byte>(got.Data, (int)got.ByteCount).SequenceEqual(new ReadOnlySpan<byte>(want.Data, (int)want.ByteCount)), Is.True, name);
    }
}
