using Tensorflow.Ops;

namespace Tensorflow;

/// <summary>Diagonals and bands of matrices; all dimensions before the last two are a batch.</summary>
public sealed partial class tensorflow
{
    /// <summary>Matrices with the last axis of <paramref name="diagonal"/> on diagonal <paramref name="k"/> (or the last two on diagonals k[0] to k[1]) and <paramref name="padding_value"/> (0) elsewhere.</summary>
    public Tensor matrix_diag(TensorLike diagonal, string name = "diag", TensorLike k = default, TensorLike num_rows = default, TensorLike num_cols = default,
        TensorLike padding_value = default, string align = "RIGHT_LEFT") =>
        OpBuilder.Apply("MatrixDiagV3", name,
            [diagonal, k.IsNull ? 0 : k, num_rows.IsNull ? -1 : num_rows, num_cols.IsNull ? -1 : num_cols, Padding(padding_value, diagonal)], ("align", align));

    /// <summary>Diagonal <paramref name="k"/> (or diagonals k[0] to k[1] as rows) of matrices; short rows are filled up with <paramref name="padding_value"/> (0).</summary>
    public Tensor matrix_diag_part(TensorLike input, string name = "diag_part", TensorLike k = default, TensorLike padding_value = default, string align = "RIGHT_LEFT") =>
        OpBuilder.Apply("MatrixDiagPartV3", name, [input, k.IsNull ? 0 : k, Padding(padding_value, input)], ("align", align));

    /// <summary>A copy of matrices with other values on diagonal <paramref name="k"/> (or diagonals k[0] to k[1]).</summary>
    public Tensor matrix_set_diag(TensorLike input, TensorLike diagonal, string name = "set_diag", TensorLike k = default, string align = "RIGHT_LEFT") =>
        OpBuilder.Apply("MatrixSetDiagV3", name, [input, diagonal, k.IsNull ? 0 : k], ("align", align));

    /// <summary>Matrices with zeros outside a band: <paramref name="num_lower"/> diagonals below the main one and <paramref name="num_upper"/> above it stay; a negative number keeps all.</summary>
    public Tensor matrix_band_part(TensorLike input, TensorLike num_lower, TensorLike num_upper, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "MatrixBandPart");
        return OpBuilder.Apply("MatrixBandPart", scope, [input, num_lower.ToTensor("num_lower"), num_upper.ToTensor("num_upper")]);
    }

    /// <summary>The sum of the main diagonal of each matrix.</summary>
    public Tensor trace(TensorLike x, string? name = null)
    {
        using var scope = DefaultGraph.Current.EnterScope(name ?? "Trace");
        return reduce_sum(matrix_diag_part(x.ToTensor("x")), new[] { -1 }, name: scope);
    }

    // A literal has the matrices' type, as TensorFlow's wrappers convert it; false where they are boolean.
    private static TensorLike Padding(TensorLike padding, TensorLike of)
    {
        if (!padding.IsNull) return padding;
        return of.TensorType == TF_DataType.TF_BOOL ? false : 0;
    }
}
