using System.Numerics;
using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>Surrounds a tensor with its mirror image: REFLECT does not repeat the border itself, SYMMETRIC does.</summary>
internal sealed class MirrorPad() : OpType("MirrorPad", "input: T, paddings: Tpaddings -> output: T; T: type; Tpaddings: index = int32; mode: string")
{
    public override void Infer(InferContext c)
    {
        var border = Mirror.Border(c.Attrs);
        if (c.Value(1) is { } known && c.Input(0).HasRank)
        {
            for (var d = 0; d < known.Count / 2 && d < c.Input(0).ndim; d++)
            {
                var most = c.Input(0)[d] - border;
                if (c.Input(0)[d] >= 0 && (known.AsLong(2 * d) > most || known.AsLong(2 * d + 1) > most))
                    throw c.Error($"paddings must be no greater than the dimension size{(border == 1 ? " - 1" : "")}: {known.AsLong(2 * d)}, {known.AsLong(2 * d + 1)} greater than {most}");
            }
        }
        Pad.InferPadded(c, 1);
    }

    public override Tensor?[] Gradient(GradContext g) => [OpBuilder.Apply("MirrorPadGrad", null, [g.Dy(), g.Input(1)], ("mode", g.Attrs["mode"])), null];

    public override void Run(KernelContext k) => Dispatch.Move<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged => Copy(k, k.In<T>(0), k.Out<T>());

        public static void RunObjects(KernelContext k) => Copy<object?>(k, k.Input(0).Objects, k.Output().Objects);

        private static void Copy<T>(KernelContext k, ReadOnlySpan<T> x, Span<T> y)
        {
            var sources = Mirror.Sources(k, k.Input(0).Dims, k.Output().Dims);
            for (var i = 0; i < y.Length; i++) y[i] = x[sources[i]];
        }
    }
}

/// <summary>Adds every element of a mirrored border to the element that it mirrors: the gradient of <see cref="MirrorPad"/>.</summary>
internal sealed class MirrorPadGrad() : OpType("MirrorPadGrad", "input: T, paddings: Tpaddings -> output: T; T: type; Tpaddings: index = int32; mode: string")
{
    public override void Infer(InferContext c) => Pad.InferPadded(c, -1);

    public override Tensor?[] Gradient(GradContext g) => [OpBuilder.Apply("MirrorPad", null, [g.Dy(), g.Input(1)], ("mode", g.Attrs["mode"])), null];

    public override void Run(KernelContext k) => Dispatch.Number<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : INumberKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            var x = k.In<T>(0);
            var y = k.Out<T>();
            y.Clear();
            var sources = Mirror.Sources(k, k.Output().Dims, k.Input(0).Dims);
            for (var i = 0; i < x.Length; i++) y[sources[i]] += x[i];
        }
    }
}

/// <summary>Where the elements of a mirrored tensor come from.</summary>
internal static class Mirror
{
    /// <summary>How many elements at the border are not repeated: 1 for REFLECT, 0 for SYMMETRIC.</summary>
    public static int Border(NodeAttrs attrs) => attrs.String("mode") switch
    {
        "REFLECT" => 1,
        "SYMMETRIC" => 0,
        var other => throw new ValueError($"The mode of MirrorPad must be REFLECT or SYMMETRIC, but is '{other}'."),
    };

    /// <summary>For each element of the padded tensor the flat place of the element that it repeats.</summary>
    public static ReadOnlySpan<int> Sources(KernelContext k, ReadOnlySpan<int> dims, ReadOnlySpan<int> padded)
    {
        var places = k.Scratch<int>(IntTensor.Product(padded));
        if (places.Length == 0) return places;
        var border = Border(k.Attrs);
        Span<int> strides = stackalloc int[dims.Length];
        StridedCopy.DenseStrides(dims, strides);
        places[0] = 0;
        var filled = 1;
        // Dimension by dimension from the last: what is there is the pattern of one row, repeated with the row's offset.
        for (var d = dims.Length - 1; d >= 0; d--)
        {
            for (var i = padded[d] - 1; i >= 0; i--)
            {
                var at = i - k.Input(1).AsInt(2 * d);
                if (at < 0) at = -at - 1 + border;
                else if (at >= dims[d]) at = 2 * dims[d] - at - 1 - border;
                for (var j = 0; j < filled; j++) places[i * filled + j] = places[j] + at * strides[d];
            }
            filled *= padded[d];
        }
        return places;
    }
}
