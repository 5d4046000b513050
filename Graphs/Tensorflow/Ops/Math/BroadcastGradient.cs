using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>Undoes broadcasting in gradients: a cotangent is summed over the axes along which its input was repeated.</summary>
internal static class BroadcastGradient
{
    /// <summary>The cotangents of the first two inputs, which have the result's shape, summed to the inputs' own shapes.</summary>
    public static Tensor?[] ToInputs(GradContext g, Tensor? dx, Tensor? dy) => ToShapes(g.Input(0), g.Input(1), dx, dy);

    /// <summary>The same for any two broadcast operands.</summary>
    public static Tensor?[] ToShapes(Tensor x, Tensor y, Tensor? dx, Tensor? dy)
    {
        if (x.shape.IsFullyDefined && y.shape.IsFullyDefined)
        {
            return [dx is null ? null : SumToStatic(dx, x.shape, y.shape), dy is null ? null : SumToStatic(dy, y.shape, x.shape)];
        }

        Tensor xShape = ShapeOf(x), yShape = ShapeOf(y);
        var axes = OpBuilder.ApplyMany("BroadcastGradientArgs", null, [xShape, yShape]);
        return
        [
            dx is null ? null : Node("Reshape", Node("Sum", dx, axes[0]), xShape),
            dy is null ? null : Node("Reshape", Node("Sum", dy, axes[1]), yShape),
        ];
    }

    private static Tensor SumToStatic(Tensor gradient, Shape to, Shape other)
    {
        var rank = Math.Max(to.ndim, other.ndim);
        var axes = new List<int>();
        for (var axis = 0; axis < rank; axis++)
        {
            var size = axis < rank - to.ndim ? 1 : to[axis - (rank - to.ndim)];
            var otherSize = axis < rank - other.ndim ? 1 : other[axis - (rank - other.ndim)];
            if (size == 1 && (otherSize != 1 || axis < rank - to.ndim)) axes.Add(axis);
        }

        if (axes.Count == 0) return gradient;
        return Node("Reshape", Node("Sum", gradient, axes.ToArray()), to);
    }
}

/// <summary>
/// The axes to sum over to undo the broadcasting of two shapes against each other: r0 for the first, r1 for the second.
/// </summary>
internal sealed class BroadcastGradientArgs() : NotDifferentiableOp("BroadcastGradientArgs", "s0: T, s1: T -> r0: T, r1: T; T: index = int32")
{
    public override void Infer(InferContext c)
    {
        c.WithRank(0, 1);
        c.WithRank(1, 1);
        if (c.Value(0) is { } s0 && c.Value(1) is { } s1)
        {
            var (r0, r1) = Axes(s0.AsInts(), s1.AsInts());
            c.Set(0, new Shape(r0.Count));
            c.Set(1, new Shape(r1.Count));
        }
        else
        {
            c.SetAll(Shape.UnknownOfRank(1));
        }
    }

    public override void Run(KernelContext k)
    {
        var (r0, r1) = Axes(k.Input(0).AsInts(), k.Input(1).AsInts());
        Write(k.Fit(0, r0.Count), r0);
        Write(k.Fit(1, r1.Count), r1);
    }

    private static void Write(TensorValue value, List<int> axes)
    {
        for (var i = 0; i < axes.Count; i++)
        {
            if (value.DType == TF_DataType.TF_INT32) value.Span<int>()[i] = axes[i];
            else value.Span<long>()[i] = axes[i];
        }
    }

    private static (List<int> R0, List<int> R1) Axes(int[] s0, int[] s1)
    {
        var rank = Math.Max(s0.Length, s1.Length);
        List<int> r0 = [], r1 = [];
        for (var axis = 0; axis < rank; axis++)
        {
            var a = axis < rank - s0.Length ? 1 : s0[axis - (rank - s0.Length)];
            var b = axis < rank - s1.Length ? 1 : s1[axis - (rank - s1.Length)];
            if (a != b && a != 1 && b != 1)
                throw new InvalidArgumentError($"Incompatible shapes: [{string.Join(",", s0)}] vs. [{string.Join(",", s1)}]");
            if (a == 1) r0.Add(axis);
            if (b == 1) r1.Add(axis);
        }

        return (r0, r1);
    }
}
