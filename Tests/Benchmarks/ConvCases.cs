using Tensorflow.Kernels;
using static TfExercises.Benchmarks.KernelCase;

namespace TfExercises.Benchmarks;

/// <summary>The convolutions of the CNN lesson with both gradients, and its poolings, batch 100.</summary>
internal static class ConvCases
{
    public static IEnumerable<KernelCase> All =>
    [
        Forward(First), Filter(First),
        Forward(Second), Filter(Second), Input(Second),
        .. Pooling(28, 32), .. Pooling(14, 64),
    ];

    static ConvGeometry First => Same(28, 1, 32);

    static ConvGeometry Second => Same(14, 32, 64);

    static KernelCase Forward(ConvGeometry g) => new($"conv 5x5 {Name(g)} forward", () =>
    {
        float[] x = Values(g.InputSize), f = Values(g.FilterSize), y = new float[g.OutputSize];
        return () => Conv2D.Forward<float>(g, x, f, y);
    }, Flops(g));

    static KernelCase Filter(ConvGeometry g) => new($"conv 5x5 {Name(g)} gradient of filter", () =>
    {
        float[] x = Values(g.InputSize), dy = Values(g.OutputSize), df = new float[g.FilterSize];
        return () => Conv2D.BackpropFilter<float>(g, x, dy, df);
    }, Flops(g));

    static KernelCase Input(ConvGeometry g) => new($"conv 5x5 {Name(g)} gradient of input", () =>
    {
        float[] f = Values(g.FilterSize), dy = Values(g.OutputSize), dx = new float[g.InputSize];
        return () => Conv2D.BackpropInput<float>(g, f, dy, dx);
    }, Flops(g));

    static IEnumerable<KernelCase> Pooling(int size, int channels)
    {
        var g = new ConvGeometry
        {
            Batch = 100, InputHeight = size, InputWidth = size, OutputHeight = size / 2, OutputWidth = size / 2, InputChannels = channels, OutputChannels = channels,
            FilterHeight = 2, FilterWidth = 2, StrideHeight = 2, StrideWidth = 2,
        };
        yield return new($"max pool 2x2 {size}x{size}x{channels}", () =>
        {
            float[] x = Values(g.InputSize), y = new float[g.OutputSize];
            return () => MaxPool.Forward<float>(g, x, y);
        }, Bytes: sizeof(float) * (double)(g.InputSize + g.OutputSize)) { CopyName = BaselineCases.CopyName(BaselineCases.MemoryElements) };
        yield return new($"max pool 2x2 {size}x{size}x{channels} gradient", () =>
        {
            float[] x = Values(g.InputSize), dy = Values(g.OutputSize), dx = new float[g.InputSize];
            return () => MaxPool.Gradient<float>(g, x, dy, dx);
        }, Bytes: sizeof(float) * (double)(2 * g.InputSize + g.OutputSize)) { CopyName = BaselineCases.CopyName(BaselineCases.MemoryElements) };
    }

    static string Name(ConvGeometry g) => $"{g.InputHeight}x{g.InputWidth}x{g.InputChannels} to {g.OutputChannels}";

    static double Flops(ConvGeometry g) => 2.0 * g.OutputSize * g.FilterHeight * g.FilterWidth * g.InputChannels;

    static ConvGeometry Same(int size, int inputs, int outputs) => new()
    {
        Batch = 100, InputHeight = size, InputWidth = size, OutputHeight = size, OutputWidth = size, InputChannels = inputs, OutputChannels = outputs,
        FilterHeight = 5, FilterWidth = 5, PadTop = 2, PadLeft = 2,
    };
}
