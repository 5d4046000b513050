using System.Diagnostics;
using Tensorflow.Kernels;

namespace TfExercises.Benchmarks;

/// <summary>Matrix products of the sizes that the lessons have.</summary>
internal static class GemmBenchmark
{
    public static void Run(double peak)
    {
        Console.WriteLine("gemm                          1 thread           all threads");
        foreach (var (tA, tB, m, n, k) in new (bool, bool, int, int, int)[]
        {
            (false, false, 1024, 1024, 1024), (false, true, 1024, 1024, 1024), (true, false, 1024, 1024, 1024), (false, false, 500, 500, 500),
            (false, false, 100, 1000, 784), (true, false, 784, 1000, 100), (false, false, 100, 500, 1000), (false, true, 100, 1000, 500),
            (true, false, 1000, 500, 100), (false, true, 100, 784, 1000),
            (false, false, 100, 1024, 3136), (false, true, 100, 3136, 1024), (true, false, 3136, 1024, 100),
            (false, false, 100, 10, 784), (true, false, 784, 10, 100), (false, false, 100, 10, 500), (false, true, 100, 500, 10), (true, false, 500, 10, 100),
            (false, false, 1, 1000, 1000), (false, false, 1000, 1, 1000), (true, false, 1000, 1, 1000), (false, false, 16, 16, 16), (false, false, 100, 1, 4), (true, false, 4, 1, 100),
        })
        {
            var a = new float[m * k];
            var b = new float[k * n];
            var c = new float[m * n];
            Random.Shared.NextSingle();
            for (int i = 0; i < a.Length; i++) a[i] = Random.Shared.NextSingle();
            for (int i = 0; i < b.Length; i++) b[i] = Random.Shared.NextSingle();
            string line = $"{(tA ? "T" : "N")}{(tB ? "T" : "N")} {m,5} x {n,5} x {k,5} ";
            foreach (int threads in new[] { 1, Environment.ProcessorCount })
            {
                WorkerPool.Threads = threads;
                double seconds = Timing.Best(() => Gemm.Run<float>(tA, tB, m, n, k, a, b, c));
                line += $"   {seconds * 1e6,9:F1} us {2.0 * m * n * k / seconds / peak / threads,4:P0}";
            }
            Console.WriteLine(line);
        }
    }
}
