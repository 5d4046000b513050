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
