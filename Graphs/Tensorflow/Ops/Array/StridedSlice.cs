using Tensorflow.Kernels;
using static Tensorflow.Binding;

namespace Tensorflow.Ops;

/// <summary>Python's extended slicing of a tensor; see <see cref="SliceSpec"/> for its notation.</summary>
internal sealed class StridedSlice() : OpType("StridedSlice",
    "input: T, begin: Index, end: Index, strides: Index -> output: T; T: type; Index: {int16, int32, int64}; "
    + "begin_mask: int = 0; end_mask: int = 0; ellipsis_mask: int = 0; new_axis_mask: int = 0; shrink_axis_mask: int = 0")
{
    internal static readonly string[] Masks = ["begin_mask", "end_mask", "ellipsis_mask", "new_axis_mask", "shrink_axis_mask"];

    public override void Infer(InferContext c)
    {
        var parts = c.MergeDim(c.MergeDim(c.WithRank(1, 1)[0], c.WithRank(2, 1)[0]), c.WithRank(3, 1)[0]);
        var input = c.Input(0);
        if (!input.HasRank || parts < 0) return;
        var rank = input.ndim;
        var result = new long[rank + parts];
        try
        {
            var made = new SliceSpec(c.Attrs).Resolve((int)parts, c.Value(1), c.Value(2), c.Value(3), input.Span, new int[rank], new int[rank], new long[rank], result);
            c.Set(0, new Shape(result[..made]));
        }
        catch (InvalidArgumentError error)
        {
            throw c.Error(error.message);
        }
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var shape = tf.shape(g.Input(0), out_type: g.Input(1).dtype.as_base_dtype());
        return [OpBuilder.Apply("StridedSliceGrad", null, [shape, g.Input(1), g.Input(2), g.Input(3), g.Dy()], MaskAttrs(g.Attrs)), null, null, null];
    }

    internal static (string, object?)[] MaskAttrs(NodeAttrs attrs) => Array.ConvertAll(Masks, mask => (mask, (object?)attrs[mask]));

    public override void Run(KernelContext k) => Dispatch.Move<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged => Copy(k, k.In<T>(0), k.Out<T>());

        public static void RunObjects(KernelContext k) => Copy<object?>(k, k.Input(0).Objects, k.Output().Objects);

        private static void Copy<T>(KernelContext k, ReadOnlySpan<T> x, Span<T> y)
        {
            var rank = k.Input(0).Rank;
            Span<int> counts = stackalloc int[rank], strides = stackalloc int[rank], dense = stackalloc int[rank];
            var start = Walk(k, k.Input(0).Dims, 1, counts, strides);
            StridedCopy.DenseStrides(counts, dense);
            StridedCopy.Run(counts, x, start, strides, y, 0, dense);
        }
    }

    /// <summary>The places that the slice takes from a tensor of these dimensions: the first one, and for each dimension their number and distance.</summary>
    internal static int Walk(KernelContext k, ReadOnlySpan<int> dims, int beginInput, Span<int> counts, Span<int> strides)
    {
        var spec = (SliceSpec)(k.Prepared ??= new SliceSpec(k.Attrs));
        var parts = k.Input(beginInput).Count;
        Span<long> wide = stackalloc long[dims.Length], sizes = stackalloc long[dims.Length], result = stackalloc long[dims.Length + parts];
        Span<int> starts = stackalloc int[dims.Length], steps = stackalloc int[dims.Length];
        for (var d = 0; d < dims.Length; d++) wide[d] = dims[d];
        spec.Resolve(parts, k.Input(beginInput), k.Input(beginInput + 1), k.Input(beginInput + 2), wide, starts, steps, sizes, result);
        StridedCopy.DenseStrides(dims, strides);
        var start = 0;
        for (var d = 0; d < dims.Length; d++)
        {
            start += starts[d] * strides[d];
            strides[d] *= steps[d];
            counts[d] = (int)sizes[d];
        }
        return start;
    }
}

/// <summary>Zeros of the given shape with dy at the places that the slice takes: the gradient of <see cref="StridedSlice"/>.</summary>
internal sealed class StridedSliceGrad() : OpType("StridedSliceGrad",
    "shape: Index, begin: Index, end: Index, strides: Index, dy: T -> output: T; T: type; Index: index; "
    + "begin_mask: int = 0; end_mask: int = 0; ellipsis_mask: int = 0; new_axis_mask: int = 0; shrink_axis_mask: int = 0")
{
    public override void Infer(InferContext c) => c.Set(0, c.ValueAsShape(0));

    public override Tensor?[] Gradient(GradContext g) =>
        [null, null, null, null, OpBuilder.Apply("StridedSlice", null, [g.Dy(), g.Input(1), g.Input(2), g.Input(3)], StridedSlice.MaskAttrs(g.Attrs))];

    public override void Run(KernelContext k) => Dispatch.Move<Kernel>(k, k.Input(4).DType);

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged
        {
            var y = k.Out<T>();
            y.Clear();
            var rank = k.Output().Rank;
            Span<int> counts = stackalloc int[rank], strides = stackalloc int[rank], dense = stackalloc int[rank];
            var start = StridedSlice.Walk(k, k.Output().Dims, 1, counts, strides);
            if (IntTensor.Product(counts) != k.Input(4).Count)
                throw new InvalidArgumentError($"dy has shape {k.Input(4).Shape}, but the slice takes {IntTensor.Product(counts)} elements of a tensor of shape {k.Output().Shape}.");
            StridedCopy.DenseStrides(counts, dense);
            StridedCopy.Run(counts, k.In<T>(4), 0, dense, y, start, strides);
        }

        public static void RunObjects(KernelContext k) => throw Dispatch.Unsupported(k, k.Input(4).DType);
    }
}
