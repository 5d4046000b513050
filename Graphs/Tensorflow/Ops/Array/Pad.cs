using Tensorflow.Kernels;
using static Tensorflow.Binding;

namespace Tensorflow.Ops;

/// <summary>Surrounds a tensor with zeros: paddings[d] = (before, after) for each dimension d.</summary>
internal sealed class Pad() : OpType("Pad", "input: T, paddings: Tpaddings -> output: T; T: type; Tpaddings: index = int32")
{
    public override void Infer(InferContext c) => InferPadded(c, 1);

    public override Tensor?[] Gradient(GradContext g) => [Unpadded(g), null];

    public override void Run(KernelContext k) => Dispatch.Move<Kernel>(k, k.Input(0).DType);

    /// <summary>The shape rule of all paddings; <paramref name="sign"/> is -1 where the paddings are taken away.</summary>
    internal static void InferPadded(InferContext c, int sign)
    {
        var paddings = c.WithRank(1, 2);
        c.MergeDim(paddings[1], 2);
        var input = c.Input(0);
        var rank = input.HasRank ? c.MergeDim(paddings[0], input.ndim) : paddings[0];
        if (rank < 0) return;
        var dims = new long[rank];
        Array.Fill(dims, -1);
        if (c.Value(1) is { } known)
        {
            for (var d = 0; d < dims.Length; d++)
            {
                long before = known.AsLong(2 * d), after = known.AsLong(2 * d + 1);
                if (before < 0 || after < 0) throw c.Error($"Paddings must be non-negative, but paddings[{d}] is ({before}, {after})");
                if (input.HasRank && input[d] >= 0) dims[d] = input[d] + sign * (before + after);
            }
        }
        c.Set(0, new Shape(dims));
    }

    /// <summary>The cotangent without its borders.</summary>
    internal static Tensor Unpadded(GradContext g)
    {
        var x = g.Input(0);
        var before = tf.slice(g.Input(1), new[] { 0, 0 }, tf.stack(new object[] { tf.rank(x), 1 }));
        var begin = tf.reshape(before, new[] { -1 });
        return tf.slice(g.Dy(), begin, tf.shape(x, out_type: begin.dtype));
    }

    internal static void Surround<T>(KernelContext k, ReadOnlySpan<T> x, T border, Span<T> y)
    {
        y.Fill(border);
        int[] dims = k.Input(0).Dims, padded = k.Output().Dims;
        Span<int> from = stackalloc int[dims.Length], to = stackalloc int[dims.Length];
        StridedCopy.DenseStrides(dims, from);
        StridedCopy.DenseStrides(padded, to);
        var start = 0;
        for (var d = 0; d < dims.Length; d++) start += k.Input(1).AsInt(2 * d) * to[d];
        StridedCopy.Run(dims, x, 0, from, y, start, to);
    }

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged => Surround(k, k.In<T>(0), default, k.Out<T>());

        public static void RunObjects(KernelContext k) => Surround<object?>(k, k.Input(0).Objects, Array.Empty<byte>(), k.Output().Objects);
    }
}

/// <summary>Surrounds a tensor with a value: paddings[d] = (before, after) for each dimension d.</summary>
internal sealed class PadV2() : OpType("PadV2", "input: T, paddings: Tpaddings, constant_values: T -> output: T; T: type; Tpaddings: index = int32")
{
    public override void Infer(InferContext c) => Pad.InferPadded(c, 1);

    public override Tensor?[] Gradient(GradContext g) => [Pad.Unpadded(g), null, null];

    public override void Run(KernelContext k) => Dispatch.Move<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged => Pad.Surround(k, k.In<T>(0), k.In<T>(2)[0], k.Out<T>());

        public static void RunObjects(KernelContext k) => Pad.Surround(k, k.Input(0).Objects, k.Input(2).Objects[0], k.Output().Objects);
    }
}
