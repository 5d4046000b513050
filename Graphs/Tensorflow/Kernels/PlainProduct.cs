using System.Numerics;

namespace Tensorflow.Kernels;

/// <summary>Matrix products of the types without a tile kernel (integers, complex numbers): three loops, integers wrapping around.</summary>
internal static unsafe class PlainProduct
{
    public static void Run<T, TEpilogue>(in MatrixProduct<T> p, TEpilogue epilogue)
        where T : unmanaged, INumberBase<T> where TEpilogue : struct, IEpilogue<T>
    {
        for (int i = 0; i < p.M; i++)
        {
            T* c = p.C + i * p.CRow;
            for (int j = 0; j < p.N && !p.Accumulate; j++)
            {
                c[j * p.CColumn] = T.Zero;
            }
            for (int l = 0; l < p.K; l++)
            {
                T x = p.A[i * p.ARow + l * p.AColumn];
                T* b = p.B + l * p.BRow;
                for (int j = 0; j < p.N; j++)
                {
                    c[j * p.CColumn] += x * b[j * p.BColumn];
                }
            }
            if (TEpilogue.HasWork)
            {
                epilogue.Apply(c, 0, p.N);
            }
        }
    }
}
