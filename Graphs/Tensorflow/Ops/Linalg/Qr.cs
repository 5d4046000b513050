using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>
/// input = q r with orthonormal columns in q and r upper triangular, matrix by matrix: [..., m, n] gives
/// [..., m, p] and [..., p, n] with p = min(m, n), or p = m with <c>full_matrices</c>.
/// </summary>
internal sealed class Qr() : OpType("Qr", "input: T -> q: T, r: T; full_matrices: bool = false; T: {float32, float64}")
{
    public override string NoGradientReason => "This library differentiates no matrix decompositions.";

    public override void Infer(InferContext c)
    {
        var shape = c.WithRankAtLeast(0, 2);
        if (!shape.HasRank) return;
        long rows = shape[-2], columns = shape[-1];
        var inner = c.Attrs.Bool("full_matrices") ? rows : rows < 0 || columns < 0 ? -1 : Math.Min(rows, columns);
        var batch = shape.Slice(0, shape.ndim - 2);
        c.Set(0, batch.concatenate(new Shape(rows, inner)));
        c.Set(1, batch.concatenate(new Shape(inner, columns)));
    }

    public override void Run(KernelContext k)
    {
        var input = k.Input(0);
        int rows = input.Dims[^2], columns = input.Dims[^1], inner = k.Output(0).Dims[^1];
        if (input.Count == 0) return;
        var matrix = k.Scratch<double>(rows * columns, 0);
        var q = k.Scratch<double>(rows * inner, 1);
        var r = k.Scratch<double>(inner * columns, 2);
        for (var batch = 0; batch < input.Count / (rows * columns); batch++)
        {
            for (var i = 0; i < matrix.Length; i++) matrix[i] = input.AsDouble(batch * matrix.Length + i);
            Householder.Decompose(matrix, rows, columns, q, r, inner);
            Write(k, 0, q, batch);
            Write(k, 1, r, batch);
        }
    }

    private static void Write(KernelContext k, int output, ReadOnlySpan<double> values, int batch)
    {
        if (k.Output(output).DType == TF_DataType.TF_DOUBLE) values.CopyTo(k.Out<double>(output)[(batch * values.Length)..]);
        else System.Numerics.Tensors.TensorPrimitives.ConvertTruncating(values, k.Out<float>(output)[(batch * values.Length)..]);
    }
}
