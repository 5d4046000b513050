using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Tensorflow.Kernels;

/// <summary>General matrix product C = op(A) op(B) of row-major matrices, op(X) being X or its transpose.</summary>
/// <remarks>float and double run on the widest registers of the machine; other types by plain loops.</remarks>
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
        where T : unmanaged, INumberBase<T> =>
        Run(transposeA, transposeB, m, n, k, a, lda, b, ldb, c, ldc, accumulate, default(NoEpilogue<T>));

    /// <summary>
    /// C = activation(op(A) op(B) + bias), the bias (n elements, or empty for none) being added to every row.
    /// The other arguments are those of the dense product.
    /// </summary>
    public static void RunFused<T>(
        bool transposeA, bool transposeB, int m, int n, int k,
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, ReadOnlySpan<T> bias, Activation activation, Span<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckLength(bias.IsEmpty ? n : bias.Length, 1, n, n, "bias");
        fixed (T* shift = bias)
        {
            switch (activation)
            {
                case Activation.Relu:
                    RunFused(transposeA, transposeB, m, n, k, a, b, c, new BiasActivation<T, ReluActivation<T>>(shift));
                    break;
                case Activation.Sigmoid:
                    RunFused(transposeA, transposeB, m, n, k, a, b, c, new BiasActivation<T, SigmoidActivation<T>>(shift));
                    break;
                case Activation.Tanh:
                    RunFused(transposeA, transposeB, m, n, k, a, b, c, new BiasActivation<T, TanhActivation<T>>(shift));
                    break;
                default:
                    RunFused(transposeA, transposeB, m, n, k, a, b, c, new BiasActivation<T, IdentityActivation<T>>(shift));
                    break;
            }
        }
    }

    /// <summary>The dense product with any epilogue, which is applied to every element once its sum is complete.</summary>
    public static void RunFused<T, TEpilogue>(
        bool transposeA, bool transposeB, int m, int n, int k,
        ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, TEpilogue epilogue)
        where T : unmanaged, INumberBase<T> where TEpilogue : struct, IEpilogue<T> =>
        Run(transposeA, transposeB, m, n, k, a, transposeA ? m : k, b, transposeB ? k : n, c, n, false, epilogue);

    private static void Run<T, TEpilogue>(
        bool transposeA, bool transposeB, int m, int n, int k,
        ReadOnlySpan<T> a, int lda, ReadOnlySpan<T> b, int ldb, Span<T> c, int ldc, bool accumulate, TEpilogue epilogue)
        where T : unmanaged, INumberBase<T> where TEpilogue : struct, IEpilogue<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        CheckLength(a.Length, transposeA ? k : m, transposeA ? m : k, lda, nameof(a));
        CheckLength(b.Length, transposeB ? n : k, transposeB ? k : n, ldb, nameof(b));
        CheckLength(c.Length, m, n, ldc, nameof(c));
        if (m == 0 || n == 0)
        {
            return;
        }
        fixed (T* pa = a, pb = b, pc = c)
        {
            var product = new MatrixProduct<T>
            {
                M = m, N = n, K = k, Accumulate = accumulate,
                A = pa, ARow = transposeA ? 1 : lda, AColumn = transposeA ? lda : 1,
                B = pb, BRow = transposeB ? 1 : ldb, BColumn = transposeB ? ldb : 1,
                C = pc, CRow = ldc, CColumn = 1,
            };
            Run(product, epilogue);
        }
    }

    /// <summary>Runs a product on the widest registers that the machine has.</summary>
    internal static void Run<T, TEpilogue>(in MatrixProduct<T> product, TEpilogue epilogue)
        where T : unmanaged, INumberBase<T> where TEpilogue : struct, IEpilogue<T>
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            PlainProduct.Run(product, epilogue);
        }
        else if (Vector512.IsHardwareAccelerated)
        {
            Run<T, Vector512<T>, Simd512<T>, TEpilogue>(product, epilogue);
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            Run<T, Vector256<T>, Simd256<T>, TEpilogue>(product, epilogue);
        }
        else if (Vector128.IsHardwareAccelerated)
        {
            Run<T, Vector128<T>, Simd128<T>, TEpilogue>(product, epilogue);
        }
        else
        {
            Run<T, T, SimdScalar<T>, TEpilogue>(product, epilogue);
        }
    }

    /// <summary>Runs a product on registers of a given width.</summary>
    internal static void Run<T, TVec, TSimd, TEpilogue>(in MatrixProduct<T> p, TEpilogue epilogue)
        where T : unmanaged, INumberBase<T> where TVec : unmanaged where TSimd : struct, ISimd<TVec, T>
        where TEpilogue : struct, IEpilogue<T>
    {
        if (p.N == 1)
        {
            VectorProduct<T, TVec, TSimd>.Run(p.M, p.K, p.A, p.ARow, p.AColumn, p.B, p.BRow, p.C, p.CRow, p.Accumulate);
            Finish(p, epilogue);
        }
        else if (p.M == 1)
        {
            VectorProduct<T, TVec, TSimd>.Run(p.N, p.K, p.B, p.BColumn, p.BRow, p.A, p.AColumn, p.C, p.CColumn, p.Accumulate);
            Finish(p, epilogue);
        }
        else if (FewRowsProduct<T, TVec, TSimd>.Fits(p))
        {
            FewRowsProduct<T, TVec, TSimd>.Run(p);
            Finish(p, epilogue);
        }
        else
        {
            RunCheapest<T, TVec, TSimd, TEpilogue>(p, p.Transposed(), epilogue);
        }
    }

    /// <summary>A B, or (B^T A^T)^T, by tiles or by sums along the registers.</summary>
    private static void RunCheapest<T, TVec, TSimd, TEpilogue>(in MatrixProduct<T> p, in MatrixProduct<T> transposed, TEpilogue epilogue)
        where T : unmanaged, INumberBase<T> where TVec : unmanaged where TSimd : struct, ISimd<TVec, T>
        where TEpilogue : struct, IEpilogue<T>
    {
        double tiles = BlockedProduct<T, TVec, TSimd>.Cost(p), turnedTiles = BlockedProduct<T, TVec, TSimd>.Cost(transposed);
        double dots = DotProduct<T, TVec, TSimd>.Cost(p), turnedDots = DotProduct<T, TVec, TSimd>.Cost(transposed);
        if (Math.Min(dots, turnedDots) < Math.Min(tiles, turnedTiles))
        {
            DotProduct<T, TVec, TSimd>.Run(dots <= turnedDots ? p : transposed);
            Finish(p, epilogue);
        }
        else
        {
            BlockedProduct<T, TVec, TSimd>.Run(tiles <= turnedTiles ? p : transposed, epilogue);
        }
    }

    private static void Finish<T, TEpilogue>(in MatrixProduct<T> p, TEpilogue epilogue)
        where T : unmanaged where TEpilogue : struct, IEpilogue<T>
    {
        if (TEpilogue.HasWork)
        {
            for (int i = 0; i < p.M; i++)
            {
                epilogue.Apply(p.C + i * p.CRow, 0, p.N);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckLength(int length, int rows, int columns, int stride, string name)
    {
        long least = rows == 0 || columns == 0 ? 0 : (long)(rows - 1) * stride + columns;
        if (length < least || (rows > 1 && stride < columns))
        {
            throw new ArgumentException($"A matrix of {rows} x {columns} with rows {stride} apart needs {least} elements and a stride of at least {columns}; got {length} elements.", name);
        }
    }
}
