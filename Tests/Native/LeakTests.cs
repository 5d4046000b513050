using System.Diagnostics;
using NUnit.Framework;
using Tensorflow;
using Tensorflow.Native;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Native;

/// <summary>Sessions and runs on TensorFlow's runtime hold no memory when they are over.</summary>
public sealed class LeakTests : TensorflowFixture
{
    // What allocators keep for later; one tensor lost in each session or run comes to more.
    const long Most = 24 << 20;

    [Test]
    public void SessionsHoldNothing() => Sessions(count: 300);

    [Test, Category("Long")]
    public void SessionsOnAServerHoldNothing() => Sessions(count: 300, tf.train.create_local_server().target);

    [Test]
    public void LoadedModelsHoldNothing()
    {
        using var folder = new TemporaryFolder();
        using var graph = tf.Graph().as_default();
        var x = tf.placeholder(tf.float32, [256]);
        var w = tf.Variable(tf.zeros([256, 256]));
        var y = tf.reduce_sum(w, 0) + x;
        using (var session = tf.Session(graph, engine: Engines.TensorFlow))
        {
            session.run(tf.global_variables_initializer());
            tf.saved_model.simple_save(session, folder["model"], new() { ["x"] = x }, new() { ["y"] = y });
        }
        var fed = new float[256];

        void One()
        {
            using var model = NativeSavedModel.Load(folder["model"]);
            model.run(new() { ["x"] = fed });
        }

        for (var i = 0; i < 50; i++) One();
        AssertFlat(() =>
        {
            for (var i = 0; i < 100; i++) One();
        }, "100 models");
    }

    [Test]
    public void RunsHoldNothing() => Runs(count: 30_000);

    [Test, Category("Long")]
    public void TenThousandSessionsHoldNothing() => Sessions(count: 10_000);

    [Test, Category("Long")]
    public void AMillionRunsHoldNothing() => Runs(count: 1_000_000);

    static void Sessions(int count, string target = "")
    {
        using var graph = tf.Graph().as_default();
        var x = tf.placeholder(tf.float32, [256, 256]);
        var w = tf.Variable(tf.zeros([256, 256]));
        var initialize = tf.global_variables_initializer();
        var add = tf.assign_add(w, x);
        var fed = new float[256, 256];

        void One()
        {
            using var session = tf.Session(target, graph, engine: Engines.TensorFlow);
            session.run(initialize);
            session.run(add, (x, fed));
        }

        for (var i = 0; i < 100; i++) One();
        AssertFlat(() =>
        {
            for (var i = 0; i < count; i++) One();
        }, $"{count} sessions");
    }

    static void Runs(int count)
    {
        using var graph = tf.Graph().as_default();
        var x = tf.placeholder(tf.float32, [512]);
        var text = tf.placeholder(tf.@string, [2]);
        var y = x * 2f;
        var same = tf.identity(text);
        var wrong = tf.placeholder(tf.int32);
        using var session = tf.Session(graph, engine: Engines.TensorFlow);
        var fed = new float[512];
        string[] texts = ["short", new string('x', 100)];

        // Of 100 runs one has strings and one fails.
        void Hundred()
        {
            for (var i = 0; i < 98; i++) session.Execute([y], [(x, fed)], value => value);
            session.run_strings(same, (text, texts));
            Assert.Throws<InvalidArgumentError>(() => session.run(wrong));
        }

        // Thousands of errors go by until the allocators have their size.
        for (var i = 0; i < count / 200; i++) Hundred();
        AssertFlat(() =>
        {
            for (var i = 0; i < count / 200; i++) Hundred();
        }, $"the second half of {count} runs");
    }

    static void AssertFlat(Action work, string what)
    {
        var before = Resident();
        work();
        var grown = Resident() - before;
        TestContext.Out.WriteLine($"{what}: resident memory grew by {grown / 1024} KiB");
        Assert.That(grown, Is.LessThan(Most), $"{what}: resident memory grew by {grown / 1024} KiB");
    }

    static long Resident()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
