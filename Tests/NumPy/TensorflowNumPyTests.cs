using NUnit.Framework;
using Tensorflow;
using Tensorflow.NumPy;
using static Tensorflow.Binding;

namespace TfExercises.Tests.NumPy;

/// <summary>A program that knows <c>Tensorflow.NumPy</c> and not NumSharp, as programs for TensorFlow.NET do.</summary>
public class TensorflowNumPyTests
{
    [Test]
    public void ArraysAreMadeSlicedAndComputedWith()
    {
        NDArray x = np.array(1f, 2f, 3f, 4f).reshape(2, 2);
        NDArray y = x * 2 + np.ones((2, 2), np.float32);
        Assert.Multiple(() =>
        {
            Assert.That(y.ToString(), Is.EqualTo("[[3. 5.]\n [7. 9.]]"));
            Assert.That(y.shape, Is.EqualTo(new Shape(2, 2)));
            Assert.That(y.dtype, Is.EqualTo(tf.float32));
            Assert.That((float)y[1, 0], Is.EqualTo(7f));
            Assert.That(y["0"].ToString(), Is.EqualTo("[3. 5.]"));
            Assert.That(y[-1].ToString(), Is.EqualTo("[7. 9.]"));
            Assert.That(y[np.array(1, 0)].ToString(), Is.EqualTo("[[7. 9.]\n [3. 5.]]"));
            Assert.That(np.arange(4).dtype, Is.EqualTo(np.int64));
            Assert.That(np.zeros(3).ToString(), Is.EqualTo("[0. 0. 0.]"));
            Assert.That((double)np.mean(y), Is.EqualTo(6.0));
            Assert.That(np.argmax(y, axis: 1).ToString(), Is.EqualTo("[1 1]"));
            Assert.That(np.concatenate([x, y]).shape, Is.EqualTo(new Shape(4, 2)));
            Assert.That(len(y), Is.EqualTo(2));
            Assert.That((x > 2).ToString(), Is.EqualTo("[[False False]\n [ True  True]]"));
        });
    }

    [Test]
    public void ElementsAndRowsAreSet()
    {
        NDArray x = np.zeros((2, 3));
        x[0, 1] = 5.0;
        x[1] = np.array(1.0, 2.0, 3.0);
        Assert.That(x.ToString(), Is.EqualTo("[[0. 5. 0.]\n [1. 2. 3.]]"));
    }

    [Test]
    public void TheRandomStreamIsNumPys()
    {
        np.random.seed(0);
        Assert.That(np.random.choice(10, 5, replace: false).ToString(), Is.EqualTo("[2 8 4 9 1]"));
        np.random.seed(0);
        Assert.That(np.random.binomial(10, 0.3, 5).ToString(), Is.EqualTo("[3 4 3 3 3]"));
        np.random.seed(0);
        Assert.That(np.random.rand(5).ToString(), Is.EqualTo("[0.5488135  0.71518937 0.60276338 0.54488318 0.4236548 ]"));
    }

    [Test]
    public void ArraysGoIntoGraphsAndComeOut()
    {
        using var graph = new Graph().as_default();
        var x = tf.placeholder(tf.float32, (-1, 2), "x");
        var y = x + tf.constant(np.array(10f, 20f));
        using var session = tf.Session(graph);
        NDArray result = session.run(y, (x, np.array(1f, 2f).reshape(1, 2)));
        Assert.That(result.ToString(), Is.EqualTo("[[11. 22.]]"));
    }

    [Test]
    public void SlicesAreTypesToo()
    {
        NDArray x = np.arange(12).reshape(3, 4);
        Assert.Multiple(() =>
        {
            Assert.That(x[new Slice(1, 3), Slice.Index(0)].ToString(), Is.EqualTo("[4 8]"));
            Assert.That(x[Slice.All, new Slice("::2")].ToString(), Is.EqualTo("[[ 0  2]\n [ 4  6]\n [ 8 10]]"));
            Assert.That(tf.placeholder(tf.float32, (3, 4))[new Slice(0, 2), Slice.NewAxis].shape, Is.EqualTo(new Shape(2, 1, 4)));
            Assert.That(new Shape(2, 3, 4, 5)[new Slice(1, 9)], Is.EqualTo(new Shape(3, 4, 5)));
            Assert.That(new Shape(2, 3, 4, 5)[new Slice(step: -2)], Is.EqualTo(new Shape(5, 3)));
            Assert.That(new Shape(2, 3, 4, 5)[1..^1], Is.EqualTo(new Shape(3, 4)));
            Assert.That(() => new Shape(2, 3)[Slice.NewAxis], Throws.TypeOf<ValueError>().With.Message.Contains("A shape is sliced by a range of dimensions"));
        });
    }
}
