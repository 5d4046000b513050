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
        var axis = k.Attrs.Int("axis");
        if (axis < 0) axis += k.Input(0).Rank + 1;
        MoveRows.Concatenate(k, 0, k.Inputs.Length, axis);
    }
}

/// <summary>Cuts a tensor along an axis into tensors of one rank less (tf.unstack).</summary>
internal sealed class Unpack() : OpType("Unpack", "value: T -> output: num * T; num: int; T: type; axis: int = 0")
{
    public override void Infer(InferContext c)
    {
        var value = c.WithRankAtLeast(0, 1);
        if (!value.HasRank) return;
        var axis = c.Axis(c.Attrs.Long("axis"), value.ndim);
        if (value[axis] >= 0 && value[axis] != c.Attrs.Long("num")) throw c.Error($"Dimension must be {c.Attrs.Long("num")} but is {value[axis]}");
        c.SetAll(value.Slice(0, axis).concatenate(value.Slice(axis + 1, value.ndim)));
    }

    public override Tensor?[] Gradient(GradContext g)
    {
        var parts = new Tensor[g.Op.outputs.Length];
        for (var i = 0; i < parts.Length; i++) parts[i] = g.Dy(i);
        return [Pack.Apply(parts, g.Attrs.Int("axis"), "stack")];
    }

    public override void Run(KernelContext k)
    {
        var axis = k.Attrs.Int("axis");
        MoveRows.Split(k, k.Input(0), axis < 0 ? axis + k.Input(0).Rank : axis);
    }
}
