using FsCheck;
using FsCheck.Fluent;
using NUnit.Framework;
using Tensorflow;

namespace TfExercises.Tests.Shapes;

/// <summary>Laws of shapes, for shapes at random with unknown sizes among them.</summary>
public class ShapeProperties
{
    static readonly Gen<Shape> s_shapes =
        from rank in Gen.Choose(0, 4)
        from dims in Gen.ArrayOf(Gen.Elements(-1L, 0, 1, 1, 2, 3), rank)
        select new Shape(dims);

    static readonly Gen<Shape> s_known = s_shapes.Where(s => s.IsFullyDefined);

    [Test]
    public void BroadcastsAreThoseOfPlainLoops() => ForAll(s_known, s_known, (a, b) =>
    {
        Assert.That(Broadcast(a, b), Is.EqualTo(Loops(a, b)));
    });

    [Test]
    public void BroadcastingIsSymmetric() => ForAll(s_shapes, s_shapes, (a, b) => Assert.That(Broadcast(a, b), Is.EqualTo(Broadcast(b, a))));

    [Test]
    public void WhatIsUnknownLeavesRoomForEverySizeThatFits() => ForAll(s_known, s_known, (a, b) =>
    {
        if (Broadcast(a, b) is not { } exact) return;
        var vague = Broadcast(Hidden(a), b);
        Assert.That(vague, Is.Not.Null);
        Assert.That(vague!.is_compatible_with(exact), Is.True, $"{Hidden(a)} and {b} give {vague}, {a} and {b} give {exact}");
    });

    [Test]
    public void AMergeIsCompatibleWithBothAndAsKnownAsEither() => ForAll(s_shapes, s_shapes, (a, b) =>
    {
        if (!a.is_compatible_with(b)) return;
        var merged = a.merge_with(b);
        Assert.That(merged, Is.EqualTo(b.merge_with(a)));
        for (var i = 0; i < merged.ndim; i++) Assert.That(merged[i], Is.EqualTo(Math.Max(a[i], b[i])));
    });

    [Test]
    public void TextTellsTheSizes() => ForAll(s_shapes, s_shapes, (a, b) => Assert.That(a.ToString() == b.ToString(), Is.EqualTo(a.Equals(b))));

    static void ForAll(Gen<Shape> first, Gen<Shape> second, Action<Shape, Shape> law) =>
        Prop.ForAll(first.ToArbitrary(), second.ToArbitrary(), law).QuickCheckThrowOnFailure();

    static Shape? Broadcast(Shape a, Shape b)
    {
        try
        {
            return a.broadcast_with(b);
        }
        catch (ValueError)
        {
            return null;
        }
    }

    // The size of each dimension from the last on: both are equal, or one of them is 1.
    static Shape? Loops(Shape a, Shape b)
    {
        var dims = new List<long>();
        for (var i = 1; i <= Math.Max(a.ndim, b.ndim); i++)
        {
            var x = i <= a.ndim ? a[-i] : 1;
            var y = i <= b.ndim ? b[-i] : 1;
            if (x != y && x != 1 && y != 1) return null;
            dims.Insert(0, x == 1 ? y : x);
        }
        return new Shape(dims.ToArray());
    }

    // Every other size forgotten.
    static Shape Hidden(Shape shape) => new(shape.dims.Select((d, i) => i % 2 == 0 ? -1 : d).ToArray());
}
