using NUnit.Framework;
using Tensorflow;
using Tensorflow.MetaGraphs;
using TfExercises.Tests.Golden;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Training.Saving;

/// <summary>Checkpoints against the one that TensorFlow wrote.</summary>
[Category("Golden")]
public sealed class GoldenCheckpointTests(string engine) : SaverFixture(engine)
{
    static readonly Tolerance s_exact = new(0, 0);

    [Test]
    public void ReadsWhatTensorFlowWrote()
    {
        var variables = GoldenCheckpoint.Variables(zeros: true);
        var saver = tf.train.Saver();
        using var session = tf.Session();
        saver.restore(session, tf.train.latest_checkpoint(GoldenCheckpoint.Folder));
        foreach (var (variable, value) in variables)
            GoldenTensor.AssertEqual(variable.name, session.Execute([variable], [], v => v.Clone())[0], value, s_exact);
    }

    [Test]
    public void WritesTensorFlowsBytes()
    {
        GoldenCheckpoint.Variables(zeros: false);
        var saver = tf.train.Saver(save_relative_paths: true);
        using var session = Initialized();
        Assert.That(saver.save(session, folder["model.ckpt"], global_step: 7), Is.EqualTo(folder["model.ckpt-7"]));
        foreach (var file in new[] { "checkpoint", "model.ckpt-7.index", "model.ckpt-7.data-00000-of-00001" })
            Assert.That(File.ReadAllBytes(folder[file]), Is.EqualTo(File.ReadAllBytes(Path.Combine(GoldenCheckpoint.Folder, file))), file);
    }

    [Test]
    public void WritesTensorFlowsMetaGraph()
    {
        GoldenCheckpoint.Variables(zeros: false);
        tf.global_variables_initializer();
        var saver = tf.train.Saver();
        var got = saver.export_meta_graph(folder["graph.meta"]);
        var want = MetaGraphWriter.FromFile(GoldenCheckpoint.Prefix + ".meta");
        Assert.That(MetaGraphWriter.FromFile(folder["graph.meta"]), Is.EqualTo(got));
        Assert.That(got.SaverDef, Is.EqualTo(want.SaverDef));
        Assert.That(got.CollectionDef, Is.EqualTo(want.CollectionDef));
        Assert.That(got.GraphDef.Node.Select(Described), Is.EqualTo(want.GraphDef.Node.Select(Described)));
        Assert.That(got.MetaInfoDef.StrippedOpList.Op.Select(Described), Is.EqualTo(want.MetaInfoDef.StrippedOpList.Op.Select(Described)));
    }

    [Test]
    public void ItsMetaGraphIsImportedAndTrains()
    {
        var saver = tf.train.import_meta_graph(GoldenCheckpoint.Prefix + ".meta")!;
        var w = tf.global_variables().Single(v => v.op.name == "layer/w");
        Assert.That(tf.trainable_variables(), Has.Member(w), "the same variable in every collection");
        var before = GoldenCheckpoint.Values().Single(v => v.Name == "layer/w").Value.Span<float>().ToArray();
        var train = tf.train.GradientDescentOptimizer(0.5f).minimize(tf.reduce_sum(tf.square(w)), var_list: [w]);
        using var session = tf.Session();
        saver.restore(session, GoldenCheckpoint.Prefix);
        session.run(train);
        Assert.That(ValueOf<float>(session, w), Is.All.EqualTo(0f).Within(1e-7f));
        Assert.That(before, Has.None.EqualTo(0f));
    }

    [Test]
    public void ItsMetaGraphIsImportedIntoAScope()
    {
        var saver = tf.train.import_meta_graph(GoldenCheckpoint.Prefix + ".meta", import_scope: "old")!;
        Assert.That(saver.saver_def!.RestoreOpName, Is.EqualTo("old/save/restore_all"));
        using var session = tf.Session();
        saver.restore(session, GoldenCheckpoint.Prefix);
        Assert.That((long)session.run(tf.get_default_graph().get_tensor_by_name("old/counter/read:0")), Is.EqualTo(42));
    }

    [Test]
    public void TheReaderTellsWhatItHolds()
    {
        using var reader = tf.train.NewCheckpointReader(GoldenCheckpoint.Prefix);
        var values = GoldenCheckpoint.Values().ToDictionary(v => v.Name, v => v.Value);
        Assert.That(reader.get_variable_to_shape_map(), Is.EquivalentTo(values.ToDictionary(v => v.Key, v => v.Value.Shape)));
        Assert.That(reader.get_variable_to_dtype_map(), Is.EquivalentTo(values.ToDictionary(v => v.Key, v => v.Value.DType)));
        Assert.That(reader.has_tensor("big"), Is.True);
        Assert.That(reader.has_tensor("small"), Is.False);
        Assert.That(reader.get_tensor("big").ToArray<float>(), Is.EqualTo(values["big"].Span<float>().ToArray()));
        Assert.That(reader.debug_string(), Does.Contain("layer/w (DT_FLOAT) [3,4]\n"));
        Assert.That(tf.train.list_variables(GoldenCheckpoint.Folder).Select(v => v.name), Is.EqualTo(values.Keys.Order(StringComparer.Ordinal)));
        Assert.That((long)tf.train.load_variable(GoldenCheckpoint.Folder, "counter:0"), Is.EqualTo(42));
    }

    // What TensorFlow's Python adds for its own use is no part of a graph's meaning.
    static string Described(NodeDef node) =>
        $"{node.Name} {node.Op} ({string.Join(", ", node.Input)}) {node.Device} {string.Join(", ", node.Attr.Where(a => a.Key != "_has_manual_control_dependencies").OrderBy(a => a.Key, StringComparer.Ordinal))}";

    static string Described(OpDef op) =>
        $"{op.Name} ({string.Join(", ", op.InputArg)}) ({string.Join(", ", op.OutputArg)}) {string.Join(", ", op.Attr.Select(a => $"{a.Name}: {a.Type} {a.DefaultValue}").Order(StringComparer.Ordinal))}";
}
