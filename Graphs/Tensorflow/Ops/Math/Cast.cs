using System.Numerics;
using System.Numerics.Tensors;
using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>
/// The same numbers in another type: fractions are cut off towards zero; a number is true where it is not 0, and truth
/// values are 0 and 1.
/// </summary>
internal sealed class Cast() : OpType("Cast", "x: SrcT -> y: DstT; SrcT: type; DstT: type; Truncate: bool = false")
{
    public override void Infer(InferContext c) => c.Same();

    public override Tensor?[] Gradient(GradContext g) =>
        [g.Attrs.Type("SrcT").is_floating() && g.Attrs.Type("DstT").is_floating()
            ? OpBuilder.Apply("Cast", null, [g.Dy()], ("DstT", g.Attrs.Type("SrcT")))
            : null];

    public override void Run(KernelContext k)
    {
        TF_DataType from = k.Input(0).DType, to = k.Output().DType;
        if (from == to) k.Input(0).CopyTo(k.Output());
        else if (from == TF_DataType.TF_HALF) Dispatch.Number<FromHalf>(k, to);
        else if (to == TF_DataType.TF_HALF) Dispatch.Number<ToHalf>(k, from == TF_DataType.TF_BOOL ? TF_DataType.TF_UINT8 : from);
        else if (to == TF_DataType.TF_BOOL) Dispatch.Number<ToBool>(k, from);
        else Dispatch.Number<From>(k, from == TF_DataType.TF_BOOL ? TF_DataType.TF_UINT8 : from);
    }

    private readonly struct From : INumberKernel
    {
        public static void Run<TFrom>(KernelContext k) where TFrom : unmanaged, INumber<TFrom>, IMinMaxValue<TFrom> =>
            Dispatch.Number<To<TFrom>>(k, k.Output().DType);
    }

    private readonly struct To<TFrom> : INumberKernel
        where TFrom : unmanaged, INumber<TFrom>
    {
        public static void Run<TTo>(KernelContext k) where TTo : unmanaged, INumber<TTo>, IMinMaxValue<TTo>
        {
            if (typeof(TFrom) == typeof(TTo)) k.In<TTo>(0).CopyTo(k.Out<TTo>());
            else Elementwise.Map<TFrom, TTo, Converted<TFrom, TTo>>(k.In<TFrom>(0), k.Out<TTo>());
        }
    }

    private readonly struct ToBool : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            Elementwise.Map<T, bool, IsNotZero<T>>(k.In<T>(0), k.Out<bool>());
    }

    private readonly struct FromHalf : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            Elementwise.Map<Half, T, Converted<Half, T>>(k.In<Half>(0), k.Out<T>());
    }

    private readonly struct ToHalf : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T> =>
            Elementwise.Map<T, Half, Converted<T, Half>>(k.In<T>(0), k.Out<Half>());
    }

    private readonly struct Converted<TFrom, TTo> : IMap<TFrom, TTo>
        where TFrom : unmanaged, INumber<TFrom>
        where TTo : unmanaged, INumber<TTo>
    {
        public static bool HasRow => true;

        public static TTo Of(TFrom x) => TTo.CreateTruncating(x);

        public static void Row(ReadOnlySpan<TFrom> x, Span<TTo> y) => TensorPrimitives.ConvertTruncating(x, y);
    }

    private readonly struct IsNotZero<T> : IMap<T, bool>
        where T : unmanaged, INumber<T>
    {
        public static bool Of(T x) => x != T.Zero;
    }
}
