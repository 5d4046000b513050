using Tensorflow.Kernels;
using static TfExercises.Benchmarks.KernelCase;

namespace TfExercises.Benchmarks;

/// <summary>Matrix products: squares, and the shapes that the lessons have.</summary>
internal static class GemmCases
{
    public static IEnumerable<KernelCase> All =>
    [
        .. new[] { 64, 128, 256, 512, 1024, 2048 }.Select(size => Case(false, false, size, size, size)),
        Case(false, true, 1024, 1024, 1024), Case(true, false, 1024, 1024, 1024),
        // mnist-mlp, batch 100: forward, gradient of the weights, gradient of the input.
        Case(false, false, 100, 1000, 784), Case(true, false, 784, 1000, 100),
        Case(false, false, 100, 500, 1000), Case(true, false, 1000, 500, 100), Case(false, true, 100, 1000, 500),
        Case(false, false, 100, 10, 500), Case(true, false, 500, 10, 100), Case(false, true, 100, 500, 10),
        // mnist-softmax
        Case(false, false, 100, 10, 784), Case(true, false, 784, 10, 100),
        // mnist-cnn, its dense layer
        Case(false, false, 100, 1024, 3136), Case(true, false, 3136, 1024, 100), Case(false, true, 100, 3136, 1024),
        // mnist-keras, batch 128
        Case(false, false, 128, 512, 784), Case(true, false, 784, 512, 128), Case(false, true, 128, 512, 512),
        // recurrent layers: batch 32 and 2, 128 units
        Case(false, false, 32, 128, 128), Case(false, false, 32, 512, 128), Case(false, false, 2, 128, 128), Case(false, false, 2, 512, 128), Case(false, true, 2, 128, 512), Case(false, true, 2, 128, 128), Case(false, true, 32, 128, 512), Case(true, false, 128, 512, 32), Case(true, false, 128, 512, 2),
        .. new[] { 2, 4, 8, 16, 32 }.Select(n => Case(false, false, 1000, n, 1000)),
    ];

    /// <summary>Products with one row or column read their matrix once: its memory is their limit.</summary>
    public static IEnumerable<KernelCase> Vectors =>
    [
        Vector(false, false, 1, 1000, 1000), Vector(false, true, 1, 1000, 1000), Vector(false, false, 1000, 1, 1000), Vector(true, false, 1000, 1, 1000), Vector(false, false, 1, 1000, 784),
    ];

    static KernelCase Vector(bool transposeA, bool transposeB, int m, int n, int k) => Case(transposeA, transposeB, m, n, k) with
    {
        Flops = 0, Bytes = sizeof(float) * ((double)m * k + (double)k * n + (double)m * n), CopyName = BaselineCases.CopyName(BaselineCases.CachedElements),
    };

    static KernelCase Case(bool transposeA, bool transposeB, int m, int n, int k) => new($"gemm {(transposeA ? "T" : "N")}{(transposeB ? "T" : "N")} {m} x {n} x {k}", () =>
    {
        float[] a = Values(m * k), b = Values(k * n), c = new float[m * n];
        return () => Gemm.Run<float>(transposeA, transposeB, m, n, k, a, b, c);
    }, Flops: 2.0 * m * n * k);
}
