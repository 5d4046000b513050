using System.Numerics;

namespace Tensorflow.Kernels;

/// <summary>General matrix product C = op(A) op(B) of row-major matrices, op(X) being X or its transpose.</summary>
internal static unsafe class Gemm
{
    /// <summary>
    /// C = op(A) op(B), or C += op(A) op(B), of dense matrices: op(A) is [m, k], op(B) is [k, n], C is [m, n].
    /// </summary>
    /// <param name="transposeA">A is stored as [k, m].</param>
    /// <param name="transposeB">B is stored as [n, k].</param>
    /// <param name="m">Rows of C.</param>
    /// <param name="n">Columns of C.</param>
    /// <param name="k">Length of the sums; with 0 they are 0.</param>
    /// <param name="a">m*k elements.</param>
    /// <param name="b">k*n elements.</param>
    /// <param name="c">m*n elements; must not overlap a or b.</param>
    /// <param name="accumulate">Adds to C in place of overwriting it.</param>
    public static void Run<T>(
        bool transposeA, bool transposeB, int m, int n, int k, ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, bool accumulate = false)
        where T : unmanaged, INumberBase<T> =>
        Run(transposeA, transposeB, m, n, k, a, transposeA ? m : k, b, transposeB ? k : n, c, n, accumulate);

    /// <summary>As the dense form, with the distance between the starts of two stored rows given (leading dimensions).</summary>
    public static void Run<T>(
        bool transposeA, bool transposeB, int m, int n, int k,
        ReadOnlySpan<T> a, int lda, ReadOnlySpan<T> b, int ldb, Span<T> c, int ldc, bool accumulate = false)
        where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < n; j++)
            {
                T sum = accumulate ? c[i * ldc + j] : T.Zero;
                for (int l = 0; l < k; l++)
                {
                    sum += a[transposeA ? l * lda + i : i * lda + l] * b[transposeB ? j * ldb + l : l * ldb + j];
                }
                c[i * ldc + j] = sum;
            }
        }
    }

    /// <summary>
    /// C = activation(op(A) op(B) + bias), the bias (n elements, or empty for none) being added to every row.
    /// The other arguments are those of the dense product.
    /// </summary>
    public static void RunFused<T>(
        bool transposeA, bool transposeB, int m, int n, int k,
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> bias, Activation activation, Span<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Run(transposeA, transposeB, m, n, k, a, b, c);
        for (int i = 0; i < m * n; i++)
        {
            T x = bias.IsEmpty ? c[i] : c[i] + bias[i % n];
            c[i] = activation switch
            {
                Activation.Relu => T.IsNegative(x) ? T.Zero : x,
                Activation.Sigmoid => T.One / (T.One + T.Exp(-x)),
                Activation.Tanh => T.Tanh(x),
                _ => x,
            };
        }
    }
}
