using NUnit.Framework;
using Tensorflow;
using Tensorflow.Ops;
using TfExercises.Tests.Native;
using static Tensorflow.Binding;
using Assert = NUnit.Framework.Assert;

namespace TfExercises.Tests.ControlFlow;

/// <summary>Calls of functions of the library, and choices among several, on both engines.</summary>
public sealed class FunctionCallTests(string engine) : OnBothEngines(engine)
{
    [SetUp]
    public void Reset() => tf.reset_default_graph();

    [Test]
    public void OneOfSeveralFunctionsRuns()
    {
        var index = tf.placeholder(tf.int32, Shape.Scalar);
        var x = tf.placeholder(tf.float32, [2]);
        var runs = tf.Variable(new[] { 0, 0, 0 });
        Tensor Counted(int i, Tensor y)
        {
            using (tf.control_dependencies([tf.scatter_add(runs, i, 1).op])) return tf.identity(y);
        }
        var y = tf.switch_case(index, [() => Counted(0, x * x), () => Counted(1, tf.sin(x))], @default: () => Counted(2, -x), name: "choose");
        var gradient = tf.gradients(y, x)[0]!;
        Assert.That(tf.get_default_graph().get_operation_by_name("choose/indexed_case").type, Is.EqualTo("Case"));
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        float[] at = [1f, 2f];
        (float[] Y, float[] Gradient) Run(int i)
        {
            var (value, slope) = session.run((y, gradient), (index, i), (x, at));
            return (value.ToArray<float>(), slope.ToArray<float>());
        }
        Assert.Multiple(() =>
        {
            Assert.That(Run(0), Is.EqualTo((new[] { 1f, 4f }, new[] { 2f, 4f })));
            Assert.That(Run(1).Gradient, Is.EqualTo(new[] { MathF.Cos(1), MathF.Cos(2) }).Within(1e-6));
            foreach (var other in new[] { 2, 3, -1 }) Assert.That(Run(other), Is.EqualTo((new[] { -1f, -2f }, new[] { -1f, -1f })), $"index {other}");
        });
        Assert.That(session.run(runs).ToArray<int>(), Is.EqualTo(new[] { 1, 1, 3 }));
    }

    [Test]
    public void AFunctionIsCalledWithEachArguments()
    {
        var x = tf.placeholder(tf.float32, [-1]);
        var w = tf.constant(3f);
        var scaled = Call("scaled", [x], a => tf.exp(a[0]) * w);
        var twice = Call("again", [scaled, x], a => a[0] * tf.square(a[1]));
        Assert.That(twice.op.type, Is.EqualTo("PartitionedCall"));
        Assert.That(twice.shape, Is.EqualTo(new Shape(-1)));
        var first = tf.gradients(twice, x)[0]!;
        var second = tf.gradients(first, x)[0]!;
        using var session = tf.Session();
        float[] at = [0.5f, -1f, 2f];
        var got = session.run([twice, first, second], (x, at));
        Assert.That(got[0].ToArray<float>(), Is.EqualTo(at.Select(v => 3 * MathF.Exp(v) * v * v)).Within(1e-5).Percent);
        Assert.That(got[1].ToArray<float>(), Is.EqualTo(at.Select(v => 3 * MathF.Exp(v) * (v * v + 2 * v))).Within(1e-4).Percent);
        Assert.That(got[2].ToArray<float>(), Is.EqualTo(at.Select(v => 3 * MathF.Exp(v) * (v * v + 4 * v + 2))).Within(1e-4).Percent);
    }

    [Test]
    public void AFunctionMayChangeVariables()
    {
        var count = tf.Variable(0f);
        var x = tf.placeholder(tf.float32, Shape.Scalar);
        var y = Call("count", [x], a => tf.assign_add(count, a[0]));
        Assert.That(y.op.type, Is.EqualTo("StatefulPartitionedCall"));
        using var session = tf.Session();
        session.run(tf.global_variables_initializer());
        for (var i = 1; i < 4; i++) session.run(y, (x, (float)i));
        Assert.That((float)session.run(count), Is.EqualTo(6f));
    }

    [Test]
    public void AFunctionTakesAVariablesHandle()
    {
        var w = (ResourceVariable)tf.Variable(new[] { 2f, 3f }, use_resource: true);
        var x = tf.placeholder(tf.float32, [2], name: "x");
        var y = Call("scale", [x, w.handle], a => a[0] * OpBuilder.Apply("ReadVariableOp", null, [a[1]], ("dtype", tf.float32)) * w);
        tf.identity(y, "y");
        tf.identity(tf.gradients(y, w)[0]!, "slope");
        Assert.That(y.op.type, Is.EqualTo("StatefulPartitionedCall"));
        var init = w.initializer.name;
        var graph = tf.get_default_graph().as_graph_def();
        tf.reset_default_graph();
        tf.import_graph_def(graph, name: "");
        using var session = tf.Session();
        session.run(init);
        Assert.That(session.run("y:0", ("x:0", new[] { 1f, 2f }))!.ToArray<float>(), Is.EqualTo(new[] { 4f, 18f }));
        Assert.That(session.run("slope:0", ("x:0", new[] { 1f, 2f }))!.ToArray<float>(), Is.EqualTo(new[] { 4f, 12f }));
    }

    [Test]
    public void CallsOfTensorFlow1AreImported()
    {
        // A node whose operation is the function itself, as Defun writes it; the function calls another one so.
        var x = tf.placeholder(tf.float32, [-1], name: "x");
        Tensor Inner(Tensor a) => Call("inner", [a], b => tf.square(b[0]));
        tf.identity(Call("outer", [x], a => Inner(a[0]) + 1f), "y");
        var graph = tf.get_default_graph().as_graph_def();
        foreach (var node in graph.Node.Concat(graph.Library.Function.SelectMany(f => f.NodeDef)).Where(n => n.Op == "PartitionedCall"))
        {
            node.Op = node.Attr["f"].Func.Name;
            node.Attr.Clear();
        }
        foreach (var function in graph.Library.Function)
        {
            // A result of a call is named after the function's own result.
            var calls = function.NodeDef.Where(n => n.Op is "inner" or "outer").Select(n => n.Name).ToHashSet();
            var result = graph.Library.Function.Single(f => f.Signature.Name == "inner").Signature.OutputArg[0].Name;
            foreach (var node in function.NodeDef)
            {
                for (var i = 0; i < node.Input.Count; i++)
                {
                    if (calls.Contains(node.Input[i].Split(':')[0])) node.Input[i] = $"{node.Input[i].Split(':')[0]}:{result}:0";
                }
            }
        }
        tf.reset_default_graph();
        tf.import_graph_def(graph, name: "");
        var imported = tf.get_default_graph();
        var (at, y) = (imported.get_tensor_by_name("x:0"), imported.get_tensor_by_name("y:0"));
        var gradient = tf.gradients(y, at)[0]!;
        using var session = tf.Session();
        Assert.That(session.run(y, (at, new[] { 2f, 3f })).ToArray<float>(), Is.EqualTo(new[] { 5f, 10f }));
        Assert.That(session.run(gradient, (at, new[] { 2f, 3f })).ToArray<float>(), Is.EqualTo(new[] { 4f, 6f }));
    }

    [Test]
    public void ChoicesThatDoNotFit()
    {
        var x = tf.constant(1f);
        Assert.That(() => tf.switch_case(0, [() => x, () => tf.constant(1)]), Throws.TypeOf<TypeError>()
            .With.Message.Contains("Output 0 of branch_fns[0] and branch_fns[1] of tf.switch_case has different types"));
        Assert.That(() => tf.switch_case<Tensor>(0, []), Throws.TypeOf<ValueError>());
        Assert.That(() => tf.switch_case(new[] { 0, 1 }, [() => x]), Throws.TypeOf<TypeError>().With.Message.Contains("must be a scalar"));
    }

    static Tensor Call(string name, Tensor[] arguments, Func<List<Tensor>, Tensor> body)
    {
        var function = new FuncGraph(name, tf.get_default_graph());
        foreach (var argument in arguments) function.AddInput("argument", argument.dtype, argument.shape);
        using (function.as_default())
        {
            var result = function.Capture(body(function.Inputs));
            function.Outputs.Add(result.dtype.is_ref_dtype() ? tf.identity(result) : result);
        }
        return Functional.Call(arguments, function, name).output;
    }
}
