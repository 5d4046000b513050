namespace Tensorflow;

/// <summary>
/// How images are padded for a convolution or pooling. <c>"SAME"</c>: so that the output has the size ceil(input / stride),
/// with the smaller half before. <c>"VALID"</c>: not at all. Or rows and columns for each dimension of the images, before
/// and after: <c>new[,] { { 0, 0 }, { 1, 2 }, { 0, 1 }, { 0, 0 } }</c>.
/// </summary>
public readonly struct ConvPadding
{
    private ConvPadding(string scheme, long[] pads)
    {
        Scheme = scheme;
        Pads = pads;
    }

    /// <summary>TensorFlow's attribute padding: SAME, VALID or EXPLICIT.</summary>
    internal string Scheme { get; }

    /// <summary>TensorFlow's attribute explicit_paddings: empty, or before and after for each dimension.</summary>
    internal long[] Pads { get; }

    public static implicit operator ConvPadding(string scheme) => new(scheme.ToUpperInvariant(), []);

    public static implicit operator ConvPadding(int[,] pads) => new("EXPLICIT", [.. pads.Cast<int>().Select(p => (long)p)]);

    public static implicit operator ConvPadding(int[][] pads) => new("EXPLICIT", [.. pads.SelectMany(p => p).Select(p => (long)p)]);
}
