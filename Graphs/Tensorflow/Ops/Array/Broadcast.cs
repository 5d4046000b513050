using Tensorflow.Kernels;
using static Tensorflow.Binding;

namespace Tensorflow.Ops;

/// <summary>Repeats a tensor to a larger shape by the rules of broadcasting.</summary>
internal sealed class BroadcastTo() : OpType("BroadcastTo", "input: T, shape: Tidx -> output: T; T: type; Tidx: index = int32")
{
    public override void Infer(InferContext c)
    {
        var target = c.ValueAsShape(1);
        var input = c.Input(0);
        if (target.IsFullyDefined && input.HasRank)
        {
            if (input.ndim > target.ndim) throw c.Error($"Rank of input ({input.ndim}) must be no greater than rank of output shape ({target.ndim})");
            for (var d = 1; d <= input.ndim; d++)
            {
                if (input[-d] >= 0 && input[-d] != 1 && input[-d] != target[-d]) throw c.Error($"Incompatible shapes for broadcasting: {input} and requested shape {target}");
            }
        }
        c.Set(0, target);
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var shape = tf.shape(g.Input(0), out_type: g.Input(1).dtype.as_base_dtype());
        var axes = OpBuilder.ApplyMany("BroadcastGradientArgs", null, [g.Input(1), shape])[1];
        return [tf.reshape(OpBuilder.Apply("Sum", null, [g.Dy(), axes], ("keep_dims", true)), shape), null];
    }

    public override void Run(KernelContext k) => Dispatch.Move<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged => Repeat(k, k.In<T>(0), k.Out<T>());

        public static void RunObjects(KernelContext k) => Repeat<object?>(k, k.Input(0).Objects, k.Output().Objects);

        private static void Repeat<T>(KernelContext k, ReadOnlySpan<T> x, Span<T> y)
        {
            var dims = k.Output().Dims;
            var own = k.Input(0).Dims;
            Span<int> from = stackalloc int[dims.Length], to = stackalloc int[dims.Length];
            from.Clear();
            StridedCopy.DenseStrides(own, from[(dims.Length - own.Length)..]);
            for (var d = 0; d < own.Length; d++)
            {
                if (own[d] == 1) from[dims.Length - own.Length + d] = 0;
            }
            StridedCopy.DenseStrides(dims, to);
            StridedCopy.Run(dims, x, 0, from, y, 0, to);
        }
    }
}

/// <summary>The shape that two shapes broadcast to.</summary>
internal sealed class BroadcastArgs() : NotDifferentiableOp("BroadcastArgs", "s0: T, s1: T -> r0: T; T: index = int32")
{
    public override void Infer(InferContext c)
    {
        long a = c.WithRank(0, 1)[0], b = c.WithRank(1, 1)[0];
        c.Set(0, new Shape([a < 0 || b < 0 ? -1 : Math.Max(a, b)]));
    }

    public override void Run(KernelContext k)
    {
        var rank = k.Output().Count;
        for (var d = 0; d < rank; d++)
        {
            long a = Size(k.Input(0), rank, d), b = Size(k.Input(1), rank, d);
            if (a != b && a != 1 && b != 1) throw new InvalidArgumentError($"Incompatible shapes for broadcasting: [{string.Join(",", k.Input(0).AsInts())}] and [{string.Join(",", k.Input(1).AsInts())}]");
            IntTensor.Set(k.Output(), d, a == 1 ? b : a);
        }
    }

    /// <summary>The size of dimension <paramref name="d"/> of a shape that is filled up with 1 in front to a rank.</summary>
    internal static long Size(TensorValue shape, int rank, int d) => d < rank - shape.Count ? 1 : shape.AsLong(d - (rank - shape.Count));
}

/// <summary>The axes over which the cotangent of a broadcast result must be summed, for each of the two operands' shapes.</summary>
internal sealed class BroadcastGradientArgs() : NotDifferentiableOp("BroadcastGradientArgs", "s0: T, s1: T -> r0: T, r1: T; T: index = int32")
{
    public override void Infer(InferContext c)
    {
        if (c.Value(0) is { } s0 && c.Value(1) is { } s1)
        {
            Span<int> axes = stackalloc int[Math.Max(s0.Count, s1.Count)];
            c.Set(0, new Shape([Axes(s0, s1, axes)]));
            c.Set(1, new Shape([Axes(s1, s0, axes)]));
            return;
        }
        c.SetAll(Shape.UnknownOfRank(1));
    }

    public override void Run(KernelContext k)
    {
        Span<int> axes = stackalloc int[Math.Max(k.Input(0).Count, k.Input(1).Count)];
        for (var i = 0; i < 2; i++)
        {
            var count = Axes(k.Input(i), k.Input(1 - i), axes);
            IntTensor.Set(k.Fit(i, count), axes[..count]);
        }
    }

    // As in TensorFlow, a dimension of size 1 in both shapes counts as broadcast: summing over it changes nothing.
    private static int Axes(TensorValue own, TensorValue other, Span<int> axes)
    {
        var rank = Math.Max(own.Count, other.Count);
        var same = own.Count == other.Count;
        for (var d = 0; same && d < rank; d++) same = own.AsLong(d) == other.AsLong(d);
        if (same) return 0;
        var count = 0;
        for (var d = 0; d < rank; d++)
        {
            long a = BroadcastArgs.Size(own, rank, d), b = BroadcastArgs.Size(other, rank, d);
            if (a != b && a != 1 && b != 1)
                throw new InvalidArgumentError($"Incompatible shapes: [{string.Join(",", own.AsInts())}] vs. [{string.Join(",", other.AsInts())}]");
            if (a == 1) axes[count++] = d;
        }
        return count;
    }
}
