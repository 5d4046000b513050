namespace Tensorflow.Kernels;

/// <summary>
/// The cells of a filter along one axis that read the source, in the order of the places that they read:
/// tap t of grid cell g reads place g*Step + Offset + t*Spacing and is the filter's cell Cell + t*CellStep.
/// </summary>
internal readonly record struct Taps(int Count, int Offset, int Spacing, int Step, int Cell, int CellStep)
{
    /// <summary>The forward pass: output cell y reads y*stride - pad + r*dilation.</summary>
    public static Taps Forward(int window, int stride, int dilation, int pad) => new(window, -pad, dilation, stride, 0, 1);

    /// <summary>
    /// The gradient for the input cells remainder + y*stride: the filter cells r for which (remainder + pad - r*dilation) is a multiple
    /// of the stride, read the output's gradient at y + that quotient. With r falling, the places rise.
    /// </summary>
    public static Taps Backward(int window, int stride, int dilation, int pad, int remainder)
    {
        int first = -1, last = -1, count = 0;
        for (int r = 0; r < window; r++)
        {
            if ((remainder + pad - r * dilation) % stride == 0)
            {
                first = first < 0 ? r : first;
                last = r;
                count++;
            }
        }
        if (count == 0)
        {
            return default;
        }
        int offset = (remainder + pad - last * dilation) / stride;
        int cellStep = count > 1 ? (last - first) / (count - 1) : 1;
        int spacing = count > 1 ? cellStep * dilation / stride : 1;
        return new(count, offset, spacing, 1, last, -cellStep);
    }
}
