using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>
/// What a kernel over images keeps between runs: the sizes, and how NCHW tensors reach the NHWC kernels. Those are
/// transposed on the way in and out.
/// </summary>
internal sealed class ImagePlan(ConvGeometry geometry, bool isNchw)
{
    private const int ResultSlot = 3;

    private static readonly int[] ToNhwc = [0, 2, 3, 1];
    private static readonly int[] ToNchw = [0, 3, 1, 2];

    public ConvGeometry Geometry { get; } = geometry;

    /// <summary>An input of images in NHWC order.</summary>
    public ReadOnlySpan<T> Images<T>(KernelContext k, int input) where T : unmanaged
    {
        var images = k.In<T>(input);
        if (!isNchw) return images;
        var turned = k.Scratch<T>(images.Length, input);
        Kernels.Transpose.Permute(images, k.Input(input).Dims, ToNhwc, turned);
        return turned;
    }

    /// <summary>The place where the kernel writes output 0 in NHWC order; <see cref="Finish"/> brings it into the output.</summary>
    public Span<T> Result<T>(KernelContext k) where T : unmanaged =>
        isNchw ? k.Scratch<T>(k.Output().Count, ResultSlot) : k.Out<T>();

    /// <summary>Turns the result where the output is NCHW.</summary>
    public void Finish<T>(KernelContext k, ReadOnlySpan<T> result) where T : unmanaged
    {
        if (!isNchw) return;
        var dims = k.Output().Dims;
        ReadOnlySpan<int> nhwc = [dims[0], dims[2], dims[3], dims[1]];
        Kernels.Transpose.Permute(result, nhwc, ToNchw, k.Out<T>());
    }
}
