using System.Numerics;
using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>activation(conv2d(input, filter) + bias) in one pass over NHWC images: Conv2D, the addition of a bias a channel, and Relu, Sigmoid or Tanh.</summary>
internal sealed class FusedConv2D() : OpType("_FusedConv2D", "input: T, filter: T, bias: T -> output: T; T: type")
{
    public static FusedConv2D Instance { get; } = new();

    // A fused node is only made where all shapes are known, and takes over the shape of what it replaces.
    public override void Infer(InferContext c) => throw new InternalError("A fused convolution has no shape rule of its own.");

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Output().DType);

    private readonly struct Kernel : IFloatKernel
    {
        static void IFloatKernel.Run<T>(KernelContext k)
        {
            var plan = k.Prepared as ImagePlan ?? ConvRules.Prepare(k, k.Input(0).Dims, k.Input(1).Dims);
            Kernels.Conv2D.ForwardFused(plan.Geometry, k.In<T>(0), k.In<T>(1), k.In<T>(2), Fusion.ActivationOf(k), k.Out<T>());
        }
    }
}
