using System.Numerics;
using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>
/// Base of the reductions over axes given as a tensor: one axis or several, counted from the end where negative.
/// Reduced axes fall away, or stay with size 1 if keep_dims.
/// </summary>
internal abstract class ReductionOp(string name, string signature) : OpType(name, signature)
{
    /// <summary>The signature of the reductions of numbers.</summary>
    protected const string Numbers = "input: T, reduction_indices: Tidx -> output: T; keep_dims: bool = false; T: number; Tidx: index = int32";

    public sealed override void Infer(InferContext c)
    {
        var x = c.Input(0);
        var keeps = c.Attrs.Bool("keep_dims");
        if (!x.HasRank) return;
        if (c.Value(1) is not { } axes)
        {
            if (keeps) c.Set(0, Shape.UnknownOfRank(x.ndim));
            else if (x.ndim == 0 || c.Input(1) == new Shape(0)) c.Set(0, x);
            return;
        }

        var reduced = new bool[x.ndim];
        for (var i = 0; i < axes.Count; i++)
        {
            var axis = axes.AsLong(i);
            if (axis < -x.ndim || axis >= x.ndim)
                throw c.Error($"Invalid reduction dimension {axis} for input with {x.ndim} dimensions: it must be from {-x.ndim} to {x.ndim - 1}");
            reduced[axis < 0 ? axis + x.ndim : axis] = true;
        }

        var dims = new List<long>();
        for (var d = 0; d < x.ndim; d++)
        {
            if (!reduced[d]) dims.Add(x[d]);
            else if (keeps) dims.Add(1);
        }

        c.Set(0, new Shape([.. dims]));
    }

    /// <summary>Which axes of x are reduced; the output gets its shape.</summary>
    protected static void Prepare(KernelContext k, Span<bool> reduced)
    {
        var dims = k.Input(0).Dims;
        var axes = k.Input(1);
        reduced.Clear();
        for (var i = 0; i < axes.Count; i++)
        {
            var axis = axes.AsInt(i);
            if (axis < -dims.Length || axis >= dims.Length)
                throw new InvalidArgumentError($"Invalid reduction dimension ({axis} for input with {dims.Length} dimension(s))");
            axis = axis < 0 ? axis + dims.Length : axis;
            if (reduced[axis]) throw new InvalidArgumentError($"Invalid reduction arguments: Axes contains duplicate dimension: {axis}");
            reduced[axis] = true;
        }

        var keeps = k.Attrs.Bool("keep_dims");
        Span<int> to = stackalloc int[dims.Length];
        var rank = 0;
        for (var d = 0; d < dims.Length; d++)
        {
            if (!reduced[d]) to[rank++] = dims[d];
            else if (keeps) to[rank++] = 1;
        }

        k.Fit(0, to[..rank]);
    }

    /// <summary>The reduction by TReducer of input 0 into output 0, elements being of type T.</summary>
    protected static void Reduced<T, TReducer>(KernelContext k)
        where T : unmanaged, INumber<T>
        where TReducer : struct, IReducer
    {
        Span<bool> reduced = stackalloc bool[k.Input(0).Rank];
        Prepare(k, reduced);
        Reduce.Over<T, TReducer>(k.In<T>(0), k.Input(0).Dims, reduced, k.Out<T>());
    }

    /// <summary>A kernel that does nothing but reduce.</summary>
    protected readonly struct Plain<TReducer> : INumberKernel
        where TReducer : struct, IReducer
    {
        public static void Run<T>(KernelContext k) where T : unmanaged, INumber<T>, IMinMaxValue<T> => Reduced<T, TReducer>(k);
    }
}
