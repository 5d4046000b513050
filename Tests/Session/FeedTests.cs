using NumSharp;
using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;
using Shape = Tensorflow.Shape;

namespace TfExercises.Tests.Sessions;

/// <summary>Arrays are fed in whatever form they lie in memory.</summary>
public class FeedTests
{
    static readonly Dictionary<string, Func<NDArray, NDArray>> s_views = new()
    {
        ["a whole array"] = a => a,
        ["the first rows"] = a => a["0:2"],
        ["rows in the middle"] = a => a["1:3"],
        ["the first of the rows in the middle"] = a => a["1:3"]["0:1"],
        ["one row"] = a => a[2],
        ["columns"] = a => a[":, 1:3"],
        ["every other row"] = a => a["::2"],
        ["rows backwards"] = a => a["::-1"],
        ["a transposed array"] = a => a.T,
        ["a reshaped array"] = a => a.reshape(2, 8),
        ["a broadcast row"] = a => np.broadcast_to(a[1], new NumSharp.Shape(3, 4)),
        ["an array of another type"] = a => a.astype(np.int32),
        ["an array without elements"] = a => a["0:0"],
    };

    static IEnumerable<string> Views() => s_views.Keys;

    [TestCaseSource(nameof(Views))]
    public void AnyViewOfAnArrayIsFed(string name)
    {
        using var graph = new Graph().as_default();
        var x = tf.placeholder(tf.float32);
        var y = x * 2f;
        var array = s_views[name](new NDArray(Enumerable.Range(0, 16).Select(i => (float)i).ToArray(), new NumSharp.Shape(4, 4)));
        using var session = tf.Session(graph);
        var got = session.run(y, (x, array));
        Assert.That(got.shape, Is.EqualTo(array.shape));
        Assert.That(got.ToArray<float>(), Is.EqualTo(array.astype(np.float32).ToArray<float>().Select(e => 2 * e)));
    }

    [Test]
    public void PlainArraysOfAnyRankAreFed()
    {
        using var graph = new Graph().as_default();
        var x = tf.placeholder(tf.float64);
        var size = tf.shape(x);
        using var session = tf.Session(graph);
        Assert.Multiple(() =>
        {
            Assert.That(session.run(size, (x, 1)).ToArray<int>(), Is.Empty);
            Assert.That(session.run(size, (x, new[] { 1f, 2 })).ToArray<int>(), Is.EqualTo(new[] { 2 }));
            Assert.That(session.run(size, (x, new double[2, 3, 4])).ToArray<int>(), Is.EqualTo(new[] { 2, 3, 4 }));
            Assert.That(session.run(size, (x, new[] { new[] { 1, 2, 3 }, new[] { 4, 5, 6 } })).ToArray<int>(), Is.EqualTo(new[] { 2, 3 }));
            Assert.That(session.run(size, (x, new List<double> { 1, 2 })).ToArray<int>(), Is.EqualTo(new[] { 2 }));
            Assert.That(session.run(size, (x, Array.Empty<double>())).ToArray<int>(), Is.EqualTo(new[] { 0 }));
        });
    }

    [Test]
    public void ASliceOfNumSharpCutsATensor()
    {
        using var graph = new Graph().as_default();
        var x = tf.constant(new[,] { { 1, 2, 3 }, { 4, 5, 6 } });
        var part = x[new Slice(0, 1), new Slice(1, null), Slice.NewAxis];
        using var session = tf.Session(graph);
        Assert.That(part.shape, Is.EqualTo(new Shape(1, 2, 1)));
        Assert.That(session.run(part).ToArray<int>(), Is.EqualTo(new[] { 2, 3 }));
        Assert.That(session.run(x[Slice.Index(1), Slice.Index(-1)]).ToArray<int>(), Is.EqualTo(new[] { 6 }));
    }
}
