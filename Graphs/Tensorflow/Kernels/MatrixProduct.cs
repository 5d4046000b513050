namespace Tensorflow.Kernels;

/// <summary>
/// One product C (+)= A B with every matrix given by its start and two strides, so that a transpose is an exchange of strides:
/// A[i, l] = A[i*ARow + l*AColumn] and so on.
/// </summary>
internal unsafe struct MatrixProduct<T> where T : unmanaged
{
    public int M;
    public int N;
    public int K;
    public T* A;
    public nint ARow;
    public nint AColumn;
    public T* B;
    public nint BRow;
    public nint BColumn;
    public T* C;
    public nint CRow;
    public nint CColumn;
    public bool Accumulate;

    /// <summary>The same product written as C^T = B^T A^T.</summary>
    public readonly MatrixProduct<T> Transposed() => this with
    {
        M = N, N = M,
        A = B, ARow = BColumn, AColumn = BRow,
        B = A, BRow = AColumn, BColumn = ARow,
        CRow = CColumn, CColumn = CRow,
    };
}
