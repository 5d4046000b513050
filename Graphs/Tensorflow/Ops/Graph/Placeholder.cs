namespace Tensorflow.Ops;

/// <summary>A tensor that must be fed.</summary>
internal sealed class Placeholder() : NotDifferentiableOp("Placeholder", "-> output: dtype; dtype: type; shape: shape = unknown")
{
    public override bool IsStateful => true;

    public override void Infer(InferContext c) => c.Set(0, c.Attrs.Shape("shape"));

    public override void Run(KernelContext k)
    {
        var shape = k.Attrs.Shape("shape");
        var told = shape.HasRank ? $" and shape {shape}" : "";
        throw new InvalidArgumentError($"You must feed a value for placeholder tensor '{k.NodeName}' with dtype {k.Attrs.Type("dtype").as_numpy_name()}{told}: give sess.run a pair (tensor, value) for it.");
    }
}

/// <summary>A tensor that may be fed and else has its input's value.</summary>
internal sealed class PlaceholderWithDefault() : OpType("PlaceholderWithDefault", "input: dtype -> output: dtype; dtype: type; shape: shape")
{
    public override bool IsStateful => true;

    public override void Infer(InferContext c)
    {
        var shape = c.Attrs.Shape("shape");
        if (!shape.is_compatible_with(c.Input(0))) throw c.Error($"The default does not have the placeholder's shape {shape}");
        c.Set(0, shape);
    }

    public override Tensor?[] Gradient(GradContext g) => [g.DyOrNull()];

    public override void Run(KernelContext k)
    {
        k.Resize(0, k.Input(0).Dims);
        k.Input(0).CopyTo(k.Output());
    }
}
