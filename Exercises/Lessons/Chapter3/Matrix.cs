using NumSharp;

namespace TfExercises.Lessons.Chapter3;

/// <summary>
/// A matrix of float64, row by row, for products so small that a call of NumSharp costs more than their arithmetic;
/// <see cref="SmallArrays"/> multiplies it.
/// </summary>
sealed class Matrix(int rows, int columns, double[] values)
{
    public int Rows => rows;

    public int Columns => columns;

    public ReadOnlySpan<double> Values => values;

    /// <summary>The transpose: the same numbers, read the other way.</summary>
    public Transposed T => new(this);

    public static Matrix zeros_like(Matrix other) => new(other.Rows, other.Columns, new double[other.Values.Length]);

    /// <summary>A copy of an array of two dimensions.</summary>
    public static implicit operator Matrix(NDArray array) => new((int)array.shape[0], (int)array.shape[1], array.ToArray<double>());

    public static Matrix operator *(double factor, Matrix matrix) =>
        new(matrix.Rows, matrix.Columns, SmallArrays.Map(matrix.Values, v => factor * v));

    public ReadOnlySpan<double> Row(int i) => values.AsSpan(i * columns, columns);

    public NDArray ToNDArray() => np.array(values).reshape(rows, columns);

    /// <summary>Subtracts in place.</summary>
    public void operator -=(Matrix other) => SmallArrays.AddScaled(values, -1, other.Values);

    /// <summary>Adds the product x_i y_j in place.</summary>
    public void operator +=(Outer product)
    {
        for (var i = 0; i < rows; i++)
            SmallArrays.AddScaled(values.AsSpan(i * columns, columns), product.Column[i], product.Row);
    }

    /// <summary>Multiplies in place.</summary>
    public void operator *=(double factor)
    {
        for (var i = 0; i < values.Length; i++)
            values[i] *= factor;
    }
}

/// <summary>A matrix read by columns: column j of W.T is row j of W.</summary>
readonly record struct Transposed(Matrix Original);

/// <summary>The product of a column and a row, x_i y_j, to be added to a matrix without being made first.</summary>
readonly record struct Outer(double[] Column, double[] Row);
