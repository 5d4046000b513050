using Tensorflow.Kernels;
using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>activation(a b + bias) in one pass: MatMul, the addition of a row, and Relu, Sigmoid or Tanh.</summary>
internal sealed class FusedMatMul() : OpType("_FusedMatMul", "a: T, b: T, bias: T -> product: T; T: type")
{
    public static FusedMatMul Instance { get; } = new();

    // A fused node is only made where all shapes are known, and takes over the shape of what it replaces.
    public override void Infer(InferContext c) => throw new InternalError("A fused product has no shape rule of its own.");

    public override void Run(KernelContext k) => Dispatch.Floating<Kernel>(k, k.Output().DType);

    private readonly struct Kernel : IFloatKernel
    {
        static void IFloatKernel.Run<T>(KernelContext k)
        {
            var transposeA = k.Attrs.Bool("transpose_a");
            var dims = k.Output().Dims;
            var inner = k.Input(0).Dims[transposeA ? 0 : 1];
            Gemm.RunFused(transposeA, k.Attrs.Bool("transpose_b"), dims[0], dims[1], inner, k.In<T>(0), k.In<T>(1), k.In<T>(2), Fusion.ActivationOf(k), k.Out<T>());
        }
    }
}
