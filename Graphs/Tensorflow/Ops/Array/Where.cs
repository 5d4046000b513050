using System.Numerics;

namespace Tensorflow.Ops;

/// <summary>The places at which a tensor is true (not zero), one row of indices a place, in row-major order.</summary>
internal sealed class Where() : NotDifferentiableOp("Where",
    "input: T -> index: int64; T: {float32, float64, int32, uint8, int16, int8, int64, bfloat16, uint16, float16, uint32, uint64, bool, complex64, complex128} = bool")
{
    public override void Infer(InferContext c) => c.Set(0, c.Input(0).HasRank ? new Shape([-1, c.Input(0).ndim]) : Shape.UnknownOfRank(2));

    public override void Run(KernelContext k)
    {
        if (k.Input(0).DType == TF_DataType.TF_BOOL) List(k, k.In<byte>(0));
        else Dispatch.Number<Kernel>(k, k.Input(0).DType);
    }

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T> => List(k, k.In<T>(0));
    }

    private static void List<T>(KernelContext k, ReadOnlySpan<T> x) where T : unmanaged, INumber<T>
    {
        var dims = k.Input(0).Dims;
        var count = 0;
        foreach (var value in x) count += value != T.Zero ? 1 : 0;
        var rows = k.Fit(0, count, dims.Length).Span<long>();
        var at = 0;
        for (var i = 0; i < x.Length; i++)
        {
            if (x[i] == T.Zero) continue;
            var rest = i;
            for (var d = dims.Length - 1; d >= 0; d--)
            {
                rows[at + d] = rest % dims[d];
                rest /= dims[d];
            }
            at += dims.Length;
        }
    }
}
