using System.Numerics.Tensors;

namespace Tensorflow.Kernels;

/// <summary>
/// The Box-Muller transform: of u, v uniform in [0, 1) it makes two independent standard normals
/// <c>r sin(2 pi v), r cos(2 pi v)</c> with <c>r = sqrt(-2 ln max(u, 1e-7))</c>.
/// </summary>
internal static class BoxMuller
{
    private const int PairsAtOnce = 256;

    /// <summary>Replaces pairs (u, v) by pairs of normals.</summary>
    public static void Convert(Span<float> values)
    {
        Span<float> radius = stackalloc float[PairsAtOnce];
        Span<float> angle = stackalloc float[PairsAtOnce];
        Span<float> sine = stackalloc float[PairsAtOnce];
        Span<float> cosine = stackalloc float[PairsAtOnce];
        while (values.Length > 0)
        {
            var pairs = Math.Min(values.Length / 2, PairsAtOnce);
            for (var i = 0; i < pairs; i++)
            {
                radius[i] = Math.Max(values[2 * i], 1e-7f);
                angle[i] = (float)(2 * Math.PI * values[2 * i + 1]);
            }
            ToRadius(radius[..pairs]);
            TensorPrimitives.Sin(angle[..pairs], sine);
            TensorPrimitives.Cos(angle[..pairs], cosine);
            for (var i = 0; i < pairs; i++)
            {
                values[2 * i] = sine[i] * radius[i];
                values[2 * i + 1] = cosine[i] * radius[i];
            }
            values = values[(2 * pairs)..];
        }
    }

    /// <summary>Replaces pairs (u, v) by pairs of normals.</summary>
    public static void Convert(Span<double> values)
    {
        for (var i = 0; i < values.Length; i += 2)
        {
            var radius = Math.Sqrt(-2.0 * Math.Log(Math.Max(values[i], 1e-7)));
            var (sine, cosine) = Math.SinCos(2 * Math.PI * values[i + 1]);
            values[i] = sine * radius;
            values[i + 1] = cosine * radius;
        }
    }

    private static void ToRadius(Span<float> uniform)
    {
        TensorPrimitives.Log(uniform, uniform);
        TensorPrimitives.Multiply(uniform, -2f, uniform);
        TensorPrimitives.Sqrt(uniform, uniform);
    }
}
