using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>Images [batch, height, width, channels] resized to size = [height, width]; every pixel is the nearest original one.</summary>
internal sealed class ResizeNearestNeighbor() : OpType("ResizeNearestNeighbor",
    "images: T, size: int32 -> resized_images: T; T: real; align_corners: bool = false; half_pixel_centers: bool = false")
{
    public override void Infer(InferContext c) => c.Set(0, ResizeRules.Resized(c));

    public override Tensor?[] Gradient(GradContext g) =>
        [ResizeRules.Apply("ResizeNearestNeighborGrad", g.Attrs, g.Dy(), ResizeRules.SizeOf(g.Input(0))), null];

    public override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        static void INumberKernel.Run<T>(KernelContext k) => Resize.Nearest(
            ResizeRules.Geometry(k.Input(0).Dims, k.Output().Dims), k.Attrs.Bool("align_corners"), k.Attrs.Bool("half_pixel_centers"), k.In<T>(0), k.Out<T>());
    }
}

/// <summary>The gradient of <see cref="ResizeNearestNeighbor"/> for originals of height and width size.</summary>
internal sealed class ResizeNearestNeighborGrad() : OpType("ResizeNearestNeighborGrad",
    "grads: T, size: int32 -> output: T; T: real; align_corners: bool = false; half_pixel_centers: bool = false")
{
    public override void Infer(InferContext c) => c.Set(0, ResizeRules.Resized(c));

    public override Tensor?[] Gradient(GradContext g) =>
        [ResizeRules.Apply("ResizeNearestNeighbor", g.Attrs, g.Dy(), ResizeRules.SizeOf(g.Input(0))), null];

    public override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        static void INumberKernel.Run<T>(KernelContext k) => Resize.NearestGradient(
            ResizeRules.Geometry(k.Output().Dims, k.Input(0).Dims), k.Attrs.Bool("align_corners"), k.Attrs.Bool("half_pixel_centers"), k.In<T>(0), k.Out<T>());
    }
}
