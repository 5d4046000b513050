using Tensorflow.Ops;

namespace Tensorflow;

public sealed partial class tensorflow
{
    /// <summary>A tensor of shape s + s with <paramref name="diagonal"/>, of shape s, on its diagonal and zeros elsewhere.</summary>
    public Tensor diag(TensorLike diagonal, string? name = null) => OpBuilder.Apply("Diag", name, [diagonal]);

    /// <summary>The diagonal of a tensor of shape s + s.</summary>
    public Tensor diag_part(TensorLike input, string? name = null) => OpBuilder.Apply("DiagPart", name, [input]);

    /// <summary>
    /// Factors of a matrix (or of each of many, [..., m, n]): input = q r with orthonormal columns in q, [..., m, p], and
    /// r upper triangular, [..., p, n]; p is min(m, n), or m with <paramref name="full_matrices"/>. Differentiable where r has full rank.
    /// </summary>
    public (Tensor q, Tensor r) qr(TensorLike input, bool full_matrices = false, string? name = null)
    {
        var factors = OpBuilder.ApplyMany("Qr", name, [input], ("full_matrices", full_matrices));
        return (factors[0], factors[1]);
    }

    /// <summary>
    /// The solution x of <paramref name="matrix"/> x = <paramref name="rhs"/> for triangular matrices [..., n, n] and rhs [..., n, k];
    /// of each matrix only the <paramref name="lower"/> or the upper triangle is read. With <paramref name="adjoint"/> the matrix is transposed.
    /// </summary>
    public Tensor matrix_triangular_solve(TensorLike matrix, TensorLike rhs, bool lower = true, bool adjoint = false, string? name = null) =>
        MatrixTriangularSolve.Apply(matrix, rhs, lower, adjoint, name);
}
