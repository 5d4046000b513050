using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>
/// Matrix products of the last two dimensions; the dimensions before them are batches, which broadcast against each other
/// (in BatchMatMul, the older form, they must be equal).
/// </summary>
internal sealed class BatchMatMul(string name, string moreAttrs) : OpType(
    name, "x: T, y: T -> output: T; T: number; adj_x: bool = false; adj_y: bool = false" + moreAttrs)
{
    public static Tensor Apply(TensorLike x, TensorLike y, bool adj_x = false, bool adj_y = false, string? name = null) =>
        OpBuilder.Apply("BatchMatMulV2", name, [x, y], ("adj_x", adj_x), ("adj_y", adj_y));

    public override void Infer(InferContext c)
    {
        Shape x = c.WithRankAtLeast(0, 2), y = c.WithRankAtLeast(1, 2);
        if (!x.HasRank || !y.HasRank) return;
        bool ax = c.Attrs.Bool("adj_x"), ay = c.Attrs.Bool("adj_y");
        c.MergeDim(x[ax ? -2 : -1], y[ay ? -1 : -2]);
        var batch = c.Broadcast(x.Slice(0, x.ndim - 2), y.Slice(0, y.ndim - 2));
        c.Set(0, batch.concatenate(new Shape(x[ax ? -1 : -2], y[ay ? -2 : -1])));
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        Tensor x = g.Input(0), y = g.Input(1), dz = g.Dy();
        var (dx, dy) = (g.Attrs.Bool("adj_x"), g.Attrs.Bool("adj_y")) switch
        {
            (false, false) => (Apply(dz, y, adj_y: true), Apply(x, dz, adj_x: true)),
            (false, true) => (Apply(dz, y), Apply(dz, x, adj_x: true)),
            (true, false) => (Apply(y, dz, adj_y: true), Apply(x, dz)),
            (true, true) => (Apply(y, dz, adj_x: true, adj_y: true), Apply(dz, x, adj_x: true, adj_y: true)),
        };
        return [SumBatches(dx, x, y), SumBatches(dy, y, x)];
    }

    /// <summary>The gradient of <paramref name="x"/>, summed over the batches in which x was broadcast against <paramref name="other"/>.</summary>
    public static Tensor SumBatches(Tensor gradient, Tensor x, Tensor other)
    {
        if (x.shape.HasRank && other.shape.HasRank && x.shape.ndim == other.shape.ndim
            && x.shape.Slice(0, x.shape.ndim - 2) is { IsFullyDefined: true } batch && batch == other.shape.Slice(0, x.shape.ndim - 2))
        {
            return gradient;
        }
        Tensor shape = ShapeOf(x);
        var axes = OpBuilder.ApplyMany("BroadcastGradientArgs", null, [Batch(shape), Batch(ShapeOf(other))])[0];
        return Node("Reshape", Node("Sum", gradient, axes), shape);
    }

    private static Tensor Batch(Tensor shape) => OpBuilder.Apply("StridedSlice", null, [shape, new[] { 0 }, new[] { -2 }, new[] { 1 }]);

    public override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            bool ax = k.Attrs.Bool("adj_x"), ay = k.Attrs.Bool("adj_y");
            ReadOnlySpan<int> x = k.Input(0).Dims, y = k.Input(1).Dims, z = k.Output().Dims;
            BatchProduct.Run(
                ax, ay, z[^2], z[^1], x[ax ? ^2 : ^1], k.In<T>(0), x[..^2], k.In<T>(1), y[..^2], k.Out<T>(), z[..^2]);
        }
    }
}
