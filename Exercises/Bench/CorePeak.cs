using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using TfExercises.Lessons;

namespace TfExercises.Bench;

/// <summary>The most float32 multiply-adds that one core does: a loop of independent FMAs on the widest registers.</summary>
static class CorePeak
{
    const int Rounds = 100_000;

    // Read by nobody; without it the loop could be dropped.
    static float sink;

    /// <summary>The loop as a step to time beside others.</summary>
    public static TimedStep CreateStep() => new(Loop) { Flops = FlopsPerLoop };

    /// <summary>Operations of one loop.</summary>
    public static double FlopsPerLoop => (double)Rounds * FlopsPerRound;

    static int FlopsPerRound => 10 * 2 * (Vector512.IsHardwareAccelerated ? Vector512<float>.Count : Vector256<float>.Count);

    /// <summary>Some tenths of a millisecond of multiply-adds.</summary>
    public static void Loop()
    {
        if (Vector512.IsHardwareAccelerated)
            Loop512();
        else
            Loop256();
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Loop512()
    {
        Vector512<float> x = Vector512.Create(0.999f), y = Vector512.Create(0.001f);
        Vector512<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x;
        for (var n = 0; n < Rounds; n++)
        {
            a = Vector512.FusedMultiplyAdd(a, x, y);
            b = Vector512.FusedMultiplyAdd(b, x, y);
            c = Vector512.FusedMultiplyAdd(c, x, y);
            d = Vector512.FusedMultiplyAdd(d, x, y);
            e = Vector512.FusedMultiplyAdd(e, x, y);
            f = Vector512.FusedMultiplyAdd(f, x, y);
            g = Vector512.FusedMultiplyAdd(g, x, y);
            h = Vector512.FusedMultiplyAdd(h, x, y);
            i = Vector512.FusedMultiplyAdd(i, x, y);
            j = Vector512.FusedMultiplyAdd(j, x, y);
        }
        sink = Vector512.Sum(a + b + c + d + e + f + g + h + i + j);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    static void Loop256()
    {
        Vector256<float> x = Vector256.Create(0.999f), y = Vector256.Create(0.001f);
        Vector256<float> a = x, b = x, c = x, d = x, e = x, f = x, g = x, h = x, i = x, j = x;
        for (var n = 0; n < Rounds; n++)
        {
            a = Vector256.MultiplyAddEstimate(a, x, y);
            b = Vector256.MultiplyAddEstimate(b, x, y);
            c = Vector256.MultiplyAddEstimate(c, x, y);
            d = Vector256.MultiplyAddEstimate(d, x, y);
            e = Vector256.MultiplyAddEstimate(e, x, y);
            f = Vector256.MultiplyAddEstimate(f, x, y);
            g = Vector256.MultiplyAddEstimate(g, x, y);
            h = Vector256.MultiplyAddEstimate(h, x, y);
            i = Vector256.MultiplyAddEstimate(i, x, y);
            j = Vector256.MultiplyAddEstimate(j, x, y);
        }
        sink = Vector256.Sum(a + b + c + d + e + f + g + h + i + j);
    }
}
