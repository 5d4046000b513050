using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>
/// Pads the dimensions after the first and moves every block_shape-th place into a batch of its own:
/// [n, s..., rest] becomes [n * prod(block_shape), (s + paddings) / block_shape..., rest].
/// </summary>
internal sealed class SpaceToBatchND() : OpType("SpaceToBatchND",
    "input: T, block_shape: Tblock_shape, paddings: Tpaddings -> output: T; T: type; Tblock_shape: index = int32; Tpaddings: index = int32")
{
    public override void Infer(InferContext c) => BatchBlocks.Infer(c, toBatch: true);

    public override Tensor?[] Gradient(GradContext g) => [OpBuilder.Apply("BatchToSpaceND", null, [g.Dy(), g.Input(1), g.Input(2)]), null, null];

    public override void Run(KernelContext k) => Dispatch.Move<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged
        {
            k.Out<T>().Clear();
            BatchBlocks.Copy<T>(k, toBatch: true);
        }

        public static void RunObjects(KernelContext k) => throw Dispatch.Unsupported(k, k.Input(0).DType);
    }
}

/// <summary>The reverse of <see cref="SpaceToBatchND"/>; crops take the place of the paddings.</summary>
internal sealed class BatchToSpaceND() : OpType("BatchToSpaceND",
    "input: T, block_shape: Tblock_shape, crops: Tcrops -> output: T; T: type; Tblock_shape: index = int32; Tcrops: index = int32")
{
    public override void Infer(InferContext c) => BatchBlocks.Infer(c, toBatch: false);

    public override Tensor?[] Gradient(GradContext g) => [OpBuilder.Apply("SpaceToBatchND", null, [g.Dy(), g.Input(1), g.Input(2)]), null, null];

    public override void Run(KernelContext k) => Dispatch.Move<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged => BatchBlocks.Copy<T>(k, toBatch: false);

        public static void RunObjects(KernelContext k) => throw Dispatch.Unsupported(k, k.Input(0).DType);
    }
}

/// <summary>What both directions share.</summary>
internal static class BatchBlocks
{
    public static void Infer(InferContext c, bool toBatch)
    {
        var blocks = c.WithRank(1, 1)[0];
        c.MergeDim(c.WithRank(2, 2)[1], 2);
        var input = c.Input(0);
        if (!input.HasRank) return;
        if (blocks >= input.ndim) throw c.Error($"The input must have more dimensions than block_shape has elements ({blocks}), but has {input.ndim}");
        var dims = Shape.UnknownOfRank(input.ndim).dims;
        if (c.Value(1) is { } block)
        {
            long all = 1;
            for (var i = 0; i < block.Count; i++)
            {
                if (block.AsLong(i) < 1) throw c.Error($"block_shape must be positive, but block_shape[{i}] is {block.AsLong(i)}");
                all *= block.AsLong(i);
            }
            dims[0] = input[0] < 0 ? -1 : toBatch ? input[0] * all : Divided(c, input[0], all);
            for (var i = 0; i < block.Count; i++) dims[i + 1] = c.Value(2) is { } border ? Resized(c, input[i + 1], block.AsLong(i), border, i, toBatch) : -1;
            for (var d = block.Count + 1; d < dims.Length; d++) dims[d] = input[d];
        }
        c.Set(0, new Shape(dims));
    }

    private static long Resized(InferContext c, long size, long block, TensorValue border, int i, bool toBatch)
    {
        if (size < 0) return -1;
        var sum = border.AsLong(2 * i) + border.AsLong(2 * i + 1);
        if (toBatch) return Divided(c, size + sum, block);
        return size * block >= sum ? size * block - sum : throw c.Error($"crops[{i}] take {sum} places, but there are {size * block}");
    }

    private static long Divided(InferContext c, long size, long by) => size % by == 0 ? size / by : throw c.Error($"Dimension size must be evenly divisible by {by} but is {size}");

    /// <summary>Copies place by place of the block: each is a regular grid of the large side and a batch of the small one.</summary>
    public static void Copy<T>(KernelContext k, bool toBatch) where T : unmanaged
    {
        var space = (toBatch ? k.Input(0) : k.Output()).Dims;
        var batch = (toBatch ? k.Output() : k.Input(0)).Dims;
        var count = k.Input(1).Count;
        var rank = space.Length;
        Span<int> spaceStrides = stackalloc int[rank], batchStrides = stackalloc int[rank], steps = stackalloc int[rank], part = stackalloc int[rank];
        StridedCopy.DenseStrides(space, spaceStrides);
        StridedCopy.DenseStrides(batch, batchStrides);
        var places = 1;
        for (var i = 0; i < count; i++) places *= k.Input(1).AsInt(i);
        for (var place = 0; place < places; place++)
        {
            spaceStrides.CopyTo(steps);
            space.CopyTo(part);
            var spaceStart = 0;
            var batchStart = place * space[0] * batchStrides[0];
            var rest = place;
            for (var i = count - 1; i >= 0; i--)
            {
                var block = k.Input(1).AsInt(i);
                var offset = rest % block - k.Input(2).AsInt(2 * i);
                rest /= block;
                var first = offset < 0 ? (-offset + block - 1) / block : 0;
                var end = Math.Min(batch[i + 1], (space[i + 1] - offset + block - 1) / block);
                part[i + 1] = Math.Max(0, end - first);
                spaceStart += (first * block + offset) * spaceStrides[i + 1];
                batchStart += first * batchStrides[i + 1];
                steps[i + 1] = block * spaceStrides[i + 1];
            }
            if (toBatch) StridedCopy.Run<T>(part, k.In<T>(0), spaceStart, steps, k.Out<T>(), batchStart, batchStrides);
            else StridedCopy.Run<T>(part, k.In<T>(0), batchStart, batchStrides, k.Out<T>(), spaceStart, steps);
        }
    }
}
