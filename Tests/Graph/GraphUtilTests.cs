using NUnit.Framework;
using Tensorflow;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Graphs;

/// <summary>Frozen graphs and parts of graphs, on both engines.</summary>
public sealed class GraphUtilTests(string engine) : OnBothEngines(engine)
{
    [SetUp]
    public void Reset() => tf.reset_default_graph();

    [Test]
    public void AFrozenGraphPredictsTheSame()
    {
        var x = tf.placeholder(tf.float32, [-1, 3], name: "x");
        var labels = tf.placeholder(tf.float32, [-1, 2]);
        var y = tf.nn.softmax(tf.layers.dense(x, 2, name: "layer"), name: "y");
        var train = tf.train.AdamOptimizer(0.1f).minimize(tf.reduce_mean(tf.square(y - labels)));
        float[,] at = { { 1, 2, 3 }, { 0, -1, 1 } };
        float[] want;
        GraphDef frozen;
        using (var session = tf.Session())
        {
            session.run(tf.global_variables_initializer());
            for (var i = 0; i < 5; i++) session.run(train, (x, at), (labels, new float[,] { { 1, 0 }, { 0, 1 } }));
            want = session.run(y, (x, at)).ToArray<float>();
            frozen = tf.graph_util.convert_variables_to_constants(session, session.graph.as_graph_def(), ["y"]);
        }
        Assert.That(frozen.Node.Select(n => n.Op), Has.None.Contains("Variable").And.None.Contains("Adam"));
        Assert.That(Run(frozen, at), Is.EqualTo(want));
        var small = tf.graph_util.remove_training_nodes(frozen, ["y"]);
        Assert.That(small.Node.Select(n => n.Op), Has.None.EqualTo("Identity"));
        Assert.That(small.Node, Has.Count.LessThan(frozen.Node.Count));
        Assert.That(Run(small, at), Is.EqualTo(want));
    }

    [Test]
    public void VariablesInsideOfLoopsAndBranchesAreFrozenToo()
    {
        var x = tf.placeholder(tf.float32, Shape.Scalar, name: "x");
        var w = tf.Variable(2f, name: "w");
        var unused = tf.Variable(0f, name: "unused");
        var power = tf.while_loop((i, _) => i < 3, (i, a) => (i + 1, a * w.read_value()), (tf.constant(0), x)).Item2;
        tf.identity(tf.cond(x > 0f, () => power + w.read_value(), () => power), "y");
        tf.cond(x > 0f, () => unused.read_value(), () => x);
        GraphDef frozen;
        using (var session = tf.Session())
        {
            session.run(w.initializer);
            frozen = tf.graph_util.convert_variables_to_constants(session, session.graph.as_graph_def(), ["y"]);
        }
        Assert.That(frozen.Node.Concat(frozen.Library.Function.SelectMany(f => f.NodeDef)).Select(n => n.Op), Has.None.EqualTo("VariableV2"));
        Assert.That(Run(frozen, 3f), Is.EqualTo(new[] { 26f }));
        Assert.That(Run(frozen, -1f), Is.EqualTo(new[] { -8f }));
    }

    [Test]
    public void SomeVariablesMayStay()
    {
        var a = tf.Variable(2f, name: "a");
        var b = tf.Variable(3f, name: "b");
        tf.multiply(a, b, name: "y");
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        var graph = session.graph.as_graph_def();
        Assert.That(Kept(tf.graph_util.convert_variables_to_constants(session, graph, ["y"], variable_names_whitelist: ["a"])), Is.EqualTo(new[] { "b" }));
        Assert.That(Kept(tf.graph_util.convert_variables_to_constants(session, graph, ["y"], variable_names_blacklist: ["a"])), Is.EqualTo(new[] { "a" }));
        Assert.That(() => tf.graph_util.convert_variables_to_constants(session, graph, ["z"]), Throws.TypeOf<ValueError>().With.Message.StartsWith("z is not in graph."));

        static IEnumerable<string> Kept(GraphDef graph) => graph.Node.Where(n => n.Op == "VariableV2").Select(n => n.Name);
    }

    [Test]
    public void PartsOfAGraph()
    {
        var x = tf.placeholder(tf.float32, [2], name: "x");
        var checkedX = tf.check_numerics(x, "x");
        using (tf.control_dependencies([tf.no_op("first")])) tf.identity(tf.identity(checkedX), "y");
        tf.sin(x, name: "other");
        var graph = tf.get_default_graph().as_graph_def();
        var part = tf.graph_util.extract_sub_graph(graph, ["y"]);
        Assert.That(part.Node.Select(n => n.Name), Is.EqualTo(new[] { "x", "CheckNumerics", "first", "Identity", "y" }));
        var small = tf.graph_util.remove_training_nodes(part, ["y"]);
        Assert.That(small.Node.Select(n => $"{n.Name}({string.Join(", ", n.Input)})"), Is.EqualTo(new[] { "x()", "first()", "Identity(x, ^first)", "y(Identity)" }));
        Assert.That(tf.graph_util.tensor_shape_from_node_def_name(tf.get_default_graph(), "^x"), Is.EqualTo(new Shape(2)));
        Assert.That(tf.graph_util.must_run_on_cpu(graph.Node.Single(n => n.Name == "other")), Is.False);
        var variable = tf.Variable(1f).op.node_def;
        Assert.That(tf.graph_util.must_run_on_cpu(variable), Is.False);
        Assert.That(tf.graph_util.must_run_on_cpu(variable, pin_variables_on_cpu: true), Is.True);
        Assert.That(tf.graph_util.must_run_on_cpu(tf.constant("text").op.node_def), Is.True);
    }

    static float[] Run(GraphDef graph, object at)
    {
        using var own = new Graph().as_default();
        tf.import_graph_def(graph, name: "");
        using var session = tf.Session(own);
        return session.run("y:0", ("x:0", at))!.ToArray<float>();
    }
}
