using Tensorflow.Kernels;

namespace TfExercises.Benchmarks;

/// <summary>The convolutions and poolings of the CNN lesson, batch 100.</summary>
internal static class ConvBenchmark
{
    public static void Run(double peak)
    {
        Console.WriteLine("convolution, pooling           1 thread           all threads");
        ConvGeometry first = Same(28, 1, 32), second = Same(14, 32, 64);
        ConvGeometry firstPool = Pool(28, 32), secondPool = Pool(14, 64);
        double[] step = [.. new[] { first, second }.Aggregate(new double[2], (sum, g) => [.. sum.Zip(Convolution(g, peak), (a, b) => a + b)])];
        double[] pools = [.. new[] { firstPool, secondPool }.Aggregate(new double[2], (sum, g) => [.. sum.Zip(Pooling(g), (a, b) => a + b)])];
        Console.WriteLine($"convolutions of one training step: {step[0] * 1e3:F1} ms, {step[1] * 1e3:F1} ms; poolings: {pools[0] * 1e3:F1} ms, {pools[1] * 1e3:F1} ms");
    }

    private static double[] Convolution(ConvGeometry g, double peak)
    {
        float[] x = Values(g.InputSize), f = Values(g.FilterSize), y = Values(g.OutputSize);
        double flops = 2.0 * g.OutputSize * g.FilterHeight * g.FilterWidth * g.InputChannels;
        string name = $"{g.InputHeight}x{g.InputWidth}x{g.InputChannels}->{g.OutputChannels}";
        double[] forward = Report($"{name} forward", flops, peak, () => Conv2D.Forward<float>(g, x, f, y));
        double[] filter = Report($"{name} filter", flops, peak, () => Conv2D.BackpropFilter<float>(g, x, y, f));
        double[] input = Report($"{name} input", flops, peak, () => Conv2D.BackpropInput<float>(g, f, y, x));
        return g.InputChannels == 1 ? [forward[0] + filter[0], forward[1] + filter[1]] : [forward[0] + filter[0] + input[0], forward[1] + filter[1] + input[1]];
    }

    private static double[] Pooling(ConvGeometry g)
    {
        float[] x = Values(g.InputSize), y = Values(g.OutputSize), dx = Values(g.InputSize);
        string name = $"{g.InputHeight}x{g.InputWidth}x{g.InputChannels}";
        double[] forward = Report($"{name} max pool", 0, 1, () => MaxPool.Forward<float>(g, x, y));
        double[] gradient = Report($"{name} max pool gradient", 0, 1, () => MaxPool.Gradient<float>(g, x, y, dx));
        return [forward[0] + gradient[0], forward[1] + gradient[1]];
    }

    private static double[] Report(string name, double flops, double peak, Action action)
    {
        string line = $"{name,-26}";
        double[] seconds = new double[2];
        for (int i = 0; i < 2; i++)
        {
            WorkerPool.Threads = i == 0 ? 1 : Environment.ProcessorCount;
            seconds[i] = Timing.Best(action);
            line += $"   {seconds[i] * 1e6,9:F1} us " + (flops > 0 ? $"{flops / seconds[i] / peak / WorkerPool.Threads,4:P0}" : "    ");
        }
        Console.WriteLine(line);
        return seconds;
    }

    private static ConvGeometry Same(int size, int inputs, int outputs) => new()
    {
        Batch = 100, InputHeight = size, InputWidth = size, OutputHeight = size, OutputWidth = size, InputChannels = inputs, OutputChannels = outputs,
        FilterHeight = 5, FilterWidth = 5, PadTop = 2, PadLeft = 2,
    };

    private static ConvGeometry Pool(int size, int channels) => new()
    {
        Batch = 100, InputHeight = size, InputWidth = size, OutputHeight = size / 2, OutputWidth = size / 2, InputChannels = channels, OutputChannels = channels,
        FilterHeight = 2, FilterWidth = 2, StrideHeight = 2, StrideWidth = 2,
    };

    private static float[] Values(int count)
    {
        var values = new float[count];
        for (int i = 0; i < count; i++)
        {
            values[i] = Random.Shared.NextSingle();
        }
        return values;
    }
}
