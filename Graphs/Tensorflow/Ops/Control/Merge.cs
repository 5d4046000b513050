namespace Tensorflow.Ops;

/// <summary>
/// Passes on the one input that is not dead, and its index. The engine chooses the input and calls <see cref="Forward"/>,
/// or shares the memory.
/// </summary>
internal sealed class Merge(string name, string inputs) : OpType(name,
    $"{inputs} -> {(name == "Merge" ? "output: T" : "output: Ref(T)")}, value_index: int32; T: type; N: int")
{
    public override string NoGradientReason => "Gradients of TF1 control flow are made where tf.cond and tf.while_loop build it.";

    public override void Infer(InferContext c)
    {
        var shape = c.Input(0);
        for (var i = 1; i < c.InputCount; i++) shape = Common(shape, c.Input(i));
        c.Set(0, shape);
        c.Set(1, Shape.Scalar);
    }

    /// <summary>Copies the living input to output 0 and its index to output 1.</summary>
    public static void Forward(KernelContext k, int alive)
    {
        k.Resize(0, k.Input(alive).Dims);
        k.Input(alive).CopyTo(k.Output());
        k.Resize(1).Span<int>()[0] = alive;
    }

    public override void Run(KernelContext k) => Forward(k, 0);

    private static Shape Common(Shape a, Shape b)
    {
        if (!a.HasRank || a.ndim != b.ndim) return Shape.Unknown;
        return new Shape([.. a.dims.Zip(b.dims, (x, y) => x == y ? x : -1)]);
    }
}
