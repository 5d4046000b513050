using System.Numerics.Tensors;

namespace Tensorflow.Kernels;

/// <summary>The QR decomposition by Householder reflections (Golub and Van Loan, Matrix Computations, 5.2).</summary>
internal static class Householder
{
    /// <summary>
    /// <paramref name="matrix"/> [rows, columns] = <paramref name="q"/> [rows, inner] * <paramref name="r"/> [inner, columns],
    /// all row-major; inner is min(rows, columns) or rows. Uses up the matrix.
    /// </summary>
    public static void Decompose(Span<double> matrix, int rows, int columns, Span<double> q, Span<double> r, int inner)
    {
        var steps = Math.Min(rows, columns);
        // Column-major, so that a reflection works on contiguous columns.
        var a = Transposed(matrix, rows, columns);
        var scales = new double[steps];
        for (var step = 0; step < steps; step++)
        {
            var reflector = a.AsSpan(step * rows + step, rows - step);
            (scales[step], var diagonal) = MakeReflector(reflector);
            for (var column = step + 1; column < columns; column++)
                Reflect(reflector, scales[step], a.AsSpan(column * rows + step, rows - step));
            for (var column = step; column < columns; column++)
                r[step * columns + column] = column == step ? diagonal : a[column * rows + step];
            r.Slice(step * columns, step).Clear();
        }
        r[(steps * columns)..(inner * columns)].Clear();
        var basis = new double[rows * inner];
        for (var column = 0; column < inner; column++) basis[column * rows + column] = 1;
        for (var step = steps - 1; step >= 0; step--)
        {
            var reflector = a.AsSpan(step * rows + step, rows - step);
            for (var column = step; column < inner; column++)
                Reflect(reflector, scales[step], basis.AsSpan(column * rows + step, rows - step));
        }
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < inner; column++) q[row * inner + column] = basis[column * rows + row];
    }

    /// <summary>
    /// Turns a column into v (v[0] = 1) with (I - scale v v') column = (diagonal, 0, ...); the diagonal has the sign
    /// opposite to the column's first element, which avoids cancellation.
    /// </summary>
    private static (double Scale, double Diagonal) MakeReflector(Span<double> column)
    {
        var first = column[0];
        var tail = column[1..];
        var norm = TensorPrimitives.Norm<double>(tail);
        column[0] = 1;
        if (norm == 0) return (0, first);
        var diagonal = -Math.CopySign(Math.Sqrt(first * first + norm * norm), first);
        TensorPrimitives.Divide(tail, first - diagonal, tail);
        return ((diagonal - first) / diagonal, diagonal);
    }

    private static void Reflect(ReadOnlySpan<double> reflector, double scale, Span<double> column)
    {
        var factor = -scale * TensorPrimitives.Dot(reflector, column);
        TensorPrimitives.MultiplyAdd(reflector, factor, column, column);
    }

    private static double[] Transposed(ReadOnlySpan<double> matrix, int rows, int columns)
    {
        var result = new double[rows * columns];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++) result[column * rows + row] = matrix[row * columns + column];
        return result;
    }
}
