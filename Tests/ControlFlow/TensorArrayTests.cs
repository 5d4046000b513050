using NUnit.Framework;
using Tensorflow;
using TfExercises.Tests.Native;
using TfExercises.Tests.Ops;
using static Tensorflow.Binding;

namespace TfExercises.Tests.ControlFlow;

/// <summary>TensorArrays: each operation's value and gradient; a changed array leaves the one before as it was.</summary>
public sealed class TensorArrayTests(string engine) : OnBothEngines(engine)
{
    [SetUp]
    public void Reset() => tf.reset_default_graph();

    [Test]
    public void ValuesOfEachOperation()
    {
        var rows = tf.constant(new float[,] { { 1, 2 }, { 3, 4 }, { 5, 6 } });
        var array = tf.TensorArray(tf.float32, 3).unstack(rows);
        var changed = array.write(1, new[] { 9f, 9 });
        Assert.That(Floats(array.read(1)), Is.EqualTo(new[] { 3f, 4 }));
        Assert.That(Floats(tf.concat(new[] { changed.stack(), array.stack() }, 0)), Is.EqualTo(new[] { 1f, 2, 9, 9, 5, 6, 1, 2, 3, 4, 5, 6 }));
        Assert.That(Floats(array.gather(new[] { 2, 0 })), Is.EqualTo(new[] { 5f, 6, 1, 2 }));
        Assert.That(Floats(array.concat()), Is.EqualTo(new[] { 1f, 2, 3, 4, 5, 6 }));
        Assert.That(Floats(array.scatter(new[] { 0, 2 }, new float[,] { { 7, 7 }, { 8, 8 } }).stack()), Is.EqualTo(new[] { 7f, 7, 3, 4, 8, 8 }));
        Assert.That(Floats(tf.TensorArray(tf.float32, 2).split(new[] { 1f, 2, 3 }, new[] { 1, 2 }).read(1)), Is.EqualTo(new[] { 2f, 3 }));
        Assert.That(Floats(tf.cast(tf.TensorArray(tf.float32, 0, dynamic_size: true).write(4, 1f).size(), tf.float32)), Is.EqualTo(new[] { 5f }));
        Assert.That(array.element_shape, Is.EqualTo(new Shape([2])));
        Assert.That(array.stack().name, Does.StartWith("TensorArrayV2Stack"));
    }

    [Test]
    public void EqualElementsAndOthers()
    {
        var five = tf.constant(new[] { 5f });
        var array = tf.TensorArray(tf.float32, 3, dynamic_size: true, clear_after_read: false);
        var equal = array.write(0, five).write(1, five);
        Assert.That(Floats(equal.read(1)), Is.EqualTo(new[] { 5f }));
        Assert.That(Floats(equal.read(2)), Is.EqualTo(new[] { 0f }), "not written");
        Assert.That(Floats(equal.write(2, new[] { 6f }).read(2)), Is.EqualTo(new[] { 6f }));
        Assert.That(Floats(equal.write(7, five).read(6)), Is.EqualTo(new[] { 0f }), "came with the size");
        var (_, filled) = tf.while_loop((i, _) => i < 4, (i, a) => (i + 1, a.write(i, tf.cond(i < 3, () => five, () => tf.constant(new[] { 7f })))),
            (tf.constant(0), tf.TensorArray(tf.float32, 4)));
        Assert.That(Floats(filled.stack()), Is.EqualTo(new[] { 5f, 5, 5, 7 }));
    }

    [Test]
    public void ElementsOfDifferentShapes()
    {
        var array = tf.TensorArray(tf.float32, 2, infer_shape: false).write(0, new[] { 1f }).write(1, new[] { 2f, 3 });
        Assert.That(Floats(array.concat()), Is.EqualTo(new[] { 1f, 2, 3 }));
        using var session = tf.Session();
        Assert.That(Assert.Throws<InvalidArgumentError>(() => session.run(array.stack()))!.Message, Does.Contain("Incompatible shapes during merge: [1] vs. [2]"));
    }

    [Test]
    public void Gradients()
    {
        var check = new GradientCheck();
        var (x, y) = (check.Input([4, 2]), check.Input([2]));
        var array = tf.TensorArray(tf.float64, 4).unstack(x * x);
        var changed = array.write(1, y * y).scatter(new[] { 3 }, tf.expand_dims(tf.sin(y), 0));
        check.Verify(changed.stack() * array.stack() + array.read(2) * changed.read(1) + tf.concat(new[] { changed.gather(new[] { 0, 0, 3 }), tf.expand_dims(y, 0) }, 0)
            + tf.reshape(tf.TensorArray(tf.float64, 2).split(tf.reshape(x, [8]), new[] { 3, 5 }).concat(), [4, 2]) * changed.concat()[3]);
    }

    static float[] Floats(Tensor tensor)
    {
        using var session = tf.Session();
        return session.run(tensor).ToArray<float>();
    }
}
