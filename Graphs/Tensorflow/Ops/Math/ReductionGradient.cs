using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>What the gradients of reductions share: shapes in which the reduced axes stand with size 1.</summary>
internal sealed class ReductionGradient
{
    private readonly GradContext _g;
    private readonly int[]? _axes;

    public ReductionGradient(GradContext g)
    {
        _g = g;
        XShape = ShapeOf(X);
        if (X.shape.HasRank && ConstantValues.Of(g.Input(1)) is { } axes)
        {
            _axes = [.. axes.AsInts().Select(axis => axis < 0 ? axis + X.shape.ndim : axis).Distinct()];
        }
    }

    public Tensor X => _g.Input(0);

    public Tensor XShape { get; }

    /// <summary>The axes, 0 or above, if they and the rank are known.</summary>
    public int[]? KnownAxes => _axes;

    /// <summary>The axes as a vector, 0 or above.</summary>
    public Tensor Axes
    {
        get
        {
            if (_axes is not null) return Const.Apply(TensorValue.Vector(_axes));
            var axes = Node("Reshape", _g.Input(1), new[] { -1 });
            if (axes.dtype != TF_DataType.TF_INT32) axes = OpBuilder.Apply("Cast", null, [axes], ("DstT", TF_DataType.TF_INT32));
            var rank = Node("Size", XShape);
            return Node("FloorMod", axes + rank, rank);
        }
    }

    /// <summary>The shape of x with size 1 along the reduced axes.</summary>
    public Tensor KeptShape()
    {
        if (_axes is null)
        {
            var axes = Axes;
            var all = Node("Range", 0, Node("Size", XShape), 1);
            var ones = Node("Fill", Node("Shape", axes), 1);
            return OpBuilder.Apply("DynamicStitch", null, [new[] { all, axes }, new[] { XShape, ones }]);
        }

        var rank = X.shape.ndim;
        if (X.shape.IsFullyDefined)
        {
            var dims = X.shape.ToInts();
            foreach (var axis in _axes) dims[axis] = 1;
            return Const.Apply(TensorValue.Vector(dims));
        }

        int[] keeps = new int[rank], ones1 = new int[rank];
        Array.Fill(keeps, 1);
        foreach (var axis in _axes) (keeps[axis], ones1[axis]) = (0, 1);
        return XShape * keeps + ones1;
    }

    /// <summary>A tensor in the shape of the output, with the reduced axes put back.</summary>
    public Tensor Kept(Tensor value, Tensor keptShape) => _g.Attrs.Bool("keep_dims") ? value : Node("Reshape", value, keptShape);

    /// <summary>The cotangent of the output repeated along the reduced axes: x's shape.</summary>
    public Tensor SpreadDy() => Node("BroadcastTo", _g.Attrs.Bool("keep_dims") ? _g.Dy() : Node("Reshape", _g.Dy(), KeptShape()), XShape);
}
