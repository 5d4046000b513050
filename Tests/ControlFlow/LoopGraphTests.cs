using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.ControlFlow;

/// <summary>Loops and branches as graphs: size, function library, GraphDef out and in.</summary>
public class LoopGraphTests
{
    [SetUp]
    public void Reset() => tf.reset_default_graph();

    [Test]
    public void TheGraphDoesNotGrowWithTheSteps()
    {
        Assert.That(SizeOf(5000), Is.EqualTo(SizeOf(5)));

        static int SizeOf(int steps)
        {
            using var graph = new Graph().as_default();
            var x = tf.placeholder(tf.float32, [2]);
            var y = tf.while_loop((i, _) => i < steps, (i, a) => (i + 1, tf.sin(a * x)), (tf.constant(0), x)).Item2;
            var gradient = tf.gradients(y, x)[0]!;
            tf.gradients(gradient, x);
            return graph.get_operations().Count + graph.as_graph_def().Library.Function.Sum(f => f.NodeDef.Count);
        }
    }

    [Test]
    public void NamesAreThoseOfTensorFlowsControlFlow()
    {
        var (x, y) = (tf.constant(1f), tf.constant(2f));
        tf.while_loop((i, _) => i < 3, (i, a) => (i + 1, a * y), (tf.constant(0), x), maximum_iterations: 10);
        tf.cond(x < y, () => x + 1f, () => y);
        tf.while_loop(i => i < 3, i => i + 1, tf.constant(0), name: "again");
        var names = tf.get_default_graph().get_operations().Select(op => op.name).ToArray();
        Assert.That(names.Where(n => n.Contains('/')), Is.SupersetOf(new[] { "while/maximum_iterations", "while/loop_counter", "while/Identity", "while/Identity_3", "cond/Identity", "again/loop_counter" }));
        Assert.That(names, Is.SupersetOf(new[] { "while", "cond", "again" }));
        var functions = tf.get_default_graph().as_graph_def().Library.Function.Select(f => f.Signature.Name);
        Assert.That(functions, Is.EqualTo(new[] { "while_cond_0", "while_body_1", "cond_true_2", "cond_false_3", "again_cond_4", "again_body_5" }));
    }

    [Test]
    public void AFunctionAsMessage()
    {
        var y = tf.placeholder(tf.float32, [2], name: "y");
        tf.while_loop((i, _) => i < 3, (i, a) => (i + 1, a * y), (tf.constant(0), tf.ones([2])));
        var body = tf.get_default_graph().as_graph_def().Library.Function[1];
        Assert.That(body.Signature.InputArg.Select(a => $"{a.Name}:{a.Type}"), Is.EqualTo(new[]
        {
            "while_loop_counter:DtInt32", "while_maximum_iterations:DtInt32", "placeholder:DtInt32", "placeholder_1:DtFloat", "y:DtFloat",
        }));
        Assert.That(body.NodeDef.Select(n => $"{n.Name} = {n.Op}({string.Join(", ", n.Input)})"), Is.EqualTo(new[]
        {
            "add/y = Const()", "add = AddV2(placeholder, add/y:output:0)", "mul = Mul(placeholder_1, y)",
            "add_1/y = Const()", "add_1 = AddV2(while_loop_counter, add_1/y:output:0)",
        }));
        Assert.That(body.Ret.Values, Does.Contain("mul:z:0").And.Contain("y").And.Contain("while_maximum_iterations"));
        Assert.That(body.Signature.IsStateful, Is.False);
    }

    [Test]
    public void GraphDefsGoOutAndIn()
    {
        var v = tf.Variable(new[] { 0.5f, 0.25f });
        var n = tf.placeholder(tf.int32, Shape.Scalar, name: "n");
        var (_, y, array) = tf.while_loop((i, _, _) => i < n, (i, a, ta) =>
        {
            var next = tf.cond(tf.reduce_sum(a) > 3f, () => a * v, () => tf.exp(a) + v);
            return (i + 1, next, ta.write(i, next));
        }, (tf.constant(0), tf.ones([2]), tf.TensorArray(tf.float32, n)));
        var loss = tf.reduce_sum(array.stack()) + tf.reduce_sum(y);
        var gradient = tf.identity(tf.gradients(loss, v)[0]!, name: "gradient");
        var want = Run(tf.get_default_graph(), gradient.name, v.initializer.name);

        using var other = new Graph().as_default();
        tf.import_graph_def(GraphDef.Parser.ParseFrom(Google.Protobuf.MessageExtensions.ToByteArray(gradient.graph.as_graph_def())), name: "");
        Assert.That(Run(other, gradient.name, v.initializer.name), Is.EqualTo(want));
        Assert.That(other.as_graph_def().Library.Function.Select(f => f.Signature.Name), Is.EquivalentTo(gradient.graph.as_graph_def().Library.Function.Select(f => f.Signature.Name)));

        static float[][] Run(Graph graph, string fetch, string initializer)
        {
            using var session = tf.Session(graph);
            session.run(initializer);
            return [.. new[] { 0, 1, 5 }.Select(n => session.run(fetch, ("n:0", n))!.ToArray<float>())];
        }
    }

    [Test]
    public void ImportedLoopsAndBranchesAreDifferentiated()
    {
        var x = tf.placeholder(tf.float32, [2], name: "x");
        var y = tf.while_loop((i, _) => i < 3, (i, a) => (i + 1, tf.cond(a[0] > 0.5f, () => tf.sin(a * x), () => a * x)), (tf.constant(0), x)).Item2;
        var want = Gradient(tf.get_default_graph(), y.name);
        var def = tf.get_default_graph().as_graph_def();
        using var other = new Graph().as_default();
        tf.import_graph_def(def, name: "");
        Assert.That(Gradient(other, y.name), Is.EqualTo(want));

        static float[] Gradient(Graph graph, string y)
        {
            var x = graph.get_tensor_by_name("x:0");
            var gradient = tf.gradients(graph.get_tensor_by_name(y), x)[0]!;
            using var session = tf.Session(graph);
            return session.run(gradient, (x, new[] { 0.9f, 0.7f })).ToArray<float>();
        }
    }
}
