using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>
/// <paramref name="gain"/> times a matrix with orthonormal columns (or rows, if it is wider than high), made by the
/// QR decomposition of normal numbers. Of a shape of higher rank all but the last dimension count as rows.
/// </summary>
internal sealed class Orthogonal(double gain, int? seed, TF_DataType dtype) : Initializer
{
    public override Tensor Apply(Shape shape, TF_DataType type = TF_DataType.DtInvalid)
    {
        if (shape.ndim < 2) throw new ValueError($"The tensor to initialize must be at least two-dimensional. Received: shape={shape}");
        if (type == TF_DataType.DtInvalid) type = dtype;
        var columns = shape[-1];
        var rows = shape.dims[..^1].Aggregate(1L, (product, n) => product * n);
        var wide = rows < columns;
        var normal = Binding.tf.random_normal(wide ? new Shape(columns, rows) : new Shape(rows, columns), dtype: type, seed: seed);
        var factors = OpBuilder.ApplyMany("Qr", null, [normal], ("full_matrices", false));
        // The signs of R's diagonal make the distribution of Q uniform over all orthogonal matrices.
        var signs = OpBuilder.Apply("Sign", null, [OpBuilder.Apply("DiagPart", null, [factors[1]])]);
        var matrix = factors[0] * signs;
        if (wide) matrix = Transposed(matrix);
        return gain * OpBuilder.Apply("Reshape", null, [matrix, shape]);
    }

    private static Tensor Transposed(Tensor matrix)
    {
        using var scope = DefaultGraph.Current.EnterScope("matrix_transpose");
        return OpBuilder.Apply("Transpose", "transpose", [matrix, new[] { 1, 0 }]);
    }
}
