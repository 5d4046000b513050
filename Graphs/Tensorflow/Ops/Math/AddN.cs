using System.Numerics;
using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>The sum of N tensors of one shape.</summary>
internal sealed class AddN() : OpType("AddN", "inputs: N * T -> sum: T; N: int; T: summable")
{
    // The first addition reads both of its operands before it writes; later inputs must outlive it.
    public override bool CanOverwrite(int input) => input <= 1;

    public override void Infer(InferContext c)
    {
        var shape = c.Input(0);
        for (var i = 1; i < c.InputCount; i++) shape = c.Merge(shape, c.Input(i));
        c.Set(0, shape);
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var grads = new Tensor?[g.Op.inputs.Count];
        Array.Fill(grads, g.DyOrNull());
        return grads;
    }

    public override void Run(KernelContext k)
    {
        if (k.Input(0).DType == TF_DataType.TF_VARIANT) ListArithmetic.Sum(k);
        else Dispatch.Number<Kernel>(k, k.Input(0).DType);
    }

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            if (k.Inputs.Length == 1)
            {
                k.Input(0).CopyTo(k.Output());
                return;
            }

            Elementwise.Zip<T, T, NumberZip<T, AddV2.Formula>>(k.In<T>(0), k.In<T>(1), k.Out<T>());
            for (var i = 2; i < k.Inputs.Length; i++) Elementwise.Zip<T, T, NumberZip<T, AddV2.Formula>>(k.Out<T>(), k.In<T>(i), k.Out<T>());
        }
    }
}
