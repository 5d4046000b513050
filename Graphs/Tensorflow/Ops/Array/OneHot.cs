namespace Tensorflow.Ops;

/// <summary>A new axis of size depth that holds on_value at the place that the index names and off_value elsewhere; an index outside gives only off_value.</summary>
internal sealed class OneHot() : NotDifferentiableOp("OneHot",
    "indices: TI, depth: int32, on_value: T, off_value: T -> output: T; axis: int = -1; T: type; TI: {uint8, int8, int32, int64} = int64")
{
    public override void Infer(InferContext c)
    {
        for (var i = 1; i < 4; i++) c.WithRank(i, 0);
        var indices = c.Input(0);
        if (!indices.HasRank) return;
        var depth = c.Value(1)?.AsLong(0) ?? -1;
        if (c.Value(1) is not null && depth < 0) throw c.Error($"depth must be non-negative, got: {depth}");
        var axis = c.Attrs.Long("axis");
        if (axis < -1 || axis > indices.ndim) throw c.Error($"axis must be >= -1 and <= {indices.ndim}, but is {axis}");
        var at = axis < 0 ? indices.ndim : (int)axis;
        c.Set(0, indices.Slice(0, at).concatenate(depth).concatenate(indices.Slice(at, indices.ndim)));
    }

    public override void Run(KernelContext k)
    {
        var depth = IntTensor.Scalar(k.Input(1), "depth");
        var dims = k.Input(0).Dims;
        var axis = k.Attrs.Int("axis");
        if (axis < 0) axis = dims.Length;
        Span<int> shape = stackalloc int[dims.Length + 1];
        dims.AsSpan(0, axis).CopyTo(shape);
        shape[axis] = depth;
        dims.AsSpan(axis).CopyTo(shape[(axis + 1)..]);
        k.Fit(0, shape);
        Dispatch.Move<Kernel>(k, k.Input(2).DType);
    }

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged => Set(k, k.In<T>(2)[0], k.In<T>(3)[0], k.Out<T>());

        public static void RunObjects(KernelContext k) => Set(k, k.Input(2).Objects[0], k.Input(3).Objects[0], k.Output().Objects);

        private static void Set<T>(KernelContext k, T on, T off, Span<T> y)
        {
            y.Fill(off);
            var indices = k.Input(0);
            var axis = k.Attrs.Int("axis");
            var depth = k.Input(1).AsInt(0);
            var inner = IntTensor.Product(indices.Dims.AsSpan(axis < 0 ? indices.Rank : axis));
            for (var i = 0; i < indices.Count; i++)
            {
                var index = indices.AsLong(i);
                if (index >= 0 && index < depth) y[(i / inner * depth + (int)index) * inner + i % inner] = on;
            }
        }
    }
}
