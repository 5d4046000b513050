using System.Numerics;

namespace Tensorflow.Kernels;

/// <summary>Solves triangular systems by substitution, over batches that broadcast against each other.</summary>
internal static unsafe class TriangularSolve
{
    /// <summary>
    /// op(a[b]) z[b] = y[b] with a[b] [n, n], of which only one triangle is read, and y[b], z[b] [n, columns];
    /// op transposes where <paramref name="transpose"/> is set.
    /// </summary>
    public static void Run<T>(
        bool lower, bool transpose, int n, int columns,
        ReadOnlySpan<T> a, ReadOnlySpan<int> aBatch, ReadOnlySpan<T> y, ReadOnlySpan<int> yBatch, Span<T> z, ReadOnlySpan<int> batch)
        where T : unmanaged, INumberBase<T>
    {
        if (z.Length == 0) return;
        int* buffer = stackalloc int[Broadcast.BufferSize(batch.Length, 2)];
        var plan = new Broadcast(batch, 2, buffer);
        plan.Operand(0, aBatch);
        plan.Operand(1, yBatch);
        plan.Collapse();
        for (var row = 0; row < plan.Rows; row++)
        {
            for (var column = 0; column < plan.RowLength; column++)
            {
                var matrix = a.Slice((plan.Offset(0, row) + (plan.Moves(0) ? column : 0)) * n * n, n * n);
                var right = y.Slice((plan.Offset(1, row) + (plan.Moves(1) ? column : 0)) * n * columns, n * columns);
                var result = z.Slice((row * plan.RowLength + column) * n * columns, n * columns);
                right.CopyTo(result);
                Solve(lower != transpose, transpose, n, columns, matrix, result);
            }
        }
    }

    // Row i of the result loses what the rows solved before it contribute, then is divided by the diagonal.
    private static void Solve<T>(bool forward, bool transpose, int n, int columns, ReadOnlySpan<T> a, Span<T> z) where T : unmanaged, INumberBase<T>
    {
        for (var step = 0; step < n; step++)
        {
            var i = forward ? step : n - 1 - step;
            var row = z.Slice(i * columns, columns);
            for (var before = 0; before < step; before++)
            {
                var j = forward ? before : n - 1 - before;
                var factor = transpose ? a[j * n + i] : a[i * n + j];
                var solved = z.Slice(j * columns, columns);
                for (var c = 0; c < columns; c++) row[c] -= factor * solved[c];
            }
            for (var c = 0; c < columns; c++) row[c] /= a[i * n + i];
        }
    }
}
