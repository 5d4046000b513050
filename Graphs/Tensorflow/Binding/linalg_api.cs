namespace Tensorflow;

public sealed partial class tensorflow
{
    /// <summary>Functions of matrices under their newer names: <c>tf.linalg.matmul</c>, <c>tf.linalg.band_part</c>, ...</summary>
    public LinalgApi linalg { get; } = new();
}

/// <summary><c>tf.linalg</c>: the last two dimensions are matrices, those before them a batch.</summary>
public sealed class LinalgApi
{
    internal LinalgApi() { }

    private static tensorflow tf => Binding.tf;

    /// <inheritdoc cref="tensorflow.matmul"/>
    public Tensor matmul(TensorLike a, TensorLike b, bool transpose_a = false, bool transpose_b = false, bool adjoint_a = false, bool adjoint_b = false, string? name = null) =>
        tf.matmul(a, b, transpose_a, transpose_b, adjoint_a, adjoint_b, name);

    /// <inheritdoc cref="tensorflow.norm"/>
    public Tensor norm(TensorLike tensor, object? ord = null, TensorLike axis = default, bool keepdims = false, string? name = null) => tf.norm(tensor, ord, axis, keepdims, name);

    /// <inheritdoc cref="tensorflow.matrix_diag"/>
    public Tensor diag(TensorLike diagonal, string name = "diag", TensorLike k = default, TensorLike num_rows = default, TensorLike num_cols = default,
        TensorLike padding_value = default, string align = "RIGHT_LEFT") => tf.matrix_diag(diagonal, name, k, num_rows, num_cols, padding_value, align);

    /// <inheritdoc cref="tensorflow.matrix_diag_part"/>
    public Tensor diag_part(TensorLike input, string name = "diag_part", TensorLike k = default, TensorLike padding_value = default, string align = "RIGHT_LEFT") =>
        tf.matrix_diag_part(input, name, k, padding_value, align);

    /// <inheritdoc cref="tensorflow.matrix_set_diag"/>
    public Tensor set_diag(TensorLike input, TensorLike diagonal, string name = "set_diag", TensorLike k = default, string align = "RIGHT_LEFT") =>
        tf.matrix_set_diag(input, diagonal, name, k, align);

    /// <inheritdoc cref="tensorflow.matrix_band_part"/>
    public Tensor band_part(TensorLike input, TensorLike num_lower, TensorLike num_upper, string? name = null) => tf.matrix_band_part(input, num_lower, num_upper, name);

    /// <inheritdoc cref="tensorflow.matrix_transpose"/>
    public Tensor transpose(TensorLike a, string name = "matrix_transpose") => tf.matrix_transpose(a, name);

    /// <inheritdoc cref="tensorflow.matrix_transpose"/>
    public Tensor matrix_transpose(TensorLike a, string name = "matrix_transpose") => tf.matrix_transpose(a, name);

    /// <inheritdoc cref="tensorflow.trace"/>
    public Tensor trace(TensorLike x, string? name = null) => tf.trace(x, name);

    /// <inheritdoc cref="tensorflow.eye(int, int?, Shape?, TF_DataType, string?)"/>
    public Tensor eye(int num_rows, int? num_columns = null, Shape? batch_shape = null, TF_DataType dtype = TF_DataType.TF_FLOAT, string? name = null) =>
        tf.eye(num_rows, num_columns, batch_shape, dtype, name);

    /// <inheritdoc cref="tensorflow.qr"/>
    public (Tensor q, Tensor r) qr(TensorLike input, bool full_matrices = false, string? name = null) => tf.qr(input, full_matrices, name);

    /// <inheritdoc cref="tensorflow.matrix_triangular_solve"/>
    public Tensor triangular_solve(TensorLike matrix, TensorLike rhs, bool lower = true, bool adjoint = false, string? name = null) =>
        tf.matrix_triangular_solve(matrix, rhs, lower, adjoint, name);

    /// <inheritdoc cref="tensorflow.tensordot(TensorLike, TensorLike, int, string?)"/>
    public Tensor tensordot(TensorLike a, TensorLike b, int axes, string? name = null) => tf.tensordot(a, b, axes, name);

    /// <inheritdoc cref="tensorflow.tensordot(TensorLike, TensorLike, int[][], string?)"/>
    public Tensor tensordot(TensorLike a, TensorLike b, int[][] axes, string? name = null) => tf.tensordot(a, b, axes, name);

    /// <inheritdoc cref="tensorflow.einsum(string, TensorLike[])"/>
    public Tensor einsum(string equation, params TensorLike[] inputs) => tf.einsum(equation, inputs);

    /// <inheritdoc cref="NnApi.l2_normalize"/>
    public Tensor l2_normalize(TensorLike x, TensorLike axis = default, double epsilon = 1e-12, string? name = null) => tf.nn.l2_normalize(x, axis, epsilon, name);

    /// <inheritdoc cref="tensorflow.global_norm"/>
    public Tensor global_norm(IEnumerable<Tensor?> t_list, string? name = null) => tf.global_norm(t_list, name);

    /// <inheritdoc cref="tensorflow.diag"/>
    public Tensor tensor_diag(TensorLike diagonal, string? name = null) => tf.diag(diagonal, name);

    /// <inheritdoc cref="tensorflow.diag_part"/>
    public Tensor tensor_diag_part(TensorLike input, string? name = null) => tf.diag_part(input, name);
}
