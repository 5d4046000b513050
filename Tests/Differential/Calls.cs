using Tensorflow;

namespace TfExercises.Tests.Differential;

/// <summary>The calls that random graphs are made of. Each adds a step to a drawing, or nothing where none of its steps fits.</summary>
static partial class Calls
{
    public static Action<Draw>[] All { get; } = [.. Elementwise, .. Reductions, .. Arrays, .. Segments, .. Products, .. Losses, .. Images, Again];

    static bool Any(Traits traits) => true;

    /// <summary>What may be floored, compared and cast: rounding does not turn its value over.</summary>
    static bool IsExact(Traits traits) => traits.Bits is not null;

    static string List(IEnumerable<int> numbers) => $"[{string.Join(',', numbers)}]";

    /// <summary>Dimensions that broadcast with these.</summary>
    static int[] BroadcastingWith(Draw d, int[] dims)
    {
        var skipped = d.Int(0, dims.Length);
        return [.. dims[skipped..].Select(n => d.Chance(0.3) ? 1 : n)];
    }

    static bool Broadcast(int[] a, int[] b)
    {
        for (var i = 1; i <= Math.Min(a.Length, b.Length); i++)
        {
            if (a[^i] != b[^i] && a[^i] != 1 && b[^i] != 1) return false;
        }
        return true;
    }

    /// <summary>The largest index into this many: now and then one too large, which is an error on both engines.</summary>
    static int LastIndex(Draw d, int count) => d.Chance(0.01) ? count : count - 1;

    // The same call on the same inputs, which a plan computes once.
    static void Again(Draw d) => d.AddAgain();

    static int[] Permutation(Draw d, int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        d.Random.Shuffle(order);
        return order;
    }
}
