using FsCheck;
using FsCheck.Fluent;
using Tensorflow.Kernels;

namespace TfExercises.Tests.Kernels;

/// <summary>Convolution geometries at random and the plain loops over them.</summary>
internal static class ConvReference
{
    /// <summary>One multiplication of a convolution: the cells of output, input and filter, without their channels.</summary>
    public readonly record struct Step(int Output, int Input, int Filter);

    public static IEnumerable<Step> Steps(ConvGeometry g)
    {
        for (int n = 0; n < g.Batch; n++)
        {
            for (int y = 0; y < g.OutputHeight; y++)
            {
                for (int x = 0; x < g.OutputWidth; x++)
                {
                    for (int r = 0; r < g.FilterHeight; r++)
                    {
                        for (int s = 0; s < g.FilterWidth; s++)
                        {
                            int iy = y * g.StrideHeight - g.PadTop + r * g.DilationHeight;
                            int ix = x * g.StrideWidth - g.PadLeft + s * g.DilationWidth;
                            if ((uint)iy < (uint)g.InputHeight && (uint)ix < (uint)g.InputWidth)
                            {
                                yield return new((n * g.OutputHeight + y) * g.OutputWidth + x, (n * g.InputHeight + iy) * g.InputWidth + ix, r * g.FilterWidth + s);
                            }
                        }
                    }
                }
            }
        }
    }

    /// <summary>Geometries with any window, stride, dilation and padding, small enough for plain loops.</summary>
    public static Gen<ConvGeometry> Any(int mostChannels = 20, bool dilated = true) =>
        from batch in Gen.Choose(1, 3)
        from height in Axis(dilated)
        from width in Axis(dilated)
        from inputs in Gen.Choose(1, mostChannels)
        from outputs in Gen.Choose(1, 40)
        select new ConvGeometry
        {
            Batch = batch, InputChannels = inputs, OutputChannels = outputs,
            InputHeight = height.Input, FilterHeight = height.Window, StrideHeight = height.Stride, DilationHeight = height.Dilation,
            PadTop = height.Pad, OutputHeight = height.Output,
            InputWidth = width.Input, FilterWidth = width.Window, StrideWidth = width.Stride, DilationWidth = width.Dilation,
            PadLeft = width.Pad, OutputWidth = width.Output,
        };

    private readonly record struct AxisSizes(int Input, int Window, int Stride, int Dilation, int Pad, int Output);

    private static Gen<AxisSizes> Axis(bool dilated) =>
        from input in Gen.Choose(1, 9)
        from window in Gen.Choose(1, 5)
        from stride in Gen.Choose(1, 4)
        from dilation in Gen.Choose(1, dilated ? 3 : 1)
        from before in Gen.Choose(0, 4)
        from after in Gen.Choose(0, 4)
        from same in Gen.Choose(0, 1)
        select same == 1
            ? new AxisSizes(input, window, stride, dilation, ConvGeometry.Same(input, window, stride, dilation).PadBefore, ConvGeometry.Same(input, window, stride, dilation).Output)
            : new AxisSizes(input, window, stride, dilation, before, ConvGeometry.OutputLength(input, window, stride, dilation, before, after));
}
