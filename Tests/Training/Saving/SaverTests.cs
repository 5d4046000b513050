using NUnit.Framework;
using Tensorflow;
using Tensorflow.Ops;
using static Tensorflow.Binding;
using Assert = NUnit.Framework.Assert;

namespace TfExercises.Tests.Training.Saving;

/// <summary>What tf.train.Saver saves, keeps and restores.</summary>
public sealed class SaverTests(string engine) : SaverFixture(engine)
{
    [Test]
    public void WhatIsSavedIsRestored()
    {
        var w = tf.Variable(new[,] { { 1f, 2f }, { 3f, 4f } }, name: "w");
        var names = tf.Variable(tf.constant(new[] { "", "木", new string('x', 300) }), name: "names");
        var flags = tf.Variable(new[] { true, false, true }, name: "flags");
        var half = tf.Variable(tf.cast(new[] { 0.5f, -2f }, tf.float16), name: "half");
        var small = tf.Variable(tf.constant(new byte[] { 1, 255 }), name: "small");
        var none = tf.Variable(tf.zeros([0, 3]), name: "none");
        var saver = tf.train.Saver();
        var wide = tf.cast(half, tf.float32);
        using (var session = Initialized()) Assert.That(saver.save(session, Prefix), Is.EqualTo(Prefix));
        using var later = tf.Session();
        saver.restore(later, Prefix);
        Assert.Multiple(() =>
        {
            Assert.That(ValueOf<float>(later, w), Is.EqualTo(new[] { 1f, 2, 3, 4 }));
            Assert.That(later.run_strings(names), Is.EqualTo(new[] { "", "木", new string('x', 300) }));
            Assert.That(ValueOf<bool>(later, flags), Is.EqualTo(new[] { true, false, true }));
            Assert.That(later.run(wide).ToArray<float>(), Is.EqualTo(new[] { 0.5f, -2f }));
            Assert.That(ValueOf<byte>(later, small), Is.EqualTo(new byte[] { 1, 255 }));
            Assert.That(later.run(none).shape, Is.EqualTo(new long[] { 0, 3 }));
        });
        using var reader = tf.train.NewCheckpointReader(Prefix);
        Assert.That(reader.get_strings("names")[1], Is.EqualTo("木"));
        Assert.That(reader.get_variable_to_dtype_map()["half"], Is.EqualTo(tf.float16));
    }

    [Test]
    public void TheNewestAreKept()
    {
        var step = tf.train.create_global_step();
        var next = tf.assign_add(step, 1L);
        var saver = tf.train.Saver(max_to_keep: 2);
        using var session = Initialized();
        for (var i = 0; i < 4; i++)
        {
            session.run(next);
            saver.save(session, Prefix, global_step: step, write_meta_graph: i == 3);
        }
        Assert.That(folder.Files, Is.EqualTo(new[]
        {
            "checkpoint", "model.ckpt-3.data-00000-of-00001", "model.ckpt-3.index", "model.ckpt-4.data-00000-of-00001", "model.ckpt-4.index", "model.ckpt-4.meta",
        }));
        Assert.That(saver.last_checkpoints, Is.EqualTo(new[] { Prefix + "-3", Prefix + "-4" }));
        Assert.That(tf.train.latest_checkpoint(folder.Path), Is.EqualTo(Prefix + "-4"));
        Assert.That(File.ReadAllText(folder["checkpoint"]), Is.EqualTo(
            $"model_checkpoint_path: \"{Prefix}-4\"\nall_model_checkpoint_paths: \"{Prefix}-3\"\nall_model_checkpoint_paths: \"{Prefix}-4\"\n"));

        // A program that goes on keeps no more.
        var again = tf.train.Saver(max_to_keep: 2);
        again.recover_last_checkpoints(tf.train.get_checkpoint_state(folder.Path)!.AllModelCheckpointPaths);
        again.save(session, Prefix, global_step: 5, write_meta_graph: false);
        Assert.That(again.last_checkpoints, Is.EqualTo(new[] { Prefix + "-4", Prefix + "-5" }));
        Assert.That(tf.train.checkpoint_exists(Prefix + "-3"), Is.False);
    }

    [Test]
    public void OneInSomeHoursIsKeptForGood()
    {
        tf.Variable(1f);
        var saver = tf.train.Saver(max_to_keep: 1, keep_checkpoint_every_n_hours: 1e-9);
        using var session = Initialized();
        for (var i = 0; i < 3; i++) saver.save(session, Prefix, global_step: i, write_meta_graph: false);
        Assert.That(saver.last_checkpoints, Is.EqualTo(new[] { Prefix + "-2" }));
        Assert.That(tf.train.checkpoint_exists(Prefix + "-0"), Is.True);
    }

    [Test]
    public void PathsMayBeRelative()
    {
        tf.Variable(1f);
        var saver = tf.train.Saver(save_relative_paths: true, pad_step_number: true);
        using var session = Initialized();
        saver.save(session, Prefix, global_step: 12, meta_graph_suffix: "graph");
        Assert.That(folder.Files, Has.Member("model.ckpt-00000012.graph"));
        var state = tf.train.get_checkpoint_state(folder.Path)!;
        Assert.That(File.ReadAllText(folder["checkpoint"]), Does.StartWith("model_checkpoint_path: \"model.ckpt-00000012\"\n"));
        Assert.That(state.ModelCheckpointPath, Is.EqualTo(Prefix + "-00000012"));
    }

    [Test]
    public void VariablesMayHaveOtherNamesInTheFile()
    {
        var a = tf.Variable(1f, name: "a");
        var b = tf.Variable(2f, name: "b");
        using var session = Initialized();
        tf.train.Saver(new Dictionary<string, RefVariable> { ["x"] = a, ["y"] = b }).save(session, Prefix);
        tf.train.Saver(new Dictionary<string, RefVariable> { ["x"] = b, ["y"] = a }).restore(session, Prefix);
        Assert.That((float)session.run(a), Is.EqualTo(2f));
        Assert.That((float)session.run(b), Is.EqualTo(1f));
        tf.train.Saver([a]).save(session, folder["one"]);
        Assert.That(tf.train.list_variables(folder["one"]), Is.EqualTo(new[] { ("a", Shape.Scalar) }));
    }

    [Test]
    public void TheShapeMayChangeWhereItIsAskedFor()
    {
        var flat = tf.Variable(new[] { 1f, 2f, 3f, 4f }, name: "flat");
        using var session = Initialized();
        tf.train.Saver([flat]).save(session, Prefix);
        var square = tf.Variable(tf.zeros([2, 2]), name: "square");
        tf.train.Saver(new Dictionary<string, RefVariable> { ["flat"] = square }, reshape: true).restore(session, Prefix);
        Assert.That(session.run(square).shape, Is.EqualTo(new long[] { 2, 2 }));
    }

    [Test]
    public void DevicesSaveForThemselves()
    {
        var a = tf.Variable(new[] { 1f, 2f }, name: "a");
        RefVariable b;
        using (tf.device("/cpu:0")) b = tf.Variable(new[] { 3f, 4f }, name: "b");
        var saver = tf.train.Saver(sharded: true);
        using (var session = Initialized()) Assert.That(saver.save(session, Prefix, write_meta_graph: false), Is.EqualTo(Prefix));
        Assert.That(folder.Files, Is.EqualTo(new[] { "checkpoint", "model.ckpt.data-00000-of-00002", "model.ckpt.data-00001-of-00002", "model.ckpt.index" }));
        Assert.That(Directory.GetDirectories(folder.Path), Is.Empty);
        using var later = tf.Session();
        saver.restore(later, Prefix);
        Assert.That(ValueOf<float>(later, a), Is.EqualTo(new[] { 1f, 2f }));
        Assert.That(ValueOf<float>(later, b), Is.EqualTo(new[] { 3f, 4f }));
    }

    [Test]
    public void ManyVariablesFillManyBlocks()
    {
        // Keys of this length make the index longer than one block of 256 KiB.
        var stem = new string('n', 400);
        RefVariable[] variables = [.. Enumerable.Range(0, 700).Select(i => tf.Variable((float)i, name: $"{stem}{i}"))];
        var saver = tf.train.Saver();
        using (var session = Initialized()) saver.save(session, Prefix, write_meta_graph: false);
        Assert.That(new FileInfo(Prefix + ".index").Length, Is.GreaterThan(0));
        using var later = tf.Session();
        saver.restore(later, Prefix);
        Assert.That(later.run(variables).Select(v => (float)v), Is.EqualTo(Enumerable.Range(0, 700).Select(i => (float)i)));
    }

    [Test]
    public void SlicesMakeAWhole()
    {
        var save = OpBuilder.ApplyOp("SaveV2", null, [Prefix, new[] { "p", "p" }, new[] { "4 3 0,3:-", "4 3 3,1:-" },
            new[] { tf.reshape(tf.range(9), [3, 3]), tf.reshape(tf.range(9, 12), [1, 3]) }]);
        var restored = OpBuilder.ApplyMany("RestoreV2", null, [Prefix, new[] { "p", "p" }, new[] { "", "4 3 2,2:1,2" }], ("dtypes", new[] { tf.int32, tf.int32 }));
        Assert.That(restored[1].shape, Is.EqualTo(new Shape(2, 2)));
        using var session = tf.Session();
        session.run(save);
        Assert.That(session.run(restored[0]).ToArray<int>(), Is.EqualTo(Enumerable.Range(0, 12)));
        Assert.That(session.run(restored[1]).ToArray<int>(), Is.EqualTo(new[] { 7, 8, 10, 11 }));
    }

    [Test]
    public void ASaverMayBeBuiltLater()
    {
        var saver = tf.train.Saver(defer_build: true);
        var a = tf.Variable(5f);
        using var session = Initialized();
        Assert.That(() => saver.save(session, Prefix), Throws.TypeOf<RuntimeError>().With.Message.StartsWith("`build()` should be called before save"));
        saver.build();
        saver.save(session, Prefix);
        Assert.That(tf.train.list_variables(Prefix).Single().name, Is.EqualTo(a.op.name));
    }

    /// <summary>A graph with each of the operations.</summary>
    internal static void EachKind()
    {
        tf.reset_default_graph();
        tf.Variable(1f);
        tf.train.Saver(sharded: true);
        tf.train.Saver(sharded: true, write_version: SaverDef.Types.CheckpointFormatVersion.V1);
        OpBuilder.ApplyOp("Save", null, ["model", new[] { "a" }, new[] { tf.constant(1f) }]);
        OpBuilder.Apply("Restore", null, ["model", "a"], ("dt", tf.float32));
        OpBuilder.Apply("RestoreSlice", null, ["model", "a", ""], ("dt", tf.float32));
    }
}
