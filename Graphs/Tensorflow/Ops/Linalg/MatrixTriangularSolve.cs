using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Binding;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>
/// The solution of op(matrix) output = rhs with triangular matrices [..., n, n] and rhs [..., n, k]; the other triangle is
/// taken for zeros. op transposes with <c>adjoint</c>; batches broadcast.
/// </summary>
internal sealed class MatrixTriangularSolve() : OpType("MatrixTriangularSolve",
    "matrix: T, rhs: T -> output: T; lower: bool = true; adjoint: bool = false; T: {float32, float64}")
{
    public static Tensor Apply(TensorLike matrix, TensorLike rhs, bool lower, bool adjoint, string? name = null) =>
        OpBuilder.Apply("MatrixTriangularSolve", name, [matrix, rhs], ("lower", lower), ("adjoint", adjoint));

    public override void Infer(InferContext c)
    {
        Shape matrix = c.WithRankAtLeast(0, 2), rhs = c.WithRankAtLeast(1, 2);
        if (!matrix.HasRank || !rhs.HasRank) return;
        var n = c.MergeDim(c.MergeDim(matrix[-2], matrix[-1]), rhs[-2]);
        c.Set(0, c.Broadcast(matrix.Slice(0, matrix.ndim - 2), rhs.Slice(0, rhs.ndim - 2)).concatenate(new Shape(n, rhs[-1])));
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        Tensor matrix = g.Input(0), rhs = g.Input(1), x = g.Output();
        bool lower = g.Attrs.Bool("lower"), adjoint = g.Attrs.Bool("adjoint");
        var dRhs = Apply(matrix, g.Dy(), lower, !adjoint);
        var product = adjoint ? BatchMatMul.Apply(x, dRhs, adj_y: true) : BatchMatMul.Apply(dRhs, x, adj_y: true);
        var dMatrix = tf.matrix_band_part(-product, lower ? -1 : 0, lower ? 0 : -1);
        return [BatchMatMul.SumBatches(dMatrix, matrix, rhs), BatchMatMul.SumBatches(dRhs, rhs, matrix)];
    }

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IFloatKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, IFloatingPointIeee754<T>, IMinMaxValue<T>
        {
            ReadOnlySpan<int> a = k.Input(0).Dims, y = k.Input(1).Dims, z = k.Output().Dims;
            TriangularSolve.Run(k.Attrs.Bool("lower"), k.Attrs.Bool("adjoint"), z[^2], z[^1], k.In<T>(0), a[..^2], k.In<T>(1), y[..^2], k.Out<T>(), z[..^2]);
        }
    }
}
