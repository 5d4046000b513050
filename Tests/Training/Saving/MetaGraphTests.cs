using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Training.Saving;

/// <summary>Graphs with their collections as messages and files.</summary>
public sealed class MetaGraphTests(string engine) : SaverFixture(engine)
{
    [TestCase(false)]
    [TestCase(true)]
    public void CollectionsComeBack(bool asText)
    {
        var w = tf.Variable(3f, name: "w");
        var loss = tf.square(w, name: "loss");
        var train = tf.train.GradientDescentOptimizer(0.25f).minimize(loss);
        tf.add_to_collection("things", loss);
        tf.add_to_collection("things", train);
        tf.add_to_collection("numbers", 7L);
        tf.add_to_collection("fractions", 0.5f);
        tf.add_to_collection("texts", "木");
        tf.add_to_collection("mixed", 1);
        tf.add_to_collection("mixed", "2");
        var saver = tf.train.Saver();
        tf.add_to_collection(tf.GraphKeys.SAVERS, saver);
        using (var session = Initialized()) saver.save(session, Prefix, write_meta_graph: false);
        tf.train.export_meta_graph(folder["graph"], saver_def: saver.as_saver_def(), as_text: asText);

        tf.reset_default_graph();
        Assert.That(tf.train.import_meta_graph(folder["graph"])!.as_saver_def(), Is.EqualTo(saver.as_saver_def()));
        Assert.That(tf.get_collection("numbers"), Is.EqualTo(new object[] { 7L }));
        Assert.That(tf.get_collection("fractions"), Is.EqualTo(new object[] { 0.5f }));
        Assert.That(tf.get_collection("texts").Cast<byte[]>().Single(), Is.EqualTo("木"u8.ToArray()));
        Assert.That(tf.get_collection("mixed"), Is.Empty, "what has no place in the message is left out");
        Assert.That(tf.get_collection<Tensor>("things").Single().name, Is.EqualTo("loss:0"));
        var variable = tf.trainable_variables().Single();
        Assert.That(variable, Is.SameAs(tf.global_variables().Single()));
        Assert.That((variable.name, variable.initial_value.name, variable.trainable), Is.EqualTo(("w:0", "w/initial_value:0", true)));
        using var later = tf.Session();
        tf.get_collection<Saver>(tf.GraphKeys.SAVERS).Single().restore(later, Prefix);
        later.run(tf.get_collection<Operation>("things").Single());
        Assert.That((float)later.run(variable), Is.EqualTo(1.5f));
    }

    [Test]
    public void AScopeIsExportedAlone()
    {
        tf.Variable(1f, name: "outside");
        Saver saver;
        using (tf.name_scope("tower"))
        {
            var w = tf.Variable(5f, name: "w");
            tf.add_to_collection(tf.GraphKeys.LOSSES, tf.square(w, name: "loss"));
            saver = tf.train.Saver([w], name: "save");
        }
        var outer = tf.identity(2f, name: "outer");
        using (tf.name_scope("other")) tf.identity(outer, name: "inner");
        var meta = saver.export_meta_graph(export_scope: "tower");
        Assert.That(meta.GraphDef.Node.Select(n => n.Name), Has.Member("w").And.Member("loss").And.Member("save/restore_all").And.None.StartsWith("tower").And.None.EqualTo("outside"));
        Assert.That(meta.SaverDef.RestoreOpName, Is.EqualTo("save/restore_all"));
        Assert.That(meta.CollectionDef["losses"].NodeList.Value, Is.EqualTo(new[] { "loss:0" }));
        Assert.That(() => tf.train.export_meta_graph(export_scope: "other"), Throws.TypeOf<ValueError>().With.Message.Contains("takes 'outer', which lies outside of it"));

        tf.reset_default_graph();
        tf.train.import_meta_graph(meta, import_scope: "copy");
        var again = tf.global_variables().Single();
        Assert.That(again.op.name, Is.EqualTo("copy/w"));
        using var session = Initialized();
        Assert.That((float)session.run("copy/loss:0")!, Is.EqualTo(25f));
    }

    [Test]
    public void DevicesAndDefaultsMayBeLeftOut()
    {
        using (tf.device("/cpu:0")) tf.matmul(tf.ones([1, 2]), tf.ones([2, 1]), name: "product");
        NodeDef Product(MetaGraphDef meta) => meta.GraphDef.Node.Single(n => n.Name == "product");
        var plain = Product(tf.train.export_meta_graph());
        var bare = Product(tf.train.export_meta_graph(clear_devices: true, strip_default_attrs: true));
        Assert.That((plain.Device, bare.Device), Is.EqualTo(("/device:CPU:0", "")));
        Assert.That(plain.Attr.Keys, Has.Member("transpose_a"));
        Assert.That(bare.Attr.Keys, Is.EquivalentTo(new[] { "T", "_output_shapes" }));
        Assert.That(tf.train.import_meta_graph(tf.train.export_meta_graph(), import_scope: "again"), Is.Null, "there is nothing to restore");
    }

    [Test]
    public void LoopsAndTheirVariablesComeBack()
    {
        var w = tf.Variable(2f, name: "w");
        var x = tf.placeholder(tf.float32, Shape.Scalar, name: "x");
        var y = tf.identity(tf.while_loop((i, _) => i < 3, (i, a) => (i + 1, a * w.read_value()), (tf.constant(0), x)).Item2, "y");
        tf.gradients(y, x);
        var saver = tf.train.Saver();
        using (var session = Initialized()) saver.save(session, Prefix);
        tf.reset_default_graph();
        using var later = tf.Session();
        tf.train.import_meta_graph(Prefix + ".meta")!.restore(later, Prefix);
        Assert.That((float)later.run("y:0", ("x:0", 3f))!, Is.EqualTo(24f));
    }
}
