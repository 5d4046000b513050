using System.Numerics;
using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>
/// Base of running sums and products along one axis: out[k] combines x[0..k], without x[k] itself if exclusive, from the
/// end if reverse.
/// </summary>
internal abstract class CumulativeOp<TReducer>(string name) : OpType(
    name, "x: T, axis: Tidx -> out: T; exclusive: bool = false; reverse: bool = false; T: number; Tidx: index = int32")
    where TReducer : struct, IReducer
{
    public override bool CanOverwrite(int input) => input == 0;

    public sealed override void Infer(InferContext c)
    {
        if (c.Input(0).HasRank && c.Value(1) is { } axis) c.Axis(axis.AsLong(0), c.Input(0).ndim);
        c.Same();
    }

    public sealed override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    /// <summary>The running sum of x along the axis of this operation, in the other direction.</summary>
    protected static Tensor SumBackwards(GradContext g, Tensor x) => OpBuilder.Apply(
        "Cumsum", null, [x, g.Input(1)], ("exclusive", g.Attrs.Bool("exclusive")), ("reverse", !g.Attrs.Bool("reverse")));

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var dims = k.Input(0).Dims;
            var axis = k.Input(1).AsInt(0);
            if (axis < -dims.Length || axis >= dims.Length)
                throw new InvalidArgumentError($"ScanOp: Expected scan axis in the range [{-dims.Length}, {dims.Length}), but got {axis}");
            if (axis < 0) axis += dims.Length;
            int outer = 1, inner = 1;
            for (var d = 0; d < dims.Length; d++)
            {
                if (d < axis) outer *= dims[d];
                if (d > axis) inner *= dims[d];
            }

            Cumulative.Scan<T, TReducer>(k.In<T>(0), outer, dims[axis], inner, k.Attrs.Bool("exclusive"), k.Attrs.Bool("reverse"), k.Out<T>());
        }
    }
}

/// <summary>Running sums along an axis.</summary>
internal sealed class Cumsum() : CumulativeOp<SumReducer>("Cumsum")
{
    public override Tensor?[] Gradient(GradContext g) => [SumBackwards(g, g.Dy()), null];
}

/// <summary>Running products along an axis.</summary>
internal sealed class Cumprod() : CumulativeOp<ProdReducer>("Cumprod")
{
    public override Tensor?[] Gradient(GradContext g) =>
        [Node("DivNoNan", SumBackwards(g, g.Output() * g.Dy()), g.Input(0)), null];
}
