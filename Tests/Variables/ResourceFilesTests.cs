using NUnit.Framework;
using Tensorflow;
using Tensorflow.Native;
using Tensorflow.Ops;
using TfExercises.Tests.Native;
using TfExercises.Tests.Training.Saving;
using static Tensorflow.Binding;
using Assert = NUnit.Framework.Assert;
using NDArray = NumSharp.NDArray;

namespace TfExercises.Tests.Variables;

/// <summary>Resource variables in checkpoints, meta graphs, saved models, frozen and imported graphs, on both engines.</summary>
public sealed class ResourceFilesTests(string engine) : SaverFixture(engine)
{
    static readonly float[,] s_x = { { 1, 2, 3 }, { 0, -1, 1 } };

    [Test]
    public void ACheckpointDoesNotTellTheKind()
    {
        var (saved, restored) = (new float[2][], new float[2][]);
        foreach (var useResource in new[] { false, true })
        {
            Model(useResource);
            using var session = Trained();
            tf.train.Saver().save(session, folder[$"{useResource}"]);
            saved[useResource ? 1 : 0] = session.run("y:0", ("x:0", s_x))!.ToArray<float>();
        }
        foreach (var useResource in new[] { false, true })
        {
            Model(useResource);
            using var session = tf.Session();
            tf.train.Saver().restore(session, folder[$"{!useResource}"]);
            restored[useResource ? 0 : 1] = session.run("y:0", ("x:0", s_x))!.ToArray<float>();
            // Slots are there too: another step is possible.
            Assert.That(() => session.run("train", ("x:0", s_x)), Throws.Nothing);
        }
        Assert.That(restored, Is.EqualTo(saved));
    }

    [Test]
    public void AMetaGraphTrainsOn()
    {
        Model(useResource: true);
        float[] want;
        using (var session = Trained())
        {
            tf.train.Saver().save(session, Prefix);
            session.run("train", ("x:0", s_x));
            want = session.run("y:0", ("x:0", s_x))!.ToArray<float>();
        }
        tf.reset_default_graph();
        var saver = tf.train.import_meta_graph(Prefix + ".meta")!;
        Assert.That(tf.global_variables(), Has.All.InstanceOf<ResourceVariable>());
        Assert.That(tf.trainable_variables().Select(v => (v.op.name, v.dtype)), Is.EqualTo(new[] { ("layer/kernel", tf.float32), ("layer/bias", tf.float32) }));
        using var later = tf.Session();
        saver.restore(later, Prefix);
        later.run("train", ("x:0", s_x));
        Assert.That(later.run("y:0", ("x:0", s_x))!.ToArray<float>(), Is.EqualTo(want).Within(EngineName == Engines.Managed ? 0 : 1e-6f));
    }

    [Test]
    public void ASavedModelPredictsTheSame()
    {
        Model(useResource: true);
        float[] want;
        using (var session = Trained())
        {
            want = session.run("y:0", ("x:0", s_x))!.ToArray<float>();
            var graph = tf.get_default_graph();
            tf.saved_model.simple_save(session, folder["model"], new() { ["x"] = graph.get_tensor_by_name("x:0") }, new() { ["y"] = graph.get_tensor_by_name("y:0") });
        }
        tf.reset_default_graph();
        using (var later = tf.Session())
        {
            tf.saved_model.load(later, ["serve"], folder["model"]);
            Assert.That(later.run("y:0", ("x:0", s_x))!.ToArray<float>(), Is.EqualTo(want));
        }
        if (NativeLibraryHere.Missing is not null) return;
        using var native = NativeSavedModel.Load(folder["model"]);
        Assert.That(native.run(new() { ["x"] = new NDArray(s_x) })["y"].ToArray<float>(), Is.EqualTo(want).Within(1e-6f));
    }

    [Test]
    public void AFrozenGraphPredictsTheSame()
    {
        Model(useResource: true);
        var graph = tf.get_default_graph();
        var table = tf.get_variable("table", [4, 2], initializer: tf.constant_initializer(new float[] { 1, 2, 3, 4, 5, 6, 7, 8 }), trainable: false, use_resource: true);
        var w = tf.Variable(2f, name: "w", use_resource: true);
        var power = tf.while_loop((i, a) => (Tensor)(tf.cast(i, tf.float32) < w), (i, a) => (i + 1, a * w), (tf.constant(0), tf.constant(1f))).Item2;
        var chosen = tf.cond(graph.get_tensor_by_name("x:0")[0, 0] > 0f, () => tf.reduce_sum(tf.nn.embedding_lookup(table, new[] { 3, 1 })) + w, () => w * 1f);
        var size = tf.cast(tf.reduce_prod(OpBuilder.Apply("VariableShape", null, [table])), tf.float32);
        tf.identity(tf.reduce_sum(graph.get_tensor_by_name("y:0")) + power + chosen + size, name: "all");
        float[] want;
        GraphDef frozen;
        float[,] negative = { { -1, 2, 3 } };
        using (var session = Trained())
        {
            want = [(float)session.run("all:0", ("x:0", s_x))!, (float)session.run("all:0", ("x:0", negative))!];
            frozen = tf.graph_util.convert_variables_to_constants(session, graph.as_graph_def(), ["all"]);
            Assert.That(Assert.Throws<ValueError>(() => tf.graph_util.convert_variables_to_constants(session, graph.as_graph_def(), ["train"]))!.Message, Does.Contain("only what reads it can stay"));
        }
        Assert.That(frozen.Node.Concat(frozen.Library.Function.SelectMany(f => f.NodeDef)).Select(n => n.Op), Has.None.Contains("Var").And.None.Contains("Resource"));
        Assert.That(want[0] - want[1], Is.Not.Zero);
        using var own = new Graph().as_default();
        tf.import_graph_def(frozen, name: "");
        using var later = tf.Session(own);
        Assert.That(new[] { (float)later.run("all:0", ("x:0", s_x))!, (float)later.run("all:0", ("x:0", negative))! }, Is.EqualTo(want).Within(1e-6f));
    }

    [Test]
    public void SomeMayStayVariables()
    {
        var a = tf.Variable(2f, name: "a", use_resource: true);
        var b = tf.Variable(3f, name: "b", use_resource: true);
        tf.multiply(a, b, name: "y");
        using var session = Initialized();
        var frozen = tf.graph_util.convert_variables_to_constants(session, session.graph.as_graph_def(), ["y"], variable_names_blacklist: ["b"]);
        Assert.That(frozen.Node.Select(n => $"{n.Name} {n.Op}"), Is.EqualTo(new[] { "a Const", "b VarHandleOp", "y/ReadVariableOp Identity", "y/ReadVariableOp_1 ReadVariableOp", "y Mul" }));
    }

    [Test]
    public void GraphsOfTensorFlow1AreImported()
    {
        // What tf.cond and tf.while_loop of TensorFlow 1.15 write for a variable used inside: its handle goes through Switch and Enter.
        var v = (ResourceVariable)tf.Variable(3f, name: "v", use_resource: true);
        var p = tf.placeholder(tf.@bool, Shape.Scalar, name: "p");
        var branch = OpBuilder.ApplyMany("Switch", null, [v.handle, p], ("_class", new[] { "loc:@v" }));
        var yes = OpBuilder.Apply("ReadVariableOp", null, [tf.identity(branch[1])], ("dtype", tf.float32)) * 10f;
        Tensor no;
        using (tf.control_dependencies([OpBuilder.ApplyOp("AssignAddVariableOp", null, [branch[0], OpBuilder.ApplyMany("Switch", null, [tf.constant(1f), p])[0]])]))
            no = OpBuilder.Apply("ReadVariableOp", null, [branch[0]], ("dtype", tf.float32));
        OpBuilder.ApplyMany("Merge", "chosen", [new[] { no, yes }]);
        var enter = OpBuilder.Apply("Enter", null, [v.handle], ("frame_name", "loop"), ("is_constant", true));
        var y = ControlFlow.FrameTests.Loop("loop", w => w[0] < 4, w => [w[0] + 1, w[1] + OpBuilder.Apply("ReadVariableOp", null, [enter], ("dtype", tf.float32))], [tf.constant(0), tf.constant(1f)], []);
        tf.identity(y[1], "sum");
        var init = tf.global_variables_initializer().name;
        var graph = tf.get_default_graph().as_graph_def();
        tf.reset_default_graph();
        tf.import_graph_def(graph, name: "");
        using var session = tf.Session();
        session.run(init);
        Assert.Multiple(() =>
        {
            Assert.That((float)session.run("chosen:0", ("p:0", true))!, Is.EqualTo(30f));
            Assert.That((float)session.run("chosen:0", ("p:0", false))!, Is.EqualTo(4f));
            Assert.That((float)session.run("chosen:0", ("p:0", true))!, Is.EqualTo(40f));
            Assert.That((float)session.run("sum:0")!, Is.EqualTo(17f));
        });
    }

    // One layer on x [-1, 3] with the outputs y and train, by Adam.
    static void Model(bool useResource)
    {
        tf.reset_default_graph();
        tf.set_random_seed(1);
        using var scope = tf.variable_scope("", use_resource: useResource);
        var x = tf.placeholder(tf.float32, [-1, 3], name: "x");
        var y = tf.nn.softmax(tf.layers.dense(x, 2, name: "layer"), name: "y");
        tf.train.AdamOptimizer(0.1f).minimize(tf.reduce_mean(tf.square(y - new[] { 1f, 0f })), name: "train");
    }

    static Session Trained()
    {
        var session = Initialized();
        for (var i = 0; i < 5; i++) session.run("train", ("x:0", s_x));
        return session;
    }
}
