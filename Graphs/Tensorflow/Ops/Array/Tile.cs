using Tensorflow.Kernels;
using static Tensorflow.Binding;

namespace Tensorflow.Ops;

/// <summary>Repeats a tensor along each axis: y[i] = x[i mod shape(x)].</summary>
internal sealed class Tile() : OpType("Tile", "input: T, multiples: Tmultiples -> output: T; T: type; Tmultiples: index = int32")
{
    public override void Infer(InferContext c)
    {
        var input = c.Input(0);
        var rank = c.WithRank(1, 1)[0];
        if (input.HasRank) rank = c.MergeDim(rank, input.ndim);
        if (rank < 0) return;
        var multiples = c.Value(1);
        var known = multiples is null ? c.ValueAsShape(1) : Shape.Unknown;
        var dims = new long[rank];
        for (var d = 0; d < dims.Length; d++)
        {
            var times = multiples?.AsLong(d) ?? (known.HasRank ? known[d] : -1);
            if (multiples is not null && times < 0) throw c.Error($"Expected multiples[{d}] >= 0, but got {times}");
            dims[d] = input.HasRank && input[d] >= 0 && times >= 0 ? input[d] * times : -1;
        }
        c.Set(0, new Shape(dims));
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var multiples = g.Input(1);
        var shape = tf.shape(g.Input(0), out_type: multiples.dtype.as_base_dtype());
        var pairs = tf.reshape(tf.transpose(tf.stack(new[] { multiples, shape })), new[] { -1 });
        var axes = tf.range(0, tf.size(pairs), 2);
        var dx = OpBuilder.Apply("Sum", null, [tf.reshape(g.Dy(), pairs), axes]);
        dx.set_shape(g.Input(0).shape);
        return [dx, null];
    }

    public override void Run(KernelContext k) => Dispatch.Move<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged => Repeat(k, k.In<T>(0), k.Out<T>());

        public static void RunObjects(KernelContext k) => Repeat<object?>(k, k.Input(0).Objects, k.Output().Objects);

        // Seen as [multiple, size, multiple, size, ...] the result is the input with a stride of 0 along the multiples.
        private static void Repeat<T>(KernelContext k, ReadOnlySpan<T> x, Span<T> y)
        {
            var dims = k.Input(0).Dims;
            Span<int> pairs = stackalloc int[2 * dims.Length], from = stackalloc int[2 * dims.Length], to = stackalloc int[2 * dims.Length], strides = stackalloc int[dims.Length];
            StridedCopy.DenseStrides(dims, strides);
            for (var d = 0; d < dims.Length; d++)
            {
                pairs[2 * d] = k.Input(1).AsInt(d);
                pairs[2 * d + 1] = dims[d];
                from[2 * d] = 0;
                from[2 * d + 1] = strides[d];
            }
            StridedCopy.DenseStrides(pairs, to);
            StridedCopy.Run(pairs, x, 0, from, y, 0, to);
        }
    }
}
