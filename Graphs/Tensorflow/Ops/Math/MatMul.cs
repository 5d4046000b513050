using System.Numerics;
using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>product = op(a) op(b) of two matrices, op being the transposition where asked for.</summary>
internal sealed class MatMul() : OpType(
    "MatMul", "a: T, b: T -> product: T; transpose_a: bool = false; transpose_b: bool = false; T: number; grad_a: bool = false; grad_b: bool = false")
{
    public static Tensor Apply(TensorLike a, TensorLike b, bool transpose_a = false, bool transpose_b = false, string? name = null) =>
        OpBuilder.Apply("MatMul", name, [a, b], ("transpose_a", transpose_a), ("transpose_b", transpose_b));

    public override void Infer(InferContext c)
    {
        Shape a = c.WithRank(0, 2), b = c.WithRank(1, 2);
        bool ta = c.Attrs.Bool("transpose_a"), tb = c.Attrs.Bool("transpose_b");
        c.MergeDim(a[ta ? 0 : 1], b[tb ? 1 : 0]);
        c.Set(0, new Shape(a[ta ? 1 : 0], b[tb ? 0 : 1]));
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        Tensor a = g.Input(0), b = g.Input(1), dy = g.Dy();
        return (g.Attrs.Bool("transpose_a"), g.Attrs.Bool("transpose_b")) switch
        {
            (false, false) => [Apply(dy, b, transpose_b: true), Apply(a, dy, transpose_a: true)],
            (false, true) => [Apply(dy, b), Apply(dy, a, transpose_a: true)],
            (true, false) => [Apply(b, dy, transpose_b: true), Apply(a, dy)],
            (true, true) => [Apply(b, dy, transpose_a: true, transpose_b: true), Apply(dy, a, transpose_a: true, transpose_b: true)],
        };
    }

    public override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            bool ta = k.Attrs.Bool("transpose_a"), tb = k.Attrs.Bool("transpose_b");
            var a = k.Input(0).Dims;
            var b = k.Input(1).Dims;
            Gemm.Run(ta, tb, a[ta ? 1 : 0], b[tb ? 0 : 1], a[ta ? 0 : 1], k.In<T>(0), k.In<T>(1), k.Out<T>());
        }
    }
}
