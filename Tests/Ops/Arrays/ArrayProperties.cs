using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Tensorflow;
using static Tensorflow.Binding;
using Assert = NUnit.Framework.Assert;

namespace TfExercises.Tests.Ops.Arrays;

/// <summary>Slices, permutations and broadcasts of arrays at random against plain loops.</summary>
public class ArrayProperties
{
    sealed record Part(int? Start, int? Stop, int? Step, bool IsIndex)
    {
        public string Text => IsIndex ? $"{Start}" : $"{Start}:{Stop}{(Step is null ? "" : $":{Step}")}";

        // Python's rule for the places that a slice names.
        public IEnumerable<int> Places(int size)
        {
            if (IsIndex)
            {
                yield return Start!.Value < 0 ? Start.Value + size : Start.Value;
                yield break;
            }
            var step = Step ?? 1;
            int least = step > 0 ? 0 : -1, most = step > 0 ? size : size - 1;
            var i = Cut(Start, step > 0 ? 0 : size - 1);
            var end = Cut(Stop, step > 0 ? size : -1);
            for (; step > 0 ? i < end : i > end; i += step) yield return i;

            int Cut(int? place, int open) => place is { } at ? Math.Clamp(at < 0 ? at + size : at, least, most) : open;
        }
    }

    static readonly Gen<int[]> s_dims =
        from rank in Gen.Choose(1, 4)
        from dims in Gen.ArrayOf(Gen.Choose(1, 5), rank)
        select dims;

    [Test]
    public void SlicesAreThoseOfPlainLoops()
    {
        var cases =
            from dims in s_dims
            from parts in Gen.CollectToList(dims, PartOf)
            select (dims, parts: parts.ToArray());
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var x = Counted(c.dims);
            var places = c.parts.Select((p, d) => p.Places(c.dims[d]).ToArray()).ToArray();
            var want = Indices(places).Select(i => (float)Flat(i, c.dims)).ToArray();
            int[] shape = [.. c.parts.Select((p, d) => (p, places[d].Length)).Where(p => !p.p.IsIndex).Select(p => p.Length)];
            var text = string.Join(", ", c.parts.Select(p => p.Text));
            Check(x, t => t[text], shape, want, $"{Text(c.dims)}[{text}]");
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void SlicesWithTheirGradients()
    {
        var cases =
            from dims in s_dims
            from parts in Gen.CollectToList(dims, PartOf)
            select (dims, parts: parts.ToArray());
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            using var graph = new Graph().as_default();
            var text = string.Join(", ", c.parts.Select(p => p.Text));
            var x = tf.placeholder(tf.float32, c.dims);
            var slope = tf.gradients(tf.reduce_sum(x[text]), x)[0]!;
            using var session = tf.Session(graph);
            var want = new float[c.dims.Aggregate(1, (p, d) => p * d)];
            foreach (var i in Indices([.. c.parts.Select((p, d) => p.Places(c.dims[d]).ToArray())])) want[Flat(i, c.dims)] = 1;
            Assert.That(session.run(slope, (x, Counted(c.dims))).ToArray<float>(), Is.EqualTo(want), $"{Text(c.dims)}[{text}]");
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void TransposesAreThoseOfPlainLoops()
    {
        var cases =
            from dims in s_dims
            from order in Gen.Shuffle(Enumerable.Range(0, dims.Length).ToArray())
            select (dims, order);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            int[] shape = [.. c.order.Select(axis => c.dims[axis])];
            var want = Indices([.. shape.Select(n => Enumerable.Range(0, n).ToArray())]).Select(i =>
            {
                var from = new int[i.Length];
                for (var d = 0; d < i.Length; d++) from[c.order[d]] = i[d];
                return (float)Flat(from, c.dims);
            }).ToArray();
            Check(Counted(c.dims), t => tf.transpose(t, c.order), shape, want, $"{Text(c.dims)} by {Text(c.order)}");
            // The inverse permutation leads back.
            Check(Counted(c.dims), t => tf.transpose(tf.transpose(t, c.order), tf.invert_permutation(c.order)), c.dims, Elements(c.dims), $"{Text(c.dims)} there and back");
        }).QuickCheckThrowOnFailure();
    }

    [Test]
    public void ReshapesKeepTheOrderOfTheElements() => Prop.ForAll(s_dims.ToArbitrary(), dims =>
    {
        var count = dims.Aggregate(1, (p, d) => p * d);
        Check(Counted(dims), t => tf.reshape(t, new[] { -1 }), [count], Elements(dims), Text(dims));
        Check(Counted(dims), t => tf.reshape(tf.reshape(t, new[] { -1 }), [dims[0], -1]), [dims[0], count / dims[0]], Elements(dims), Text(dims));
    }).QuickCheckThrowOnFailure();

    [Test]
    public void SumsOfBroadcastsAreThoseOfPlainLoops()
    {
        var cases =
            from dims in s_dims
            from a in Gen.CollectToList(dims, d => Gen.Elements(d, 1))
            from b in Gen.CollectToList(dims, d => Gen.Elements(d, 1))
            from dropped in Gen.Choose(0, dims.Length - 1)
            select (a: a.ToArray(), b: b.Skip(dropped).ToArray());
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var rank = c.a.Length;
            int[] padded = [.. Enumerable.Repeat(1, rank - c.b.Length), .. c.b];
            int[] shape = [.. c.a.Zip(padded, Math.Max)];
            var want = Indices([.. shape.Select(n => Enumerable.Range(0, n).ToArray())])
                .Select(i => (float)(Flat(i.Zip(c.a, (at, n) => n == 1 ? 0 : at).ToArray(), c.a) - 10 * Flat(i.Zip(padded, (at, n) => n == 1 ? 0 : at).ToArray(), padded))).ToArray();
            using var graph = new Graph().as_default();
            Tensor x = tf.placeholder(tf.float32), y = tf.placeholder(tf.float32);
            var z = x - y * 10f;
            using var session = tf.Session(graph);
            var got = session.run(z, (x, Counted(c.a)), (y, Counted(c.b)));
            Assert.That(got.ToArray<float>(), Is.EqualTo(want), $"{Text(c.a)} and {Text(c.b)}");
            Assert.That(got.shape, Is.EqualTo(shape));
        }).QuickCheckThrowOnFailure();
    }

    static Gen<Part> PartOf(int size) => Gen.OneOf(
        Gen.Choose(-size, size - 1).Select(place => new Part(place, null, null, true)),
        from start in Bound(size)
        from stop in Bound(size)
        from step in Gen.Elements<int?>(null, 1, 2, 3, -1, -2)
        select new Part(start, stop, step, false));

    static Gen<int?> Bound(int size) => Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(-size - 2, size + 2).Select(place => (int?)place));

    /// <summary>The same for a tensor of known shape, where shapes are checked before the run, and of an unknown one.</summary>
    static void Check(Array value, Func<Tensor, Tensor> function, int[] shape, float[] want, string what)
    {
        using var graph = new Graph().as_default();
        var x = tf.placeholder(tf.float32, Enumerable.Range(0, value.Rank).Select(value.GetLength).ToArray());
        var open = tf.placeholder(tf.float32, Shape.UnknownOfRank(value.Rank));
        Tensor known = function(x), unknown = function(open);
        using var session = tf.Session(graph);
        Assert.That(known.shape, Is.EqualTo(new Shape(shape)), what);
        foreach (var (y, fed) in new[] { (known, x), (unknown, open) })
        {
            var got = session.run(y, (fed, value));
            Assert.That(got.ToArray<float>(), Is.EqualTo(want), what);
            Assert.That(got.shape, Is.EqualTo(shape), what);
        }
    }

    static float[] Elements(int[] dims) => [.. Enumerable.Range(0, dims.Aggregate(1, (p, d) => p * d)).Select(i => (float)i)];

    static Array Counted(int[] dims)
    {
        var array = Array.CreateInstance(typeof(float), dims);
        Buffer.BlockCopy(Elements(dims), 0, array, 0, array.Length * sizeof(float));
        return array;
    }

    static IEnumerable<int[]> Indices(int[][] places)
    {
        IEnumerable<int[]> all = [[]];
        return places.Aggregate(all, (so, next) => so.SelectMany(i => next.Select(place => (int[])[.. i, place])));
    }

    static int Flat(int[] index, int[] dims) => index.Zip(dims).Aggregate(0, (flat, p) => flat * p.Second + p.First);

    static string Text(int[] numbers) => $"({string.Join(", ", numbers)})";
}
