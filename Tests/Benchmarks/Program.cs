using TfExercises.Bench;
using TfExercises.Benchmarks;

double peak = CorePeak.MeasureFlops();
Console.WriteLine($"peak of one core: {peak / 1e9:F1} GFLOP/s float32, {Environment.ProcessorCount} processors");
if (args is [] or ["gemm"])
{
    GemmBenchmark.Run(peak);
}
if (args is [] or ["conv"])
{
    ConvBenchmark.Run(peak);
}
if (args is [] or ["loop"])
{
    LoopBenchmark.Run();
}
