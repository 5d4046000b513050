using NUnit.Framework;
using Tensorflow;
using TfExercises.Tests.Golden;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Training.Saving;

/// <summary>Checkpoints of the format V1, one file each, are written when asked for and read like any other.</summary>
public sealed class FormatV1Tests(string engine) : SaverFixture(engine)
{
    const SaverDef.Types.CheckpointFormatVersion V1 = SaverDef.Types.CheckpointFormatVersion.V1;

    static string Golden => Path.Combine(GoldenCheckpoint.Folder, "v1", "model.ckpt");

    [Test]
    public void WhatIsSavedIsRestored()
    {
        var (w, names) = Variables();
        var saver = tf.train.Saver(write_version: V1, max_to_keep: 1);
        var graph = tf.get_default_graph();
        Assert.That(graph.get_operation_by_name("save/save").type, Is.EqualTo("SaveSlices"));
        Assert.That(saver.saver_def!.Version, Is.EqualTo(V1));
        using (var session = Initialized())
        {
            saver.save(session, Prefix, global_step: 1);
            Assert.That(saver.save(session, Prefix, global_step: 2), Is.EqualTo(Prefix + "-2"));
        }
        Assert.That(folder.Files, Is.EqualTo(new[] { "checkpoint", "model.ckpt-2", "model.ckpt-2.meta" }), "the older one is deleted");
        Assert.That(tf.train.latest_checkpoint(folder.Path), Is.EqualTo(Prefix + "-2"));
        using var later = tf.Session();
        saver.restore(later, Prefix + "-2");
        Assert.That(ValueOf<float>(later, w), Is.EqualTo(new[] { 1f, 2f, 3f, 4f }));
        Assert.That(later.run_strings(names), Is.EqualTo(new[] { "", "木" }));
        tf.train.remove_checkpoint(Prefix + "-2", V1);
        Assert.That(folder.Files, Is.EqualTo(new[] { "checkpoint" }));
    }

    [Test]
    public void ShardsAreReadByTheirPattern()
    {
        using (tf.device("/job:localhost/task:0/cpu:0")) tf.Variable(new[] { 1f }, name: "a");
        var b = tf.Variable(new[] { 2f, 3f }, name: "b");
        var saver = tf.train.Saver(write_version: V1, sharded: true);
        using (var session = Initialized()) Assert.That(saver.save(session, Prefix), Is.EqualTo(Prefix + "-?????-of-00002"));
        Assert.That(folder.Files, Is.EqualTo(new[] { "checkpoint", "model.ckpt-00000-of-00002", "model.ckpt-00001-of-00002", "model.ckpt.meta" }));
        using var later = tf.Session();
        saver.restore(later, tf.train.latest_checkpoint(folder.Path));
        Assert.That(ValueOf<float>(later, b), Is.EqualTo(new[] { 2f, 3f }));
    }

    [Test]
    public void ReadsWhatTensorFlowWrote()
    {
        Assert.That(tf.train.list_variables(Golden).Select(v => $"{v.name} {v.shape}"), Is.EqualTo(new[] { "names (2,)", "step ()", "w (2, 2)" }));
        Assert.That((long)tf.train.load_variable(Golden, "step"), Is.EqualTo(-3));
        using (var reader = tf.train.NewCheckpointReader(Golden))
        {
            Assert.That(reader.get_strings("names"), Is.EqualTo(new[] { "", "木" }));
            Assert.That(reader.debug_string(), Is.EqualTo("names (DT_STRING) [2]\nstep (DT_INT64) []\nw (DT_FLOAT) [2,2]\n"));
        }
        var (w, _) = Variables(zeros: true);
        var saver = tf.train.Saver();
        using var session = tf.Session();
        saver.restore(session, Golden);
        Assert.That(ValueOf<float>(session, w), Is.EqualTo(new[] { 1f, 2f, 3f, 4f }));
    }

    [Test]
    public void WritesTensorFlowsBytes()
    {
        Variables();
        var saver = tf.train.Saver(write_version: V1);
        using var session = Initialized();
        saver.save(session, Prefix);
        Assert.That(File.ReadAllBytes(Prefix), Is.EqualTo(File.ReadAllBytes(Golden)));
    }

    [Test]
    public void WhatDoesNotFitIsRefused()
    {
        Variables(zeros: true);
        tf.Variable(1f, name: "bias");
        var saver = tf.train.Saver();
        using var session = Initialized();
        Assert.That(() => saver.restore(session, Golden), Throws.TypeOf<NotFoundError>().With.Message.Contains("bias"));
    }

    [Test]
    public void OlderFormatsAreNotWritten()
    {
        tf.Variable(1f);
        Assert.That(() => tf.train.Saver(write_version: SaverDef.Types.CheckpointFormatVersion.Legacy), Throws.TypeOf<RuntimeError>().With.Message.StartsWith("Unexpected write_version: Legacy"));
    }

    static (RefVariable W, RefVariable Names) Variables(bool zeros = false)
    {
        var w = tf.Variable(zeros ? new float[2, 2] : new[,] { { 1f, 2f }, { 3f, 4f } }, name: "w");
        var names = tf.Variable(tf.constant(zeros ? new[] { "a", "b" } : new[] { "", "木" }), name: "names");
        tf.Variable(zeros ? 0L : -3L, name: "step");
        return (w, names);
    }
}
