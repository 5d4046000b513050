using Tensorflow.Kernels;
using static Tensorflow.Binding;

namespace Tensorflow.Ops;

/// <summary>A block of a tensor: from begin, of the given size; a size of -1 reaches to the end.</summary>
internal sealed class Slice() : OpType("Slice", "input: T, begin: Index, size: Index -> output: T; T: type; Index: index")
{
    public override void Infer(InferContext c)
    {
        var rank = c.MergeDim(c.WithRank(1, 1)[0], c.WithRank(2, 1)[0]);
        var input = c.Input(0);
        if (input.HasRank) rank = c.MergeDim(rank, input.ndim);
        if (rank < 0) return;
        var begin = c.Value(1);
        var size = c.Value(2);
        var dims = new long[rank];
        for (var d = 0; d < dims.Length; d++)
        {
            var whole = input.HasRank ? input[d] : -1;
            var from = begin?.AsLong(d) ?? -1;
            var length = size?.AsLong(d) ?? -2;
            if (begin is not null && from < 0 || length < -1 && size is not null || whole >= 0 && (from > whole || from >= 0 && length >= 0 && from + length > whole))
                throw c.Error($"Expected begin[{d}] in [0, {whole}] and size[{d}] in [-1, {whole} - begin[{d}]], but got begin[{d}] {from} and size[{d}] {length}");
            dims[d] = length >= 0 ? length : length == -1 && whole >= 0 && from >= 0 ? whole - from : -1;
        }
        if (begin is null && size is null && c.ValueAsShape(2) is { HasRank: true } partial) dims = partial.dims;
        c.Set(0, new Shape(dims));
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var begin = g.Input(1);
        var type = begin.dtype.as_base_dtype();
        var column = tf.stack(new object[] { tf.rank(g.Input(0)), 1 });
        var before = tf.reshape(begin, column);
        var after = tf.reshape(tf.shape(g.Input(0), out_type: type) - tf.shape(g.Output(), out_type: type) - begin, column);
        return [tf.pad(g.Dy(), tf.concat(new[] { before, after }, 1)), null, null];
    }

    public override void Run(KernelContext k) => Dispatch.Move<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged => Copy(k, k.In<T>(0), k.Out<T>());

        public static void RunObjects(KernelContext k) => Copy<object?>(k, k.Input(0).Objects, k.Output().Objects);

        private static void Copy<T>(KernelContext k, ReadOnlySpan<T> x, Span<T> y)
        {
            var dims = k.Input(0).Dims;
            var target = k.Output().Dims;
            Span<int> strides = stackalloc int[dims.Length], dense = stackalloc int[dims.Length];
            StridedCopy.DenseStrides(dims, strides);
            StridedCopy.DenseStrides(target, dense);
            var start = 0;
            for (var d = 0; d < dims.Length; d++) start += k.Input(1).AsInt(d) * strides[d];
            StridedCopy.Run(target, x, start, strides, y, 0, dense);
        }
    }
}
