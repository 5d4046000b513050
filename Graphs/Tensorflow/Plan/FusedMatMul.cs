using Tensorflow.Kernels;
using Tensorflow.Ops;

namespace Tensorflow.Plan;

/// <summary>activation(a b + bias) in one pass: MatMul, the addition of a row, and Relu, Sigmoid or Tanh.</summary>
internal sealed class FusedMatMul() : OpType("_FusedMatMul", "a: T, b: T, bias: T -> product: T; T: type")
{
    public static FusedMatMul Instance { get; } = new();

    public override void Infer(InferContext c)
    {
        var m = c.Input(0)[c.Attrs.Bool("transpose_a") ? 1 : 0];
        var n = c.Input(1)[c.Attrs.Bool("transpose_b") ? 0 : 1];
        c.Set(0, new Shape(m, n));
    }

    public override void Run(KernelContext k)
    {
        if (k.Output().DType == TF_DataType.TF_FLOAT) Run<float>(k);
        else Run<double>(k);
    }

    private static void Run<T>(KernelContext k) where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        var transposeA = k.Attrs.Bool("transpose_a");
        var dims = k.Output().Dims;
        var inner = k.Input(0).Dims[transposeA ? 0 : 1];
        Gemm.RunFused(transposeA, k.Attrs.Bool("transpose_b"), dims[0], dims[1], inner, k.In<T>(0), k.In<T>(1), k.In<T>(2), Fusion.ActivationOf(k), k.Out<T>());
    }
}
