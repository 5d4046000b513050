using Google.Protobuf;
using NUnit.Framework;
using Tensorflow;
using Tensorflow.Checkpoints;
using static Tensorflow.Binding;
using TrackableObject = Tensorflow.TrackableObjectGraph.Types.TrackableObject;

namespace TfExercises.Tests.Training.Saving;

/// <summary>A Saver reads checkpoints of TensorFlow 2, which know objects, by the names that the variables had.</summary>
public sealed class ObjectRestoreTests(string engine) : SaverFixture(engine)
{
    [Test]
    public void ByTheNamesOfTheVariables()
    {
        Write(("w", "model/w", 3), ("b", "model/b", 4));
        var w = tf.Variable(0, name: "w");
        var b = tf.Variable(0, name: "b");
        var saver = tf.train.Saver();
        using var session = tf.Session();
        saver.restore(session, Prefix);
        var operations = tf.get_default_graph().get_operations().Count;
        saver.restore(session, Prefix);
        Assert.That(ValueOf<int>(session, w).Concat(ValueOf<int>(session, b)), Is.EqualTo(new[] { 3, 4 }));
        Assert.That(tf.get_default_graph().get_operations(), Has.Count.EqualTo(operations), "a second time adds nothing");
        var named = tf.train.Saver(new() { ["w"] = b });
        named.restore(session, Prefix);
        Assert.That(ValueOf<int>(session, b), Is.EqualTo(new[] { 3 }));
    }

    [Test]
    public void AVariableThatIsNotThere()
    {
        Write(("w", "model/w", 3), ("b", "model/b", 4));
        tf.Variable(0, name: "w");
        tf.Variable(0, name: "other");
        using var session = tf.Session();
        var saver = tf.train.Saver();
        Assert.That(() => saver.restore(session, Prefix), Throws.TypeOf<NotFoundError>().With.Message.StartsWith(
            "\n\nExisting variables not in the checkpoint: other\n\nVariables names when this checkpoint was written which don't exist now: b\n\n(1 variable name(s) did match)\n\nCould not find some variables"));
    }

    void Write(params (string FullName, string Path, int Value)[] variables)
    {
        var graph = new TrackableObjectGraph { Nodes = { new TrackableObject() } };
        foreach (var (name, path, _) in variables)
            graph.Nodes.Add(new TrackableObject { Attributes = { new TrackableObject.Types.SerializedTensor { Name = ObjectGraph.Value, FullName = name, CheckpointKey = ObjectGraph.KeyOf(path) } } });
        BundleWriter.Write(Prefix, variables.Select(v => (ObjectGraph.KeyOf(v.Path), "", TensorValue.FromSpan<int>([v.Value], [])))
            .Append((ObjectGraph.Key, "", TensorValue.FromObjects(TF_DataType.TF_STRING, [graph.ToByteArray()], []))));
    }
}
