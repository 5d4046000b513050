using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>Reverses the order along the listed axes.</summary>
internal sealed class ReverseV2() : OpType("ReverseV2", "tensor: T, axis: Tidx -> output: T; Tidx: index = int32; T: type")
{
    public override void Infer(InferContext c)
    {
        c.WithRank(1, 1);
        if (c.Value(1) is { } axes && c.Input(0).HasRank)
        {
            var seen = new bool[c.Input(0).ndim];
            for (var i = 0; i < axes.Count; i++)
            {
                var axis = c.Axis(axes.AsLong(i), seen.Length);
                if (seen[axis]) throw c.Error($"axis {axis} specified more than once");
                seen[axis] = true;
            }
        }
        c.Same();
    }

    public override Tensor?[] Gradient(GradContext g) => [OpBuilder.Apply("ReverseV2", null, [g.Dy(), g.Input(1)]), null];

    public override void Run(KernelContext k) => Dispatch.Move<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged => Copy(k, k.In<T>(0), k.Out<T>());

        public static void RunObjects(KernelContext k) => Copy<object?>(k, k.Input(0).Objects, k.Output().Objects);

        private static void Copy<T>(KernelContext k, ReadOnlySpan<T> x, Span<T> y)
        {
            var dims = k.Input(0).Dims;
            Span<int> from = stackalloc int[dims.Length], to = stackalloc int[dims.Length];
            StridedCopy.DenseStrides(dims, from);
            from.CopyTo(to);
            var start = 0;
            for (var i = 0; i < k.Input(1).Count; i++)
            {
                var axis = k.Input(1).AsInt(i);
                if (axis < 0) axis += dims.Length;
                start += (dims[axis] - 1) * from[axis];
                from[axis] = -from[axis];
            }
            StridedCopy.Run(dims, x, start, from, y, 0, to);
        }
    }
}

/// <summary>Reverses, for each element of a batch, the first seq_lengths[b] places along an axis.</summary>
internal sealed class ReverseSequence() : OpType("ReverseSequence", "input: T, seq_lengths: Tlen -> output: T; seq_dim: int; batch_dim: int = 0; T: type; Tlen: index = int64")
{
    public override void Infer(InferContext c)
    {
        var input = c.Input(0);
        var count = c.WithRank(1, 1)[0];
        if (input.HasRank)
        {
            int batch = c.Axis(c.Attrs.Long("batch_dim"), input.ndim), sequence = c.Axis(c.Attrs.Long("seq_dim"), input.ndim);
            if (batch == sequence) throw c.Error($"batch_dim and seq_dim must be two axes, but both are {batch}");
            c.MergeDim(input[batch], count);
        }
        c.Same();
    }

    public override Tensor?[] Gradient(GradContext g) =>
        [OpBuilder.Apply("ReverseSequence", null, [g.Dy(), g.Input(1)], ("seq_dim", g.Attrs["seq_dim"]), ("batch_dim", g.Attrs["batch_dim"])), null];

    public override void Run(KernelContext k) => Dispatch.Move<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged => Copy(k, k.In<T>(0), k.Out<T>());

        public static void RunObjects(KernelContext k) => Copy<object?>(k, k.Input(0).Objects, k.Output().Objects);

        private static void Copy<T>(KernelContext k, ReadOnlySpan<T> x, Span<T> y)
        {
            var dims = k.Input(0).Dims;
            int batch = k.Attrs.Int("batch_dim"), sequence = k.Attrs.Int("seq_dim");
            if (batch < 0) batch += dims.Length;
            if (sequence < 0) sequence += dims.Length;
            Span<int> strides = stackalloc int[dims.Length], reversed = stackalloc int[dims.Length], part = stackalloc int[dims.Length];
            StridedCopy.DenseStrides(dims, strides);
            strides.CopyTo(reversed);
            reversed[sequence] = -strides[sequence];
            dims.CopyTo(part);
            part[batch] = 1;
            for (var b = 0; b < dims[batch]; b++)
            {
                var length = k.Input(1).AsInt(b);
                if (length < 0 || length > dims[sequence]) throw new InvalidArgumentError($"seq_lens({b}) = {length} is not in [0, {dims[sequence]}], the size of dimension {sequence}");
                var start = b * strides[batch];
                part[sequence] = length;
                StridedCopy.Run<T>(part, x, start + (length - 1) * strides[sequence], reversed, y, start, strides);
                part[sequence] = dims[sequence] - length;
                StridedCopy.Run<T>(part, x, start + length * strides[sequence], strides, y, start + length * strides[sequence], strides);
            }
        }
    }
}
