using Tensorflow.Kernels;
using static Tensorflow.Ops.GraphCalls;

namespace Tensorflow.Ops;

/// <summary>
/// output = condition ? t : e for t and e of one shape; the condition has their shape, or is one value, or has one value
/// for each row (first dimension).
/// </summary>
internal sealed class Select() : OpType("Select", "condition: bool, t: T, e: T -> output: T; T: type")
{
    public override bool CanOverwrite(int input) => input > 0;

    public override void Infer(InferContext c)
    {
        var shape = c.Merge(c.Input(1), c.Input(2));
        var condition = c.Input(0);
        if (condition.HasRank && condition.ndim > 1) shape = c.Merge(shape, condition);
        else if (condition.ndim == 1 && shape.HasRank)
        {
            if (shape.ndim == 0) throw c.Error("A vector condition needs values with a first dimension, but they are numbers");
            c.MergeDim(condition[0], shape[0]);
        }

        c.Set(0, shape);
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var zeros = ZerosLike(g.Input(1));
        return [null, Node("Select", g.Input(0), g.Dy(), zeros), Node("Select", g.Input(0), zeros, g.Dy())];
    }

    public override void Run(KernelContext k)
    {
        var dims = k.Output().Dims;
        var condition = k.Input(0).Dims;
        if (condition.Length == 1 && dims.Length > 1)
        {
            Span<int> rows = stackalloc int[dims.Length];
            rows.Fill(1);
            rows[0] = condition[0];
            SelectV2.Run(k, rows);
        }
        else
        {
            SelectV2.Run(k, condition);
        }
    }
}

/// <summary>output = condition ? t : e with NumPy broadcasting of all three.</summary>
internal sealed class SelectV2() : OpType("SelectV2", "condition: bool, t: T, e: T -> output: T; T: type")
{
    public override bool CanOverwrite(int input) => input > 0;

    public override void Infer(InferContext c) => c.Set(0, c.Broadcast(c.Input(0), c.Broadcast(c.Input(1), c.Input(2))));

    public override Tensor?[] Gradient(GradContext g)
    {
        var condition = g.Input(0);
        var zeros = ZerosLike(g.Dy());
        return
        [
            null,
            BroadcastGradient.ToShapes(g.Input(1), g.Output(), Node("SelectV2", condition, g.Dy(), zeros), null)[0],
            BroadcastGradient.ToShapes(g.Input(2), g.Output(), Node("SelectV2", condition, zeros, g.Dy()), null)[0],
        ];
    }

    public override void Run(KernelContext k) => Run(k, k.Input(0).Dims);

    /// <summary>The kernel, with the condition seen in another shape.</summary>
    internal static void Run(KernelContext k, ReadOnlySpan<int> condition)
    {
        var output = k.Output();
        switch (output.DType.size())
        {
            case 1: Run<byte>(k, condition); break;
            case 2: Run<ushort>(k, condition); break;
            case 4: Run<uint>(k, condition); break;
            case 8: Run<ulong>(k, condition); break;
            default:
                Elementwise.Select<object?>(
                    k.In<bool>(0), condition, k.Input(1).Objects, k.Input(1).Dims, k.Input(2).Objects, k.Input(2).Dims, output.Objects, output.Dims);
                break;
        }
    }

    private static void Run<T>(KernelContext k, ReadOnlySpan<int> condition) where T : unmanaged =>
        Elementwise.Select(k.In<bool>(0), condition, k.In<T>(1), k.Input(1).Dims, k.In<T>(2), k.Input(2).Dims, k.Out<T>(), k.Output().Dims);
}
