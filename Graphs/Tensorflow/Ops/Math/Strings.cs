using Tensorflow.Kernels;

namespace Tensorflow.Ops;

/// <summary>Element-wise work on two tensors of strings.</summary>
internal static unsafe class Strings
{
    /// <summary>result[i] = f(x[i], y[i]) with broadcasting.</summary>
    public static void Zip<TResult>(KernelContext k, Span<TResult> result, Func<byte[], byte[], TResult> f)
    {
        var dims = k.Output().Dims;
        var buffer = stackalloc int[Broadcast.BufferSize(dims.Length, 2)];
        var plan = new Broadcast(dims, 2, buffer);
        plan.Operand(0, k.Input(0).Dims);
        plan.Operand(1, k.Input(1).Dims);
        plan.Collapse();
        object?[] x = k.Input(0).Objects, y = k.Input(1).Objects;
        int xStep = plan.Moves(0) ? 1 : 0, yStep = plan.Moves(1) ? 1 : 0;
        for (var i = 0; i < result.Length; i++)
        {
            var row = i / plan.RowLength;
            var column = i - row * plan.RowLength;
            result[i] = f((byte[])x[plan.Offset(0, row) + column * xStep]!, (byte[])y[plan.Offset(1, row) + column * yStep]!);
        }
    }
}
