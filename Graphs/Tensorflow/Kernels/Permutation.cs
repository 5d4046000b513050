namespace Tensorflow.Kernels;

/// <summary>Random orders.</summary>
internal static class Permutation
{
    /// <summary>Writes 0..n-1 in an order drawn with n - 1 words: place i is swapped with i + word mod (n - i).</summary>
    public static void Run(Philox start, Span<int> order)
    {
        for (var i = 0; i < order.Length; i++) order[i] = i;
        var words = new PhiloxWords(start, stackalloc uint[Philox.BlockWords]);
        for (var i = 0; i < order.Length - 1; i++)
        {
            var other = i + (int)(words.Next() % (uint)(order.Length - i));
            (order[i], order[other]) = (order[other], order[i]);
        }
    }
}
