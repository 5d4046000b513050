using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>Images [batch, height, width, channels] resized to size = [height, width] by bilinear interpolation; the result is float32.</summary>
internal sealed class ResizeBilinear() : OpType("ResizeBilinear",
    "images: T, size: int32 -> resized_images: float32; T: real; align_corners: bool = false; half_pixel_centers: bool = false")
{
    public override void Infer(InferContext c) => c.Set(0, ResizeRules.Resized(c));

    public override Tensor?[] Gradient(GradContext g) => [ResizeRules.Apply("ResizeBilinearGrad", g.Attrs, g.Dy(), g.Input(0)), null];

    public override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        static void INumberKernel.Run<T>(KernelContext k) => Resize.Bilinear(
            ResizeRules.Geometry(k.Input(0).Dims, k.Output().Dims), k.Attrs.Bool("align_corners"), k.Attrs.Bool("half_pixel_centers"), k.In<T>(0), k.Out<float>());
    }
}

/// <summary>The gradient of <see cref="ResizeBilinear"/> with respect to original_image.</summary>
internal sealed class ResizeBilinearGrad() : OpType("ResizeBilinearGrad",
    "grads: float32, original_image: T -> output: T; T: floating; align_corners: bool = false; half_pixel_centers: bool = false")
{
    public override void Infer(InferContext c)
    {
        ResizeRules.Check(c);
        c.WithRank(0, 4);
        c.Set(0, c.WithRank(1, 4));
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var resized = ResizeRules.Apply("ResizeBilinear", g.Attrs, g.Dy(), ResizeRules.SizeOf(g.Input(0)));
        return [resized, null];
    }

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Input(1).DType);

    private readonly struct Kernel : IFloatKernel
    {
        static void IFloatKernel.Run<T>(KernelContext k) => Resize.BilinearGradient(
            ResizeRules.Geometry(k.Output().Dims, k.Input(0).Dims), k.Attrs.Bool("align_corners"), k.Attrs.Bool("half_pixel_centers"), k.In<float>(0), k.Out<T>());
    }
}
