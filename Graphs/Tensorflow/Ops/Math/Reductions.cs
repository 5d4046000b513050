using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>The sum over some axes; 0 for no elements.</summary>
internal sealed class Sum() : ReductionOp("Sum", Numbers)
{
    public override Tensor?[] Gradient(GradContext g) => [new ReductionGradient(g).SpreadDy(), null];

    public override void Run(KernelContext k) => Dispatch.Number<Plain<SumReducer>>(k, k.Input(0).DType);
}

/// <summary>The mean over some axes; NaN for no elements. Means of integers are cut towards zero.</summary>
internal sealed class Mean() : ReductionOp("Mean", Numbers)
{
    public override Tensor?[] Gradient(GradContext g)
    {
        var spread = new ReductionGradient(g).SpreadDy();
        Tensor x = g.Input(0), y = g.Output();
        if (x.shape.IsFullyDefined && y.shape.IsFullyDefined) return [spread / (double)(x.shape.size / Math.Max(1, y.shape.size)), null];
        var factor = Node("FloorDiv", Node("Size", x), Node("Maximum", Node("Size", y), 1));
        return [spread / OpBuilder.Apply("Cast", null, [factor], ("DstT", x.dtype)), null];
    }

    public override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            Reduced<T, SumReducer>(k);
            var y = k.Out<T>();
            if (y.Length == 0) return;
            var count = T.CreateTruncating(k.Input(0).Count / y.Length);
            if (count == T.Zero && !Numeric.IsFloat<T>()) return;
            for (var i = 0; i < y.Length; i++) y[i] /= count;
        }
    }
}

/// <summary>The product over some axes; 1 for no elements.</summary>
internal sealed class Prod() : ReductionOp("Prod", Numbers)
{
    /// <summary>
    /// dy times the product of the others, which running products from both ends give even where elements are 0.
    /// The reduced axes are moved to the front and seen as one.
    /// </summary>
    public override Tensor?[] Gradient(GradContext g)
    {
        var reduction = new ReductionGradient(g);
        var spread = reduction.SpreadDy();
        Tensor permutation, back, reduced, others;
        if (reduction.KnownAxes is { } axes)
        {
            int[] rest = [.. Enumerable.Range(0, g.Input(0).shape.ndim).Except(axes)];
            int[] order = [.. axes, .. rest];
            reduced = Const.Apply(TensorValue.Vector(axes));
            others = Const.Apply(TensorValue.Vector(rest));
            permutation = Const.Apply(TensorValue.Vector(order));
            back = Const.Apply(TensorValue.Vector([.. order.Select((_, i) => Array.IndexOf(order, i))]));
        }
        else
        {
            reduced = reduction.Axes;
            others = Node("ListDiff", Node("Range", 0, Node("Size", reduction.XShape), 1), reduced);
            permutation = Node("ConcatV2", new[] { reduced, others }, 0);
            back = Node("InvertPermutation", permutation);
        }

        var moved = Node("Transpose", g.Input(0), permutation);
        var matrix = Node("Reshape", moved, new[] { SizeAlong(reduction.XShape, reduced), SizeAlong(reduction.XShape, others) });
        var before = OpBuilder.Apply("Cumprod", null, [matrix, 0], ("exclusive", true));
        var after = OpBuilder.Apply("Cumprod", null, [matrix, 0], ("exclusive", true), ("reverse", true));
        var product = Node("Transpose", Node("Reshape", before * after, ShapeOf(moved)), back);
        return [Node("Reshape", spread * product, reduction.XShape), null];
    }

    public override void Run(KernelContext k) => Dispatch.Number<Plain<ProdReducer>>(k, k.Input(0).DType);

    private static Tensor SizeAlong(Tensor shape, Tensor axes) => Node("Prod", Node("GatherV2", shape, axes, 0), 0);
}

/// <summary>The greatest over some axes; NaN if any is NaN; -infinity (or the least integer) for no elements.</summary>
internal sealed class Max() : ReductionOp("Max", Numbers)
{
    public override Tensor?[] Gradient(GradContext g) => ToExtremes(g);

    /// <summary>The cotangent goes in equal parts to the elements that have the extreme value.</summary>
    internal static Tensor?[] ToExtremes(GradContext g)
    {
        var reduction = new ReductionGradient(g);
        var keptShape = reduction.KeptShape();
        var isExtreme = OpBuilder.Apply("Cast", null, [Node("Equal", reduction.Kept(g.Output(), keptShape), g.Input(0))], ("DstT", g.T));
        var count = OpBuilder.Apply("Sum", null, [isExtreme, g.Input(1)], ("keep_dims", true));
        return [isExtreme / count * reduction.Kept(g.Dy(), keptShape), null];
    }

    public override void Run(KernelContext k) => Dispatch.Number<Plain<MaxReducer>>(k, k.Input(0).DType);
}

/// <summary>The least over some axes; NaN if any is NaN; infinity (or the greatest integer) for no elements.</summary>
internal sealed class Min() : ReductionOp("Min", Numbers)
{
    public override Tensor?[] Gradient(GradContext g) => Max.ToExtremes(g);

    public override void Run(KernelContext k) => Dispatch.Number<Plain<MinReducer>>(k, k.Input(0).DType);
}

/// <summary>sqrt(sum(x^2)) over some axes.</summary>
internal sealed class EuclideanNorm() : ReductionOp("EuclideanNorm", Numbers)
{
    public override Tensor?[] Gradient(GradContext g)
    {
        var reduction = new ReductionGradient(g);
        var keptShape = reduction.KeptShape();
        return [g.Input(0) / (reduction.Kept(g.Output(), keptShape) / reduction.Kept(g.Dy(), keptShape)), null];
    }

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IFloatKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            Reduced<T, SumOfSquaresReducer>(k);
            var y = k.Out<T>();
            for (var i = 0; i < y.Length; i++) y[i] = T.Sqrt(y[i]);
        }
    }
}

/// <summary>Whether all are true over some axes; true for no elements.</summary>
internal sealed class All() : ReductionOp("All", "input: bool, reduction_indices: Tidx -> output: bool; keep_dims: bool = false; Tidx: index = int32")
{
    public override bool IsDifferentiable => false;

    public override Tensor?[] Gradient(GradContext g) => [null, null];

    public override void Run(KernelContext k) => Reduced<byte, AllReducer>(k);
}

/// <summary>Whether any is true over some axes; false for no elements.</summary>
internal sealed class Any() : ReductionOp("Any", "input: bool, reduction_indices: Tidx -> output: bool; keep_dims: bool = false; Tidx: index = int32")
{
    public override bool IsDifferentiable => false;

    public override Tensor?[] Gradient(GradContext g) => [null, null];

    public override void Run(KernelContext k) => Reduced<byte, AnyReducer>(k);
}

/// <summary>sum(t^2) / 2, one number.</summary>
internal sealed class L2Loss() : OpType("L2Loss", "t: T -> output: T; T: floating")
{
    public override void Infer(InferContext c) => c.Scalar();

    public override Tensor?[] Gradient(GradContext g) => [g.Input(0) * g.Dy()];

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IFloatKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T> =>
            k.Out<T>()[0] = Reduce.All<T, SumOfSquaresReducer>(k.In<T>(0)) * T.CreateChecked(0.5);
    }
}
