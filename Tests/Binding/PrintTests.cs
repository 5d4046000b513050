using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;
using np = NumSharp.np;

namespace TfExercises.Tests.Binding;

/// <summary>What <c>print</c> shows of tensors, variables, shapes and values is what Python shows.</summary>
public class PrintTests
{
    [SetUp]
    public void NewGraph() => tf.reset_default_graph();

    [Test]
    public void Tensors()
    {
        Shows(tf.constant(1), "Tensor(\"Const:0\", shape=(), dtype=int32)");
        Shows(tf.constant(2, tf.float32, [3, 2]), "Tensor(\"Const_1:0\", shape=(3, 2), dtype=float32)");
        Shows(tf.constant("text"), "Tensor(\"Const_2:0\", shape=(), dtype=string)");
        Shows(tf.placeholder(tf.float32, [-1, 784], name: "x"), "Tensor(\"x:0\", shape=(?, 784), dtype=float32)");
        Shows(tf.placeholder(tf.float32, new Shape(-1)), "Tensor(\"Placeholder:0\", shape=(?,), dtype=float32)");
        Shows(tf.placeholder(tf.@bool), "Tensor(\"Placeholder_1:0\", dtype=bool)");
        using (tf.device("/cpu:0")) Shows(tf.constant(1.0), "Tensor(\"Const_3:0\", shape=(), dtype=float32, device=/device:CPU:0)");
        using (tf.name_scope("layer")) Shows(tf.unstack(tf.constant(new[] { 1, 2 }))[1], "Tensor(\"layer/unstack:1\", shape=(), dtype=int32)");
    }

    [Test]
    public void Shapes()
    {
        Shows(tf.constant(1).shape, "()");
        Shows(tf.constant(new[] { 1, 2 }).shape, "(2,)");
        Shows(tf.placeholder(tf.float32, [-1, 3]).shape, "(?, 3)");
        Shows(tf.placeholder(tf.float32).shape, "<unknown>");
    }

    [Test]
    public void Variables()
    {
        Shows(tf.Variable(1), "<tf.Variable 'Variable:0' shape=() dtype=int32_ref>");
        Shows(tf.get_variable("w", [2, 3]), "<tf.Variable 'w:0' shape=(2, 3) dtype=float32_ref>");
        Shows(tf.trainable_variables(), "[<tf.Variable 'Variable:0' shape=() dtype=int32_ref>, <tf.Variable 'w:0' shape=(2, 3) dtype=float32_ref>]");
    }

    [Test]
    public void OperationsAndSlices()
    {
        Shows(tf.no_op("nothing"), "<tf.Operation 'nothing' type=NoOp>");
        var x = tf.placeholder(tf.float32, [4, 2], name: "x");
        Shows(tf.gradients(tf.gather(x, new[] { 1 }, name: "rows"), x)[0],
            "IndexedSlices(indices=Tensor(\"gradients/rows_grad/Reshape_1:0\", shape=(1,), dtype=int32),"
            + " values=Tensor(\"gradients/rows_grad/Reshape:0\", shape=(1, 2), dtype=float32),"
            + " dense_shape=Tensor(\"gradients/rows_grad/Shape:0\", shape=(2,), dtype=int32))");
        Shows(new[] { x }, "[<tf.Tensor 'x:0' shape=(4, 2) dtype=float32>]");
    }

    [Test]
    public void Values()
    {
        using var session = tf.Session();
        Shows(session.run(tf.constant(1.5f)), "1.5");
        Shows(session.run(tf.constant(new[] { 1f, 0.25f, -3f })), "[ 1.    0.25 -3.  ]");
        Shows(session.run(tf.constant(new[,] { { true }, { false } })), "[[ True]\n [False]]");
        Shows(session.run_strings(tf.constant(new[] { "a", "it's" })), "['a' \"it's\"]");
        Shows(session.run(tf.zeros([40, 40])),
            "[[0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]\n ...\n [0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]\n [0. 0. 0. ... 0. 0. 0.]]");
    }

    [Test]
    public void PlainValues()
    {
        Shows(null, "None");
        Shows(true, "True");
        Shows(0.1f + 0.2f, "0.3");
        Shows(0.1 + 0.2, "0.30000000000000004");
        Shows(3L, "3");
        Shows("text", "text");
        Shows(new[] { 1f, 2.5f }, "[1.  2.5]");
        Shows(new[,] { { 1, 2 }, { 3, 4 } }, "[[1 2]\n [3 4]]");
        Shows(new List<object> { 1, "a", 2.5 }, "[1, 'a', 2.5]");
        Shows(Array.Empty<float>(), "[]");
    }

    [Test]
    public void SeveralValuesStandInOneLine()
    {
        var shown = Console.Out;
        using var line = new StringWriter();
        try
        {
            Console.SetOut(line);
            print("loss", 0.25f, np.array(new[] { 1, 2 }), null);
        }
        finally
        {
            Console.SetOut(shown);
        }
        Assert.That(line.ToString(), Is.EqualTo("loss 0.25 [1 2] None" + Environment.NewLine));
    }

    static void Shows(object? value, string want) => Assert.That(str(value), Is.EqualTo(want));
}
