using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;

namespace TfExercises.Tests.Graphs;

/// <summary>Graphs at random survive their way through GraphDef, as bytes and as text, and compute the same wherever they are imported.</summary>
public class GraphDefProperties
{
    /// <summary>Steps of a program that grows a graph: each takes two of the tensors made so far.</summary>
    static readonly Gen<int[][]> s_programs =
        from length in Gen.Choose(1, 12)
        from steps in Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(0, 99), 3), length)
        select steps;

    [Test]
    public void BytesAndTextBringTheSameGraphBack() => ForAll(steps =>
    {
        var (graph, _) = Build(steps);
        var def = graph.as_graph_def();
        Assert.That(GraphDef.Parser.ParseFrom(def.ToByteArray()), Is.EqualTo(def));
        Assert.That(GraphDefText.Parse(GraphDefText.Write(def)), Is.EqualTo(def));
        using var copy = new Graph().as_default();
        tf.import_graph_def(def, name: "");
        Assert.That(copy.as_graph_def(), Is.EqualTo(def));
    });

    [Test]
    public void AnImportComputesWhatTheGraphComputes() => ForAll(steps =>
    {
        var (graph, y) = Build(steps);
        using var original = tf.Session(graph);
        var want = original.run(y, ("x:0", new[] { 0.5f, -1f })).ToArray<float>();

        using var other = new Graph().as_default();
        Tensor fresh = tf.placeholder(tf.float32, [2], name: "x"), mine = tf.constant(new[] { 0.5f, -1f });
        var plain = tf.import_graph_def(graph.as_graph_def(), return_elements: [y.name, "x"]);
        var mapped = tf.import_graph_def(graph.as_graph_def(), new Dictionary<string, Tensor> { ["x:0"] = mine }, [y.name, y.op.name], "again");
        using var session = tf.Session(other);
        Assert.Multiple(() =>
        {
            Assert.That(((Tensor)plain[0]).name, Is.EqualTo($"import/{y.name}"));
            Assert.That(((Operation)plain[1]).name, Is.EqualTo("import/x"));
            Assert.That(mapped[1], Is.SameAs(((Tensor)mapped[0]).op));
            Assert.That(session.run((Tensor)plain[0], ("import/x:0", new[] { 0.5f, -1f })).ToArray<float>(), Is.EqualTo(want));
            Assert.That(session.run((Tensor)mapped[0], ("again/x:0", new[] { 9f, 9f }), (fresh, new float[2])).ToArray<float>(), y.op.type == "Placeholder" ? Is.Not.Empty : Is.EqualTo(want));
        });
    });

    static void ForAll(Action<int[][]> law) => Prop.ForAll(s_programs.ToArbitrary(), law).QuickCheckThrowOnFailure();

    static (Graph, Tensor) Build(int[][] steps)
    {
        using var graph = new Graph().as_default();
        var made = new List<Tensor> { tf.placeholder(tf.float32, [2], name: "x") };
        foreach (var step in steps)
        {
            Tensor a = made[step[1] % made.Count], b = made[step[2] % made.Count];
            using var scope = step[0] % 5 == 0 ? tf.name_scope($"scope{step[1] % 3}") : tf.name_scope(null);
            made.Add((step[0] % 8) switch
            {
                0 => a + b,
                1 => tf.multiply(a, 0.5f, name: "half"),
                2 => tf.tanh(a),
                3 => tf.reshape(tf.stack([a, b])[0], [2]),
                4 => tf.where(a > b, a, b),
                5 => tf.split(tf.concat([a, b], 0), 2)[1],
                6 => Waiting(a, b),
                _ => tf.constant(new[] { step[1] / 7f, float.NaN * step[2] }) * 0f + a,
            });
        }
        return (graph, made[^1]);
    }

    static Tensor Waiting(Tensor a, Tensor b)
    {
        using var controls = tf.control_dependencies(new[] { b });
        using var device = tf.device("/cpu:0");
        return tf.identity(a);
    }
}
