using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Training.Saving;

/// <summary>What does not fit is refused by name, and changes nothing.</summary>
public sealed class SaverErrorTests(string engine) : SaverFixture(engine)
{
    [Test]
    public void AVariableThatIsNotInTheFile()
    {
        SaveOne();
        var w = tf.Variable(new[] { 9f, 9f }, name: "w");
        tf.Variable(1f, name: "bias");
        var saver = tf.train.Saver();
        using var session = Initialized();
        Assert.That(() => saver.restore(session, Prefix), Throws.TypeOf<NotFoundError>()
            .With.Message.StartsWith("Restoring from checkpoint failed. This is most likely due to a Variable name or other graph key that is missing from the checkpoint.")
            .And.Message.Contains("Key bias not found in checkpoint").And.Message.Contains("save/RestoreV2"));
        Assert.That(ValueOf<float>(session, w), Is.EqualTo(new[] { 9f, 9f }));
    }

    [Test]
    public void AVariableOfAnotherShape()
    {
        SaveOne();
        var w = tf.Variable(new[] { 1f, 2f, 3f }, name: "w");
        var saver = tf.train.Saver();
        using var session = tf.Session();
        Assert.That(() => saver.restore(session, Prefix), Throws.TypeOf<InvalidArgumentError>()
            .With.Message.Contains("a mismatch between the current graph and the graph").And.Message.Contains("Assign requires shapes of both tensors to match"));
        session.run(w.initializer);
        Assert.That(() => saver.restore(session, Prefix), Throws.TypeOf<InvalidArgumentError>());
    }

    [Test]
    public void AVariableOfAnotherType()
    {
        SaveOne();
        tf.Variable(new[] { 1, 2 }, name: "w");
        var saver = tf.train.Saver();
        using var session = tf.Session();
        Assert.That(() => saver.restore(session, Prefix), Throws.TypeOf<InvalidArgumentError>()
            .With.Message.Contains("tensor_name = w; expected dtype int32 does not equal original dtype float"));
    }

    [Test]
    public void NoCheckpoint()
    {
        tf.Variable(1f);
        var saver = tf.train.Saver();
        using var session = tf.Session();
        Assert.That(() => saver.restore(session, Prefix), Throws.TypeOf<ValueError>().With.Message.StartsWith($"The passed save_path is not a valid checkpoint: {Prefix}."));
        Assert.That(() => saver.restore(session, tf.train.latest_checkpoint(folder.Path)), Throws.TypeOf<ValueError>().With.Message.StartsWith("Can't load save_path when it is None"));
        Assert.That(() => session.run(saver.saver_def!.RestoreOpName, (saver.saver_def.FilenameTensorName, Prefix)), Throws.TypeOf<NotFoundError>()
            .With.Message.Contains("Failed to find any matching files for"));
    }

    [Test]
    public void AVariableWithoutValue()
    {
        tf.Variable(1f, name: "w");
        var saver = tf.train.Saver();
        using var session = tf.Session();
        Assert.That(() => saver.save(session, Prefix), Throws.TypeOf<FailedPreconditionError>().With.Message.Contains("Attempting to use uninitialized value w"));
        Assert.That(folder.Files, Is.Empty);
    }

    [Test]
    public void PathsThatCannotBe()
    {
        tf.Variable(1f);
        var saver = tf.train.Saver();
        using var session = Initialized();
        Assert.That(() => saver.save(session, folder["checkpoint"]), Throws.TypeOf<ValueError>().With.Message.StartsWith("'latest_filename' collides with 'save_path'"));
        Assert.That(() => saver.save(session, Prefix, latest_filename: "a/b"), Throws.TypeOf<ValueError>().With.Message.StartsWith("'latest_filename' must not contain path components"));
        Assert.That(() => saver.save(session, folder["not/there/model"]), Throws.TypeOf<ValueError>().With.Message.StartsWith("Parent directory of"));
        Assert.That(saver.save(session, folder["new/model"]), Is.EqualTo(folder["new/model"]), "one folder is made");
    }

    [Test]
    public void VariablesThatCannotBeSaved()
    {
        Assert.That(() => tf.train.Saver(), Throws.TypeOf<ValueError>().With.Message.StartsWith("No variables to save"));
        using var session = tf.Session();
        tf.constant(1);
        Assert.That(tf.train.Saver(allow_empty: true).save(session, Prefix), Is.Null);
        Assert.That(folder.Files, Is.EqualTo(new[] { "model.ckpt.meta" }));
        var a = tf.Variable(1f, name: "a");
        Assert.That(() => tf.train.Saver([a, a]), Throws.TypeOf<ValueError>().With.Message.StartsWith("At least two variables have the same name: a"));
    }

    [Test]
    public void FilesThatAreDamaged()
    {
        var data = Prefix + ".data-00000-of-00001";
        SaveOne();
        tf.Variable(new[] { 1f, 2f }, name: "w");
        var saver = tf.train.Saver();
        using var session = Initialized();
        var values = File.ReadAllBytes(data);
        for (var i = 0; i < values.Length; i++) Refused(data, Changed(values, i), session, saver);
        Refused(data, values[..^1], session, saver);
        File.WriteAllBytes(data, values);
        var index = File.ReadAllBytes(Prefix + ".index");
        Refused(Prefix + ".index", Changed(index, 12), session, saver);
        Refused(Prefix + ".index", index[..^1], session, saver);
        File.WriteAllBytes(Prefix + ".index", index);
        saver.restore(session, Prefix);
        File.Delete(data);
        Assert.That(() => saver.restore(session, Prefix), Throws.TypeOf<NotFoundError>());
    }

    [Test]
    public void AStateFileThatIsDamaged()
    {
        File.WriteAllText(folder["checkpoint"], "model_checkpoint_path: \"mod");
        Assert.That(tf.train.get_checkpoint_state(folder.Path), Is.Null);
        File.WriteAllText(folder["checkpoint"], "model_checkpoint_path: \"gone\"\n");
        Assert.That(tf.train.get_checkpoint_state(folder.Path)!.ModelCheckpointPath, Is.EqualTo(folder["gone"]));
        Assert.That(tf.train.latest_checkpoint(folder.Path), Is.Null);
    }

    [Test]
    public void AFileThatIsNoGraph()
    {
        File.WriteAllText(Prefix + ".meta", "no graph");
        Assert.That(() => tf.train.import_meta_graph(Prefix + ".meta"), Throws.TypeOf<DataLossError>().With.Message.Contains("holds no MetaGraphDef"));
        Assert.That(() => tf.train.import_meta_graph(folder["gone.meta"]), Throws.TypeOf<NotFoundError>());
    }

    void SaveOne()
    {
        tf.Variable(new[] { 1f, 2f }, name: "w");
        var saver = tf.train.Saver();
        using (var session = Initialized()) saver.save(session, Prefix);
        tf.reset_default_graph();
    }

    static byte[] Changed(byte[] bytes, int at)
    {
        var changed = (byte[])bytes.Clone();
        changed[at] ^= 0x20;
        return changed;
    }

    void Refused(string file, byte[] content, Session session, Saver saver)
    {
        File.WriteAllBytes(file, content);
        // TensorFlow tells a file that is cut short by OutOfRangeError.
        Assert.That(() => saver.restore(session, Prefix), Throws.TypeOf<DataLossError>().Or.TypeOf<OutOfRangeError>());
    }
}
