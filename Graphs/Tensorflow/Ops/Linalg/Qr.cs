using Tensorflow.Kernels;
using static Tensorflow.Binding;

namespace Tensorflow.Ops;

/// <summary>
/// input = q r with orthonormal columns in q and r upper triangular, matrix by matrix: [..., m, n] gives
/// [..., m, p] and [..., p, n] with p = min(m, n), or p = m with <c>full_matrices</c>.
/// </summary>
internal sealed class Qr() : OpType("Qr", "input: T -> q: T, r: T; full_matrices: bool = false; T: {float32, float64}")
{
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

    /// <summary>
    /// For r of full rank; the columns beyond the square part of a wide matrix, [x, y] = q [u, v], follow from y = q v
    /// (Walter, Lehmann and Lamour, On evaluating higher-order derivatives of the QR decomposition of tall matrices, 2012).
    /// </summary>
    public override Tensor?[] Gradient(GradContext g)
    {
        Tensor q = g.Output(0), r = g.Output(1), dq = g.Dy(0), dr = g.Dy(1);
        long rows = q.shape.HasRank ? q.shape[-2] : -1, inner = q.shape.HasRank ? q.shape[-1] : -1, columns = r.shape.HasRank ? r.shape[-1] : -1;
        if (rows < 0 || columns < 0)
            throw new ValueError($"The gradient of Qr needs matrices of known size, but '{g.Op.name}' (made at {g.Op.DefinedAt}) decomposes {g.Input(0)}. Give the input its shape (set_shape).");
        if (inner > columns)
            throw new LookupError($"The gradient of Qr with full_matrices is not defined for more rows ({rows}) than columns ({columns}): '{g.Op.name}', made at {g.Op.DefinedAt}. Use full_matrices: false.");
        if (rows >= columns) return [OfTall(q, r, dq, dr)];
        var from = (int)rows;
        Tensor y = g.Input(0)[SlicePart.Ellipsis, from..], dv = dr[SlicePart.Ellipsis, from..];
        var dx = OfTall(q, r[SlicePart.Ellipsis, ..from], dq + BatchMatMul.Apply(y, dv, adj_y: true), dr[SlicePart.Ellipsis, ..from]);
        return [tf.concat(new[] { dx, BatchMatMul.Apply(q, dv) }, -1)];
    }

    private static Tensor OfTall(Tensor q, Tensor r, Tensor dq, Tensor dr)
    {
        var qdq = BatchMatMul.Apply(q, dq, adj_x: true);
        var rdr = BatchMatMul.Apply(r, dr, adj_y: true);
        var lower = tf.matrix_band_part(qdq - tf.matrix_transpose(qdq) + rdr - tf.matrix_transpose(rdr), -1, 0);
        return BatchMatMul.Apply(q, dr + TimesInverse(lower, r)) + TimesInverse(dq - BatchMatMul.Apply(q, qdq), r);
    }

    // x r^-T
    private static Tensor TimesInverse(Tensor x, Tensor r) =>
        tf.matrix_transpose(MatrixTriangularSolve.Apply(r, tf.matrix_transpose(x), lower: false, adjoint: false));

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
