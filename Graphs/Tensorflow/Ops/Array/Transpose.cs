using static Tensorflow.Binding;

namespace Tensorflow.Ops;

/// <summary>Permutes the axes: axis d of y is axis perm[d] of x.</summary>
internal sealed class Transpose() : OpType("Transpose", "x: T, perm: Tperm -> y: T; T: type; Tperm: index = int32")
{
    public override void Infer(InferContext c)
    {
        var x = c.Input(0);
        var perm = c.Value(1);
        var length = c.WithRank(1, 1)[0];
        if (length >= 0 && x.HasRank && length != x.ndim)
            throw c.Error($"Dimension must be {x.ndim} but is {length}: 'perm' must name every axis once");
        if (!x.HasRank && perm is null)
        {
            if (length >= 0) c.Set(0, Shape.UnknownOfRank((int)length));
            return;
        }
        var dims = new long[x.HasRank ? x.ndim : perm!.Count];
        Array.Fill(dims, -1);
        if (perm is not null)
        {
            var seen = new bool[dims.Length];
            for (var d = 0; d < dims.Length; d++)
            {
                var axis = c.Axis(perm.AsLong(d), dims.Length);
                if (seen[axis]) throw c.Error($"{axis} is duplicated in 'perm' [{string.Join(",", perm.AsInts())}]");
                seen[axis] = true;
                if (x.HasRank) dims[d] = x[axis];
            }
        }
        c.Set(0, new Shape(dims));
    }

    public override Tensor?[] Gradient(GradContext g) => [tf.transpose(g.Dy(), tf.invert_permutation(g.Input(1))), null];

    public override void Run(KernelContext k) => Dispatch.Move<Kernel>(k, k.Input(0).DType);

    private readonly struct Kernel : IMoveKernel
    {
        public static void Run<T>(KernelContext k) where T : unmanaged
        {
            var dims = k.Input(0).Dims;
            Span<int> perm = stackalloc int[dims.Length];
            ReadPermutation(k.Input(1), perm);
            Kernels.Transpose.Permute(k.In<T>(0), dims, perm, k.Out<T>());
        }

        public static void RunObjects(KernelContext k)
        {
            var x = k.Input(0);
            Span<int> perm = stackalloc int[x.Rank];
            ReadPermutation(k.Input(1), perm);
            Span<int> strides = stackalloc int[x.Rank], from = stackalloc int[x.Rank], to = stackalloc int[x.Rank];
            Kernels.StridedCopy.DenseStrides(x.Dims, strides);
            Kernels.StridedCopy.DenseStrides(k.Output().Dims, to);
            for (var d = 0; d < perm.Length; d++) from[d] = strides[perm[d]];
            Kernels.StridedCopy.Run<object?>(k.Output().Dims, x.Objects, 0, from, k.Output().Objects, 0, to);
        }

        private static void ReadPermutation(TensorValue value, Span<int> perm)
        {
            IntTensor.Read(value, perm);
            for (var d = 0; d < perm.Length; d++) perm[d] += perm[d] < 0 ? perm.Length : 0;
        }
    }
}

/// <summary>y[x[i]] = i: the permutation that undoes x.</summary>
internal sealed class InvertPermutation() : NotDifferentiableOp("InvertPermutation", "x: T -> y: T; T: index = int32")
{
    public override void Infer(InferContext c) => c.Set(0, c.WithRank(0, 1));

    public override void Run(KernelContext k)
    {
        var x = k.Input(0);
        var y = k.Output();
        for (var i = 0; i < x.Count; i++) IntTensor.Set(y, i, -1);
        for (var i = 0; i < x.Count; i++)
        {
            var at = x.AsLong(i);
            if (at < 0 || at >= x.Count) throw new InvalidArgumentError($"{at} is not between 0 and {x.Count}: the input must be a permutation of 0 to {x.Count - 1}.");
            if (y.AsLong((int)at) >= 0) throw new InvalidArgumentError($"{at} is duplicated in the input, which must be a permutation.");
            IntTensor.Set(y, (int)at, i);
        }
    }
}
