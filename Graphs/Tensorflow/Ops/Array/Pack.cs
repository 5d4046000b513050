namespace Tensorflow.Ops;

/// <summary>Stacks N tensors of one shape along a new axis (tf.stack).</summary>
internal sealed class Pack() : OpType("Pack", "values: N * T -> output: T; N: int; T: type; axis: int = 0")
{
    public static Tensor Apply(TensorLike values, int axis = 0, string? name = null) => OpBuilder.Apply("Pack", name, [values], ("axis", axis));

    public override void Infer(InferContext c)
    {
        var part = c.Input(0);
        for (var i = 1; i < c.InputCount; i++) part = c.Merge(part, c.Input(i));
        if (!part.HasRank) return;
        var axis = c.Axis(c.Attrs.Long("axis"), part.ndim + 1);
        c.Set(0, part.Slice(0, axis).concatenate(c.InputCount).concatenate(part.Slice(axis, part.ndim)));
    }

    public override Tensor?[] Gradient(GradContext g) =>
        OpBuilder.ApplyMany("Unpack", null, [g.Dy()], ("num", g.Attrs["N"]), ("axis", g.Attrs["axis"]));

    public override void Run(KernelContext k)
    {
        var rank = k.Input(0).Rank;
        var axis = k.Attrs.Int("axis");
        if (axis < 0) axis += rank + 1;
        var inner = 1;
        for (var i = axis; i < rank; i++) inner *= k.Input(0).Dims[i];
        MoveRows.Concatenate(k, k.Inputs.Length, _ => inner);
    }
}
