using System.Numerics;
using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>The index of the first greatest (ArgMax) or least (ArgMin) element along one axis.</summary>
/// <exception cref="InvalidArgumentError">The axis is empty.</exception>
internal sealed class ArgReduction(string name, bool greatest) : NotDifferentiableOp(
    name, "input: T, dimension: Tidx -> output: output_type; T: type; Tidx: index = int32; output_type: index = int64")
{
    public override void Infer(InferContext c)
    {
        var x = c.Input(0);
        if (!x.HasRank) return;
        if (c.Value(1) is not { } dimension)
        {
            c.Set(0, Shape.UnknownOfRank(Math.Max(0, x.ndim - 1)));
            return;
        }

        var axis = c.Axis(dimension.AsLong(0), x.ndim);
        c.Set(0, x.Slice(0, axis).concatenate(x.Slice(axis + 1, x.ndim)));
    }

    public override void Run(KernelContext k)
    {
        var type = k.Input(0).DType == TF_DataType.TF_BOOL ? TF_DataType.TF_UINT8 : k.Input(0).DType;
        if (greatest) Dispatch.Number<Greatest>(k, type);
        else Dispatch.Number<Least>(k, type);
    }

    private readonly struct Greatest : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T> => Along<T>(k, greatest: true);
    }

    private readonly struct Least : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T> => Along<T>(k, greatest: false);
    }

    private static void Along<T>(KernelContext k, bool greatest) where T : unmanaged, INumber<T>
    {
        var dims = k.Input(0).Dims;
        var axis = k.Input(1).AsInt(0);
        if (axis < -dims.Length || axis >= dims.Length)
            throw new InvalidArgumentError($"Expected dimension in the range [{-dims.Length}, {dims.Length}), but got {axis}");
        if (axis < 0) axis += dims.Length;
        Span<int> to = stackalloc int[dims.Length - 1];
        int outer = 1, inner = 1;
        for (var d = 0; d < dims.Length; d++)
        {
            if (d < axis) outer *= dims[d];
            if (d > axis) inner *= dims[d];
            if (d != axis) to[d < axis ? d : d - 1] = dims[d];
        }

        if (dims[axis] == 0) throw new InvalidArgumentError($"Reduction axis {axis} is empty in shape [{string.Join(",", dims)}]");
        var output = k.Fit(0, to);
        if (output.DType == TF_DataType.TF_INT32)
        {
            ArgBest.Along(k.In<T>(0), outer, dims[axis], inner, greatest, output.Span<int>());
            return;
        }

        var index = k.Scratch<int>(output.Count);
        ArgBest.Along(k.In<T>(0), outer, dims[axis], inner, greatest, index);
        var wide = output.Span<long>();
        for (var i = 0; i < wide.Length; i++) wide[i] = index[i];
    }
}
