using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Training.Saving;

/// <summary>tf.train.init_from_checkpoint: variables begin with the values of a checkpoint.</summary>
public sealed class InitFromCheckpointTests(string engine) : SaverFixture(engine)
{
    [Test]
    public void AScopeFromAnotherScope()
    {
        Save();
        var (w, b) = (Made("new/layer/w", 2), Made("new/layer/b", 1));
        var other = Made("elsewhere/w", 2);
        tf.train.init_from_checkpoint(Prefix, new() { ["old/"] = "new/layer/" });
        using var session = Initialized();
        Assert.That(ValueOf<float>(session, w), Is.EqualTo(new[] { 1f, 2f }));
        Assert.That(ValueOf<float>(session, b), Is.EqualTo(new[] { 3f }));
        Assert.That(ValueOf<float>(session, other), Is.EqualTo(new[] { 0f, 0f }));
    }

    [Test]
    public void AScopeFromTheRootAndTheRootFromAScope()
    {
        Save();
        var (w, root) = (Made("new/w", 2), Made("new/old/w", 2));
        tf.train.init_from_checkpoint(Prefix, new() { ["/"] = "new/" });
        using (var session = Initialized())
        {
            Assert.That(ValueOf<float>(session, w), Is.EqualTo(new[] { 5f, 6f }));
            Assert.That(ValueOf<float>(session, root), Is.EqualTo(new[] { 1f, 2f }));
        }
        tf.reset_default_graph();
        var own = Made("b", 1);
        tf.train.init_from_checkpoint(Prefix, new() { ["old/"] = "/" });
        using var again = Initialized();
        Assert.That(ValueOf<float>(again, own), Is.EqualTo(new[] { 3f }));
    }

    [Test]
    public void VariablesByNameAndThemselves()
    {
        Save();
        var (named, given, second) = (Made("a/v", 2), tf.Variable(new[] { 0f }, name: "given"), tf.Variable(new[] { 0f }, name: "second"));
        tf.train.init_from_checkpoint(folder.Path, new() { { "old/w", "a/v" }, { "old/b", given }, { "old/b", second } });
        var init = tf.global_variables_initializer();
        Assert.That(given.initial_value.op.type, Is.EqualTo("RestoreV2"));
        Assert.That(given.initial_value.op.name, Does.StartWith("checkpoint_initializer"));
        Assert.That(given.initial_value.shape, Is.EqualTo(new Shape(1)));
        using var session = tf.Session();
        session.run(init);
        Assert.That(ValueOf<float>(session, named), Is.EqualTo(new[] { 1f, 2f }));
        Assert.That(ValueOf<float>(session, given), Is.EqualTo(new[] { 3f }));
        Assert.That(ValueOf<float>(session, second), Is.EqualTo(new[] { 3f }));
    }

    [Test]
    public void WhatDoesNotFitIsRefusedAndChangesNothing()
    {
        Save();
        var w = Made("new/w", 2);
        var wide = Made("new/wide", 3);
        var before = w.initializer;
        Refused<ValueError>(new() { ["old/w"] = w, ["old/ww"] = "new/w" }, $"Tensor old/ww is not found in {Prefix} checkpoint (did you mean 'old/w'?). It holds: old/b, old/w, w.");
        Refused<ValueError>(new() { ["old/w"] = wide }, "Shape of variable new/wide:0 ((3,)) doesn't match with shape of tensor old/w ((2,)) from checkpoint reader.");
        Refused<ValueError>(new() { ["old/"] = "new/" }, $"Tensor old/wide (wide in old/) is not found in {Prefix} checkpoint");
        Refused<ValueError>(new() { ["old/w"] = "new/" }, "Assignment map with scope only name new should map to scope only old/w. Should be 'scope/': 'other_scope/'.");
        Refused<ValueError>(new() { ["old/w"] = "new/v" }, "Assignment map with scope only name new should map to scope only old/w.");
        Assert.That(() => tf.train.init_from_checkpoint(Prefix, new() { ["w"] = new[] { w } }), Throws.TypeOf<UnimplementedError>().With.Message.Contains("partitioned variable"));
        Assert.That(() => tf.train.init_from_checkpoint(Prefix, new() { ["w"] = 3 }), Throws.TypeOf<TypeError>().With.Message.StartsWith("The assignment map gives 3 for 'w'"));
        Assert.That(() => tf.train.init_from_checkpoint(folder["gone"], new() { ["w"] = w }), Throws.TypeOf<NotFoundError>().With.Message.Contains("Failed to find any matching files"));
        Directory.CreateDirectory(folder["empty"]);
        Assert.That(() => tf.train.init_from_checkpoint(folder["empty"], new() { ["w"] = w }), Throws.TypeOf<ValueError>().With.Message.StartsWith("Couldn't find 'checkpoint' file or checkpoints in given directory"));
        Assert.That(w.initializer, Is.SameAs(before));
    }

    [Test]
    public void AnotherTypeIsRefusedByTheInitializer()
    {
        Save();
        var w = tf.Variable(new[] { 0, 0 }, name: "w");
        tf.train.init_from_checkpoint(Prefix, new() { ["w"] = w });
        using var session = tf.Session();
        Assert.That(() => session.run(w.initializer), Throws.TypeOf<InvalidArgumentError>().With.Message.Contains("tensor_name = w; expected dtype int32 does not equal original dtype float"));
    }

    static RefVariable Made(string name, int size) => tf.get_variable(name, shape: new[] { size }, initializer: tf.zeros_initializer());

    void Save()
    {
        tf.Variable(new[] { 1f, 2f }, name: "old/w");
        tf.Variable(new[] { 3f }, name: "old/b");
        tf.Variable(new[] { 5f, 6f }, name: "w");
        var saver = tf.train.Saver();
        using (var session = Initialized()) saver.save(session, Prefix);
        tf.reset_default_graph();
    }

    void Refused<T>(AssignmentMap map, string text) where T : Exception =>
        Assert.That(() => tf.train.init_from_checkpoint(Prefix, map), Throws.TypeOf<T>().With.Message.StartsWith(text));
}
