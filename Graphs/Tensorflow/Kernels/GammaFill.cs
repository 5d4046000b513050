using System.Runtime.InteropServices;

namespace Tensorflow.Kernels;

/// <summary>
/// Gamma samples with rate 1 by transformation and rejection (Marsaglia and Tsang, "A simple method for
/// generating gamma variables"). Every result owns 256 blocks of the stream.
/// </summary>
internal static class GammaFill
{
    private const ulong BlocksPerResult = 256;

    /// <summary>
    /// <paramref name="destination"/> is [samples, alphas] row-major; column j has the shape parameter
    /// <paramref name="alphas"/>[j]. TensorFlow numbers the results alpha by alpha.
    /// </summary>
    public static void Run(Philox start, ReadOnlySpan<double> alphas, Span<double> destination)
    {
        if (alphas.Length == 0) return;
        var samples = destination.Length / alphas.Length;
        for (var a = 0; a < alphas.Length; a++)
        {
            for (var s = 0; s < samples; s++)
            {
                var stream = start.Skip(BlocksPerResult * (ulong)((long)a * samples + s));
                destination[s * alphas.Length + a] = Sample(stream, alphas[a]);
            }
        }
    }

    private static double Sample(Philox stream, double alpha)
    {
        Span<double> uniforms = stackalloc double[2];
        var uniformsLeft = 0;
        if (alpha == 1.0) return -double.LogP1(-Next<UniformDouble>(ref stream, uniforms, ref uniformsLeft));

        Span<double> normals = stackalloc double[2];
        var normalsLeft = 0;
        var boosted = alpha < 1;
        var d = alpha + (boosted ? 2.0 / 3 : -1.0 / 3);
        var c = 1.0 / 3 / Math.Sqrt(d);
        while (true)
        {
            var x = Next<NormalDouble>(ref stream, normals, ref normalsLeft);
            var v = 1 + c * x;
            if (v <= 0) continue;
            v = v * v * v;
            var u = Next<UniformDouble>(ref stream, uniforms, ref uniformsLeft);
            // The first test is a cheap inner bound of the second, which takes two logarithms.
            if (u >= 1 - 0.0331 * (x * x) * (x * x) && Math.Log(u) >= 0.5 * x * x + d * (1 - v + Math.Log(v))) continue;
            var result = d * v;
            return boosted
                ? result * Math.Pow(Next<UniformDouble>(ref stream, uniforms, ref uniformsLeft), 1 / alpha)
                : result;
        }
    }

    /// <summary>The next of a pair; a pair is used from its end, as in TensorFlow.</summary>
    private static double Next<TDistribution>(ref Philox stream, Span<double> pair, ref int left)
        where TDistribution : struct, IDistribution<double>
    {
        if (left == 0)
        {
            stream.Next(MemoryMarshal.Cast<double, uint>(pair));
            default(TDistribution).Convert(pair);
            left = pair.Length;
        }
        return pair[--left];
    }
}
